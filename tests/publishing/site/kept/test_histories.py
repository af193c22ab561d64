"""A site that was brought up to date is the one that is built from nothing, byte for byte, whatever happened."""

import random
import shutil

import pytest

import every_state
from issuing import tree
from site_histories import History
from testamur import installed, seen_files
from thoroughness import either

HISTORIES = either(6, 200)
EDITS = (3, 6)


def build(history, output, *, fresh=False, jobs=1):
    return tree(every_state.build(history.folder, output, now=history.now, fresh=fresh, jobs=jobs))


@pytest.fixture
def theme(tmp_path, monkeypatch):
    """A copy of the theme, as the one that comes with Testamur."""
    shipped = installed.shipped_folder("theme")
    shutil.copytree(shipped, tmp_path / "theme")
    monkeypatch.setattr(installed, "shipped_folder", lambda name: tmp_path / "theme" if name == "theme" else shipped)
    return tmp_path / "theme"


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_site_that_was_brought_up_to_date_is_the_one_that_is_built_anew(tmp_path, monkeypatch, theme, seed):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(seen_files, "_MARGIN", 0)  # The clock here is one, and a fine one.
    monkeypatch.setattr(seen_files, "_FINE_MARGIN", 0)
    monkeypatch.setattr(seen_files, "_RUN", 2)
    chance = random.Random(seed)
    history = History(tmp_path / "place", theme, tmp_path / "output", chance)
    history.folder.mkdir()
    history.begin()
    build(history, history.output)
    edits = []
    for _ in range(chance.randint(*EDITS)):
        edits.append(history.edit())
        kept, anew = build(history, history.output), build(history, tmp_path / f"anew-{len(edits)}", fresh=True)
        assert sorted(kept) == sorted(anew), edits
        assert [name for name in anew if kept[name] != anew[name]] == [], edits
