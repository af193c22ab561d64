"""Writes the letter to a learner whose data was removed, and the commands that remove it from git's history.

The letter promises no more than erasing does (docs/operating.md, "Erasing"): it lists what was removed, what
remains, and what is beyond the institution's reach. It is a draft for the registrar to read and send.
"""

from __future__ import annotations

import datetime
import shlex
import textwrap
from collections.abc import Iterator

from testamur.authoring.acts.erasing import Erasure
from testamur.credentials import addresses
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.reporting import number_of

_WIDTH = 78


def letter(registry: Registry, erasure: Erasure, *, day: datetime.date, asked: bool) -> str:
    """Return the letter to the learner. `asked`: they had asked for it themselves."""
    institution = harmless(say(registry.issuer.name, *registry.issuer.languages), 200)
    contact = registry.issuer.contact or registry.issuer.requests_url or institution
    began = "You asked us to remove" if asked else "We have removed"
    blocks = [
        f"{institution}\n{day}",
        f"Dear {harmless(erasure.learner.name, 200)},",
        _paragraph(f"{began} what our registry of awards ({registry.issuer.base}) holds about you."),
        _section("What was removed", _what_was_removed(registry, erasure)),
        _section("What remains", _what_remains(registry, erasure)),
        _section("What is beyond our reach", _what_is_beyond_reach(registry)),
        _paragraph(f"If something of yours is still there, write to {contact}."),
    ]  # fmt: skip
    return "\n\n".join(blocks) + "\n"


def _what_was_removed(registry: Registry, erasure: Erasure) -> Iterator[str]:
    parts = ["your name", "your e-mail address" if erasure.learner.email else "", "what you agreed to"]
    yield f"The file about you: {', '.join(part for part in parts if part)}."
    if not erasure.awards:
        yield "You had no award."
        return
    yield (
        f"Your {number_of(len(erasure.awards), 'award')}: results, evidence, the signed credential and its pictures, "
        "from our records and, when this change is published, from the site:"
    )
    for award in erasure.awards:
        title = say(registry.achievements[award.achievement].name, *registry.issuer.languages)
        yield f"  {harmless(title, 200)}, {award.awarded_date}"
        yield f"  {addresses.award(registry.issuer.base, award.id)}"


def _what_remains(registry: Registry, erasure: Erasure) -> Iterator[str]:
    if not erasure.awards:
        yield "Nothing."
        return
    yield (
        "At each of those addresses, a page that says that an award was here and when its details were removed. It "
        "has no name and no fact."
    )
    who = "In our records, which are public" if registry.issuer.repository == "open" else "In our own records"
    yield f"{who}: the random number in the address, the name of the achievement and its day. None of them says whose."
    yield (
        "In the log of all that we issued: a hash of the removed credential. Nothing can be read from it; whoever has "
        "the file can tell that it is the one."
    )
    withdrawn = [award for award in erasure.awards if award.state != "active"]
    if withdrawn:
        yield "What was withdrawn, on hold or replaced stays so: removing the details changes nothing about that."


def _what_is_beyond_reach(registry: Registry) -> Iterator[str]:
    yield (
        "Copies that you, or others you gave them to, have kept. Removing is not withdrawing: a file that verified "
        "before still does. Delete yours if you want none to be left."
    )
    yield "Search engines and web archives that saw the pages. They remove them when asked, each on a form of its own."
    if registry.issuer.repository == "open":
        yield (
            "The history of our records, which is public: earlier versions with your data can be read there until we "
            "rewrite it, and in every copy that others have made for good."
        )
    else:
        yield (
            "The history of our records and their backups, which are not public: earlier versions stay there until we "
            "rewrite the one and the others have run out."
        )


def purge(registry: Registry, erasure: Erasure) -> str:
    """Return the commands that remove the learner from the history of the records and of the ledger, for a helper.

    They are to be run once the erasure is published: until then the newest version still has the learner's data.
    """
    # Files of the learner alone go whole. An award's file stays, so that of its blobs only those go that no branch has
    # any more: every earlier version, with the learner in it.
    records = registry.folder.name
    ids = (erasure.learner.id, *erasure.learner.formerly)  # a record that was merged has its file in the history, too
    gone = [f"{records}/learners/{learner_id}.yml" for learner_id in ids]
    gone += [f"{folder}credentials/{award.id}.json" for award in erasure.awards for folder in ("", "ledger/")]
    kept = [award.file for award in erasure.awards]
    kept += [f"{folder}awards/{award.id}.json" for award in erasure.awards for folder in ("", "ledger/")]
    strip = ' --strip-blobs-with-ids "$work/old"' if erasure.awards else ""
    lines = [
        "python3 -m pip install git-filter-repo",
        "address=$(git remote get-url origin) work=$(mktemp -d)",
        'git clone --mirror "$address" "$work/mirror" && cd "$work/mirror"',
    ]
    if erasure.awards:
        lines += [
            "git log --all -m --no-renames --format= --raw --no-abbrev -- \\",
            *_continuation_lines(kept, last=" \\"),
            "  | awk '{print $3; print $4}' | grep -v '^0*$' | sort -u > \"$work/all\"",
            "for branch in main ledger; do git ls-tree -r $branch 2>/dev/null; done \\",
            "  | awk '{print $3}' | sort -u > \"$work/new\"",
            'comm -23 "$work/all" "$work/new" > "$work/old"',
        ]
    lines += [
        f"git filter-repo --force --invert-paths{strip} \\",
        *_continuation_lines([f"--path {shlex.quote(name)}" for name in gone], quoted=True),
        'git push --force --mirror "$address"',
    ]
    return "\n".join(lines) + "\n"


def _continuation_lines(names: list[str], *, last: str = "", quoted: bool = False) -> list[str]:
    shown = names if quoted else [shlex.quote(name) for name in names]
    ends = [" \\"] * (len(shown) - 1) + [last]
    return [f"  {name}{end}" for name, end in zip(shown, ends, strict=True)]


def _section(title: str, lines: Iterator[str]) -> str:
    return "\n".join([title, *(_item(line) for line in lines)])


def _item(line: str) -> str:
    # An indented line belongs to a list, and is not wrapped: an address must stay whole to be opened.
    return f"    {line.strip()}" if line.startswith("  ") else _paragraph(line, "- ", "  ")


def _paragraph(text: str, first: str = "", other: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=other, break_long_words=False, break_on_hyphens=False
    )
