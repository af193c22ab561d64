"""`testamur new endorsement` for words that somebody said; signed ones are in tests/test_endorsing.py."""

import pytest

from registries import make_registry, run, value

FILE = "credentials/endorsements/fishers-co-op-visit.yml"
GIVEN = ("--by", "Fishers' Co-op", "--achievement", "visit", "--comment", "We hire them.", "--date", "2026-04-01")


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def add(folder, *arguments, **more):
    return run("new", "endorsement", *arguments, folder=folder, **more)


def test_an_endorsement_is_written_from_options(folder):
    done = add(folder, *GIVEN, "--role", "employer", "--url", "https://fish.example", "--country", "IE")
    assert (done.code, done.out) == (0, f"{FILE}\n")
    assert value(folder, FILE) == {
        "achievement": "visit",
        "endorser": {"name": "Fishers' Co-op", "role": "employer", "url": "https://fish.example", "country": "IE"},
        "date": "2026-04-01",
        "comment": "We hire them.",
    }


@pytest.mark.usefixtures("somebody_there")
def test_on_a_terminal_it_is_asked_one_by_one_and_again_with_the_reason(folder):
    answers = ["Fishers' Co-op", "visits", "visit", "boss", "employer", "fish.example", "https://fish.example", "today",
               "2026-04-01", "We hire them.", ""]  # fmt: skip
    done = add(folder, answers="".join(f"{answer}\n" for answer in answers))
    assert done.code == 0, done.err
    for why in ("Did you mean visit?", "Write one of employer", "https://", "Write year-month-day"):
        assert why in done.err
    assert value(folder, FILE)["endorser"] == {
        "name": "Fishers' Co-op",
        "role": "employer",
        "url": "https://fish.example",
    }


@pytest.mark.usefixtures("somebody_there")
def test_what_is_endorsed_is_the_institution_where_nothing_is_named(folder):
    answers = ["Fishers' Co-op", "", "", "", "2026-04-01", "We like them.", ""]
    assert add(folder, answers="".join(f"{answer}\n" for answer in answers)).code == 0
    assert "achievement" not in value(folder, "credentials/endorsements/fishers-co-op.yml")


def test_a_name_that_is_taken_leads_to_the_option_for_another(folder):
    add(folder, *GIVEN)
    done = add(folder, *GIVEN)
    assert (done.code, "with --as" in done.err) == (2, True)


def test_a_signed_endorsement_says_itself_who_and_what(folder):
    done = add(folder, "--signed", "credential.json", "--role", "employer")
    assert (done.code, "says itself who, what and when" in done.err) == (2, True)
