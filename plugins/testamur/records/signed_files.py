"""Reads the endorsements that others signed, each beside the record that says so of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from testamur.errors import Problem, UsageError
from testamur.records.draft import Draft
from testamur.records.model import endorsements
from testamur.records.parsing import files
from testamur.records.parsing.parsed import problem


def read(draft: Draft, folder: Path, paths: list[Path]) -> Iterator[Problem]:
    """Read the signed endorsements into `draft`; yield each one without a record, and each record without one.

    The documents stay bytes, as their endorsers signed them; nothing here judges their signatures.
    """
    for path in paths:
        slug, file = path.stem, path.relative_to(folder.parent).as_posix()
        endorsement = draft.records["endorsement"].get(slug)
        if endorsement is None and draft.unread.covers("endorsements", slug):
            continue
        if endorsement is None or not endorsement.signed:
            reason = f"no record credentials/endorsements/{slug}.yml says `signed:` of it"
            yield Problem(
                code="unexpected-file", file=file, reason=reason, remedy="Add that record, or delete this file"
            )
            continue
        try:
            data = files.read(path, endorsements.MAX_ENDORSEMENT_BYTES)
        except (OSError, UsageError):
            yield Problem(code="unreadable", file=file, reason="the file cannot be read", remedy="Put it here again")
            continue
        if len(data) > endorsements.MAX_ENDORSEMENT_BYTES:
            reason = f"the file has more than {endorsements.MAX_ENDORSEMENT_BYTES:,} bytes"
            yield Problem(code="size", file=file, reason=reason, remedy="Ask the endorser for the endorsement alone")
            continue
        draft.signed_endorsements[slug] = data
    signed_slugs = {path.stem for path in paths}
    for slug, received in draft.records["endorsement"].items():
        if (
            received.signed
            and slug not in signed_slugs
            and not draft.unread.covers(endorsements.SIGNED, f"{slug}.json")
        ):
            reason = f"there is no file {folder.name}/{endorsements.SIGNED}/{slug}.json"
            remedy = "Put the signed document there, or remove signed: and write their words as comment:"
            yield problem(
                draft.parsed["endorsement", slug], ("signed",), code="missing-file", reason=reason, remedy=remedy
            )
