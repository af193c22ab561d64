"""Makes the key sheet: one page to print and seal with a signing key, without any part of the secret.

It says which key it is, who keeps it, and what to do in plain words on the day something goes wrong.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from html import escape

from testamur.proofs import multikey

ROTATE_AFTER = 2  # years
_BLANK = "________________________________"
_STYLE = (
    "body{font:11pt/1.5 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1{font-size:1.5em;margin:0}h2{font-size:1.1em;margin:1.4em 0 .2em}p,ol{margin:.3em 0}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3em .6em .3em 0;"
    "border-bottom:1px solid #bbb}th{white-space:nowrap;font-weight:600}"
    "code{font:.92em/1.4 monospace;overflow-wrap:anywhere}"
    "@page{size:A4;margin:18mm}@media print{body{margin:0;max-width:none;padding:0}h2{break-after:avoid}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySheet:
    """The facts on one sheet. `where` says in words where the secret is kept; `custodians` are names, at most two."""

    public_key: bytes
    made: datetime.date
    where: tuple[str, ...]
    custodians: tuple[str, ...] = ()


def fingerprint(public_key: bytes) -> str:
    """Return the SHA-256 of a public key in groups of four digits, to be compared by eye or aloud."""
    digits = hashlib.sha256(public_key).hexdigest()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def issuer_line(public_key: bytes, day_made: datetime.date) -> str:
    """Return the line that `credentials/issuer.yml` needs below `verificationMethod:`."""
    return f"  - {{publicKeyMultibase: {multikey.encode(public_key)}, from: {day_made}}}"


def next_rotation(day_made: datetime.date) -> datetime.date:
    """Return the day by which a new key should take over."""
    day = 28 if (day_made.month, day_made.day) == (2, 29) else day_made.day  # Two years after a leap year comes none.
    return day_made.replace(year=day_made.year + ROTATE_AFTER, day=day)


def html(sheet: KeySheet) -> str:
    """Return the sheet as a page to print: no script, no picture, nothing from elsewhere."""
    custodians = (*sheet.custodians, _BLANK, _BLANK)[: max(2, len(sheet.custodians))]
    rows = [
        ("Public key", f"<code>{multikey.encode(sheet.public_key)}</code>"),
        ("Fingerprint (SHA-256)", f"<code>{fingerprint(sheet.public_key)}</code>"),
        ("Made on", sheet.made.isoformat()),
        ("Next rotation", f"by {next_rotation(sheet.made)}"),
        ("Kept as", "<br>".join(map(escape, sheet.where))),
        *(
            (f"Custodian {number}", f"{escape(name)}, signed {_BLANK[:20]}")
            for number, name in enumerate(custodians, 1)
        ),
    ]
    table = "".join(f"<tr><th scope=row>{name}</th><td>{value}</td></tr>" for name, value in rows)
    advice = "".join(_section(title, steps) for title, steps in _ADVICE)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Key sheet</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style></head>\n<body><h1>Key sheet</h1>"
        "<p>This key signs the institution’s credentials. Whoever has it and its passphrase can issue in the "
        "institution’s name. No secret stands on this sheet: print it, seal it with a copy of the key, "
        "and keep the passphrase somewhere else.</p>\n"
        f"<table>{table}</table>\n{advice}</body></html>\n"
    )


def _section(title: str, steps: tuple[str, ...]) -> str:
    listed = "".join(f"<li>{step}</li>" for step in steps)
    return f"<h2>{title}</h2><ol>{listed}</ol>\n"


_ADVICE = (
    (
        "The key or its passphrase is lost",
        (
            "Nothing that was issued is harmed: every award still verifies.",
            "Make a new key with <code>testamur keygen</code>. Add its line to <code>credentials/issuer.yml</code>.",
            "Give the lost key’s line <code>to:</code> with the last day it signed, and <code>retired: true</code>. "
            "Leave the line there: without it the old awards would fail.",
            "Put the new key where the old one was used, run <code>testamur issue</code>, and build the site.",
        ),
    ),
    (
        "Someone else saw the key, or may have",
        (
            "Do this today: until it is done, they can issue in the institution’s name.",
            "Make a new key, and add its line to <code>credentials/issuer.yml</code>.",
            "Give the old key’s line <code>compromised: true</code>. Nothing it signed is relied on from then on.",
            "Run <code>testamur issue --reissue-key</code> followed by the old public key: what it signed is signed "
            "again with the new one. Build and publish the site.",
            "Learners keep their link; files they downloaded before must be downloaded again. Tell them.",
        ),
    ),
    (
        "A custodian leaves",
        (
            "Name another, in writing, before the last day. There are always two.",
            "If the one who leaves knew the passphrase or had a copy: make a new key, and retire this one as if it "
            "were lost. No award changes.",
        ),
    ),
    (
        "When the day of the next rotation comes",
        (
            "Make a new key and add its line. Retire this one: <code>to:</code> and <code>retired: true</code>.",
            "Keep the line for good; destroy the retired key itself, every copy.",
        ),
    ),
)
