"""The files that --trust names, and the institution's own list."""

import json

import pytest

from registries import make_registry
from testamur.authoring.finding import trust_lists
from testamur.errors import RecordsError, UsageError

QUAY, SHORE = "did:web:badges.northquay.example:issuer", "https://shore.example/issuer"
ONE = f"id: {QUAY}\nname: North Quay\nsince: 2026-03-01\nconfirmedBy: the registrar\n"
LIST = f"""\
# Whom the chamber of commerce knows.
issuers:
  - id: {QUAY}
    name: North Quay
    since: 2026-03-01
    confirmedBy: the chamber
  - {{id: {SHORE}, name: Shore School, since: 2026-03-01, until: 2027-03-01, confirmedBy: the chamber}}
"""


def named(known):
    return [(one.id, one.name, one.known_to) for one in known.values()]


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def problems(path):
    with pytest.raises(RecordsError) as caught:
        trust_lists.of_file(path)
    return [(problem.file, problem.line, problem.code) for problem in caught.value.problems]


def test_the_issuers_of_the_records_are_known_to_the_institution(tmp_path):
    records = make_registry(tmp_path, {"known-issuers/quay.yml": ONE})
    assert named(trust_lists.of_records(records)) == [(QUAY, "North Quay", "Harbour Institute")]


def test_where_there_are_no_records_nobody_is_known(tmp_path):
    assert trust_lists.of_records(tmp_path / "credentials") == {}


def test_a_mistake_in_the_records_is_told_with_its_line(tmp_path):
    records = make_registry(tmp_path, {"known-issuers/quay.yml": ONE + "until: never\n"})
    with pytest.raises(RecordsError, match=r"known-issuers/quay\.yml:5"):
        trust_lists.of_records(records)


def test_one_record_is_a_list_of_one(tmp_path):
    assert named(trust_lists.of_file(write(tmp_path, "quay.yml", ONE))) == [(QUAY, "North Quay", "the list quay.yml")]


def test_a_file_may_list_several(tmp_path):
    known = trust_lists.of_file(write(tmp_path, "known-issuers.yml", LIST))
    assert [one.id for one in known.values()] == [QUAY, SHORE]
    assert (known[SHORE].until.year, known[SHORE].confirmed_by) == (2027, "the chamber")


def test_a_folder_of_records_is_a_list(tmp_path):
    records = make_registry(tmp_path, {"known-issuers/quay.yml": ONE})
    assert list(trust_lists.of_file(records / "known-issuers")) == [QUAY]


def test_a_registry_of_the_consortium_is_read(tmp_path):
    path = write(tmp_path, "registry.json", json.dumps({"registry": {QUAY: {"name": "North Quay"}}}))
    assert named(trust_lists.of_file(path)) == [(QUAY, "North Quay", "the list registry.json")]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (LIST.replace("until: 2027-03-01", "until: never"), 7, "date-format"),
        (LIST.replace("    confirmedBy: the chamber\n", ""), 3, "missing-field"),
        ("issuers: Harbour\n", 1, "missing-field"),
        ("issuers: [Harbour]\n", 1, "missing-field"),
        ("issuers: &all []\n", 1, "yaml-alias"),
        (ONE + "trusted: true\n", 5, "unknown-field"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path, text, line, code):
    assert ("known.yml", line, code) in problems(write(tmp_path, "known.yml", text))


def test_an_issuer_that_is_listed_twice_is_refused(tmp_path):
    twice = LIST.replace(SHORE, QUAY)
    with pytest.raises(UsageError, match="twice: keep one of the two"):
        trust_lists.of_file(write(tmp_path, "known.yml", twice))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("registry.json", "{", r"not JSON \(line 1"),
        ("registry.json", json.dumps({"registry": {QUAY: {}}}, indent=1), r"name is missing.*\(line 3\)"),
        ("letter.txt", "Dear Sir", "this is not JSON"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(tmp_path, name, text, words):
    with pytest.raises(UsageError, match=rf"(?s)--trust .*{words}.*Give a record of known-issuers/"):
        trust_lists.of_file(write(tmp_path, name, text))
