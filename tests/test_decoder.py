"""How the decoder of QR codes gets into the theme and into the package: whole, unaltered, or not at all."""

import importlib.util
import json
import shutil

import pytest

import tools
from paths import ROOT

FOLDER = ROOT / "decoder"
spec = importlib.util.spec_from_file_location("hatch_build", FOLDER / "hatch_build.py")
hatch_build = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hatch_build)


@pytest.fixture
def package(tmp_path):
    """The files of the npm package, under its own names."""
    for name, (original, _) in hatch_build.FILES.items():
        (tmp_path / "qr").mkdir(exist_ok=True)
        shutil.copy(tools.decoder() / name, tmp_path / "qr" / original)
    return tmp_path / "qr"


class App:
    def __init__(self):
        self.warnings = []

    def display_warning(self, text):
        self.warnings.append(text)


def built(root, version="standard"):
    """What the hook adds to a wheel of a checkout at `root`, and what it says."""
    app, data = App(), {"force_include": {}}
    hook = hatch_build.DecoderHook(str(root), {}, None, None, str(root), "wheel", app)
    hook.initialize(version, data)
    return data["force_include"], app.warnings


def test_what_npm_brought_is_placed_in_the_theme(package, tmp_path):
    assert hatch_build.place(package, tmp_path / "theme") is True
    assert {path.name for path in (tmp_path / "theme").iterdir()} == {"decode.js", "index.js", "LICENSE.txt"}
    assert "The MIT License" in (tmp_path / "theme" / "LICENSE.txt").read_text(encoding="utf-8")


def test_where_npm_brought_nothing_there_is_nothing(tmp_path):
    assert hatch_build.place(tmp_path / "qr", tmp_path / "theme") is False
    assert not (tmp_path / "theme").exists()


@pytest.mark.parametrize("name", ["decode.js", "index.js", "LICENSE-MIT"])
def test_a_file_that_was_altered_is_not_placed(package, tmp_path, name):
    with (package / name).open("ab") as file:
        file.write(b"\nfetch('https://evil.example')\n")
    with pytest.raises(hatch_build.WrongFileError, match="is not the decoder that was chosen"):
        hatch_build.place(package, tmp_path / "theme")
    assert not (tmp_path / "theme").exists()


def test_a_part_of_it_is_not_placed(package, tmp_path):
    (package / "LICENSE-MIT").unlink()
    with pytest.raises(hatch_build.WrongFileError, match="a part of the decoder only"):
        hatch_build.place(package, tmp_path / "theme")


def test_the_package_gets_it_with_its_licence(package, tmp_path):
    hatch_build.place(package, tmp_path / "theme" / "static" / "qr")
    files, warnings = built(tmp_path)
    assert sorted(files.values()) == [f"testamur/theme/static/qr/{name}" for name in sorted(hatch_build.FILES)]
    assert warnings == []


def test_a_package_without_it_is_built_and_says_so(tmp_path):
    files, warnings = built(tmp_path)
    assert files == {}
    assert "will not be in this package" in warnings[0]


def test_an_altered_one_stops_the_package(package, tmp_path):
    hatch_build.place(package, tmp_path / "theme" / "static" / "qr")
    (tmp_path / "theme" / "static" / "qr" / "index.js").write_text("//", encoding="utf-8")
    with pytest.raises(hatch_build.WrongFileError):
        built(tmp_path)


def test_an_editable_installation_uses_the_checkout(package, tmp_path):
    hatch_build.place(package, tmp_path / "theme" / "static" / "qr")
    assert built(tmp_path, "editable") == ({}, [])


def test_one_version_is_pinned_by_its_hash():
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert package["dependencies"] == lock[""]["dependencies"] == {"qr": lock["node_modules/qr"]["version"]}
    assert lock["node_modules/qr"]["integrity"].startswith("sha512-")
    assert lock.keys() == {"", "node_modules/qr"}
