"""Makes the six checks of an award of Open Badges 2.0. Pure but for what the resolver fetches; never raises.

At most four documents are fetched: the Assertion or its key, the BadgeClass, the Profile, the list of withdrawn awards.
Nothing but the award's own address vouches for a hosted one, so that what it says today counts, and what was given does
not; a difference is told, and makes what was given no pass.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from testamur.errors import DocumentError, IndeterminateError, VerificationError
from testamur.proofs import jcs
from testamur.verification import validity
from testamur.verification.check import NAMES, Check, could_not_run, failed, not_applicable, passed
from testamur.verification.kind import Stopped
from testamur.verification.open_badges_2 import hosted, linked, signed, withdrawal
from testamur.verification.open_badges_2.assertion import Assertion, read
from testamur.verification.open_badges_2.hosted import Hosted
from testamur.verification.open_badges_2.recognition import Document, OlderBadge
from testamur.verification.reading.shapes import quoted, text_of
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict

_HOSTED = "an Open Badges 2.0 award, to be looked up at its own address"
_UNREAD = "not checked: the document could not be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The checks, and the documents that they are about, as far as they could be read."""

    checks: tuple[Check, ...]
    assertion: Assertion | None = None
    badge: Document = field(default_factory=dict)
    profile: Document = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """The address of the issuer's Profile, by which it is known; "" if it could not be read."""
        return text_of(self.profile, "id")

    @property
    def digest(self) -> str:
        """The SHA-256 of the Assertion that counts, in its RFC 8785 form."""
        if self.assertion is None:
            return ""
        return f"sha256:{hashlib.sha256(jcs.canonicalize(self.assertion.document)).hexdigest()}"


def run(given: OlderBadge, *, resolver: Resolver, now: datetime.datetime, trusted: Collection[str]) -> Findings:
    """Return what is found about a document of Open Badges 2.0 or older. The arguments are those of `examine`."""
    try:
        assertion = read(given.document) if given.document is not None else None
        if assertion is not None:
            jcs.canonicalize(assertion.document)
        if assertion is not None and assertion.way == "signed":
            return _of_signed(assertion, given.token, resolver, now, trusted)
        return _of_hosted(assertion.id if assertion else given.address, assertion, resolver, now, trusted)
    except Stopped as error:
        return _ended(could_not_run("document", error.check.code, error.check.detail))
    except (VerificationError, DocumentError) as error:
        return _ended(could_not_run("document", error.code or "not-json", error.reason))


def _ended(first: Check) -> Findings:
    return Findings(checks=(first, *(could_not_run(name, "not-run", _UNREAD) for name in NAMES[1:])))


def _of_hosted(
    address: str, given: Assertion | None, resolver: Resolver, now: datetime.datetime, trusted: Collection[str]
) -> Findings:
    if not linked.host_of(address):
        detail = f"its id {quoted(address, 80)} is no address at which it could be looked up"
        return _ended(could_not_run("document", "id", detail))
    try:
        found = hosted.look_up(address, given, resolver)
    except Unavailable as error:
        return _unanswered(given, str(error), now)
    if found.assertion.way != "hosted":
        return _ended(could_not_run("document", "verification", "its own address has one that is to be signed"))
    badge, profile, stopped = _issuer_of(found.assertion, resolver)
    if stopped is None and not hosted.is_in_scope(address, profile):
        detail = (
            f"the issuer that it names, {text_of(profile, 'id')[:200]}, does not say that awards at "
            f"{linked.host_of(address)} are its own"
        )
        stopped = could_not_run("issuer", "not-in-scope", detail)
    by = f"as {linked.host_of(address)} says today"
    status = withdrawal.revoked(found.reason, by) if found.revoked else passed("status", f"not withdrawn, {by}")
    checks = (
        _document(found, address),
        stopped or _issuer(profile, trusted),
        passed("proof", f"nothing is signed: its own address, {address[:200]}, vouches for it"),
        _validity(found.assertion, now),
        status,
        _edition(),
    )
    return Findings(checks=checks, assertion=found.assertion, badge=badge, profile=profile)


def _unanswered(given: Assertion | None, reason: str, now: datetime.datetime) -> Findings:
    """Return what is found where the address does not answer: what was given says something, and proves nothing."""
    detail = f"its own address, which alone vouches for it, could not be read: {reason}"
    if given is None:
        return _ended(could_not_run("document", "issuer-unreachable", detail))
    checks = (
        passed("document", _HOSTED),
        could_not_run("issuer", "not-run", "not checked: its own address did not answer"),
        could_not_run("proof", "issuer-unreachable", detail),
        _validity(given, now),
        could_not_run("status", "not-run", "not checked: its own address did not answer"),
        _edition(),
    )
    return Findings(checks=checks, assertion=given)


def _document(found: Hosted, address: str) -> Check:
    if not found.differs:
        return passed("document", _HOSTED)
    names = ", ".join(found.differs)
    detail = f"what was given is not what its own address, {address[:200]}, says today, which counts: {names} differs"
    return could_not_run("document", "differs", detail)


def _of_signed(
    assertion: Assertion, token: str, resolver: Resolver, now: datetime.datetime, trusted: Collection[str]
) -> Findings:
    if not token:
        return _ended(could_not_run("document", "proof-missing", "it says that it is signed, and has no signature"))
    badge, profile, stopped = _issuer_of(assertion, resolver)
    issuer, proof = (stopped, _no_key()) if stopped else _signature(assertion, token, profile, resolver, trusted)
    status = (
        withdrawal.check(assertion.id, profile, resolver)
        if proof.outcome == "passed"
        else could_not_run("status", "no-key", "not checked: the signature was not found to fit")
    )
    checks = (
        passed("document", "an Open Badges 2.0 award, signed"),
        issuer,
        proof,
        _validity(assertion, now),
        status,
        _edition(),
    )
    return Findings(checks=checks, assertion=assertion, badge=badge, profile=profile)


def _signature(
    assertion: Assertion, token: str, profile: Document, resolver: Resolver, trusted: Collection[str]
) -> tuple[Check, Check]:
    """Return the checks `issuer` and `proof` of a signed Assertion."""
    try:
        key = signed.key_of(assertion, profile, resolver)
    except Unavailable as error:
        detail = f"the issuer's keys could not be read: {error}"
        return could_not_run("issuer", "issuer-unreachable", detail), _no_key()
    except VerificationError as error:
        make = could_not_run if isinstance(error, IndeterminateError) else failed
        return make("issuer", error.code, error.reason), _no_key()
    issuer = _issuer(profile, trusted)
    try:
        algorithm = signed.verify(token, key)
    except IndeterminateError as error:
        return issuer, could_not_run("proof", error.code, error.reason)
    except VerificationError as error:
        return issuer, failed("proof", error.code, error.reason)
    detail = f"the signature fits, and every character is as it was signed ({algorithm})"
    return issuer, passed("proof", detail)


def _no_key() -> Check:
    return could_not_run("proof", "no-key", "not checked: there is no key of the issuer to check it with")


def _issuer_of(assertion: Assertion, resolver: Resolver) -> tuple[Document, Document, Check | None]:
    """Return the BadgeClass and the issuer's Profile; and why, where they could not be read."""
    badge: Document = {}
    try:
        badge = linked.badge_of(resolver, assertion.badge)
        return badge, linked.profile_of(resolver, badge), None
    except Unavailable as error:
        detail = f"whose badge it is could not be read: {error}"
        return badge, {}, could_not_run("issuer", "issuer-unreachable", detail)


def _issuer(profile: Document, trusted: Collection[str]) -> Check:
    name = text_of(profile, "id")
    if name not in trusted:
        detail = f"{name[:200]} is not among the issuers that are trusted here"
        return failed("issuer", "unknown-issuer", detail, Verdict.UNTRUSTED_ISSUER)
    return passed("issuer", f"it is an award of {name[:200]}")


def _validity(assertion: Assertion, now: datetime.datetime) -> Check:
    return validity.of_period(assertion.issued, assertion.expires, now)


def _edition() -> Check:
    return not_applicable("edition", "only the index of a trusted registry is asked")
