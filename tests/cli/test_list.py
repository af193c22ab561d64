import json

import pytest

from registries import FIRST, REVOKED, SECOND, make_registry, run, secret


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def ids(done):
    return [line.split()[0] for line in done.out.splitlines()[1:]]


def test_all_awards_are_listed_by_day(folder):
    done = run("list", folder=folder)
    assert (done.code, ids(done), done.err) == (0, [FIRST, SECOND], "2 awards.\n")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--from", "2026-05-15"], [SECOND]),
        (["--to", "2026-05-14"], [FIRST]),
        (["--from", "2026-05-14", "--to", "2026-05-15"], [FIRST, SECOND]),
        (["--achievement", "visit"], [FIRST, SECOND]),
        (["--state", "revoked"], [FIRST]),
        (["--state", "active"], [SECOND]),
        (["--state", "erased"], []),
    ],
)
def test_awards_can_be_filtered(folder, options, found):
    make_registry(folder, {f"awards/2026/{FIRST}.yml": REVOKED})
    assert ids(run("list", *options, folder=folder)) == found


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--achievement", "visti"], "Did you mean visit?"),
        (["--achievement", "zzz"], "The registry has visit."),
        (["--from", "2026-06-01", "--to", "2026-05-01"], "swap them"),
        (["--from", "May"], "Write year-month-day"),
        (["--state", "good"], "is not one of"),
    ],
)
def test_an_impossible_filter_is_refused(folder, options, told):
    done = run("list", *options, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_pending_awards_are_listed_with_their_act(folder):
    assert run("list", "--pending", folder=folder).out.count("to issue") == 2
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    done = run("list", "--pending", folder=folder)
    assert (done.out, done.err) == ("", "0 awards pending.\n")
    make_registry(folder, {f"awards/2026/{FIRST}.yml": REVOKED})
    assert run("list", "--pending", folder=folder).out.splitlines()[1].startswith(f"new status  {FIRST}")
    found = json.loads(run("list", "--pending", "--json", folder=folder).out)
    assert [(one["award"], one["pending"], one["state"]) for one in found] == [(FIRST, "state", "revoked")]


def test_columns_stay_aligned_with_wide_characters(folder):
    make_registry(folder, {"learners/l-1.yml": "name: 李小龙\n"})
    from rich.cells import cell_len

    head, *rows = run("list", folder=folder).out.splitlines()
    place = head.index("achievement")
    assert {cell_len(row[: row.index("Harbour Visit")]) for row in rows} == {place}
