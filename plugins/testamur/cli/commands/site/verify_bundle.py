"""Checks a bundle for `testamur verify`: the issuer's site comes first, and the file by itself where that is silent.

A file named with --trust that pins the issuer's keys is for sites that are gone, or are another's by now: then nobody
is asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import click

from testamur.credentials import addresses, did
from testamur.errors import VerificationError
from testamur.terminal.verify_subjects import VerificationContext
from testamur.text.reporting import one_line
from testamur.verification import sentence
from testamur.verification.bundle import container, examining
from testamur.verification.bundle.anchors import Anchor
from testamur.verification.examination import Examination
from testamur.verification.registration.log_memory import LogMemory
from testamur.verification.registration.registered import Registration
from testamur.verification.verdict import Verdict

_SEEN = "by its log, which was seen here before"
# Of checks that could not run since nobody answered.
_SILENT = frozenset(
    {"issuer-unreachable", "keys-unreachable", "list-unreachable", "index-unreachable", "log-unreachable"}
)


def examine(
    data: bytes,
    ask: Callable[[bytes, str], Examination],
    context: VerificationContext,
    *,
    memory: LogMemory,
    now: datetime.datetime,
    asked: bool,
) -> Examination | None:
    """Return what is found about a bundle; None where a file is none.

    `ask` examines a credential at an address by what is published today. `memory` is that of this machine. `asked` says
    that `now` is an instant that somebody asked about.
    """
    try:
        bundle = container.find(data)
    except VerificationError as error:
        return examining.unread(error)
    if bundle is None:
        return None
    anchor = context.pinned.get(bundle.issuer)
    if anchor is None:
        live = ask(bundle.credential, bundle.page)
        if not _is_silent(live):
            return live
        host = did.authority_of(bundle.issuer)
        click.echo(f"{one_line(host)} did not answer: the bundle is checked by itself", err=True)
        anchor = context.own if context.own and context.own.document["id"] == bundle.issuer else None
    origin = addresses.log_origin(bundle.base)
    seen, root = memory.get(origin, b""), memory.get(f"{origin}/root", b"").decode("utf-8", "replace")
    if anchor is None and seen:
        anchor = Anchor(_SEEN)
    if anchor is not None:
        anchor = replace(anchor, seen=seen, root=root)
    found = examining.examine(bundle, anchor=anchor, now=now, asked=asked)
    # What else it saw is of the bundle's day: only two histories are news.
    if found.registration is not None and found.registration.evidence:
        keep(memory, found.registration)
    return found


def keep(memory: LogMemory, registration: Registration) -> None:
    """Remember what was seen of a log, and say where both its histories are kept if it has two."""
    evidence = memory.keep(registration)
    if evidence:
        click.echo(f"Both histories are kept: {' and '.join(map(str, evidence))}", err=True)


def _is_silent(examined: Examination) -> bool:
    """Say whether nothing was found, and that is so since nobody answered."""
    codes = {check.code for check in examined.checks if check.outcome == "could-not-run"} - sentence.CONSEQUENCES
    return examined.verdict is Verdict.INDETERMINATE and bool(codes) and codes <= _SILENT
