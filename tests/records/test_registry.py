"""The whole registry: every problem of every file in one run, each with its place and its remedy."""

# ruff: noqa: E501 — a case is one line

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issuing import an_id
from registries import FILES, FIRST, SECOND, make_registry
from testamur.errors import RecordsError, UsageError
from testamur.records import registry

TODAY = datetime.date(2026, 11, 1)
NAME = f"awards/2026/{FIRST}.yml"
AWARD = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n"
OPEN = FILES["issuer.yml"] + "repository: open\npublicNames: true\n"
RESULTS = FILES["achievements/visit.yml"] + (
    "resultDescription:\n"
    "  - {id: quiz, name: Quiz, resultType: RawScore, valueMin: 0, valueMax: 25}\n"
    "  - {id: essay, name: Essay, resultType: Percent}\n"
    "  - {id: grade, name: Grade, resultType: LetterGrade, allowedValue: [C, B, A]}\n"
    "  - {id: course, name: Course, resultType: Status}\n"
)


def found(folder, files=None, today=TODAY):
    """Code, line and field of every problem."""
    records = make_registry(folder, files)
    try:
        problems = registry.load(records, today=today).warnings
    except RecordsError as error:
        problems = error.problems
    return [(problem.code, problem.line, problem.field) for problem in problems]


def history(*lines):
    return AWARD + "history:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def test_a_registry_without_a_mistake_has_no_problem(tmp_path):
    assert found(tmp_path) == []


WRONG = {
    "S-01 an unknown field": (NAME, AWARD + "visibilty: public\n", [("unknown-field", 4, "visibilty")]),
    "S-02 a missing field": (NAME, "learner: l-1\nawardedDate: 2026-05-14\n", [("missing-field", 1, "")]),
    "S-03 text for a mapping": (NAME, AWARD + "results: good\n", [("type", 4, "results")]),
    "S-04 an empty name": ("learners/l-1.yml", "name: ''\n", [("format", 1, "name"), ("length", 1, "name")]),
    "S-04 a long name": ("learners/l-1.yml", f"name: {'x' * 10_000}\n", [("length", 1, "name")]),
    "S-05 an unknown achievement": (NAME, AWARD.replace("visit", "visti"), [("unknown-reference", 1, "achievement")]),
    "S-05 an unknown learner": (NAME, AWARD.replace("l-1", "l-9"), [("unknown-reference", 2, "learner")]),
    "S-06 after its last day": ("achievements/visit.yml", FILES["achievements/visit.yml"] + "retired: 2026-05-14\n", [("achievement-retired", 3, "awardedDate")]),
    "S-09 ends before it begins": (NAME, AWARD + "validUntil: 2026-05-14\n", [("date-order", 4, "validUntil")]),
    "S-10 withdrawn without a reason": (NAME, history("date: 2026-06-01, act: revoked"), [("missing-reason", 5, "history.0")]),
    "S-10 withdrawn twice": (NAME, history("date: 2026-06-01, act: revoked, reason: other", "date: 2026-06-02, act: revoked, reason: other"), [("history-impossible", 6, "history.1.act")]),
    "S-10 brought back": (NAME, history("date: 2026-06-01, act: revoked, reason: other", "date: 2026-06-02, act: reinstated"), [("history-impossible", 6, "history.1.act")]),
    "history backwards": (NAME, history("date: 2026-06-02, act: suspended, reason: other", "date: 2026-06-01, act: reinstated"), [("history-order", 6, "history.1.date")]),
    "history before the award": (NAME, history("date: 2026-05-01, act: corrected"), [("date-order", 5, "history.0.date")]),
    "history in the future": (NAME, history("date: 2027-05-01, act: corrected"), [("date-future", 5, "history.0.date")]),
    "replaced by nobody": (NAME, history("date: 2026-06-01, act: superseded"), [("missing-field", 5, "history.0")]),
    "replaced by itself": (NAME, history(f"date: 2026-06-01, act: superseded, by: {FIRST}"), [("reference", 5, "history.0.by")]),
    "replaced by another's": (NAME, history(f"date: 2026-06-01, act: superseded, by: {SECOND}"), [("reference", 5, "history.0.by")]),
    "replaced by what is not there": (NAME, history(f"date: 2026-06-01, act: superseded, by: {an_id(9)}"), [("unknown-reference", 5, "history.0.by")]),
    "erased, and the learner still there": (NAME, history("date: 2026-06-01, act: erased"), [("erased-data", 2, "learner")]),
    "S-14 an http address": (NAME, AWARD + "evidence: [{name: x, id: 'http://work.example/'}]\n", [("url", 4, "evidence.0.id")]),
    "S-14 a script": (NAME, AWARD + "evidence: [{name: x, id: 'javascript:alert(1)'}]\n", [("url", 4, "evidence.0.id")]),
    "S-14 a password": (NAME, AWARD + "evidence: [{name: x, id: 'https://a:b@work.example/'}]\n", [("url", 4, "evidence.0.id")]),
    "S-14 a private number": (NAME, AWARD + "evidence: [{name: x, id: 'https://10.0.0.1/'}]\n", [("url", 4, "evidence.0.id")]),
    "S-14 a hidden number": (NAME, AWARD + "evidence: [{name: x, id: 'https://0x7f.1/'}]\n", [("url", 4, "evidence.0.id")]),
    "S-14 this machine": (NAME, AWARD + "evidence: [{name: x, id: 'https://localhost/'}]\n", [("url", 4, "evidence.0.id")]),
    "S-15 5,000 characters": (NAME, AWARD + f"evidence: [{{name: x, id: 'https://work.example/{'x' * 5000}'}}]\n", [("length", 4, "evidence.0.id")]),
    "S-17 deep down": (NAME, AWARD + "evidence: [{name: x, honours: y}]\n", [("unknown-field", 4, "evidence.0.honours")]),
    "S-18 a bad language": ("achievements/visit.yml", FILES["achievements/visit.yml"].replace("Harbour Visit", "{english: Visit}"), [("language-tag", 1, "name.english")]),
    "S-21 text for a number": ("achievements/visit.yml", FILES["achievements/visit.yml"].replace("creditsAvailable: 1", "creditsAvailable: '1'"), [("type", 6, "creditsAvailable")]),
    "S-21 true for a number": ("achievements/visit.yml", FILES["achievements/visit.yml"].replace("creditsAvailable: 1", "creditsAvailable: true"), [("type", 6, "creditsAvailable")]),
    "Y-25 not a number": ("achievements/visit.yml", FILES["achievements/visit.yml"].replace("creditsAvailable: 1", "creditsAvailable: .nan"), [("number", 6, "creditsAvailable")]),
    "Y-08 yes for true": ("issuer.yml", FILES["issuer.yml"] + "publicNames: yes\n", [("type", 9, "publicNames")]),
    "Y-16 tomorrow": (NAME, AWARD.replace("2026-05-14", "2026-11-02"), [("date-future", 3, "awardedDate")]),
    "F-02 an address without https": ("issuer.yml", FILES["issuer.yml"].replace("https:", "http:"), [("base", 1, "base")]),
    "F-02 a slash at the end": ("issuer.yml", FILES["issuer.yml"].replace("harbour.example\nname", "harbour.example/\nname"), [("base", 1, "base")]),
    "F-03 a placeholder": ("issuer.yml", FILES["issuer.yml"].replace("badges.harbour.example", "badges.example.com"), [("placeholder", 1, "base")]),
    "F-04 a pasted key": ("issuer.yml", FILES["issuer.yml"] + "key: testamur-ed25519-AAAA\n", [("secret", 9, "")]),
    "an open repository without a yes": ("issuer.yml", FILES["issuer.yml"] + "repository: open\n", [("privacy-open", 9, "repository")]),
    "the same key twice": ("issuer.yml", FILES["issuer.yml"] + FILES["issuer.yml"].splitlines()[-1] + "\n", [("duplicate-key", 9, "verificationMethod.1.publicKeyMultibase")]),
    "an e-mail hash of nothing": ("learners/l-1.yml", "name: Ada\nconsent: {date: 2026-01-01, hashedEmail: true}\n", [("consent", 2, "consent.hashedEmail")]),
    "Y-31 a mixed name": ("learners/l-1.yml", "name: Аda\n", [("mixed-script", 1, "name")]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_where_it_is(tmp_path, name, text, expected):
    assert [problem for problem in found(tmp_path, {name: text}) if problem[0] != "unread"] == expected


@pytest.mark.parametrize(("name", "text", "expected"), WRONG.values(), ids=WRONG)
def test_every_mistake_has_a_reason_and_a_remedy(tmp_path, name, text, expected):
    records = make_registry(tmp_path, {name: text})
    try:
        problems = registry.load(records, today=TODAY).warnings
    except RecordsError as error:
        problems = error.problems
    for problem in problems:
        assert problem.file == f"credentials/{name}" or problem.code == "achievement-retired"
        assert len(problem.reason) > 8
        assert len(problem.remedy) > 8
        assert "\n" not in str(problem)


@pytest.mark.parametrize(
    ("result", "value"),
    [
        ("quiz", "26"),
        ("quiz", "-1"),
        ("quiz", "many"),
        ("quiz", "1e3"),
        ("essay", "101"),
        ("grade", "D"),
        ("course", "Done"),
    ],
)
def test_a_result_off_its_scale_is_refused_with_the_scale(tmp_path, result, value):
    files = {"achievements/visit.yml": RESULTS, NAME: AWARD + f"results: {{{result}: '{value}'}}\n"}
    assert found(tmp_path, files) == [("scale", 4, f"results.{result}")]


@pytest.mark.parametrize(
    ("result", "value"), [("quiz", "25"), ("quiz", "0"), ("essay", "87.5"), ("grade", "A"), ("course", "Completed")]
)
def test_a_result_on_its_scale_is_fine(tmp_path, result, value):
    assert (
        found(tmp_path, {"achievements/visit.yml": RESULTS, NAME: AWARD + f"results: {{{result}: '{value}'}}\n"}) == []
    )


def test_a_result_that_the_achievement_does_not_have_is_refused(tmp_path):
    assert found(tmp_path, {NAME: AWARD + "results: {exam: '1'}\n"}) == [("unknown-reference", 4, "results.exam")]


def test_an_open_repository_refuses_email_and_private_awards(tmp_path):
    files = {
        "issuer.yml": OPEN,
        "learners/l-1.yml": "name: Ada\nemail: ada@mail.example\n",
        NAME: AWARD + "visibility: private\n",
    }
    assert found(tmp_path, files) == [("privacy-private", 4, "visibility"), ("privacy-email", 2, "email")]


def test_a_refused_email_is_not_repeated(tmp_path):
    records = make_registry(tmp_path, {"issuer.yml": OPEN, "learners/l-1.yml": "name: Ada\nemail: ada@mail.example\n"})
    with pytest.raises(RecordsError) as error:
        registry.load(records, today=TODAY)
    assert "ada@mail" not in str(error.value)


def test_all_mistakes_of_all_files_are_told_at_once_in_order(tmp_path):
    files = {
        NAME: "achievement: vist\nlearner: l-9\nawardedDate: 2026-02-30\n",
        "learners/l-2.yml": "nam: Zoë\n",
        "issuer.yml": FILES["issuer.yml"].replace("IE", "ie"),
    }
    assert [code for code, _, _ in found(tmp_path, files)] == [
        "unknown-reference", "unknown-reference", "date-impossible", "format", "missing-field", "unknown-field",
    ]  # fmt: skip


def test_a_wrong_achievement_does_not_make_its_awards_wrong(tmp_path):
    assert [code for code, _, _ in found(tmp_path, {"achievements/visit.yml": "nam: x\n"})] == [
        "missing-field", "missing-field", "missing-field", "missing-field", "unknown-field",
    ]  # fmt: skip


def test_two_awards_that_look_the_same_are_a_warning(tmp_path):
    files = {f"awards/{an_id(9)}.yml": AWARD}
    assert found(tmp_path, files) == [("possible-duplicate", 1, "")]


def test_without_an_issuer_one_is_told_how_to_make_one(tmp_path):
    assert ("missing-file", 0, "") in found(tmp_path, {"issuer.yml": None})


def test_no_records_at_all_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="testamur init"):
        registry.load(tmp_path / "credentials", today=TODAY)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(sorted(FILES)),
    st.integers(0, 400),
    st.sampled_from(["", "\t", ": ", "- ", "[", "{}", "é", "'", "\n", "null", "9" * 30, "&a"]),
)
def test_no_mistake_in_any_file_is_more_than_problems(tmp_path_factory, name, at, inserted):
    text = FILES[name]
    at %= len(text) + 1
    found(tmp_path_factory.mktemp("r"), {name: text[:at] + inserted + text[at + 1 :]})
