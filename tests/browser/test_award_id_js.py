"""The browser's reader of awards' ids says of each what Python's says."""

import re
import subprocess

import tools
from parsed_pages import PAGES
from paths import ROOT
from testamur.text import award_id

MODULE = ROOT / "theme" / "static" / "verifier" / "award_id.js"
_SAID = {"check": "last character", "length": "16 letters", "character": "not a character"}


def test_every_sentence_for_a_problem_with_an_id_is_in_the_page():
    module = MODULE.read_text("utf-8")
    for code in set(re.findall(r'AwardIdError\("([a-z]+)"\)', module)):
        assert f'data-case="{code}"' in PAGES["404.html"]
        assert f'data-case="{code}"' in PAGES["home.html"]


def test_the_browser_reads_ids_as_the_records_do():
    drawn = [
        award_id.generate(lambda n, seed=seed: bytes((seed * 37 + i * 11) % 256 for i in range(n)))
        for seed in range(40)
    ]
    typed = [*drawn, *(one.upper().replace("-", " ") for one in drawn), *(one[:-1] + "u" for one in drawn[:3])]
    typed += (
        [one[1:] for one in drawn[:3]]
        + [f"{one[0]}{one[2]}{one[1]}{one[3:]}" for one in drawn]
        + ["OIL0-1111-1111-1111"]
    )
    script = f"""
      import {{ canonical }} from "{MODULE.as_uri()}";
      for (const typed of {typed!r}) {{
        try {{ console.log(canonical(typed)); }} catch (error) {{ console.log(error.code); }}
      }}"""
    run = [tools.node(), "--input-type=module", "--eval", script]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:-1] == [_canonical(one) for one in typed], done.stderr


def _canonical(typed):
    try:
        return award_id.canonical(typed)
    except ValueError as error:
        return next(code for code in ("check", "length", "character") if _SAID[code] in str(error))
