"""`testamur close`: the last day, the last status lists and the end of the log; and what is verified years after."""

import datetime
import json

import pytest

import archives
from archives import LISTED, succeed
from registries import PASSPHRASE, make_registry, run, value
from testamur.terminal import clock

SUCCESSOR = "https://badges.newport.example"
AFTER = datetime.datetime(2027, 7, 1, 9, tzinfo=datetime.UTC)
LATER = datetime.datetime(2032, 6, 1, 9, tzinfo=datetime.UTC)


def close(folder, *more):
    return run("close", "--on", "2027-06-30", "--yes", *more, folder=folder)


def last(folder, *more):
    return run("close", "--last", "--yes", *more, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)


@pytest.fixture
def at(monkeypatch):
    """A function that sets the clock."""
    return lambda moment: monkeypatch.setattr(clock, "_read", lambda: moment)


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


@pytest.fixture
def closed(tmp_path, at):
    """A registry with a log whose last day is over, and whose end is published."""
    archives.make_published(tmp_path)
    assert close(tmp_path, "--successor", SUCCESSOR).code == 0
    at(AFTER)
    done = last(tmp_path, "--root-key", archives.ROOT_KEY)
    assert done.code == 0, done.err
    succeed(tmp_path, "issue", "--yes", "--log-key", archives.LOG_KEY)
    succeed(tmp_path, "build")
    return tmp_path


def verify(folder, *more):
    award = folder / f"output/awards/{LISTED}/credential.json"
    return run("verify", award, "--site", "output", *more, folder=folder)


def test_closing_writes_the_last_day_and_where_it_goes_on(folder):
    assert close(folder, "--successor", f"{SUCCESSOR}/").code == 0
    found = value(folder, "credentials/issuer.yml")
    assert (found["closed"], found["successor"]) == ("2027-06-30", SUCCESSOR)


@pytest.mark.parametrize("successor", ["http://badges.newport.example", "Newport", "https://badges.harbour.example"])
def test_a_successor_is_another_address(folder, successor):
    done = close(folder, "--successor", successor)
    assert (done.code, "--successor" in done.err) == (2, True)


def test_the_last_lists_come_after_the_last_day(folder):
    close(folder)
    done = last(folder)
    assert done.code == 2
    assert "the last day has to be over first: 2027-06-30. Run this again from 2027-07-01 (UTC) on" in done.err


def test_the_last_lists_are_good_for_ten_years(folder, at):
    close(folder)
    at(AFTER)
    assert last(folder).code == 0
    assert value(folder, "credentials/issuer.yml")["listsValidUntil"] == "2037-06-27"


@pytest.mark.parametrize("until", ["2027-06-30", "2057-12-31"])
def test_the_last_lists_are_good_for_thirty_years_at_most(folder, at, until):
    close(folder)
    at(AFTER)
    done = last(folder, "--lists-until", until)
    assert (done.code, "--lists-until: write a day after 2027-06-30" in done.err) == (2, True)


def test_a_log_is_ended_by_its_root_key_only(tmp_path, at):
    archives.make_published(tmp_path)
    close(tmp_path)
    at(AFTER)
    before = (tmp_path / "credentials/issuer.yml").read_bytes()
    for more in ((), ("--root-key", archives.LOG_KEY)):
        done = last(tmp_path, *more)
        assert done.code == 2
        assert "root key" in done.err
    assert (tmp_path / "credentials/issuer.yml").read_bytes() == before


def test_without_a_log_there_is_none_to_end(folder, at):
    close(folder)
    at(AFTER)
    done = last(folder, "--root-key", "key.pem")
    assert (done.code, "there is no log to end" in done.err) == (2, True)


@pytest.mark.parametrize("given", [(), ("--on", "2027-06-30", "--last"), ("--last", "--successor", SUCCESSOR)])
def test_one_step_at_a_time(folder, given):
    assert run("close", *given, folder=folder).code == 2


def test_the_last_entry_of_the_log_names_the_successor(closed):
    *_, entry = (json.loads(line) for line in (closed / "ledger/entries.jsonl").read_text().splitlines())
    assert (entry["op"], entry["next"]) == ("end", "badges.newport.example/log")


def test_the_last_lists_say_how_long_they_are_good(closed):
    for path in (closed / "output/status").iterdir():
        assert json.loads(path.read_bytes())["validUntil"] == "2037-06-27T23:59:59Z"


def test_a_run_after_the_last_one_signs_nothing(closed, at):
    before = {path.name: path.read_bytes() for path in (closed / "output/status").iterdir()}
    at(AFTER + datetime.timedelta(days=200))
    succeed(closed, "issue", "--yes", "--log-key", archives.LOG_KEY)
    succeed(closed, "build")
    assert {path.name: path.read_bytes() for path in (closed / "output/status").iterdir()} == before


def test_years_after_an_award_is_valid_and_its_status_ends_with_the_last_list(closed):
    done = verify(closed, "--now", "2032-06-01")
    assert done.code == 0, done.out
    assert "Its status ends with the issuer's last list, of 2027-07-01 09:00 UTC, which is good until" in done.out


def test_once_the_last_list_has_ended_nothing_is_said_of_the_status(closed):
    done = verify(closed, "--now", "2037-06-29")
    assert done.code == 3
    assert "the issuer's last status list, of 2027-07-01 09:00 UTC, was good until 2037-06-27" in done.out
    assert "Ask whoever keeps this registry now." in done.out


def test_nothing_is_withdrawn_after_the_end_of_the_log(closed):
    run("revoke", LISTED, "--reason", "other", "--yes", "--date", "2027-07-01", folder=closed)
    key = archives.secret()
    done = run("issue", "--yes", "--log-key", archives.LOG_KEY, folder=closed, TESTAMUR_SIGNING_KEY=key,
               TESTAMUR_PASSPHRASE=PASSPHRASE)  # fmt: skip
    assert done.code == 1
    assert "the log has ended" in done.err


def test_every_page_says_where_it_goes_on(closed):
    for page in ("index.html", f"awards/{LISTED}/index.html", "verify/index.html"):
        text = (closed / "output" / page).read_text()
        assert f'<a href="{SUCCESSOR}" rel="noopener">' in text
        assert "Its last lists say how each award stands, and are good until" in text


def test_the_doctor_does_not_ask_for_new_lists_of_a_registry_that_ended(closed, at):
    at(LATER)
    assert "status lists are of" not in run("doctor", folder=closed).out


def test_the_archive_of_a_registry_that_ended_holds(closed):
    succeed(closed, "archive", "--output", "a.zip")
    assert run("archive", "--check", "a.zip", folder=closed).code == 0
