"""Browsers open sealed awards as Python does: the same vectors, in Node."""

import json

import node_scripts
import verifying
from testamur.credentials import sealed_file

VECTORS = verifying.VECTORS / "sealed"
CASES = sorted(path.name for path in VECTORS.iterdir())
OPEN = f"""async (cases) => {{
  const {{ openFile, readKey }} = await import({json.dumps((node_scripts.VERIFIER / "sealed_file.js").as_uri())});
  const said = [];
  for (const {{ key, award, data, flip }} of cases) {{
    const bytes = Buffer.from(data, "base64");
    for (const place of flip ?? [null]) {{
      const changed = Uint8Array.from(bytes);
      if (place !== null) changed[place] ^= 1;
      try {{
        const parts = await openFile(readKey(key), award, changed);
        said.push(Object.fromEntries([...parts].map(([name, part]) => [name, Buffer.from(part).toString("hex")])));
      }} catch (error) {{
        if (error.code === undefined) throw error;
        said.push(error.code);
      }}
    }}
  }}
  return said;
}}"""


def vector(name):
    expected = json.loads((VECTORS / name / "expect.json").read_text())
    data = node_scripts.encoded((VECTORS / name / "award.sealed").read_bytes())
    return {"key": expected["key"], "award": expected["award"], "data": data}, expected


def test_every_vector_is_opened_or_refused_as_in_python():
    given, expected = zip(*map(vector, CASES), strict=True)
    wanted = [one["code"] or one["parts"] for one in expected]
    found = node_scripts.call(OPEN, given)
    larger = CASES.index("opens-larger")
    found[larger].pop("more")
    assert found == wanted


def test_a_change_of_any_byte_is_refused_in_browsers():
    key, award = sealed_file.write_key(bytes(32)), "7krs-23cy-pkcv-wy1c"
    data = sealed_file.seal(bytes(32), award, {"credential.json": b"{}"})
    case = {"key": key, "award": award, "data": node_scripts.encoded(data), "flip": list(range(len(data)))}
    said = node_scripts.call(OPEN, [case])
    assert len(said) == len(data)
    refused = {"sealed-form", "sealed-version", "sealed-key", "sealed-damaged"}
    assert {one if isinstance(one, str) else "opened" for one in said} == refused
