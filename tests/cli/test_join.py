"""`testamur build --shard` and `testamur join`: what they say, and what they refuse."""

import shutil

import pytest

import every_state
from issuing import an_id, tree
from registries import make_registry, run, secret

WHEN = ("--now", "2026-11-01")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = every_state.make(tmp_path_factory.mktemp("registry"))
    for shard in ("1/2", "2/2"):
        assert run("build", "--shard", shard, *WHEN, folder=folder).code == 0
    return folder


def test_parts_are_joined_into_the_site_that_build_makes(place):
    joined = run("join", "part-1-of-2", "part-2-of-2", "--output", "joined", folder=place)
    assert (joined.code, joined.out.splitlines()[0]) == (0, "Built joined/ as of 2026-11-01: 27 awards, of 2 parts.")
    assert joined.err == "Look at it with: testamur serve --site joined\n"
    assert run("build", *WHEN, "--output", "whole", folder=place).code == 0
    assert tree(place / "joined") == tree(place / "whole")


def test_a_part_says_which_it_is_and_what_comes_next(place):
    built = run("build", "--shard", "1/1", *WHEN, folder=place)
    assert built.out == "Built part-1-of-1/, part 1/1 of the site as of 2026-11-01: 27 awards.\n"
    assert built.err == "Join all parts with: testamur join PART…\n"


def test_a_part_goes_where_output_says(place):
    assert run("build", "--shard", "2/2", *WHEN, "--output", "elsewhere", folder=place).code == 0
    assert tree(place / "elsewhere") == tree(place / "part-2-of-2")


def test_the_first_part_says_what_waits(tmp_path):
    make_registry(tmp_path)
    assert run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret()).code == 0
    award = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-16\n"
    make_registry(tmp_path, {f"awards/2026/{an_id(3)}.yml": award})
    seen = [run("build", "--shard", shard, *WHEN, folder=tmp_path).err for shard in ("1/2", "2/2")]
    assert ["not issued yet" in text for text in seen] == [True, False]


def test_a_missing_part_is_told(place):
    joined = run("join", "part-1-of-2", "--output", "half", folder=place)
    assert joined.code == 1
    assert "1 of 2 parts is missing: 2/2" in joined.err
    assert not (place / "half").exists()


def test_whether_parts_fit_together_is_told_by_what_they_say_alone(place, tmp_path):
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        shutil.copy(place / f"part-{number}-of-2" / "part.json", tmp_path / str(number))
    files = len(tree(place / "part-1-of-2" / "site")) + len(tree(place / "part-2-of-2" / "site"))
    checked = run("join", "--check", "1", "2", folder=tmp_path)
    assert (checked.code, checked.err) == (0, "")
    assert checked.out == f"These are all parts of one site, and fit together: 27 awards, {files} files.\n"
    assert not (tmp_path / "output").exists()
    assert "1 of 2 parts is missing" in run("join", "--check", "1", folder=tmp_path).err


def test_a_folder_that_is_no_part_is_told(place):
    joined = run("join", "part-1-of-2", "credentials", "--output", "none", folder=place)
    assert joined.code == 1
    assert "credentials/ is no finished part of a site" in joined.err


@pytest.mark.parametrize("more", [("--preview",), ("--executor", "dask://127.0.0.1:1")])
def test_a_part_is_neither_a_preview_nor_for_a_cluster(place, more):
    built = run("build", "--shard", "1/2", *more, folder=place)
    assert built.code == 2
    assert f"--shard and {more[0]} exclude each other" in built.err


def test_what_names_no_part_is_wrong_usage(place):
    built = run("build", "--shard", "3/2", folder=place)
    assert built.code == 2
    assert "write 2/7 for the second of seven" in built.err
