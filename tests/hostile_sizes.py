"""Reads hostile files under limits, in a process of its own: `python tests/hostile_sizes.py READER`.

The catalogue's contract for every file: at most two seconds of CPU (one for a record) and 300 MB. A reader that needs
more is ended by the operating system; one that ends in anything but a sentence of ours shows a traceback.
test_hostile_sizes.py runs each.
"""

import base64
import gzip
import json
import resource
import sys
import tempfile
import time
import zlib
from pathlib import Path

import verifying
from registries import FILES, make_registry
from testamur.credentials import status_list
from testamur.errors import RecordsError, TestamurError
from testamur.pictures import png
from testamur.records import registry
from testamur.records.parsing import schema, yaml_subset
from testamur.verification import examination
from testamur.verification.reading import baked, strict_json
from vector_making import open_badges_2_cases, sample_credentials, status_kind_cases

MOST_SECONDS, MOST_BYTES = 2, 300 * 1000 * 1000
MOST_SECONDS_OF_A_RECORD = 1
GENUINE, EXPECTED = verifying.case("valid")
STATUS, OLDER = "status-2021", "older-hosted"
SVG = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"'
OPENBADGES = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'


# What is read --------------------------------------------------------------------------------------------------


def yaml_files():
    yield "nested aliases", "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 10))
    yield "100,000 brackets", "[" * 100_000
    yield "100,000 braces", "{a: " * 60_000
    yield "100,000 dashes", "- " * 130_000
    yield "a file of 5 MB", "a: " + "x" * 5_000_000
    yield "one text of 250 KB", "name: " + "x" * 250_000
    yield "40,000 keys", "".join(f"k{n}: 1\n" for n in range(26_000))
    yield "one key 40,000 times", "a: 1\n" * 40_000
    yield "escapes", 'name: "' + "\\u00e9" * 40_000 + '"'
    yield "quotation marks", "name: " + "'" * 250_000
    yield "a list of lists", "tag: [" + "[1]," * 60_000 + "1]\n"
    yield "combining marks", "name: a" + "\u0301" * 120_000
    yield "line ends", "a:" + "\n" * 250_000
    yield "anchors", "".join(f"a{n}: &a{n} x\n" for n in range(20_000))
    yield "one alias many times", "a: &a [x]\nb: [" + "*a, " * 60_000 + "*a]\n"
    yield "tags", "".join(f"a{n}: !t x\n" for n in range(20_000))
    yield "a wide list", "tag: [" + "x, " * 80_000 + "x]\n"
    yield "a wide mapping", "a: {" + "k: 1, " * 40_000 + "k: 1}\n"
    yield "many small mappings", "alignment:\n" + "".join(f"  - a: {n}\n" for n in range(18_000))
    yield "rows of dashes", ("- " * 19 + "a\n") * 6_000
    yield "question marks", "".join(f"? a{n}\n: b\n" for n in range(20_000))
    yield "documents", "---\na: 1\n" * 25_000
    yield "quotation marks that open", "a: [" + '"' * 200_000
    yield "marks that compose", "name: " + "e\u0301" * 80_000
    yield "nearly a plain record", "a: b c\n" * 580 + "a: b c \n"


def json_files():
    yield "depth", b"[" * 4_000_000
    yield "50 MB", b" " * 50_000_000
    yield "numbers", b"[" + b"1," * 2_000_000 + b"1]"
    yield "one long number", b"[" + b"9" * 4_000_000 + b"]"
    yield "a fraction", b"[1." + b"1" * 4_000_000 + b"]"
    yield "escapes", b'["' + b"\\u00e9" * 690_000 + b'"]'
    yield "quotation marks", b'"' + b'\\"' * 2_000_000
    yield "members", b"{" + b",".join(b'"%d":1' % n for n in range(99_000)) + b"}"
    yield "the same member", b"{" + b'"a":1,' * 90_000 + b'"a":1}'
    yield "objects in a list", b"[" + b"{}," * 99_000 + b"1]"
    yield "a web page", b"<html>" + b"<p>" * 1_300_000


def credentials():
    signed = json.loads(GENUINE)
    for name, more in {
        "a long text": {"narrative": "x" * 3_900_000},
        "many objects": [{} for _ in range(30_000)],
        "objects alike": [{"type": ["Evidence"], "narrative": "x"} for _ in range(3_000)],
        "objects alike inside others": [
            {"type": ["Evidence"], "narrative": str(n % 2), "evidence": [{"type": ["Evidence"]}] * 9}
            for n in range(900)
        ],
        "a clique": [{"type": ["Evidence"], "x": [{} for _ in range(8)]} for _ in range(8)],
        "deep": json.loads("[" * 50 + "]" * 50),
        "many names": {f"k{n}": n for n in range(50_000)},
    }.items():
        made = sample_credentials.jcs_only({**sample_credentials.award_body(signed), "evidence": more})
        # Beside a proof of RDF that does not fit, so that RDF is made of it, too.
        yield name, json.dumps({**made, "proof": [signed["proof"][0], *made["proof"]]}).encode()
    yield "a thousand proofs", json.dumps({**signed, "proof": signed["proof"] * 1000}).encode()
    yield "a thousand status entries", json.dumps({**signed, "credentialStatus": [{}] * 1000}).encode()


def pngs():
    def made(width, height, *chunks):
        header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\2\0\0\0"
        return png.write([png.Chunk(0, b"IHDR", header), *chunks, png.Chunk(0, b"IEND", b"")])

    def data(size):
        deflated = zlib.compressobj(9)
        return b"".join(deflated.compress(bytes(2**20)) for _ in range(size // 2**20)) + deflated.flush()

    pixels = png.Chunk(0, b"IDAT", zlib.compress(bytes(301 * 100)))
    bomb = data(200 * 2**20)
    yield "60,000 pixels wide and high", made(60_000, 60_000, pixels)
    yield "a bomb of pixels", made(100, 100, png.Chunk(0, b"IDAT", bomb))
    yield "a bomb in the largest picture", made(4096, 4096, png.Chunk(0, b"IDAT", bomb))
    yield "a bomb of text", made(100, 100, png.Chunk(0, b"iTXt", b"a\0\1\0\0\0" + bomb), pixels)
    credential = png.Chunk(0, b"iTXt", b"openbadgecredential\0\1\0\0\0" + bomb)
    yield "a credential that is a bomb", made(100, 100, credential, pixels)
    yield "a bomb of a profile", made(100, 100, png.Chunk(0, b"iCCP", b"a\0\0" + bomb), pixels)
    yield "many chunks", made(100, 100, *[png.Chunk(0, b"tEXt", b"")] * 100_000, pixels)
    yield "a length of 2 GB", made(100, 100)[:-12] + (2**31 - 1).to_bytes(4) + b"IDAT"
    yield "zeros behind the end", made(100, 100, pixels) + bytes(20_000_000)


def svgs():
    def made(inside, before="", attributes=""):
        return f"{before}<svg {SVG} {OPENBADGES} {attributes}>{inside}</svg>".encode()

    yield "40 MB", made(" " * 40_000_000)
    yield "a million elements", made("<g/>" * 1_000_000)
    yield "depth", made("<g>" * 5_000 + "</g>" * 5_000)
    yield "more depth than the stack has", made("<g>" * 500_000 + "</g>" * 500_000)
    yield "ten million commands", made(f'<path d="{"h1" * 10_000_000}"/>')
    yield "200 KB of commands", made(f'<path d="{"M0" * 100_000}"/>')
    names = [f"<!ENTITY a{n} '{f'&a{n - 1};' * 9}'>" for n in range(1, 10)]
    yield "entities", made("&a9;", f"<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaa'>{''.join(names)}]>")
    yield "an outer entity", made("&a;", "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///dev/zero'>]>")
    uses = "".join(f'<g id="n{n + 1}">' + f'<use href="#n{n}"/>' * 9 + "</g>" for n in range(30))
    yield "elements drawn again and again", made(uses)
    yield "attributes", made("", attributes=" ".join(f'a{n}="1"' for n in range(20_000)))
    yield "spaces of names", made("", attributes=" ".join(f'xmlns:a{n}="u:{n}"' for n in range(10_000)))
    yield "a comment without an end", made("<!--" + "-" * 200_000)
    yield "sections", made("<![CDATA[]]>" * 20_000)
    yield "styles", made("<g style='" + "a:b;" * 50_000 + "'/>")


def lists():
    deflated = zlib.compressobj(9, wbits=31)
    bomb = b"".join(deflated.compress(bytes(2**20)) for _ in range(1024)) + deflated.flush()
    yield "a gigabyte", "u" + base64.urlsafe_b64encode(bomb).rstrip(b"=").decode()
    yield "a long text", "u" + "A" * 20_000_000
    yield "many members", "u" + base64.urlsafe_b64encode(gzip.compress(b"") * 30_000).rstrip(b"=").decode()


def did_documents():
    method = sample_credentials.method()
    key = {"id": method, "type": "Multikey", "controller": sample_credentials.DID}
    for name, document in {
        "many keys": {"verificationMethod": [{"id": str(n)} for n in range(15_000)], "assertionMethod": [method]},
        "one key many times": {"verificationMethod": [key] * 1_500, "assertionMethod": [method] * 1_000},
        "a long key": {"verificationMethod": [{**key, "publicKeyMultibase": "z" + "2" * 250_000}]},
        "a long purpose": {"verificationMethod": [key], "assertionMethod": ["x" * 250_000]},
    }.items():
        yield name, json.dumps({"id": sample_credentials.DID, "assertionMethod": [method], **document}).encode()
    yield "5 MB", b"{" + b" " * 5_000_000 + b"}"
    yield "depth", b"[" * 250_000
    yield "a web page", b"<!doctype html>" * 15_000


def others_lists():
    """What the address of another issuer's list may answer."""
    _, bomb = next(lists())
    for name, encoded in {"a gigabyte": bomb[1:], "a long text": "A" * 3_900_000, "padding": "=" * 3_900_000}.items():
        yield name, json.dumps(status_kind_cases.list_of_2021(STATUS, encoded)).encode()
    yield "many entries", json.dumps({"revokedCredential": [{"id": str(n)} for n in range(40_000)]}).encode()
    yield "depth", b"[" * 3_900_000
    yield "5 MB", b" " * 5_000_000


def older_badges():
    """What the address of an award of Open Badges 2.0 may answer."""
    award = open_badges_2_cases.assertion(OLDER)
    for name, more in {
        "many types": {"type": ["Assertion"] * 90_000},
        "many contexts": {"@context": [award["@context"]] * 20_000},
        "a long text": {"narrative": "x" * 900_000},
        "deep": {"evidence": json.loads("[" * 50 + "]" * 50)},
        "many texts": {"evidence": ["x"] * 90_000},
        "a long address": {"badge": "https://" + "a." * 400_000},
        "a long hash": {"recipient": {**award["recipient"], "identity": "sha256$" + "0" * 900_000}},
    }.items():
        yield name, json.dumps({**award, **more}).encode()
    yield "depth", b"[" * 1_000_000
    yield "5 MB", b" " * 5_000_000


# What reads it -------------------------------------------------------------------------------------------------


def read_yaml(data):
    parsed = yaml_subset.parse(data.encode(), "credentials/x.yml")
    return str((parsed.problems or schema.check("achievement", parsed))[0])


def read_json(data):
    return str(strict_json.parse(data))[:100]


def examine(data, documents=None):
    web = verifying.Web(EXPECTED["web"])
    web.documents |= documents or {}
    return examination.examine(
        data,
        resolver=web,
        now=verifying.instant(EXPECTED["now"]),
        trusted=frozenset(EXPECTED["trusted"]),
        all_proofs=True,
    ).sentence


def read_did_document(data):
    return examine(GENUINE, {"https://badges.harbour.example/issuer/did.json": data})


def read_others_list(data):
    given, expected = verifying.case(STATUS)
    web = verifying.Web(expected["web"])
    web.documents[status_kind_cases.address_of(STATUS)] = data
    found = verifying.examine(given, expected, web)
    return verifying.check_named(found, "status").detail


def read_older_badge(data):
    given, expected = verifying.case(OLDER)
    web = verifying.Web(expected["web"])
    web.documents[open_badges_2_cases.at(OLDER, "award")] = data
    return verifying.examine(given, expected, web).sentence


def read_picture(name):
    def read(data):
        with tempfile.TemporaryDirectory() as folder:
            issuer = FILES["issuer.yml"] + f"image: images/{name}\n"
            records = make_registry(Path(folder), {"issuer.yml": issuer, f"images/{name}": data})
            try:
                return f"accepted: {registry.load(records, today=sample_day()).issuer.image}"
            except RecordsError as error:
                return str(error.problems[0])

    return read


def sample_day():
    return verifying.instant(EXPECTED["now"]).date()


READERS = {
    "YAML": (read_yaml, yaml_files),
    "JSON": (read_json, json_files),
    "credential": (examine, credentials),
    "DID document": (read_did_document, did_documents),
    "status list": (status_list.decode, lists),
    "another issuer's status list": (read_others_list, others_lists),
    "award of Open Badges 2.0": (read_older_badge, older_badges),
    "PNG": (read_picture("logo.png"), pngs),
    "SVG": (read_picture("logo.svg"), svgs),
    "baked PNG": (baked.extract, pngs),
    "baked SVG": (baked.extract, svgs),
}


def main(name):
    read, files = READERS[name]
    most = most_seconds(name)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, resource.RLIM_INFINITY))
    for title, data in files():
        # The better of two, since others may be using the cores of this machine.
        said, seconds = timed(read, data)
        if seconds >= most:
            said, seconds = timed(read, data)
        print(json.dumps([title, said[:300], seconds]), flush=True)


def most_seconds(name):
    """The CPU seconds in which a reader ends: of a registry's hundred thousand records, one must not hold up all."""
    return MOST_SECONDS_OF_A_RECORD if name == "YAML" else MOST_SECONDS


def timed(read, data):
    """Return what is said of a file, and the seconds that it took; one that takes far longer ends the process."""
    begun = time.process_time()
    # The limit is in whole seconds of all that the process has used.
    resource.setrlimit(resource.RLIMIT_CPU, (int(begun) + 3 * MOST_SECONDS, resource.RLIM_INFINITY))
    try:
        said = str(read(data))
    except TestamurError as error:
        said = str(error)
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return said, time.process_time() - begun


if __name__ == "__main__":
    main(sys.argv[1])
