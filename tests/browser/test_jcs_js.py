"""The browser writes canonical JSON as Python does, byte for byte, or refuses what Python refuses."""

import base64
import math
import random
import struct

import pytest

import node_scripts
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import jcs
from testamur.verification.reading import strict_json

SCRIPT = """
import { readFileSync } from "node:fs";
const { parse } = await import(process.argv[1] + "/strict_json.js");
const { canonicalize } = await import(process.argv[1] + "/jcs.js");
const answers = JSON.parse(readFileSync(0)).map((text) => {
  try {
    return Buffer.from(canonicalize(parse(Buffer.from(text, "base64")))).toString("base64");
  } catch (error) {
    return error.code ?? String(error);
  }
});
process.stdout.write(JSON.stringify(answers));
"""
# The samples that the author of RFC 8785 publishes beside it (arrays, french, structures, unicode, values, weird).
PUBLISHED = {
    '[56,{"d":true,"10":null,"1":[]}]': '[56,{"1":[],"10":null,"d":true}]',
    '{"peach":"a","péché":"b","pêche":"c","sin":"d"}': '{"peach":"a","péché":"b","pêche":"c","sin":"d"}',
    '{"1":{"f":{"f":"hi","F":5},"\\n":56.0},"10":{},"":"empty","a":{},"111":[{}],"A":{}}': (
        '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}'
    ),
    '{"Unnormalized Unicode":"A\\u030a"}': '{"Unnormalized Unicode":"A\u030a"}',
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],'
    '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}': (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    ),
    '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Dalet","1":"One","\\ud83d\\ude00":"Emoji",'
    '"\\u0080":"Control","\\u00f6":"Diaeresis","</script>":"Browser"}': (
        '{"\\r":"Carriage Return","1":"One","</script>":"Browser","\x80":"Control","ö":"Diaeresis","€":"Euro Sign",'
        '"😀":"Emoji","\ufb33":"Dalet"}'
    ),
}
# What two readers may read as two values, or as none.
DELICATE = (
    "1e21", "1E21", "1e-7", "1.0", "-0", "-0.0", "0.0", "1e400", "9007199254740991", "9007199254740992",
    "9007199254740993", "-9007199254740993", "9007199254740993.0", "123456789012345680000", "5e-324", "1e-400",
    '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d\\ude00"', '{"\\ud800":1}', '"\\ufffe\\uffff\\ufdd0"',
    '"\U0001fffe\U0010ffff"', '"\\u2028\\u2029\\u0085\\u007f"', '"\\u0000"', '{"__proto__":{"a":1},"a":2}',
)  # fmt: skip


def doubles(count):
    """Numbers of every size, always the same ones."""
    chosen = random.Random(8785)
    drawn = (struct.unpack(">d", chosen.randbytes(8))[0] for _ in range(count))
    return [repr(number) for number in drawn if math.isfinite(number)]


def ask_node(texts):
    question = [base64.b64encode(text.encode()).decode() for text in texts]
    return node_scripts.evaluate(SCRIPT, node_scripts.VERIFIER.as_uri(), given=question)


def ask_python(text):
    try:
        return base64.b64encode(jcs.canonicalize(strict_json.parse(text.encode()))).decode()
    except VerificationError as error:
        return error.code
    except DocumentError as error:
        return str(error)


@pytest.mark.parametrize(("text", "canonical"), PUBLISHED.items(), ids=range(len(PUBLISHED)))
def test_the_published_samples_are_written_as_published(text, canonical):  # C-23
    assert base64.b64decode(ask_python(text)).decode() == canonical
    assert base64.b64decode(ask_node([text])[0]).decode() == canonical


def test_every_delicate_value_is_written_the_same_or_refused_by_both():  # C-23
    texts = [*DELICATE, *doubles(500)]
    assert dict(zip(texts, ask_node(texts), strict=True)) == {text: ask_python(text) for text in texts}
