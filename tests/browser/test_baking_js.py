"""The browser bakes the same bytes as Python: into every picture of the demo, and whatever a credential says."""

import base64
import datetime
import json
import random
from pathlib import Path

import pytest
from PIL import PngImagePlugin

import node_scripts
from baking_samples import PIECES, picture
from paths import ROOT
from testamur.errors import PublishingError
from testamur.pictures import baking, png
from testamur.publishing.art import badge_pictures
from testamur.records import registry

STATIC = ROOT / "theme" / "static"
SVG = b'<?xml version="1.0"?>\n<!-- > -->\n<svg xmlns="http://www.w3.org/2000/svg" aria-label="a > b"><g/></svg>\n'
CREDENTIAL = b'{"name":"Zo\xc3\xab","text":"a]]>b]]]>c"}'
SCRIPT = """
import { readFileSync } from "node:fs";
const { BakingError, bakePng, bakeSvg } = await import(process.argv[1]);
const cases = JSON.parse(readFileSync(0, "utf8"));
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const baked = cases.map(([kind, art, credential]) => {
  try {
    return Buffer.from((kind === "png" ? bakePng : bakeSvg)(bytes(art), bytes(credential))).toString("base64");
  } catch (error) {
    if (!(error instanceof BakingError)) throw error;
    return null;
  }
});
process.stdout.write(JSON.stringify(baked));
"""


def in_node(cases):
    """Return what the browser's module makes of each (kind, art, credential); None where it refuses."""
    asked = [(kind, base64.b64encode(art).decode(), base64.b64encode(text).decode()) for kind, art, text in cases]
    answers = node_scripts.evaluate(SCRIPT, (STATIC / "baking.js").as_uri(), given=asked, timeout=600)
    return [None if made is None else base64.b64decode(made) for made in answers]


def in_python(cases):
    templates = {}

    def baked(kind, art, credential):
        make = baking.PngTemplate if kind == "png" else baking.SvgTemplate
        try:
            template = templates.get((kind, art)) or templates.setdefault((kind, art), make(art))
            return template.bake(credential)
        except PublishingError:
            return None

    return [baked(*case) for case in cases]


def hostile_credentials(count):
    chosen = random.Random(14)
    pieces = [*PIECES, "\0", "\r", "\x1b", "\ufffe", "\uffff", "\ufffd", "\x85", "\xa0", "\u2028"]
    for _ in range(count):
        yield "".join(chosen.choices(pieces, k=chosen.randrange(1, 12))).encode()


def test_every_award_of_the_demo_is_baked_alike(site):
    records = registry.load(site.parent / "credentials", today=datetime.datetime.now(datetime.UTC).date())
    cases = []
    for folder in sorted(path.parent for path in (site / "awards").glob("*/badge.png")):
        credential = (folder / "credential.json").read_bytes()
        slug = json.loads(credential)["credentialSubject"]["achievement"]["id"].rstrip("/").rpartition("/")[2]
        badge = badge_pictures.badge(Path(records.folder), records.achievements[slug], records.issuer)
        cases += [("png", badge.small_png, credential, folder), ("svg", badge.small_svg, credential, folder)]
    assert len(cases) > 100
    made = in_node([case[:3] for case in cases])
    assert [f"{folder}" for (kind, *_, folder), data in zip(cases, made, strict=True)
            if (folder / f"badge.{kind}").read_bytes() != data] == []  # fmt: skip


def test_whatever_a_credential_says_it_is_baked_alike_or_refused_alike():
    cases = [(kind, art, text) for text in hostile_credentials(500) for kind, art in (("png", picture()), ("svg", SVG))]
    wanted = in_python(cases)
    assert None in wanted
    assert in_node(cases) == wanted


def test_earlier_credentials_in_a_png_are_dropped_alike():
    old = PngImagePlugin.PngInfo()
    old.add_itxt("openbadges", "old")
    old.add_text("OpenBadgeCredential", "older", zip=True)
    old.add_text("Comment", "kept")
    cases = [("png", picture(pnginfo=old), CREDENTIAL), ("png", picture() + b"more", CREDENTIAL)]
    assert in_node(cases) == in_python(cases)


ROOTS = [
    b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg"/>',
    b"<s:svg xmlns:s='http://www.w3.org/2000/svg'\n/>",
    b'<svg xmlns="http://www.w3.org/2000/svg" ><title>t</title></svg>',
    b'<!-- <svg> --> <?x <svg ?>\n<svg xmlns="http://www.w3.org/2000/svg" a=">" b=\'"\'><g/></svg>\n',
]
UNSOUND = [
    b"",
    b"<svg><g></svg>",
    b"<svg/>",
    b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>',
    b'<?xml version="1.0" encoding="iso-8859-1"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    baking.SvgTemplate(SVG).bake(CREDENTIAL),
]


@pytest.mark.parametrize("art", ROOTS)
def test_svg_roots_of_every_form_are_baked_alike(art):
    wanted = in_python([("svg", art, CREDENTIAL)])
    assert None not in wanted
    assert in_node([("svg", art, CREDENTIAL)]) == wanted


def test_what_python_does_not_bake_is_not_baked_in_the_browser():
    changed = bytearray(picture())
    changed[-20] ^= 1
    unsound = [*(("svg", art, CREDENTIAL) for art in UNSOUND)]
    unsound += [("png", art, CREDENTIAL) for art in (b"", picture()[:-20], bytes(changed), png.SIGNATURE)]
    assert set(in_python(unsound)) == {None}
    assert set(in_node(unsound)) == {None}
