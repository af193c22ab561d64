"""The browser's reader of JSON makes of every text what Python's makes, or refuses it with the same code."""

import json
import random
import subprocess

import tools
from paths import ROOT
from testamur.errors import VerificationError
from testamur.verification.reading import strict_json
from thoroughness import either

VERIFIER = ROOT / "theme" / "static" / "verifier"
# Reads the texts' lengths (a line of JSON) and bytes from stdin; writes what was made of each: d for a decimal, o for
# an object with its members in order.
SCRIPT = """
import { readFileSync } from "node:fs";
const { parse } = await import(process.argv[1] + "/strict_json.js");
const { Decimal } = await import(process.argv[1] + "/shapes.js");
const plain = (value) => {
  if (value instanceof Map) return { o: [...value].map(([name, inner]) => [name, plain(inner)]) };
  if (value instanceof Decimal) return { d: value.value };
  return Array.isArray(value) ? value.map(plain) : value;
};
const input = readFileSync(0);
let at = input.indexOf(10) + 1;
const answers = JSON.parse(input.subarray(0, at)).map((length) => {
  try {
    return ["", plain(parse(new Uint8Array(input.subarray(at, (at += length)))))];
  } catch (error) {
    return [error.code ?? String(error), null];
  }
});
process.stdout.write(JSON.stringify(answers));
"""
LOOKS = """
const { looksLike } = await import(process.argv[1] + "/strict_json.js");
const bytes = (text) => Uint8Array.from(text, (one) => one.charCodeAt(0));
process.stdout.write(JSON.stringify(JSON.parse(process.argv[2]).map((text) => String(looksLike(bytes(text))))));
"""
NO_JSON = (
    b"", b" \n", b"x", b"\xef\xbb\xbf{}", b"\n\xef\xbb\xbf{}", b"\xa0\xef\xbb\xbf{}", b"<html>", b"\v<HTML>",
    b"\xa0<html>", b"<!DOCTYPE html>", b"<!doctype svg>", b"<svg/>", b" " * 512 + b"<svg/>", b"\xff\xfe",
    b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"{\0", b"{\0}\0", b"\0{\0}", b"{\0\0\0}\0\0\0", b"\0\0\0{\0\0\0}",
    b"\0\0\0{", b"\xe9\0}\0", b"\x1f\0}\0",
)  # fmt: skip
VALUES = (
    "0", "-0", "1", "-1", "01", "1.", ".5", "+1", "-", "--1", "1.0", "1.50", "1e0", "1E+2", "1e-7", "1e", "1e400",
    "-1e400", "1e21", "1e-400", "-0.0", "0.1", "9007199254740991", "9007199254740992", "-9007199254740992",
    "9007199254740993.0", "12345678901234567", "123456789012345678", "1_0", "0x1", "NaN", "Infinity", "-Infinity",
    "true", "True", "tru", "truefalse", "null", "nul", "undefined", '""', '"a', 'a"', "'a'", '"\\"', '"\\\\"', '"\\/"',
    '"\\b\\f\\n\\r\\t"', '"\\x41"', '"\\u0041"', '"\\u004"', '"\\uD83D\\uDE00"', '"\\ud83d"', '"\\ude00\\ud83d"',
    '"\\ud83dx\\ude00"', '"\\u0000"', '"\t"', '"\n"', '"\x7f"', '"\u2028"', '"\U0001f600"', "[]", "[", "]", "[,]",
    "[1,]", "[1 2]", "[1,,2]", "{}", "{", "}", "{,}", '{"a"}', '{"a":}', '{"a":1,}', "{a:1}", '{"a" 1}', '{1:1}',
    '{"a":1 "b":2}', '{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '{"a":1,"A":2}', '{"":1}', '{"__proto__":1}',
    '{"__proto__":1,"__proto__":{}}', '{"constructor":{"prototype":1}}', '{"a":1,"a":2', '{"a":{"b":1,"b":2},"c":}',
    '{"a":1,"a":"\\ud800"}', '{"\\ud800":1}', '{"a":1,"a":-0}', "[" * 64 + "]" * 64, "[" * 65 + "]" * 65,
    '{"a":1,"a":' + "[" * 65 + "]" * 65 + "}", '"' + "[" * 70 + '"', "1 2", "1,", ":", ",", "/**/1", "1//", "\ufeff1",
    "\x0c1", "\xa01", "\u20281", " \t\r\n1 \t\r\n", "", " ", "[" + "0," * 99_998 + "0]", "[" + "0," * 100_001 + "0]",
)  # fmt: skip
BYTES = (
    b"\xff",
    b'"\xff"',
    b'"\xed\xa0\x80"',
    b'"\xc0\x80"',
    b'"\xf4\x90\x80\x80"',
    b'{"a":1,"a":"\xff"}',
    b"\xef\xbb\xbf{}",
    *('{"a":1}'.encode(f"utf-{one}") for one in ("16", "16-le", "16-be", "32", "32-le", "32-be")),
)
SOUND = '{"a":[1,2.50,-3e2,"x\\u00e9\\n"],"b":{"c":null,"":true,"d":{"e":[[],{}]}},"f":"\\ud83d\\ude00","g":false}'


def texts():
    """Every kind of text; and a sound one with something cut out, doubled or put in, always the same."""
    chance = random.Random(7)
    found = [value.encode() for value in VALUES] + [f'{{"x":{value},"y":[{value}]}}'.encode() for value in VALUES]
    found += BYTES
    for _ in range(either(3000, 30_000)):
        text = SOUND
        for _ in range(chance.randrange(1, 4)):
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + chance.randrange(4))
            text = (
                text[:start]
                + chance.choice(["", text[start:end] * 2, chance.choice('"\\{}[],:01-.eEtn ud8')])
                + text[end:]
            )
        found.append(text.encode())
    return found


def in_python(text):
    try:
        return ["", plain(strict_json.parse(text))]
    except VerificationError as error:
        return [error.code, None]


def plain(value):
    if isinstance(value, dict):
        return {"o": [[name, plain(inner)] for name, inner in value.items()]}
    if isinstance(value, float):
        return decimal({"d": value})
    return [plain(one) for one in value] if isinstance(value, list) else value


def decimal(made):
    """A number as a float, whatever it looks like in JavaScript's JSON, and without the sign of 0."""
    return {"d": float(made["d"]) + 0.0} if "d" in made else made


def test_both_make_the_same_of_every_text():
    given = texts()
    command = [tools.node(), "--input-type=module", "--eval", SCRIPT, VERIFIER.as_uri()]
    question = json.dumps([len(text) for text in given]).encode() + b"\n" + b"".join(given)
    done = subprocess.run(command, input=question, capture_output=True, check=True)
    answers = json.loads(done.stdout, object_hook=decimal)
    # As text, for Python takes 1 for True.
    different = [
        (text[:80], theirs, ours)
        for text, theirs, ours in zip(given, answers, map(in_python, given), strict=True)
        if json.dumps(theirs) != json.dumps(ours)
    ]
    assert different == []


def test_both_call_what_is_no_json_the_same():
    given = [text.decode("latin-1") for text in NO_JSON]
    command = [tools.node(), "--input-type=module", "--eval", LOOKS, VERIFIER.as_uri(), json.dumps(given)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert json.loads(done.stdout) == [strict_json.looks_like(text) for text in NO_JSON]
