"""The released wheel has what the command needs, builds the same site as the checkout, and has a sound description."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from email import message_from_string

import pytest

from issuing import tree
from paths import ROOT
from testamur import __version__

PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
ADDRESS = "https://git.example/college/testamur"
SHOWN = re.compile(r"""\]\(([^)\s]+)|\b(?:src|href)="([^"]*)\"""")
# Without `site` no file of the environment leads to the checkout: only the paths given here are searched.
BUILD = """
import datetime, sys
from pathlib import Path
engine, folder, *packages = sys.argv[1:]
sys.path[:0] = [engine]
sys.path += packages
import pelican
pelican.__path__.insert(0, f"{engine}/pelican")  # before a plugin that is installed beside Pelican
import demo_site
demo_site.make(Path(folder), now=datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC))
ours = {name: one.__file__ for name, one in sys.modules.items() if "testamur" in name.split(".") and one.__file__}
assert {"testamur", "pelican.plugins.testamur"} <= ours.keys()
assert not [file for file in ours.values() if not Path(file).is_relative_to(engine)], ours
"""


def run(*arguments, folder, **settings):
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, made as a release makes it, and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    run("hatchling", "build", "--target", "wheel", "--directory", str(folder), folder=ROOT)
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="module")
def metadata(wheel):
    text = (wheel / f"testamur-{__version__}.dist-info" / "METADATA").read_text(encoding="utf-8")
    return message_from_string(text)


def addresses(description):
    return [link or source for link, source in SHOWN.findall(description)]


def below(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_package_description_has_no_broken_links_or_pictures(metadata):
    assert [one for one in addresses(metadata.get_payload()) if not one.startswith("https://")] == []


def test_the_package_description_keeps_the_words_of_pictures_and_links(metadata):
    assert "The same page on a phone." in metadata.get_payload()
    assert "docs/operating.md has the rest in plain words" in metadata.get_payload()


def test_the_metadata_has_the_author_and_the_python_versions(metadata):
    assert metadata["Author"] == "Testamur contributors"
    versions = [one.rpartition(" ")[2] for one in metadata.get_all("Classifier") if ":: Python :: 3." in one]
    assert versions[:3] == ["3.11", "3.12", "3.13"]


def test_the_repository_address_is_set_everywhere_or_nowhere(metadata):
    urls = tomllib.loads(PROJECT)["project"].get("urls")
    assert bool(urls) is not ("ADDRESS" in PROJECT)
    assert not urls or f"]({urls['Source']}/blob/main/docs/operating.md)" in metadata.get_payload()


@pytest.mark.skipif("ADDRESS" not in PROJECT, reason="the address is filled in, and the tests above look at it")
def test_with_a_repository_address_every_link_of_the_description_leads_to_a_file(tmp_path):
    """As the comments of pyproject.toml say."""
    filled = re.sub(r"^replacement = .*\n# (?=replacement = )", "", PROJECT, flags=re.MULTILINE)
    filled = re.sub(r"^# (?=\[project\.urls\]|\w+ = \"ADDRESS)", "", filled, flags=re.MULTILINE)
    (tmp_path / "pyproject.toml").write_text(filled.replace("ADDRESS", ADDRESS), encoding="utf-8")
    for name in ("README.md", "LICENSE", "plugins/testamur/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    found = json.loads(run("hatchling", "metadata", folder=tmp_path))
    assert found["urls"]["Source"] == ADDRESS
    told = [*found["urls"].values(), *addresses(found["readme"]["text"])]
    paths = [re.sub(rf"^{ADDRESS}/(?:blob|raw)/main/", "", one) for one in told]
    assert {"docs/operating.md", "docs/images/award-page.png", "LICENSE"} <= set(paths)
    files = [one.partition("#")[0] for one in paths if not one.startswith("https://")]
    assert [one for one in files if not (ROOT / one).is_file()] == []


def test_the_package_is_marked_as_typed(wheel):
    assert (wheel / "testamur" / "py.typed").is_file()


def test_the_package_contains_the_licence(wheel):
    licence = wheel / f"testamur-{__version__}.dist-info" / "licenses" / "LICENSE"
    assert licence.read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_the_package_contains_the_theme_and_every_translation_without_the_list_for_translators(wheel):
    assert below(wheel / "testamur" / "theme") == below(ROOT / "theme") - {"translations/messages.pot"}


def test_the_package_contains_the_documentation_without_pictures(wheel):
    pages = {name for name in below(ROOT / "docs") if not name.startswith("images/")}
    assert below(wheel / "testamur" / "docs") == pages


def test_the_package_contains_only_the_engine_and_the_plugin(wheel):
    own = {path.name for path in wheel.iterdir()}
    assert own == {"testamur", "pelican", f"testamur-{__version__}.dist-info"}
    assert below(ROOT / "plugins") - {"testamur/translations/command.pot"} <= below(wheel)


def test_the_command_runs_from_the_package_and_shows_its_own_pages(wheel, tmp_path):
    shown = run("testamur", "docs", "operating", folder=tmp_path, PYTHONPATH=str(wheel))
    assert shown.rstrip("\n") == (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").rstrip("\n")


def site(engine, folder):
    """The demo's site as the engine in a folder builds it, far from the checkout."""
    folder.mkdir()
    packages = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    command = [sys.executable, "-I", "-S", "-c", BUILD, engine, folder, ROOT / "tests", *packages]
    subprocess.run(command, cwd=folder, env={"PATH": os.environ["PATH"]}, check=True)
    return tree(folder / "site")


@pytest.mark.long
def test_the_demo_is_the_same_site_from_the_wheel_as_from_the_checkout(wheel, tmp_path):
    ours, theirs = site(ROOT / "plugins", tmp_path / "ours"), site(wheel, tmp_path / "theirs")
    assert ours.keys() == theirs.keys()
    assert [name for name, data in ours.items() if theirs[name] != data] == []
    assert len(ours) > 1000
