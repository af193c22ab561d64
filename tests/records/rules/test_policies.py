"""The issuer's policies and keys, and contradictions within one record."""

# ruff: noqa: E501 — a case is one line

import pytest

from record_problems import OPEN, TODAY, VISIT, found, problems
from registries import FILES
from testamur.records.parsing import model_readers, yaml_subset
from testamur.records.rules import policies

ISSUER = FILES["issuer.yml"]
KEY = ISSUER.splitlines()[-1]
LEARNER = "learners/l-1.yml"
WRONG = {
    "F-03 a placeholder address": ("issuer.yml", ISSUER.replace("badges.harbour.example", "badges.example.com"), [("placeholder", 1, "base")]),
    "F-03 a placeholder name": ("issuer.yml", ISSUER.replace("Harbour Institute", "CHANGE ME"), [("placeholder", 2, "name")]),
    "F-03 a name that says whose": ("issuer.yml", ISSUER.replace("Harbour Institute", "Your institution"), [("placeholder", 2, "name")]),
    "F-03 in one language": ("issuer.yml", ISSUER.replace("Harbour Institute", "{en: Harbour, fr: ChangeMe}"), [("placeholder", 2, "name.fr")]),
    "F-03 in brackets": ("issuer.yml", ISSUER.replace("Harbour Institute", "<name of the institution>"), [("placeholder", 2, "name")]),
    "F-03 a placeholder contact": ("issuer.yml", ISSUER.replace("harbour.example\nt", "example.org\nt"), [("placeholder", 4, "contact")]),
    "F-03 a placeholder page": ("issuer.yml", ISSUER + "confirmedBy: https://www.your-institution.ie/x\n", [("placeholder", 9, "confirmedBy")]),
    "F-03 a placeholder learner": (LEARNER, "name: Change-me\n", [("placeholder", 1, "name")]),
    "an open repository without a yes": ("issuer.yml", ISSUER + "repository: open\n", [("privacy-open", 9, "repository")]),
    "a statement code that has no room": ("issuer.yml", ISSUER.replace(".example\n", ".example/" + "p" * 45 + "\n", 1) + "certificate:\n  statementCode: true\n", [("statement-code", 10, "certificate.statementCode")]),
    "K-11 the same key twice": ("issuer.yml", ISSUER + KEY + "\n", [("duplicate-key", 9, "verificationMethod.1.publicKeyMultibase")]),
    "a key that ends before it begins": ("issuer.yml", ISSUER.replace("2026-01-01}", "2026-01-01, to: 2025-01-01}"), [("date-order", 8, "verificationMethod.0.to")]),
    "founded in the future": ("issuer.yml", ISSUER + "founded: 2026-11-02\n", [("date-future", 9, "founded")]),
    "nobody to write to": ("issuer.yml", ISSUER.replace("contact: registrar@harbour.example\n", ""), [("contact", 1, "")]),
    "S-18 the name lacks the main language": ("issuer.yml", ISSUER.replace("Harbour Institute", "{fr: Institut}"), [("missing-language", 2, "name")]),
    "S-18 a text lacks the main language": (VISIT, FILES[VISIT].replace("Come, and look.", "{fr: Venez.}"), [("missing-language", 4, "criteria")]),
    "S-18 a list lacks the main language": (VISIT, FILES[VISIT] + "outcomes: {fr: [Voir le port]}\n", [("missing-language", 7, "outcomes")]),
    "two results of one id": (VISIT, FILES[VISIT] + "resultDescription: [{id: a, name: A, resultType: Status}, {id: a, name: B, resultType: Status}]\n", [("duplicate", 7, "resultDescription.1.id")]),
    "a scale upside down": (VISIT, FILES[VISIT] + "resultDescription: [{id: a, name: A, resultType: RawScore, valueMin: 25, valueMax: 0}]\n", [("scale", 7, "resultDescription.0.valueMin")]),
    "what is needed is off the scale": (VISIT, FILES[VISIT] + "resultDescription: [{id: a, name: A, resultType: Percent, requiredValue: 160}]\n", [("scale", 7, "resultDescription.0.requiredValue")]),
    "what is needed is no value of the scale": (VISIT, FILES[VISIT] + "resultDescription: [{id: a, name: A, resultType: LetterGrade, allowedValue: [C, B], requiredValue: A}]\n", [("scale", 7, "resultDescription.0.requiredValue")]),
    "an e-mail hash of nothing": (LEARNER, "name: Ada\nconsent: {date: 2026-01-01, hashedEmail: true}\n", [("consent", 2, "consent.hashedEmail")]),
    "consent of tomorrow": (LEARNER, "name: Ada\nconsent: {date: 2026-11-02}\n", [("date-future", 2, "consent.date")]),
    "Y-31 a mixed name": (LEARNER, "name: Аda\n", [("mixed-script", 1, "name")]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), WRONG.values(), ids=WRONG)
def test_a_contradictory_or_placeholder_value_is_reported_at_its_place_with_a_remedy(tmp_path, name, text, expected):
    told = problems(tmp_path, {name: text})
    assert [(problem.code, problem.line, problem.field) for problem in told] == expected
    assert all(problem.reason and problem.remedy and problem.file == f"credentials/{name}" for problem in told)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("issuer.yml", ISSUER.replace("Harbour Institute", "{en: Harbour, fr: Port}")),
        ("issuer.yml", ISSUER + "founded: 1592-03-03\n"),
        ("issuer.yml", ISSUER + "description: Todo sobre el mar; we change the world, an example.\n"),
        (LEARNER, "name: José Todo\n"),
        (LEARNER, "name: Алла Пугачёва\n"),
        (LEARNER, "name: 李小龙 (Bruce Lee)\n"),
    ],
)
def test_unusual_but_valid_records_are_accepted(tmp_path, name, text):
    assert found(tmp_path, {name: text}) == []


def test_an_open_repository_refuses_email_and_does_not_repeat_it(tmp_path):  # S-16
    told = problems(tmp_path, {"issuer.yml": OPEN, LEARNER: "name: Ada\nemail: ada@mail.example\n"})
    assert [(problem.code, problem.line, problem.field) for problem in told] == [("privacy-email", 2, "email")]
    assert "ada@mail" not in str(told)


def test_an_issuer_can_be_checked_without_a_day():
    parsed = yaml_subset.parse((ISSUER + "founded: 2199-01-01\n").encode(), "credentials/issuer.yml")
    assert list(policies.check_issuer(parsed, model_readers.read_issuer(parsed.value))) == []
    assert list(policies.check_issuer(parsed, model_readers.read_issuer(parsed.value), TODAY))


@pytest.mark.parametrize(
    ("number", "text"),
    [(60, "60"), (2.5, "2.5"), (60.0, "60"), (1234567.25, "1234567.25"), (10**16, "10000000000000000"), (-0.0, "0"),
     (0.000001, "0.000001"), (100, "100"), ("A", "A"), (None, "")],
)  # fmt: skip
def test_a_number_is_written_with_every_digit(number, text):
    assert model_readers.number_text(number) == text


def test_a_whole_number_with_a_point_is_a_whole_number():
    value = yaml_subset.parse((FILES[VISIT] + "level: {eqf: 5.0}\n").encode(), "x.yml").value
    eqf = model_readers.read_achievement("visit", value).level.eqf
    assert (eqf, type(eqf)) == (5, int)
