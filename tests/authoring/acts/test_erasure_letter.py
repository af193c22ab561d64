import datetime
import re

import pytest

from issuing import an_id
from registries import FIRST, SECOND, make_registry
from testamur.authoring.acts import erasing, erasure_letter
from testamur.records import registry
from testamur.records.model.history import HistoryLine

TODAY = datetime.date(2026, 11, 1)
THIRD = an_id(3)
REVOKED = (
    "achievement: visit\nlearner: l-1\nawardedDate: 2026-06-01\n"
    "history: [{date: 2026-07-01, act: revoked, reason: other}]\n"
)
MORE = {f"awards/2026/{THIRD}.yml": REVOKED, "learners/l-1.yml": "name: Ada Okafor\nemail: ada@mail.example\n"}


@pytest.fixture
def records(tmp_path):
    return make_registry(tmp_path, MORE)


def erase(records, learner="l-1"):
    found = registry.load(records, today=TODAY)
    line = HistoryLine(date=TODAY, act="erased", reason="learner-request")
    return found, erasing.erase(found, found.learners[learner], line, today=TODAY)


def test_the_letter_lists_what_was_removed_what_remains_and_what_is_beyond_reach(records):  # V-05
    found, erasure = erase(records)
    letter = erasure_letter.letter(found, erasure, day=TODAY, asked=True)
    told = " ".join(letter.split())
    assert told.startswith("Harbour Institute 2026-11-01 Dear Ada Okafor, You asked us to remove")
    for words in (
        "your e-mail address",
        f"https://badges.harbour.example/awards/{FIRST}/",
        "the random number in the address",
        "a hash of the removed credential",
        "a file that verified before still does",
        "Search engines and web archives",
        "which are not public: earlier versions stay there until we rewrite",
        "stays so: removing the details changes nothing",
        "write to registrar@harbour.example",
    ):
        assert words in told
    assert max(map(len, letter.splitlines())) <= 78


def test_the_letter_from_an_open_repository_warns_that_its_history_is_public(tmp_path):
    records = make_registry(tmp_path, repository="open", publicNames="true")
    found, erasure = erase(records)
    letter = " ".join(erasure_letter.letter(found, erasure, day=TODAY, asked=False).split())
    assert "We have removed what our registry" in letter
    assert "The history of our records, which is public" in letter
    assert "e-mail" not in letter


def test_the_purge_commands_name_every_file_of_the_learner(records):
    found, erasure = erase(records)
    commands = erasure_letter.purge(found, erasure)
    gone = re.findall(r"--path (\S+)", commands)
    assert gone[0] == "credentials/learners/l-1.yml"
    assert {f"credentials/{FIRST}.json", f"credentials/{THIRD}.json"} < set(gone)
    assert f"  credentials/awards/2026/{FIRST}.yml \\\n" in commands
    assert SECOND not in commands


def test_for_a_learner_without_awards_the_letter_says_that_nothing_remains(tmp_path):
    found, erasure = erase(make_registry(tmp_path, {"learners/l-3.yml": "name: Bo\n"}), "l-3")
    letter = erasure_letter.letter(found, erasure, day=TODAY, asked=True)
    assert "- You had no award.\n\nWhat remains\n- Nothing.\n" in letter
    commands = erasure_letter.purge(found, erasure)
    assert "strip-blobs" not in commands
    assert commands.count("--path") == 1
