"""Checks a bundle for `testamur verify`: the issuer's site comes first, and the file by itself where that is silent.

A file named with --trust that pins the issuer's keys is for sites that are gone, or are another's by now: then nobody
is asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

import click

from testamur.credentials import addresses, did
from testamur.terminal.verify_subjects import VerificationContext
from testamur.text.reporting import one_line
from testamur.verification import sentence
from testamur.verification.bundle import examining
from testamur.verification.bundle.anchors import Anchor
from testamur.verification.bundle.container import Bundle
from testamur.verification.examination import Examination
from testamur.verification.verdict import Verdict

_SEEN = "by its log, which was seen here before"
# Of checks that could not run since nobody answered.
_SILENT = frozenset(
    {"issuer-unreachable", "keys-unreachable", "list-unreachable", "index-unreachable", "log-unreachable"}
)


def examine(
    bundle: Bundle,
    ask: Callable[[bytes, str], Examination],
    context: VerificationContext,
    *,
    logs: Mapping[str, bytes],
    now: datetime.datetime,
    asked: bool,
) -> Examination:
    """Return what is found about a bundle. `ask` examines a credential at an address by what is published today.

    `logs` is the memory of this machine. `asked` says that `now` is an instant that somebody asked about.
    """
    anchor = context.pinned.get(bundle.issuer)
    if anchor is None:
        live = ask(bundle.credential, bundle.page)
        if not _is_silent(live):
            return live
        host = did.authority_of(bundle.issuer)
        click.echo(f"{one_line(host)} did not answer: the bundle is checked by itself", err=True)
        anchor = context.own if context.own and context.own.document["id"] == bundle.issuer else None
    seen = logs.get(addresses.log_origin(bundle.base), b"")
    if anchor is None and seen:
        anchor = Anchor(_SEEN)
    return examining.examine(bundle, anchor=replace(anchor, seen=seen) if anchor else None, now=now, asked=asked)


def _is_silent(examined: Examination) -> bool:
    """Say whether nothing was found, and that is so since nobody answered."""
    codes = {check.code for check in examined.checks if check.outcome == "could-not-run"} - sentence.CONSEQUENCES
    return examined.verdict is Verdict.INDETERMINATE and bool(codes) and codes <= _SILENT
