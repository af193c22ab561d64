"""Loading the whole registry: every problem of every file in one run, in order, and never an exception."""

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import an_id
from record_problems import AWARD, NAME, TODAY, VISIT, found, problems
from registries import FILES, FIRST, make_registry
from testamur.errors import UsageError
from testamur.records import registry
from testamur.records.parsing import files
from testamur.records.parsing.kinds import KINDS
from thoroughness import examples

LEARNER = "learners/l-1.yml"


def test_a_sound_registry_has_no_problem(tmp_path):
    assert found(tmp_path) == []


def test_all_problems_of_all_files_are_reported_at_once_in_order(tmp_path):
    changed = {
        NAME: "achievement: vist\nlearner: l-9\nawardedDate: 2026-02-30\n",
        "learners/l-2.yml": "nam: Zoë\n",
        "issuer.yml": FILES["issuer.yml"].replace("IE", "ie"),
        "achievements/x.yaml": "",
    }
    told = problems(tmp_path, changed)
    assert [problem.code for problem in told] == [
        "unexpected-file", "unknown-reference", "unknown-reference", "date-impossible", "country", "missing-field",
        "unknown-field",
    ]  # fmt: skip
    assert told == sorted(told, key=lambda problem: (problem.file, problem.line, problem.column))


def test_problems_are_always_reported_in_the_same_order(tmp_path):
    changed = {NAME: AWARD + "a: 1\nb: 2\nresults: {x: 1, y: 2}\n", VISIT: "tag: [a, a]\n"}
    assert problems(tmp_path / "one", changed) == problems(tmp_path / "two", changed)


def test_a_bad_issuer_does_not_hide_problems_elsewhere(tmp_path):
    assert [code for code, _, _ in found(tmp_path, {"issuer.yml": "[", NAME: "x: 1\n"})] == [
        "missing-field", "missing-field", "unknown-field", "yaml-syntax",
    ]  # fmt: skip


def test_a_missing_issuer_is_reported_with_the_command_that_makes_one(tmp_path):  # F-01
    (problem,) = problems(tmp_path, {"issuer.yml": None})
    assert (problem.code, problem.file, "testamur init" in problem.remedy) == (
        "missing-file", "credentials/issuer.yml", True,
    )  # fmt: skip


def test_a_missing_folder_of_records_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="testamur init"):
        registry.load(tmp_path / "credentials", today=TODAY)


def test_a_symbolic_link_as_issuer_is_reported_only_as_a_link(tmp_path):  # P-08
    make_registry(tmp_path, {"issuer.yml": None})
    (tmp_path / "issuer.yml").write_text(FILES["issuer.yml"])
    (tmp_path / "credentials" / "issuer.yml").symlink_to(tmp_path / "issuer.yml")
    assert found(tmp_path, {"issuer.yml": None}) == [("symlink", 0, "")]


def test_a_picture_that_cannot_be_read_is_a_problem(tmp_path, monkeypatch):
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>x</title></svg>'
    read = files.read

    def refuse(path, limit):
        if str(path).endswith(".svg"):
            raise OSError(5, "Input/output error")
        return read(path, limit)

    monkeypatch.setattr(files, "read", refuse)
    assert ("unreadable", 0, "") in found(tmp_path, {"images/logo.svg": picture})


@pytest.mark.parametrize("folder", ["pathways", "endorsements", "endorsing", "offerings", "known-issuers", "demand"])
def test_every_folder_of_records_is_read(tmp_path, folder):  # P-11
    assert ("unknown-field", 1, "colour") in found(tmp_path, {f"{folder}/data.yml": "colour: red\n"})


def test_problems_name_files_from_the_repository(tmp_path, monkeypatch):
    make_registry(tmp_path, {NAME: "x: 1\n"})
    monkeypatch.chdir(tmp_path)
    assert {problem.file for problem in problems(tmp_path, {NAME: "x: 1\n"})} == {f"credentials/{NAME}"}


def test_each_file_advances_the_progress_bar_once(tmp_path):
    steps = []
    registry.load(make_registry(tmp_path), today=TODAY, advance=lambda: steps.append(1))
    assert len(steps) == len(FILES)


HOSTILE = {
    "a workflow command": '"::error file=x::pwned"',
    "a workflow command after a line end": '"x\\n::add-mask::y"',
    "a link": '"[x](javascript:alert(1))"',
    "a terminal's escape": '"\\e]0;owned\\a"',
    "right to left": '"\\u202Exyz"',
    "a template": '"{{ 7*7 }}{% include x %}"',
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "field", ["achievement", "learner", "awardedDate", "visibility", "results", "language", '"{}"']
)
def test_hostile_text_cannot_break_out_of_its_line(tmp_path, field, value):  # Y-24
    field = value if field == '"{}"' else field
    kept = "".join(line + "\n" for line in AWARD.splitlines() if not line.startswith(field))
    told = problems(tmp_path, {NAME: f"{kept}{field}: {value}\n"})
    assert told
    for problem in told:
        assert str(problem).replace("\N{HAIR SPACE}", "").isprintable()
        for part in (problem.value, problem.reason, problem.remedy, problem.field):
            assert not part.startswith("::")


INSERTED = [
    "", "\t", ": ", "- ", "[", "{}", "é", "'", '"', "\n", "null", "9" * 30, "&a", "*a", "!x", "? ", "# ", "...", "---",
    "true", "1.5", "{a: 1}", "\u202e", "\x00", "\ufeff", "<<: 1\n", "name:\n", " ",
]  # fmt: skip


@examples(100, 1500)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 400), st.integers(0, 30), st.sampled_from(INSERTED))
def test_any_edit_of_a_file_gives_problems_and_never_an_exception(tmp_path_factory, name, at, removed, inserted):
    text = FILES[name]
    at %= len(text) + 1
    told = problems(tmp_path_factory.mktemp("r"), {name: text[:at] + inserted + text[at + removed :]})
    assert all(problem.reason and problem.remedy and str(problem).isprintable() for problem in told)


@examples(60, 600)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=60))
def test_any_bytes_in_a_file_give_problems_and_never_an_exception(tmp_path_factory, name, data):
    told = problems(tmp_path_factory.mktemp("r"), {name: data})
    assert f"credentials/{name}" in {problem.file for problem in told}


def test_the_time_to_load_a_registry_grows_linearly(tmp_path):  # P-13
    def loaded(count):
        changed = {f"learners/l-{number}.yml": "name: Ada Okafor\n" for number in range(count)}
        changed |= {f"awards/{an_id(100 + number)}.yml": AWARD.replace("l-1", f"l-{number}") for number in range(count)}
        records = make_registry(tmp_path / str(count), {**changed, NAME: None})
        times = []
        for _ in range(2):
            begun = time.process_time()
            registry.load(records, today=TODAY)
            times.append(time.process_time() - begun)
        return min(times)

    assert loaded(2000) < 40 * loaded(200)  # quadratic growth would be a hundred times


def test_an_award_with_its_learner_takes_less_than_a_kilobyte_and_a_half_while_all_are_read(tmp_path):  # P-13
    def peak(count):
        changed = {f"learners/l-{number}.yml": f"name: Ada Okafor {number}\n" for number in range(count)}
        changed |= {
            f"awards/{an_id(100 + number)}.yml": AWARD.replace("l-1", f"l-{number}") + 'results: {quiz: "12"}\n'
            for number in range(count)
        }
        scale = FILES[VISIT] + "resultDescription: [{id: quiz, name: Quiz, resultType: RawScore}]\n"
        records = make_registry(tmp_path / str(count), {**changed, NAME: None, VISIT: scale})
        tracemalloc.start()
        registry.load(records, today=TODAY)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # whatever is made once
    assert (peak(1600) - peak(600)) / 1000 < 1500


def test_a_warning_does_not_stop_the_registry(tmp_path):
    records = make_registry(tmp_path, {LEARNER: "name: Аda\n"})
    assert FIRST in registry.load(records, today=TODAY).awards


def test_the_records_of_a_kind_are_found_by_its_name_and_not_by_that_of_a_field(tmp_path):
    loaded = registry.load(make_registry(tmp_path), today=TODAY)
    assert {kind: len(loaded.of(kind)) for kind in KINDS if loaded.of(kind)} == {
        "achievement": 1,
        "learner": 2,
        "award": 2,
    }
    assert loaded.of("warnings") == loaded.of("folder") == {}


def test_records_are_exchanged_by_kind_and_the_others_stay(tmp_path):
    loaded = registry.load(make_registry(tmp_path), today=TODAY)
    changed = loaded.with_records({"award": {}})
    assert (len(loaded.awards), changed.awards, changed.learners) == (2, {}, loaded.learners)


def test_what_is_read_instead_of_a_file_is_judged_in_its_place_and_leaves_the_file_alone(tmp_path):
    records = make_registry(tmp_path)
    path = records / "achievements/visit.yml"
    read = registry.load(records, today=TODAY, instead={path: path.read_bytes().replace(b"Harbour Visit", b"Tour")})
    assert (read.achievements["visit"].name, b"Tour" in path.read_bytes()) == ("Tour", False)
