"""Makes the key sheet: one page to print and seal with a key, without any part of the secret.

It says which key it is, who keeps it, and what to do in plain words on the day something goes wrong.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from html import escape

from testamur.authoring.repository.key_sheets import key_advice
from testamur.authoring.repository.key_sheets.key_advice import KeyKind
from testamur.proofs import multikey

ROTATE_AFTER = 2  # years
_BLANK = "________________________________"
_STYLE = (
    "body{font:11pt/1.5 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1{font-size:1.5em;margin:0}h2{font-size:1.1em;margin:1.4em 0 .2em}p,ol{margin:.3em 0}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3em .6em .3em 0;"
    "border-bottom:1px solid #bbb}th{white-space:nowrap;font-weight:600}"
    "code{font:.92em/1.4 monospace;overflow-wrap:anywhere}"
    ".keys{font-size:.85em;line-height:1.35}.keys th{white-space:normal}"
    "@page{size:A4;margin:13mm 15mm}"
    "@media print{body{font-size:9.5pt;line-height:1.36;margin:0;max-width:none;padding:0}"
    "h2{break-after:avoid;margin-top:.8em}th,td{padding:.16em .6em .16em 0}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySheet:
    """The facts on one sheet. `where` says in words where the secret is kept; `custodians` are names, at most two.

    `name` is the public key as issuer.yml has it, where that is not its Multikey text: of a log's keys, the vkey.
    """

    public_key: bytes
    made: datetime.date
    where: tuple[str, ...]
    custodians: tuple[str, ...] = ()
    kind: KeyKind = "signing"
    name: str = ""


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
        ("Public key", f"<code>{escape(sheet.name) or multikey.encode(sheet.public_key)}</code>"),
        ("Fingerprint (SHA-256)", f"<code>{fingerprint(sheet.public_key)}</code>"),
        ("Made on", sheet.made.isoformat()),
        *_of_kind(sheet),
        ("Kept as", "<br>".join(map(escape, sheet.where))),
        *(
            (f"Custodian {number}", f"{escape(name)}, signed {_BLANK[:20]}")
            for number, name in enumerate(custodians, 1)
        ),
    ]
    table = "".join(f"<tr><th scope=row>{name}</th><td>{value}</td></tr>" for name, value in rows)
    advice = "".join(_section(title, steps) for title, steps in key_advice.ADVICE[sheet.kind])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Key sheet</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style></head>\n<body><h1>Key sheet</h1>"
        f"<p>{key_advice.PURPOSE[sheet.kind]} No secret stands on this sheet: print it, seal it with a copy of the "
        "key, and keep the passphrase somewhere else.</p>\n"
        f"<table>{table}</table>\n{advice}{_three_keys(sheet.kind)}</body></html>\n"
    )


def _of_kind(sheet: KeySheet) -> list[tuple[str, str]]:
    """Return the row of what comes next; none of a log's own key, which is replaced when it is lost."""
    if sheet.kind == "signing":
        return [("Next rotation", f"by {next_rotation(sheet.made)}")]
    return [("Tried once a year", ", ".join([_BLANK[:10]] * 4))] if sheet.kind == "root" else []


def _three_keys(kind: KeyKind) -> str:
    head = "".join(f"<th scope=col>{title}</th>" for title in key_advice.COLUMNS)
    rows = "".join(
        f"<tr><th scope=row>{name}{' (this one)' if kind == one else ''}</th>"
        f"{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for one, (name, *cells) in key_advice.THREE_KEYS.items()
    )
    return f"<h2>{key_advice.TITLE}</h2><p>{key_advice.ABOUT}</p><table class=keys><tr>{head}</tr>{rows}</table>\n"


def _section(title: str, steps: tuple[str, ...]) -> str:
    listed = "".join(f"<li>{step}</li>" for step in steps)
    return f"<h2>{title}</h2><ol>{listed}</ol>\n"
