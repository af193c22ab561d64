"""Whether a signed Assertion was withdrawn: the issuer's Profile names a list of those that were.

Follows Open Badges 2.0, "RevocationList": an entry is the Assertion's id, or an object that has it.
"""

from __future__ import annotations

from typing import Any

from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.open_badges_2 import linked
from testamur.verification.open_badges_2.recognition import Document
from testamur.verification.reading.shapes import quoted, text_of
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict


def check(name: str, profile: Document, resolver: Resolver) -> Check:
    """Return the check `status` of the signed Assertion of this id."""
    address = text_of(profile, "revocationList")
    if not address:
        detail = "its issuer names no list of withdrawn awards: whether it was withdrawn cannot be told"
        return could_not_run("status", "status-missing", detail)
    if not name:
        return could_not_run("status", "status-entry", "it has no id, and lists of withdrawn awards name theirs")
    try:
        listed = linked.fetch(resolver, address, ("RevocationList",))
    except Unavailable as error:
        return could_not_run("status", "list-unreachable", f"the list of withdrawn awards could not be read: {error}")
    entries = listed.get("revokedAssertions", [])
    if not isinstance(entries, list) or not all(map(_names, entries)):
        return could_not_run(
            "status", "list-malformed", "the list of withdrawn awards is not in the form that is read here"
        )
    found = [one for one in entries if any(linked.is_same(name, other) for other in _names(one))]
    if not found:
        return passed("status", f"not withdrawn, as the list at {address[:200]} says")
    reason = text_of(found[0], "revocationReason") if isinstance(found[0], dict) else ""
    return revoked(reason, f"as the list at {address[:200]} says")


def _names(entry: Any) -> list[str]:
    """Return the names by which an entry calls an Assertion; none where it is no entry."""
    if isinstance(entry, dict):
        return [text for text in (text_of(entry, "id"), text_of(entry, "uid")) if text]
    return [entry] if isinstance(entry, str) else []


def revoked(reason: str, by: str) -> Check:
    """Return the check of a withdrawn Assertion."""
    because = f" ({quoted(reason, 200)})" if reason else ""
    return failed("status", "revoked", f"withdrawn{because}, {by}", Verdict.REVOKED)
