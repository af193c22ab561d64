"""What `check` accepts, `build` publishes; and no picture that people bring stops a command but with a sentence.

Each hostile picture once passed the check and ended the build: with an error that named no file, with a traceback, or
with the whole process.
"""

import io
import json
import re

import pytest
from PIL import Image, PngImagePlugin

from registries import FILES, FIRST, make_registry, run, secret
from testamur import cache_entries
from testamur.pictures import apart, png
from testamur.pictures.baking import PngTemplate, SvgTemplate
from testamur.pictures.drawing import raster
from testamur.publishing.art import share_card
from testamur.verification.reading.baked import extract

KEY = {"TESTAMUR_SIGNING_KEY": secret()}
HOME = "12 Harbour Street"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'


def photo(size=(300, 200)):
    """A PNG as a camera and an editor leave it."""
    words, exif, file = PngImagePlugin.PngInfo(), Image.Exif(), io.BytesIO()
    words.add_text("Comment", HOME)
    exif[0x010E] = HOME
    Image.radial_gradient("L").resize(size).convert("RGB").save(file, "PNG", pnginfo=words, exif=exif)
    return file.getvalue() + HOME.encode()


def registry(folder, name, data):
    """A registry whose achievement has the picture `data`, and whose issuer has it as the logo."""
    visit = FILES["achievements/visit.yml"] + f"image: {{file: images/{name}, caption: A harbour}}\n"
    files = {"achievements/visit.yml": visit, f"achievements/images/{name}": data, f"images/{name}": data}
    return make_registry(folder, files, image=f"images/{name}")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("wide.png", photo()),
        ("tall.png", photo((100, 300))),
        ("small.png", photo((64, 64))),
        ("tall.svg", SVG.format('<path d="M0 0h50v99z"/>').replace("0 0 100 100", "0 0 100 300").encode()),
        ("declared.svg", b'<?xml version="1.0" encoding="us-ascii"?>' + SVG.format(f"<!-- {HOME} --><g/>").encode()),
    ],
)
def test_what_check_accepts_is_on_the_site_in_every_form(tmp_path, name, data):
    registry(tmp_path, name, data)
    checked = run("check", folder=tmp_path)
    assert (checked.code, "no problems" in checked.out) == (0, True)
    assert run("issue", folder=tmp_path, **KEY).code == 0
    built = run("build", folder=tmp_path)
    assert (built.code, "Traceback" in built.err) == (0, False)
    site = tmp_path / "output"
    badges, award = site / "achievements" / "visit", site / "awards" / FIRST
    credential = (award / "credential.json").read_bytes()
    assert [extract((award / f"badge.{kind}").read_bytes()) for kind in ("png", "svg")] == [credential] * 2
    assert Image.open(badges / "badge.png").size == (512, 512)
    assert Image.open(badges / "card.png").size == (1200, 627)
    said = json.loads(credential)
    assert said["credentialSubject"]["achievement"]["image"]["id"].endswith("/achievements/visit/badge.png")
    assert said["issuer"]["image"]["id"].endswith(f"/images/{name}")
    assert f"achievements/visit/badge.{name[-3:]}" in (award / "index.html").read_text()
    assert f"images/{name}" in (award / "index.html").read_text()
    files = [path for path in site.rglob("*") if path.suffix in {".png", ".svg"}]
    assert [path for path in files if HOME.encode() in path.read_bytes()] == []
    assert [path for path in files if path.suffix == ".png" and png.read(path.read_bytes()).trailing] == []


def test_a_png_is_on_paper_and_in_announcements_too(tmp_path):
    registry(tmp_path, "wide.png", photo())
    assert run("issue", folder=tmp_path, **KEY).code == 0
    assert run("print", FIRST, "--output", "sheet.html", folder=tmp_path).code == 0
    assert run("announce", FIRST, "--output", "mail", folder=tmp_path).code == 0
    pages = [tmp_path / "sheet.html", *(tmp_path / "mail").rglob("*.html")]
    assert len(pages) > 1
    assert all("data:image/svg+xml;base64," in page.read_text() for page in pages)


def test_a_png_is_among_a_learners_own_files(tmp_path):
    registry(tmp_path, "wide.png", photo())
    assert run("issue", folder=tmp_path, **KEY).code == 0
    assert run("export", FIRST, folder=tmp_path).code == 0
    assert extract((tmp_path / FIRST / "badge.svg").read_bytes()) == (tmp_path / FIRST / "credential.json").read_bytes()


def site(folder, monkeypatch, cache):
    """Every file of a site that is built as a new process builds it."""
    monkeypatch.setenv("TESTAMUR_CACHE", cache)
    monkeypatch.setattr(apart, "_kept", {})
    for function in (raster.png, raster.half, share_card.png, cache_entries._prepared):
        function.cache_clear()
    assert run("build", folder=folder).code == 0
    output = folder / "output"
    return {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@pytest.mark.parametrize("own_art", [True, False])
def test_a_site_is_the_same_whether_its_pictures_were_kept_or_not(tmp_path, monkeypatch, own_art):
    registry(tmp_path, "wide.png", photo()) if own_art else make_registry(tmp_path)
    assert run("issue", folder=tmp_path, **KEY).code == 0
    kept = str(tmp_path / "kept")
    cold, warm, without = (site(tmp_path, monkeypatch, cache) for cache in (kept, kept, "off"))
    assert any((tmp_path / "kept" / "pictures").iterdir())
    assert cold == warm == without


def test_a_warning_is_given_every_time(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "kept"))
    registry(tmp_path, "art.svg", SVG.format('<path d="M0 0h9v9z"/><text>Harbour</text>'))
    outputs = []
    for _ in range(2):
        monkeypatch.setattr(apart, "_kept", {})
        cache_entries._prepared.cache_clear()
        outputs.append(run("check", folder=tmp_path).out)
    assert "text looks different from machine to machine" in " ".join(outputs[0].split())
    assert outputs[0] == outputs[1]


TILE = '<pattern id="p" width="{0}" height="{0}" patternUnits="userSpaceOnUse"><path d="M0 0h9v9z"/></pattern>'
HOSTILE = [
    ("tile.svg", SVG.format(TILE.format(20_000)), "a pattern's tile is over 4 times as large as the drawing"),
    ("stroke.svg", SVG.format('<path d="M0 0h9" stroke-width="1e30"/>'), "it reaches more than 10,000 times as far"),
    ("circle.svg", SVG.format('<circle r="1e20"/>'), "it reaches more than 10,000 times as far"),
    (
        "narrow.svg",
        SVG.format("").replace(' viewBox="0 0 ', ' viewBox="0 0 9'),
        "one side is more than 3 times the other",
    ),
    ("baked.svg", SvgTemplate(SVG.format("").encode()).bake(b"{}"), "a credential is inside"),
    ("baked.png", PngTemplate(photo()).bake(b"{}"), "a credential is inside"),
]


@pytest.mark.parametrize(("name", "data", "reason"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_hostile_picture_is_a_sentence_with_its_file_in_every_command(tmp_path, name, data, reason):
    registry(tmp_path, name, data)
    for command in (("check",), ("issue",), ("build", "--preview")):
        done = run(*command, folder=tmp_path, **KEY)
        said = " ".join(re.sub(r"\s+", " ", done.out + done.err).split())
        assert (done.code, "Traceback" in said, "fault in Testamur" in said) == (1, False, False)
        assert f"credentials/achievements/images/{name}" in said
        assert f"credentials/images/{name}" in said
        assert reason in said
    assert not (tmp_path / "ledger").exists()
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("end", ["import os; os.abort()", "raise SystemExit(1)", "import os; os.kill(os.getpid(), 9)"])
def test_whatever_ends_the_renderer_ends_no_command(tmp_path, monkeypatch, end):
    registry(tmp_path, "art.svg", SVG.format(f"<!-- {end} -->"))
    monkeypatch.setattr(apart, "_START", f"import sys; sys.stdin.buffer.read(9); {end}")
    apart.stop()
    for command in (("check",), ("issue",), ("build", "--preview")):
        done = run(*command, folder=tmp_path, **KEY)
        assert (done.code, "Traceback" in done.err) == (1, False)
        assert "credentials/achievements/images/art.svg" in done.out + done.err
        assert "Simplify it" in done.out + done.err


def test_a_picture_that_is_changed_while_the_site_is_built_is_named(tmp_path, monkeypatch):
    records = registry(tmp_path, "art.svg", SVG.format("<g/>"))
    from testamur.terminal import building

    def swap(*given, real=building.publication.read, **more):
        (records / "achievements/images/art.svg").write_text(SVG.format('<circle r="1e20"/>'))
        return real(*given, **more)

    monkeypatch.setattr(building.publication, "read", swap)
    built = run("build", "--preview", folder=tmp_path)
    assert built.code == 1
    assert "the picture must not be published: credentials/achievements/images/art.svg:1:63: it reaches" in built.err


def test_commands_that_publish_nothing_do_not_draw(tmp_path, monkeypatch):
    registry(tmp_path, "stroke.svg", SVG.format('<circle r="1e20"/>'))
    monkeypatch.setattr(apart, "publishable", None)
    assert run("list", folder=tmp_path).code == 0
