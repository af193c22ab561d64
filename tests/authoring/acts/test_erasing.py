import datetime

import pytest

from issuing import an_id, tree
from registries import FIRST, SECOND, make_registry
from testamur.authoring.acts import erasing
from testamur.errors import UsageError
from testamur.records import registry
from testamur.records.model.history import HistoryLine

TODAY = datetime.date(2026, 11, 1)
THIRD = an_id(3)
LINE = HistoryLine(date=TODAY, act="erased", reason="learner-request")
FULL = (
    "achievement: visit\nlearner: l-1\nawardedDate: 2026-06-01\n# Ms Okafor came late\nevidence:\n"
    "  - {name: The report of Ada}\nhistory: [{date: 2026-07-01, act: revoked, reason: other, note: She asked}]\n"
)
MORE = {f"awards/2026/{THIRD}.yml": FULL, "learners/l-1.yml": "name: Ada Okafor\nemail: ada@mail.example\n"}


@pytest.fixture
def records(tmp_path):
    return make_registry(tmp_path, MORE)


def erase(records, learner="l-1", line=LINE):
    found = registry.load(records, today=TODAY)
    return found, erasing.erase(found, found.learners[learner], line, today=TODAY)


def done(records, learner="l-1"):
    found, erasure = erase(records, learner)
    erasure.change.make(found)
    return found, erasure


def test_erasing_a_learner_erases_every_award_and_removes_their_file(records):  # V-05
    done(records)
    after = registry.load(records, today=TODAY)
    assert set(after.learners) == {"l-2"}
    assert {key: bool(award.erased) for key, award in after.awards.items()} == {FIRST: True, THIRD: True, SECOND: False}
    assert (records / f"awards/2026/{FIRST}.yml").read_text() == (
        "achievement: visit\nawardedDate: 2026-05-14\nvisibility: public\n"
        "history:\n  - {date: 2026-11-01, act: erased, reason: learner-request}\n"
    )


def test_an_erased_award_that_was_withdrawn_stays_withdrawn(records):
    done(records)
    assert registry.load(records, today=TODAY).awards[THIRD].state == "revoked"


def test_remaining_traces_of_an_erased_learner_are_listed(records):
    _, erasure = done(records)
    left = b"".join(data for name, data in tree(records).items() if "issuer" not in name)
    assert [word for word in (b"l-1", b"ada@", b"report") if word in left] == []
    assert erasure.leftovers == (f"credentials/awards/2026/{THIRD}.yml:3", f"credentials/awards/2026/{THIRD}.yml:4")


def test_erasing_a_learner_without_awards_removes_their_file(tmp_path):
    records = make_registry(tmp_path, {"learners/l-3.yml": "name: Bo\n"})
    _, erasure = done(records, "l-3")
    assert erasure.awards == ()
    assert not (records / "learners/l-3.yml").exists()


def test_if_one_award_cannot_be_erased_none_is(records):
    before = tree(records)
    early = HistoryLine(date=datetime.date(2026, 6, 15), act="erased")
    with pytest.raises(UsageError, match=f"award {THIRD}: --date: the lines of history"):
        erase(records, line=early)
    assert tree(records) == before


def test_if_a_file_cannot_be_removed_nothing_changes(records, monkeypatch):
    before = tree(records)
    found, erasure = erase(records)
    own = records / "learners/l-1.yml"
    unlink = type(own).unlink

    def refuse(self, missing_ok=False):
        if self == own:
            raise OSError(1, "Operation not permitted")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(type(own), "unlink", refuse)
    with pytest.raises(OSError, match="not permitted"):
        erasure.change.make(found)
    assert tree(records) == before
