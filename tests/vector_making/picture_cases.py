"""Credentials in PNG and SVG files, and files that hold none, or two, or an altered one."""

import struct
import zlib

from testamur.pictures import baking, png
from testamur.proofs import jcs
from vector_making.cases import case, enter
from vector_making.sample_credentials import an_award

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z" fill="#0b6e4f"/></svg>'


def a_picture():
    """One green pixel, compressed by hand, since compressors differ."""
    row = b"\0" + bytes((11, 110, 79))
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(row), len(row) ^ 0xFFFF) + row
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", stored + struct.pack(">I", zlib.adler32(row))), (b"IEND", b""))
    return png.write([png.Chunk(0, kind, data) for kind, data in parts])


def add():
    def bake(name, kind, change=lambda data: data, **more):
        award = an_award(name)
        data = jcs.canonicalize(award)
        baked = baking.PngTemplate(a_picture()).bake(data) if kind == "png" else baking.SvgTemplate(DRAWING).bake(data)
        case(name, change(baked), kind=kind, **more)
        enter(award, True, (), "active")

    bake("valid-in-a-png", "png")
    bake("valid-in-an-svg", "svg")
    found = {"stuck": {"document": "no-credential"}, "verdict": "INDETERMINATE"}
    swap = ("Zoë".encode(), "Joë".encode())
    bake("png-altered", "png", lambda data: data.replace(*swap), **found)
    bake("png-cut-off", "png", lambda data: data[:-5], **found)
    bake("png-with-something-behind", "png", lambda data: data + b"{}", **found)
    unknown = {"proof": "signature", "edition": "not-the-published-edition"}
    bake("svg-altered", "svg", lambda data: data.replace(*swap), verdict="INVALID", fails=unknown)
    second = b"<openbadges:credential>{}</openbadges:credential>"
    bake("svg-with-two", "svg", lambda data: data.replace(b"<path", second + b"<path"), **found)  # B-04
    bake("svg-with-entities", "svg", lambda data: b'<!DOCTYPE svg [<!ENTITY a "b">]>' + data, **found)  # B-05
    name = "png-with-two"  # B-01
    header, badge, *rest = png.read(baking.PngTemplate(a_picture()).bake(jcs.canonicalize(an_award(name)))).chunks
    case(name, png.write([header, badge, badge, *rest]), kind="png", **found)
    none = {"stuck": {"document": "no-credential"}, "verdict": "INDETERMINATE"}
    case("png-without-a-credential", a_picture(), kind="png", **none)
    case("svg-without-a-credential", DRAWING, kind="svg", **none)
