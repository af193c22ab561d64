"""The output folder has the old site or the new one, whole, whatever happens."""

import os
import random
import time
from pathlib import Path

import pytest

from issuing import killed_after
from testamur.errors import PublishingError
from testamur.publishing.site import output
from testamur.publishing.site.kept import exchange
from thoroughness import either

PARTS = ("index.html", "404.html", "index.json", "issuer/did.json", "issuer/keys.json")


def make(folder, text, files=0):
    for name in (*PARTS, *(f"more/{number}.txt" for number in range(files))):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def site(folder):
    """The one text that every file of the site has, after reading all files."""
    texts = {path.read_text() for path in folder.rglob("*") if path.is_file()}
    assert len(texts) == 1
    return texts.pop()


def build_again_and_again(place, text):
    while True:
        with output.fresh(place) as folder:
            make(folder, text, files=60)


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here" / "output"


def test_a_finished_build_replaces_the_old_site(place):
    for text in ("old", "new"):
        with output.fresh(place) as folder:
            make(folder, text)
    assert site(place) == "new"
    assert {path.name for path in place.parent.iterdir()} == {"output", ".output.lock"}


def test_a_failed_build_keeps_the_old_site(place):
    with output.fresh(place) as folder:
        make(folder, "old")
    with pytest.raises(RuntimeError), output.fresh(place) as folder:
        make(folder, "new")
        raise RuntimeError
    assert site(place) == "old"


@pytest.mark.parametrize("missing", PARTS)
def test_a_site_that_lacks_an_essential_file_is_not_published(place, missing):
    with pytest.raises(PublishingError, match=missing), output.fresh(place) as folder:
        make(folder, "new")
        (folder / missing).unlink()
    assert not place.exists()


def test_a_symbolic_link_in_the_site_stops_the_build(place):
    with pytest.raises(PublishingError, match="symbolic link"), output.fresh(place) as folder:
        make(folder, "new")
        (folder / "more").symlink_to("/etc")


@pytest.mark.parametrize("target", ["..", "/etc", "nowhere"])
def test_a_symbolic_link_deep_in_the_site_stops_the_build_and_is_named(place, target):
    with pytest.raises(PublishingError, match="awards/x/more is a symbolic link"), output.fresh(place) as folder:
        make(folder, "new")
        (folder / "awards" / "x").mkdir(parents=True)
        (folder / "awards" / "x" / "more").symlink_to(target)


@pytest.mark.parametrize("where", [".", "..", "/"])
def test_folders_that_contain_the_project_are_refused_as_output(place, where):  # P-14
    with pytest.raises(PublishingError, match="which the site would replace"), output.fresh(Path(where)):
        pass


def test_the_records_are_never_built_over(place):
    with pytest.raises(PublishingError), output.fresh(place, keep_out_of=(place / "credentials",)):
        pass
    with (
        pytest.raises(PublishingError, match="is inside"),
        output.fresh(place / "credentials" / "site", keep_out_of=(place / "credentials",)),
    ):
        pass


def test_a_folder_of_other_files_is_left_alone(place):  # P-14
    place.mkdir()
    (place / "thesis.txt").write_text("mine")
    with pytest.raises(PublishingError, match="did not make"), output.fresh(place):
        pass
    assert (place / "thesis.txt").read_text() == "mine"


def test_a_symbolic_link_is_not_built_into(place, tmp_path):  # P-14
    place.symlink_to(tmp_path)
    with pytest.raises(PublishingError, match="symbolic link"), output.fresh(place):
        pass


def test_a_second_concurrent_build_is_refused_naming_the_first_process(place):  # P-16
    with output.fresh(place) as folder:
        make(folder, "one")
        with pytest.raises(PublishingError, match=f"process {os.getpid()}"), output.fresh(place):
            pass
    assert site(place) == "one"


@pytest.mark.parametrize("at_once", [True, False], ids=["names exchanged", "renamed twice"])
def test_a_build_killed_at_random_moments_leaves_one_whole_site(place, monkeypatch, at_once):  # P-15
    if not at_once:
        monkeypatch.setattr(exchange, "exchange", lambda one, other: False)
    chance = random.Random(11)
    with output.fresh(place) as folder:
        make(folder, "0", files=60)
    for attempt in range(either(50, 200)):
        killed_after(chance.uniform(0.002, 0.02), lambda: build_again_and_again(place, str(attempt)))
        if at_once:
            site(place)  # whole at every moment
    with output.fresh(place) as folder:
        make(folder, "last", files=60)
    assert site(place) == "last"


def test_a_folder_of_another_kind_needs_its_own_files_and_replaces_its_own_kind_only(place):
    kind = {"mark": "part.json", "needed": ("part.json",)}
    with pytest.raises(PublishingError, match=r"has no part\.json"), output.fresh(place, **kind) as folder:
        make(folder, "new")
    with output.fresh(place, **kind) as folder:
        (folder / "part.json").write_text("new")
    with output.fresh(place, **kind) as folder:
        (folder / "part.json").write_text("newer")
    assert site(place) == "newer"
    with pytest.raises(PublishingError, match="did not make"), output.fresh(place):
        pass


def test_what_lost_processes_left_behind_is_removed(place):
    left = output.attempts_beside(place.parent / ".output.building")
    (left / "x").mkdir(parents=True)
    with output.fresh(place) as folder:
        assert output.attempts_beside(folder) == left
        assert not left.exists()
        left.mkdir()
        make(folder, "new")
    assert not left.exists()


# Set aside, while others write around it


@pytest.fixture
def standing(place):
    with output.fresh(place) as folder:
        make(folder, "old")
    return place


def test_a_site_that_is_set_aside_is_out_of_sight_and_comes_back(standing):
    with output.set_aside(standing, standing):
        assert not standing.exists()
    assert site(standing) == "old"


def test_after_an_error_it_comes_back_too(standing):
    with pytest.raises(RuntimeError), output.set_aside(standing, standing):
        raise RuntimeError
    assert site(standing) == "old"


@pytest.mark.parametrize("there", [True, False])
def test_what_came_into_its_place_meanwhile_is_removed(standing, there):
    place = standing if there else standing.with_name("none")
    with output.set_aside(place, place):
        make(place, "foreign")
    assert site(standing) == "old"
    assert place.exists() == there


def test_a_new_site_takes_the_place_of_one_that_was_set_aside(standing):
    with output.fresh(standing) as folder, output.set_aside(standing, standing):
        make(folder, "new")
    assert site(standing) == "new"


def set_aside_and_wait(standing):
    with output.fresh(standing), output.set_aside(standing, standing):
        time.sleep(60)


def test_after_a_kill_it_is_found_beside_its_place_and_the_next_build_puts_it_back(standing):
    killed_after(0.3, lambda: set_aside_and_wait(standing))
    assert site(output.standing(standing, standing)) == "old"
    with pytest.raises(RuntimeError), output.fresh(standing):
        raise RuntimeError
    assert site(standing) == "old"
