"""docs/operating.md, "When the institution closes": the commands as they stand there, from the last day to a mirror."""

import datetime
import json
import re
import shlex

import pytest

import archives
from archives import LISTED
from issuing import NOW
from paths import ROOT
from registries import PASSPHRASE, run, secret
from testamur.terminal import clock

HEADING = "\n## When the institution closes\n"
PAGE = (ROOT / "docs/operating.md").read_text(encoding="utf-8").partition(HEADING)[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [shlex.split(line) for block in BLOCKS for line in block.splitlines()]
AFTER = datetime.datetime(2027, 7, 1, 9, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Everything that the page says was typed, in the order in which it stands there; the folder, and what was said."""
    folder, said = tmp_path_factory.mktemp("closing"), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_read", lambda: NOW)
        patch.setenv("TESTAMUR_CACHE", "off")
        archives.make_published(folder)
        for _, *words in COMMANDS:
            if "--last" in words:
                patch.setattr(clock, "_read", lambda: AFTER)
            given = [
                f"https://badges.harbour.example/awards/{LISTED}/" if "/awards/" in word else word for word in words
            ]
            more = ["--yes"] if words[0] in {"close", "issue"} else []
            found = run(*given, *more, folder=folder, TESTAMUR_SIGNING_KEY=secret(), TESTAMUR_PASSPHRASE=PASSPHRASE)
            assert found.code == 0, f"{words}\n{found.out}{found.err}"
            said[" ".join(words[:2])] = found.out + found.err
    return folder, said


def test_the_page_has_every_step():
    assert [words[1] for words in COMMANDS] == [
        "close", "close", "issue", "build", "archive", "archive", "archive", "mirror", "verify",
    ]  # fmt: skip


def test_the_whole_holds(done):
    _, said = done
    assert "all of it holds" in said["archive --check"]


def test_the_mirror_says_whose_it_is(done):
    folder, _ = done
    note = json.loads((folder / "mirror/mirror.json").read_text())
    assert (note["of"], note["keeper"], note["since"]) == (archives.BASE, "National Library", "2027-07-01")


def test_an_award_outlives_its_address(done):
    _, said = done
    verdict = next(text for name, text in said.items() if name.startswith("verify"))
    assert "VALID: Genuine and current." in verdict
    assert "Its status ends with the issuer's last list, of 2027-07-01" in verdict
