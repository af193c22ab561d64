"""The package that is released: what is in it, and that what it builds is what the checkout builds.

The demo's site is built twice, each time by a Python that finds one of the two and cannot find the other.
"""

import os
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from issuing import tree
from paths import ROOT

WHEEL_OF = {"plugins/testamur": "testamur", "plugins/pelican": "pelican", "theme": "testamur/theme"}
# Without `site` no file of the environment's leads to the checkout: only what is given here is looked through.
BUILD = """
import datetime, sys
from pathlib import Path
engine, folder, *packages = sys.argv[1:]
sys.path[:0] = [engine]
sys.path += packages
import pelican
pelican.__path__.insert(0, f"{engine}/pelican")  # before a plugin that is installed beside Pelican
import live
live.make(Path(folder), now=datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC))
ours = {name: one.__file__ for name, one in sys.modules.items() if "testamur" in name.split(".") and one.__file__}
assert {"testamur", "pelican.plugins.testamur"} <= ours.keys()
assert not [file for file in ours.values() if not Path(file).is_relative_to(engine)], ours
"""


@pytest.fixture
def wheel(tmp_path):
    """Unpack what a release would build."""
    built = tmp_path / "dist"
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    [file] = built.iterdir()
    with zipfile.ZipFile(file) as packed:
        packed.extractall(tmp_path / "installed" / "wheel")
    return tmp_path / "installed" / "wheel"


def site(engine, folder):
    """The demo's site as the engine in a folder builds it, far from the checkout."""
    folder.mkdir()
    packages = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    command = [sys.executable, "-I", "-S", "-c", BUILD, engine, folder, ROOT / "tests", *packages]
    subprocess.run(command, cwd=folder, env={"PATH": os.environ["PATH"]}, check=True)
    return tree(folder / "site")


def test_the_wheel_has_every_file_of_the_engine_and_the_theme(wheel):
    files = [file for folder in WHEEL_OF for file in (ROOT / folder).rglob("*") if file.is_file()]
    wanted = {file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts}
    named = {
        name.replace(folder, inside, 1)
        for name in wanted
        for folder, inside in WHEEL_OF.items()
        if name.startswith(f"{folder}/")
    }
    assert {name for name in tree(wheel) if ".dist-info/" not in name} == named


def test_the_demo_is_the_same_site_from_the_wheel_as_from_the_checkout(wheel, tmp_path):
    ours, theirs = site(ROOT / "plugins", tmp_path / "ours"), site(wheel, tmp_path / "theirs")
    assert ours.keys() == theirs.keys()
    assert [name for name, data in ours.items() if theirs[name] != data] == []
    assert len(ours) > 1000
