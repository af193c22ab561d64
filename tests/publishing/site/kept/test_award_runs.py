"""Runs of awards are those of the table of awards, whatever came, went or changed there."""

import random
import sqlite3

import orjson
import pytest

from testamur.publishing.site.kept import award_runs
from testamur.seen_files import ends_run

IDS = [f"{number:05x}" for number in range(3_000)]
ENDS = [award_id for award_id in IDS if ends_run(award_id)]


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE award (id TEXT PRIMARY KEY, spelt BLOB NOT NULL)")
    connection.execute(award_runs.TABLE)
    yield connection
    connection.close()


def enter(connection, *ids, value=0):
    rows = [(award_id, orjson.dumps([award_id, value])) for award_id in ids]
    connection.executemany("INSERT OR REPLACE INTO award VALUES (?, ?)", rows)


def awards(connection):
    """The awards of all runs, in order, and how many runs there are."""
    runs = list(award_runs.read(connection))
    return [spelt for run in runs for spelt in run], len(runs)


def in_table(connection):
    return [orjson.loads(spelt) for (spelt,) in connection.execute("SELECT spelt FROM award ORDER BY id")]


def test_all_awards_are_in_runs(connection):
    enter(connection, *IDS)
    award_runs.make_all(connection)
    found, number = awards(connection)
    assert found == in_table(connection)
    assert number == len(ENDS) + (IDS[-1] != ENDS[-1])


def test_one_that_changed_has_its_run_and_one_other_made_anew(connection):
    enter(connection, *IDS)
    award_runs.make_all(connection)
    before = set(connection.execute("SELECT last, seal FROM run"))
    changed = next(award_id for award_id in IDS[1_000:] if award_id not in ENDS)
    enter(connection, changed, value=1)
    award_runs.make_anew(connection, {changed})
    assert awards(connection)[0] == in_table(connection)
    assert len(before - set(connection.execute("SELECT last, seal FROM run"))) == 1


def test_where_no_award_is_left_there_is_no_run(connection):
    enter(connection, *IDS)
    award_runs.make_all(connection)
    connection.execute("DELETE FROM award")
    award_runs.make_anew(connection, IDS)
    assert awards(connection) == ([], 0)


@pytest.mark.parametrize("seed", range(20))
def test_runs_made_anew_are_those_of_the_table(connection, seed):
    chance = random.Random(seed)
    enter(connection, *chance.sample(IDS, chance.choice([0, 5, 1_500])))
    award_runs.make_all(connection)
    for value in range(1, 6):
        changed = set(chance.sample(IDS, chance.choice([1, 3, 50])) + chance.sample(ENDS, 2))
        for award_id in changed:
            if chance.random() < 0.5:
                enter(connection, award_id, value=value)
            else:
                connection.execute("DELETE FROM award WHERE id = ?", (award_id,))
        award_runs.make_anew(connection, changed)
        assert awards(connection)[0] == in_table(connection)
        # Those that are made all at once are no others, so that none grows or is left in parts.
        made = dict(connection.execute("SELECT last, spelt FROM run"))
        award_runs.make_all(connection)
        assert made == dict(connection.execute("SELECT last, spelt FROM run"))
