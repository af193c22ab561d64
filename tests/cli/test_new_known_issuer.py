import pytest

from registries import make_registry, run, value
from repositories import commit, git

QUAY = "did:web:badges.northquay.example:issuer"
FILE = "credentials/known-issuers/north-quay.yml"
GIVEN = ("--id", QUAY, "--name", "North Quay", "--since", "2026-10-01", "--by", "the registrar’s office")
WRITTEN = {"id": QUAY, "name": "North Quay", "since": "2026-10-01", "confirmedBy": "the registrar’s office"}


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def add(folder, *arguments, **more):
    return run("new", "known-issuer", *arguments, folder=folder, **more)


def test_a_known_issuer_is_written_from_options(folder):
    done = add(folder, *GIVEN)
    assert (done.code, done.out) == (0, f"{FILE}\n")
    assert value(folder, FILE) == WRITTEN


def test_the_rest_may_be_given_too(folder):
    more = {"--until": "2027-10-01", "--url": "https://northquay.example", "--note": "Telephoned.", "--as": "quay"}
    done = add(folder, *GIVEN, *(word for pair in more.items() for word in pair))
    rest = {"until": "2027-10-01", "url": "https://northquay.example", "note": "Telephoned."}
    assert value(folder, done.out.strip()) == {**WRITTEN, **rest}
    assert done.out.endswith("/quay.yml\n")


@pytest.mark.usefixtures("somebody_there")
def test_on_a_terminal_it_is_asked_one_by_one_and_again_where_the_answer_is_wrong(folder):
    answers = ["north quay", QUAY, "North Quay", "yesterday", "2026-10-01", "the registrar’s office", "", "Telephoned."]
    done = add(folder, answers="".join(f"{answer}\n" for answer in answers))
    assert done.code == 0
    assert value(folder, FILE) == {**WRITTEN, "note": "Telephoned."}
    assert "does not begin with https://" in done.err
    assert "Write year-month-day" in done.err


@pytest.mark.parametrize("option", ["--id", "--name", "--since", "--by"])
def test_in_a_script_what_is_missing_is_named(folder, option):
    at = GIVEN.index(option)
    done = add(folder, *GIVEN[:at], *GIVEN[at + 2 :])
    assert (done.code, f"{option} is missing" in done.err) == (2, True)


def test_an_identifier_that_is_known_is_not_added_again(folder):
    add(folder, *GIVEN)
    done = add(folder, *GIVEN, "--as", "other")
    assert (done.code, "north-quay.yml has this identifier already, as North Quay" in done.err) == (2, True)


@pytest.mark.parametrize(("identifier", "is_told"), [("https://northquay.example/issuer", True), (QUAY, False)])
def test_that_an_address_stands_for_no_did_is_said_where_one_was_given(folder, identifier, is_told):
    assert ("which no address stands for" in add(folder, *GIVEN, "--id", identifier).err) is is_told


@pytest.mark.parametrize("changed", [("--since", "2026-12-01"), ("--id", "did:web:localhost"), ("--as", "../x")])
def test_a_wrong_record_is_not_kept(folder, changed):
    done = add(folder, *GIVEN, *changed)
    assert done.code != 0
    assert not list(folder.rglob("known-issuers/*.yml"))


def test_a_change_that_adds_one_says_so(folder):
    git(folder, "init", "--quiet")
    commit(folder, "Begin")
    add(folder, *GIVEN)
    done = run("check", "--base", "HEAD", folder=folder)
    assert "adds an issuer that is known: north-quay" in done.out + done.err
