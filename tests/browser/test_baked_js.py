"""The browser's reader of baked pictures says of every file what Python's says, word for word."""

import functools
import hashlib
import io
import json
import random
import re
import zlib

import pytest
from PIL import Image

import node_scripts
from paths import ROOT
from testamur.errors import IndeterminateError, VerificationError
from testamur.pictures import baking, png
from testamur.verification.reading.baked import MOST_BYTES, extract

VECTORS = ROOT / "tests" / "vectors" / "verification"
# Reads the files' lengths (a line of JSON) and bytes from stdin; writes the digest of what was taken out of each, or
# how it was refused.
SCRIPT = """
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
const { extract } = await import(process.argv[1] + "/baked.js");
const input = readFileSync(0);
let at = input.indexOf(10) + 1;
const answers = JSON.parse(input.subarray(0, at)).map((length) => {
  const file = new Uint8Array(input.subarray(at, (at += length)));
  const start = performance.now();
  const answer = {};
  try {
    answer.taken = extract(file);
  } catch (error) {
    Object.assign(answer, { error: error.constructor.name, message: error.message });
  }
  answer.seconds = (performance.now() - start) / 1000;
  if (answer.taken) answer.taken = createHash("sha256").update(answer.taken).digest("hex");
  return answer;
});
process.stdout.write(JSON.stringify(answers));
"""
CREDENTIAL = b'{"type":["VerifiableCredential"],"name":"Ada"}'
OB = "https://purl.imsglobal.org/ob/v3p0"
SECTION = f"<![CDATA[{CREDENTIAL.decode()}]]>"


def ask_node(files):
    """Return what the JavaScript answers for each file; one process for all of them."""
    question = json.dumps([len(file) for file in files]).encode() + b"\n" + b"".join(files)
    return node_scripts.evaluate(SCRIPT, node_scripts.VERIFIER.as_uri(), given=question, timeout=600)


def ask_python(file):
    try:
        return {"taken": hashlib.sha256(extract(file)).hexdigest()}
    except (VerificationError, IndeterminateError) as error:
        return {"error": type(error).__name__, "message": str(error)}


def comparable(answer):
    return answer.get("taken"), answer.get("error"), NAMED.sub(r"\1>", answer.get("message", ""))


# Characters from U+0100 on are named by their number only in JavaScript.
NAMED = re.compile(r"(<U\+(?!00..\b)[0-9A-F]+) [^>]*>")


# --- PNG ----------------------------------------------------------------------------------------


@functools.cache
def art():
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "#0b6e4f").save(file, "PNG")
    return file.getvalue()


def with_chunks(*added, place=1):
    chunks = list(png.read(art()).chunks)
    chunks[place:place] = [png.Chunk(0, kind, data) for kind, data in added]
    return png.write(chunks)


def badge(credential=CREDENTIAL, keyword=b"openbadgecredential", flags=b"\0\0", words=b"\0\0"):
    return keyword + b"\0" + flags + words + credential


def pngs():
    """Yield a name and a file for each way that a PNG can be wrong, or right."""
    baked = baking.PngTemplate(art()).bake(CREDENTIAL)
    for position in range(len(baked)):
        for change in (1, 0x20, 0x80) if position < 80 or position > len(baked) - 30 else (1,):
            yield f"byte {position} changed by {change}", flipped(baked, position, change)
        # NOTE: less than a chunk's type behind a length over 2**31 cannot be compared; no cut of this file has it.
        yield f"cut off at byte {position}", baked[:position]
    for text in (b"\0", b"{}", b"OpenBadgeCredential", badge()):
        yield f"{text!r} behind the end", baked + text
    for kind in (b"iTXt", b"tEXt", b"zTXt", b"teXt"):
        for keyword in KEYWORDS:
            yield f"{kind!r} {keyword!r}", with_chunks((kind, badge(keyword=keyword)))
            yield f"{kind!r} {keyword!r} without more", with_chunks((kind, keyword))
    packed = zlib.compress(CREDENTIAL)
    for rest in (
        b"",
        b"\0",
        b"\0\0",
        b"\0\0en",
        b"\0\0en\0",
        b"\0\0en\0Titel\0",
        b"\0\0\0\0",
        b"\0\1\0\0{}",
        b"\1\0\0\0" + packed,
    ):
        yield f"credential in {rest!r}", with_chunks((b"iTXt", b"openbadgecredential\0" + rest))
    for first in (b"iTXt", b"tEXt", b"zTXt"):
        yield f"two, one in {first!r}", with_chunks((first, badge()), (b"iTXt", badge(b"{}")))
    yield from misplaced()


KEYWORDS = (
    b"openbadgecredential", b"OpenBadgeCredential", b"openbadges", b"openbadge", b"OPENBADGES",
    b" openbadgecredential", b"openbadgecredential \v", b"openbadgecredential\x85\xad\x1b\t\n",
    b"openbadge" + bytes(range(1, 256)), b"openbadge" * 30, b"openbadge::error::\r\n##[error]", b"  ::openbadge",
    b"Comment", b"",
)  # fmt: skip


def misplaced():
    """Yield files whose chunks are in a wrong order or number, or of no kind."""
    header, picture, end = (chunk for chunk in png.read(art()).chunks)
    palette, unknown = png.Chunk(0, b"PLTE", bytes(3)), png.Chunk(0, b"QaaA", b"")
    for name, chunks in {
        "no chunk": [],
        "no header": [picture, end],
        "two headers": [header, header, picture, end],
        "short header": [png.Chunk(0, b"IHDR", bytes(12)), picture, end],
        "no picture": [header, end],
        "a full end": [header, picture, png.Chunk(0, b"IEND", b"x")],
        "no end": [header, picture],
        "parted pictures": [header, picture, png.Chunk(0, b"tIME", b""), picture, end],
        "two pictures": [header, picture, picture, end],
        "two palettes": [header, palette, palette, picture, end],
        "a late palette": [header, picture, palette, end],
        "a palette": [header, palette, picture, end],
        "unknown": [header, unknown, picture, unknown, end],
        "too many": [header, *[png.Chunk(0, b"teXt", b"")] * 20_000, picture, end],
    }.items():
        yield name, png.write(chunks)
    for kind in (b"i'Xt", b"i\"'t", b"i\\Xt", b"\0\t\n\r", b"\x7f\xff\xe9 "):
        yield f"the kind {kind!r}", with_chunks((kind, b""))
    for length in (2**31, 2**32 - 1, 2**31 - 1, 10_000):
        yield f"a length of {length}", png.SIGNATURE + length.to_bytes(4) + b"IHDR" + bytes(20)


def flipped(data, position, change):
    altered = bytearray(data)
    altered[position] ^= change
    return bytes(altered)


# --- SVG ----------------------------------------------------------------------------------------


def svg(inside, root=f'xmlns:openbadges="{OB}"', before="", after=""):
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}<g/></svg>{after}'.encode()


def element(inside, attributes="", prefix="openbadges:"):
    return f"<{prefix}credential{attributes}>{inside}</{prefix}credential>"


INSIDES = (
    "", element(""), element(SECTION), element(f"\n {SECTION}\r\n"), element(CREDENTIAL.decode()),
    element(SECTION) * 2, element(SECTION + SECTION), element("{}" + SECTION), element(SECTION + "<b/>"),
    element("<!-- a -->" + SECTION + "<?p?>"), element("<![CDATA[]]>"), element("<![CDATA[]]>{}"),
    element("<![CDATA[ \r\n]]>"), element("<![CDATA[a]]]]><![CDATA[>b]]>"), element("<![CDATA[é😀]]>"),
    element("&#123;&#x22;&lt;&gt;&amp;&quot;&apos;&#125;"), element("a\r\nb\rc\nd"), element(" \u00a0{} "),
    element("", ' verify="eyJ"'), element(SECTION, ' verify="eyJ"'), element("{}", ' Verify=""'),
    element("", ' a:verify="" xmlns:a="u:b"'), element(SECTION, ' xmlns:verify="u:b"'),
    element(SECTION, f' xmlns:openbadges="{OB}"'), element(SECTION, ' xmlns:openbadges="u:b"'),
    f"<g>{element(SECTION)}</g>", f"<g>{element(SECTION)}</g>{element(SECTION)}",
    element(SECTION) + "<g><assertion/></g>", element(SECTION, f' xmlns="{OB}"', prefix=""),
    element(SECTION, prefix=""), element(SECTION, ' xmlns=""', prefix=""),
    f'<x:credential xmlns:x="{OB}">{SECTION}</x:credential>',
    f'<x:Credential xmlns:x="{OB}">{SECTION}</x:Credential>',
    f'<x:assertion xmlns:x="https://openbadges.org">{SECTION}</x:assertion>',
    f'<x:CREDENTIAL xmlns:x="u:\x7f">{SECTION}</x:CREDENTIAL>', f'<x:credential xmlns:x="{"u:" + 90 * "n"}"/>',
    f'<x:credential xmlns:x="{OB} credential"/>', "&nbsp;", "&credential;", "&#0;", "&#xD800;", "&#xFFFE;",
    "&#x110000;", "&#99999999999999999999;", "&#x;", "&#;", "&#1a;", "&#X41;", "&a b;", "&", "&amp", "a]]>b",
    "a]]b]>c", "]]]>", "<g", "<g/", "</g>", "<g></h>", "<g></g", "<g><h></g></h>", "<1/>", "<a:b:c/>", "<:a/>",
    "<a:/>", "<a:b/>", "<xml:a/>", "<xmlns:a/>", '<g a="1" a="2"/>', '<g a="1"b="2"/>', "<g a/>", "<g a=1/>",
    "<g a='\"'/>", '<g a="<"/>', '<g a="&lt;&#10;"/>', '<g a="&b;"/>', '<g a="&"/>', '<g a="&#0;"/>',
    '<g a = "1" b\n=\t\'2\' />', '<g xmlns:a="u:n" xmlns:b="u:n" a:c="" b:c=""/>', '<g xmlns:a="u:n" a:c="" c=""/>',
    '<g a:b=""/>', '<g xml:space="preserve"/>', '<g xmlns:a=""/>', '<g xmlns:xml="u:n"/>', '<g xmlns:xmlns="u:n"/>',
    '<g xmlns:xml="http://www.w3.org/XML/1998/namespace"/>', '<g xmlns:a="http://www.w3.org/XML/1998/namespace"/>',
    '<g xmlns="http://www.w3.org/2000/xmlns/"/>', '<g xmlns=""><svg/></g>', '<g a:="1"/>', '<g\na="1"\n<',
    "<g\n\n/ >", "<g a=\"\n\n", "<g >", "< g/>", "<!-- a -- b -->", "<!-- a --->", "<!---->", "<!--", "<!-->",
    "<!-- \n\n", "<!-- \0 -->", "<!- a -->", "<!a>", "<![CDATA[", "<![CDATA[\n\n]]", "<![CDATA[\x01]]>",
    "<![cdata[a]]>", "<![CDATA [a]]>", "<?p a?b?>", "<?p?>", "<?p", "<??>", "<?p:q r?>", "<?1?>", "<? p?>",
    "<?xml version='1.0'?>", "<?XML a?>", "<?xml-stylesheet href='a'?>", "<?xMl?>", "<?p\x02?>", "<?p!?>", "\0",
    "\x0c", "\x7f\x80\x9f", "\ufffd", "\ufffe", "\uffff", "\U0001ffff", "<é/>", "<a·/>", "<·/>", "<a\u0300/>",
    "<\u0300/>", "<日本/>", "<\U00010400/>", "<ɐ/>", "<\u037e/>", "<a\u0660/>", "<\u0e01\u0e31/>", "<_a-b.c/>", "<-a/>",
    "<!DOCTYPE svg>", "<!ENTITY a 'b'>", "<g>" * 3000 + "</g>" * 3000, "<g>" * 100, "<g/>" * 199_990, "<g/>" * 200_001,
    "\r\n\r\r\n<", "\n\r\n&a;", '<g xmlns:é="u:n"/>', '<g é=""/>', '<x:é xmlns:x="u:n"/>', "<?é?>",
    '<g xmlns:a="u:\ufeff"/>', '<g xmlns:a="u:\x85"/>', '<g xmlns:a="u:\u3000n"/>', '<g xmlns:a="u:&#10;"/>',
    "<xmlns:g/>", '<g xmlns:xmlns="http://www.w3.org/2000/xmlns/"/>',
)  # fmt: skip
BEFORE = (
    "", "\ufeff", "\ufeff\ufeff", " \n", "\v", "<!-- <svg> -->", "<!-- a --><?p?>\n", "<?xml version='1.0'?>",
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n', '<?xml version="1.0" encoding="iso-8859-1"?>',
    '<?xml version="1.0" encoding="utf-16"?>', "<?xml version='1.1'?>", "<?xml version=''?>", "<?xml?>", "<?xml ?>",
    "<?xml encoding='utf-8'?>", "<?xml version='1.0' encoding=''?>", "<?xml version='1.0' encoding='8'?>",
    "<?xml version='1.0' standalone='maybe'?>", "<?xml version='1.0' a='b'?>",
    "<?xml version='1.0'encoding='utf-8'?>", "<?xml  version = '1.0'\tencoding = \"x\" ?>", "<?xml version='1.0\"?>",
    "<?xml version='1 0'?>", " <?xml version='1.0'?>", "<!-- a --><?xml version='1.0'?>", "<?XML version='1.0'?>",
    "<?p q:r?>", "\ufeff<?xml version='1.0'?>", "<!-- " + "a" * 10_001 + " -->", "<!-- -- -->", "<!DOCTYPE svg>",
    "<!doctype svg>", '<!DOCTYPE svg SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    '<!DOCTYPE svg [<!ENTITY a "b">]>', "<!DOCTYPE svg foo>", "<!DOCTYPE svg PUBLIC>", "<!DOCTYPE svg PUBLIC 'a'>",
    "<!DOCTYPE svg PUBLIC 'a{}' 'b'>", "<!DOCTYPE svg:svg>", "<!DOCTYPE svg\n\n SYSTEM 'a'>",
    "<!DOCTYPE svg SYSTEM 'a'[]>", "<!DOCTYPE svg[]>", "<!DOCTYPE  svg >", "<!DOCTYPE svg SYSTEM'a'>",
    "<!DOCTYPE html>", "a",
)  # fmt: skip
AFTER = (
    "", "\n", " \r\n<!-- a --><?p?>", "a", "<g/>", "<svg/>", "</svg>", "<!DOCTYPE svg>", "<!-- ", "<", "&amp;",
    "<![CDATA[]]>", "\0", "\n\n\x0b", "<?xml version='1.0'?>", "<!-- \n -- -->",
)  # fmt: skip
ROOTS = (
    b"<svg/>", b"<svg></svg>", b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', b'<s:svg xmlns:s="u:n"/>',
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns="u:n"/>', b"<svg ", b"<svg>", b"<svg\n", b"<svg/", b"<a:svg/>",
    b"<svg", b"<SVG/>", b"<svgs/>", b'<svg xmlns="http:&#47;/www.w3.org/2000/&#x73;vg"/>',
    b'<svg xmlns=" http://www.w3.org/2000/svg"/>', b"<svg>\xff", b'<svg xmlns="http://www.w3.org/2000/svg">\n\xff',
    b'<svg xmlns="http://www.w3.org/2000/svg">\n\xed\xa0\x80</svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><g>\xc3', b'<svg xmlns="http://www.w3.org/2000/svg">\n\n\xc0\x80',
    b'<svg xmlns="http://www.w3.org/2000/svg">\xf4\x90\x80\x80</svg>',
    b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg">\n\xe2\x82</svg>',
)  # fmt: skip


NAMESPACES = (
    "u:\ufe0f", "u:\u202egnp", "u:p\u0430ypal", "u:\u0430", "u:日本語", "u:Ελλάδα", "u:é\u0301😀", "u:\u200d",
    "u:a\u200bb", "::error::", "u:##[error]", "u:" + "é" * 90, "u:" + "\x7f" * 9, "u:\u0561", "u:a.\uff21", "u:\uff11",
    "u:e" + "\u0301" * 4, "u:e" + "\u0301" * 5, "u:\u00e9" + "\u0301" * 4,
    "u:e" + "\u0301" * 3 + "\u200d" + "\u0301" * 2,
    "u:\u0f40" + "\u0f74" * 8, "u:\u0f40" + "\u0f74" * 9, "u:\u0ed5" + "\u0eb4\u20dd" * 4 + "\u0eb4",
    "u:" + "\u0301" * 5, "u:a" + "\u0301" * 4 + "b" + "\u0301" * 4,
)  # fmt: skip


def svgs():
    """Yield a name and a file for each way that an SVG can be wrong, or right."""
    for inside in INSIDES:
        yield f"SVG with a credential and {inside!r}", svg(element(SECTION) + inside)
        yield f"SVG with {inside!r}", svg(inside)
    for namespace in NAMESPACES:
        yield f"SVG with {namespace!r}", svg(f'<x:credential xmlns:x="{namespace}"/>')
    for part in BEFORE:
        yield f"SVG behind {part!r}", svg(element(SECTION), before=part)
    for part in AFTER:
        yield f"SVG before {part!r}", svg(element(SECTION), after=part)
    for root in ROOTS:
        yield f"the SVG {root!r}", root
    sound = svg(
        "<title>t</title>\n" + element(SECTION) + "<!-- a -->\n<g a='1' b=\"2\"/>&amp;<?p q?>",
        before="<?xml version='1.0'?>\n",
    )
    for position in range(len(sound)):
        yield f"SVG cut off at byte {position}", sound[:position]
        for character in b"<&]\0\xff\"' ":
            yield (
                f"SVG with {character} at byte {position}",
                sound[:position] + bytes([character]) + sound[position + 1 :],
            )
    yield from scrambled(sound)


def scrambled(sound):
    """Yield files of pieces of a sound one, in any order: always the same ones."""
    chance = random.Random(1)
    pieces = [
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"</svg>",
        b"<g>",
        b"</g>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?p",
        b"?>",
        b"&lt;",
        b"a\n",
    ]
    for number in range(300):
        inside = b"".join(chance.choices(pieces, k=chance.randrange(1, 9)))
        yield f"scrambled {number}", pieces[0] + inside + sound[sound.index(b"<", chance.randrange(len(sound) - 9)) :]


# --- Everything else ----------------------------------------------------------------------------


def others():
    """Yield a name and a file for each kind of file, and for the limits."""
    for data in (
        b"", b" \n\v\f\r\t", b"\xa0", b"\x1c", b"{}", b" [", b"\xef\xbb\xbf{", b"\xef\xbb\xbf \n{", b"\xef\xbb\xbf",
        b"\v{", b"\xa0{", b"null", b'"a"', b"\xff\xd8\xff\xe0", b"GIF87a", b"GIF89a", b"GIF88a", b"RIFF\n\n\n\nWEBP",
        b"\0\0\0\x20ftypavif", b"\0\0\0\nftypheic", b"\0\0\0\nftypmif1", b"BM\n\n\n\n\0\0\0\0", b"II*\0", b"MM\0*",
        b"\0\0\1\0", b"%PDF-1", b"PK\3\4", b"PK\5\6", b"PK\3\5", b"\x1f\x8b", b"\x89PNG", b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\n\x1a\n", b"<html>", b"<!DOCTYPE html>", b"<!doctype HTML SYSTEM>", b"<HEAD>", b"<heads>",
        b"<script", b" <!-- a --><body>", b"<!doctype svg><html>", b"<!DOCTYPE svg><html>", b"<a>", b"<?xml?>",
        b"<?xml?><svg>", b"<? >", b"<!-- <svg> ", b"<", b"hello", b"{" * 100,
        b"<!DOCTYPE svg [" + b"a" * 10_001 + b"]><svg/>", b"<?" + b"a" * 1001 + b"?><svg/>", b"<?a>?><svg/>",
        b"<a-b:svg>", b"<\xc3\xa9:svg>",
    ):  # fmt: skip
        yield f"the file {data!r}", data
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        for text in ("{}", "[1]", " <svg/>", "<html>", "", "é", "hello", "PK", "BM"):
            yield f"{text!r} in {encoding} with a mark", f"\ufeff{text}".encode(encoding)
            yield f"{text!r} in {encoding}", text.encode(encoding)
    yield "JSON of the most", b"{" + bytes(MOST_BYTES - 1)
    yield "JSON of more", b"{" + bytes(MOST_BYTES)
    yield "SVG of more", svg("<g/>") + b" " * 4 * 2**20


def large():
    """Yield a name and a file for each that could take long."""
    yield "a PNG of 10 MB", with_chunks((b"iTXt", badge()), (b"teXt", bytes(MOST_BYTES - 1000)))
    yield "a keyword of 10 MB", with_chunks((b"iTXt", b"openbadge" + b" " * (MOST_BYTES - 1000) + b"x"))
    yield "10 MB behind the end", art() + b"openbadg" * (MOST_BYTES // 8 - 100)
    most = 4 * 2**20 - 1000
    for piece in (" ", "]", "\r", "&lt;", "é", "<!---->", "<![CDATA[]]>a"):
        yield f"4 MB of {piece!r}", svg(element(f"{{{piece * (most // len(piece.encode()))}}}"))
    for start in ("<!--", "<![CDATA[", '<g a="', "<g ", "<", "&#"):
        yield f"{start!r} and 4 MB", svg(start + (" " if start == "<g " else "1") * most)
    yield "an attribute of 4 MB", svg(f'{element(SECTION)}<image href="{"a" * most}"/>')
    yield "many attributes", svg("<g " + " ".join(f'a{n}=""' for n in range(300_000)) + "/>")
    yield "deep", svg("<g>" * 90_000 + "</g>" * 90_000)
    yield "deep with prefixes", svg("".join(f'<g xmlns:a{n}="b">' for n in range(90_000)) + "<b:c/>")
    yield "not UTF-8 at the end", svg("a" * most) + b"\xff"
    yield "spaces before", b" " * most + svg(element(SECTION))
    yield "comments before", b"<!---->" * (most // 7) + svg(element(SECTION))


@functools.cache
def answers():
    """Return what JavaScript answers for each case, by its name."""
    cases = {name: file for kind in (pngs, svgs, others, large) for name, file in kind()}
    return dict(zip(cases, ask_node(list(cases.values())), strict=True))


def differences(cases):
    found = []
    for name, file in cases:
        here, python = comparable(answers()[name]), comparable(ask_python(file))
        if here != python:
            found.append(f"{name[:200]}:\n  {here}\n  {python}")
    return "\n".join(found)


def test_every_png_is_answered_as_in_python():  # B-01, B-02, B-03
    assert not differences(pngs())


def test_every_svg_is_answered_as_in_python():  # B-04, B-05
    assert not differences(svgs())


def test_every_other_file_is_answered_as_in_python():
    assert not differences(others())


def test_every_large_file_is_answered_as_in_python():
    assert not differences(large())


def test_no_file_takes_long():  # B-05
    assert not [name[:200] for name, answer in answers().items() if answer["seconds"] > 20]


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_every_vector_is_answered_as_in_python(ending):
    files = [file.read_bytes() for file in sorted(VECTORS.glob(f"*/credential.{ending}"))]
    assert files
    assert [comparable(answer) for answer in ask_node(files)] == [comparable(ask_python(file)) for file in files]
