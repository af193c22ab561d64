"""The preview of a proposed change: its pages as a site, by the base's settings, and pictures of what it changes."""

from PIL import Image

import tools
from registries import FIRST, make_registry, run
from repositories import commit, git


def test_a_change_is_pictured_by_the_settings_of_its_base(tmp_path, monkeypatch):
    tools.chromium()
    monkeypatch.setenv("CI", "true")
    base, change = tmp_path / "base", tmp_path / "change"
    for folder in (base, change):
        (folder / "content" / "pages").mkdir(parents=True)
        (folder / "pelicanconf.py").write_text('PATH = "content"\nPLUGINS = ["testamur"]\n')
        make_registry(folder)
    git(change, "init", "--quiet", "--initial-branch=main")
    before = commit(change, "Begin")
    # Settings of the change are a program, and are never run.
    (change / "pelicanconf.py").write_text("raise SystemExit('the change was run')\n")
    (change / f"credentials/awards/2026/{FIRST}.yml").open("a").write("# looked at\n")
    commit(change, "Change")
    done = run(
        "ci", "preview", "--records", "change/credentials", "--settings", "base/pelicanconf.py", "--output", "preview",
        folder=tmp_path, TESTAMUR_BASE=before,
    )  # fmt: skip
    assert done.code == 0, done.err
    picture = Image.open(tmp_path / "preview" / "pictures" / f"{FIRST}.png")
    assert picture.size == (1100, 1400)
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 50
    assert [path.stem for path in (tmp_path / "preview" / "pictures").iterdir()] == [FIRST]


def test_records_that_are_wrong_have_no_preview_and_stop_nothing(tmp_path):
    (tmp_path / "pelicanconf.py").write_text('PATH = "content"\n')
    make_registry(tmp_path, country="Ireland")
    done = run("ci", "preview", "--output", "preview", folder=tmp_path)
    assert done.code == 0
    assert "There is no preview of records that are not right yet." in done.err
    assert list((tmp_path / "preview").iterdir()) == []
