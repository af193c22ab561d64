"""Records that did not change are not opened again, and what is said of a registry is the same as without."""

import datetime
import os
import sqlite3

import pytest

from registries import FIRST, SECOND, make_registry
from testamur import seen_files
from testamur.errors import RecordsError
from testamur.records import registry
from testamur.records.parsing import files
from testamur.seen_files import SeenFiles

TODAY = datetime.date(2026, 6, 1)
AWARD = f"awards/2026/{FIRST}.yml"
TEXT = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n"


class Place:
    """A registry on disk, with what is remembered of it."""

    def __init__(self, folder, connection, monkeypatch):
        self.folder, self._connection, self.opened = folder, connection, []
        read = files.read
        monkeypatch.setattr(files, "read", lambda path, limit: self.opened.append(str(path)) or read(path, limit))

    def load(self, *, remember=True, **options):
        self.opened.clear()
        # Long after everything was written.
        seen = SeenFiles(self._connection, b"makers", lambda: 10**19)
        loaded = registry.load(self.folder / "credentials", **{"today": TODAY, "seen": seen, **options})
        if remember:
            seen.tidy()
        return loaded

    def write(self, name, text):
        path = self.folder / "credentials" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def read_many(self):
        """Which awards and learners were opened."""
        return {path.rpartition("/")[2] for path in self.opened if "/awards/" in path or "/learners/" in path}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(seen_files, "_RUN", 1)  # A run for each file.
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(seen_files.TABLE)
    make_registry(tmp_path)
    made = Place(tmp_path, connection, monkeypatch)
    made.load()
    yield made
    connection.close()


def test_what_did_not_change_is_not_opened_again(place):
    assert len(place.read_many()) > 2
    place.load()
    assert place.read_many() == set()


def test_a_registry_that_was_remembered_is_the_one_that_is_read(place):
    anew = registry.load(place.folder / "credentials", today=TODAY)
    again = place.load()
    assert (again.records, again.issuer, again.warnings) == (anew.records, anew.issuer, anew.warnings)
    assert [list(records) for records in again.records.values()] == [list(records) for records in anew.records.values()]


def test_a_record_that_changed_is_read_and_its_neighbour_is_not(place):
    place.write(AWARD, TEXT.replace("14", "15"))
    assert place.load().awards[FIRST].awarded_date.day == 15
    assert place.read_many() == {f"{FIRST}.yml"}


def test_a_change_that_keeps_size_and_time_is_seen(place):
    path = place.folder / "credentials" / AWARD
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text(path.read_text().replace("14", "15"))
    os.utime(path, ns=times)
    assert place.load().awards[FIRST].awarded_date.day == 15


@pytest.mark.parametrize(
    ("name", "text"),
    [("achievements/visit.yml", "name: V\nachievementType: Badge\ndescription: x\ncriteria: x\nretired: 2026-01-01\n")],
)
def test_another_achievement_has_its_awards_judged_again(place, name, text):
    place.write(name, text)
    with pytest.raises(RecordsError, match="achievement-retired"):
        place.load()


def test_another_issuer_has_its_awards_judged_again(place):
    issuer = place.folder / "credentials" / "issuer.yml"
    issuer.write_text(f"{issuer.read_text()}closed: 2026-01-01\n")
    with pytest.raises(RecordsError, match="registry-closed"):
        place.load()


def test_on_another_day_awards_are_judged_again(place):
    with pytest.raises(RecordsError, match="date-future"):
        place.load(today=datetime.date(2026, 1, 1))


def test_a_learner_who_is_gone_is_missed(place):
    (place.folder / "credentials" / "learners" / "l-1.yml").unlink()
    with pytest.raises(RecordsError, match="there is no learner of this name"):
        place.load()


def test_a_problem_names_its_line_in_a_file_that_was_not_read(place):
    (place.folder / "credentials" / "learners" / "l-1.yml").unlink()
    with pytest.raises(RecordsError) as raised:
        place.load()
    with pytest.raises(RecordsError) as anew:
        registry.load(place.folder / "credentials", today=TODAY)
    assert str(raised.value) == str(anew.value)


def test_an_award_that_replaces_another_is_missed_when_it_is_gone(place):
    line = f"history: [{{date: 2026-05-20, act: superseded, by: {SECOND}}}]\n"
    place.write(AWARD, f"{TEXT}{line}")
    place.write(f"awards/2026/{SECOND}.yml", TEXT.replace("14", "15"))
    place.load()
    (place.folder / "credentials" / "awards" / "2026" / f"{SECOND}.yml").unlink()
    with pytest.raises(RecordsError, match="there is no award with this id"):
        place.load()


def test_a_warning_is_told_each_time(place):
    place.write("learners/l-1.yml", "name: Аda Okafor\n")  # the first letter is Cyrillic
    first, second = place.load().warnings, place.load().warnings
    assert "mixed-script" in {warning.code for warning in first}
    assert second == first


def test_the_same_learner_achievement_and_day_are_seen_beside_what_was_remembered(place):
    place.write(f"awards/2026/{SECOND}.yml", TEXT)
    codes = [{warning.code for warning in place.load().warnings} for _ in range(2)]
    assert codes == [{"possible-duplicate"}] * 2


def test_a_run_that_was_not_finished_remembers_what_the_one_before_did(place):
    place.write(AWARD, TEXT.replace("14", "15"))
    place.load(remember=False)
    place.write(AWARD, TEXT.replace("14", "16"))
    assert place.load().awards[FIRST].awarded_date.day == 16


def test_awards_are_settled_whose_record_and_learner_did_not_change(place):
    assert FIRST not in registry.load(place.folder / "credentials", today=TODAY).settled
    assert FIRST in place.load().settled
    place.write("learners/l-1.yml", "name: Ada O.\n")
    assert FIRST not in place.load().settled
    assert FIRST in place.load().settled


def test_a_link_in_the_place_of_a_record_is_refused(place):
    path = place.folder / "credentials" / AWARD
    path.rename(place.folder / "elsewhere.yml")
    path.symlink_to(place.folder / "elsewhere.yml")
    with pytest.raises(RecordsError, match="symbolic link"):
        place.load()
