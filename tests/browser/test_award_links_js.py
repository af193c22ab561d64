"""The browser's reader of links says of each what Python's says."""

import random

import node_scripts
from award_link_table import BASE, ELSEWHERE, ID, PAGE, THE_SAME
from paths import ROOT
from testamur.verification.reading.award_links import read_link, unwrapped

MODULE = ROOT / "theme" / "static" / "verifier" / "award_links.js"
PIECES = [
    *"<>\"'“”«»()[]{}.,;:!?#/ \t\r\n\u00a0\u00ad\u200b\u2028\u3000\ufeff\u180e\x1c\x85@\\%",
    "https://", "HTTPS://", "http://", "URL:", "awards", "AWARDS", "fr", "pt-BR", "..", "%2e", ":443", ":8443",
    "\u0430", "badges.harbour.example", "index.html", "badge.png", "credential.json", ID, ID.upper(), "x" * 2000,
]  # fmt: skip


def texts():
    """The table; and links with pieces put in, taken out and exchanged, a fixed set of them."""
    draw = random.Random(5)
    yield from THE_SAME.values()
    yield from (text for text, _ in ELSEWHERE.values())
    for link in (PAGE, f"<{PAGE}?a=1#b>.", f"{BASE}/fr/awards/{ID}/index.html"):
        for _ in range(500):
            at = draw.randrange(len(link))
            yield link[:at] + draw.choice(PIECES) + link[at + draw.randrange(3) :]


def test_the_browser_reads_links_as_the_command_does():
    given = list(dict.fromkeys(texts()))
    script = f"""
      import {{ readFileSync }} from "node:fs";
      import {{ readLink, unwrapped }} from "{MODULE.as_uri()}";
      const told = JSON.parse(readFileSync(0, "utf8")).map((text) => [readLink(text, "{BASE}"), unwrapped(text)]);
      process.stdout.write(JSON.stringify(told));"""
    theirs = dict(zip(given, node_scripts.evaluate(script, given=given), strict=True))
    assert len(theirs) > 1000
    assert {text: said for text, said in theirs.items() if said != ours(text)} == {}


def ours(text):
    found = read_link(text, BASE)
    return [found and {"pages": list(found.pages), "file": found.file}, unwrapped(text)]
