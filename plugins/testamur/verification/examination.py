"""Examines a credential: makes every check in its order, and finds the one verdict that they lead to.

Pure but for what the resolver fetches: no clock, no memory, no key. Never raises, whatever a document says.

A preview (issued by did:web:preview.invalid:issuer) keeps its verdict, for people to see what it would be;
but its sentence says so first, and its exit code is 3: a preview is never a pass (decision 6).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from testamur.credentials import did as dids
from testamur.credentials.addresses import PREVIEW_BASE
from testamur.errors import IndeterminateError, VerificationError
from testamur.pictures.image_finding import recognise
from testamur.verification import document, edition, issuer, proof, sentence, status, validity
from testamur.verification.check import NAMES, Check, could_not_run
from testamur.verification.credential import Credential
from testamur.verification.known import recognition
from testamur.verification.known.known_issuer import KnownIssuer
from testamur.verification.open_badges_2 import checks as open_badges_2
from testamur.verification.open_badges_2 import recognition as older_badges
from testamur.verification.open_badges_2 import words
from testamur.verification.open_badges_2.recipient import Identity, identity_of
from testamur.verification.open_badges_2.recognition import OlderBadge
from testamur.verification.reading import baked
from testamur.verification.reading.facts import facts_of
from testamur.verification.reading.instants import said
from testamur.verification.registration import registered
from testamur.verification.registration.logged_lists import SignedList
from testamur.verification.registration.registered import Registration
from testamur.verification.resolving.resolver import Resolver
from testamur.verification.verdict import ASSERTS_GENUINE, GRAVEST_FIRST, Verdict

PREVIEW_ISSUER = dids.from_base(PREVIEW_BASE)
_ENOUGH = 64 * 1024  # bytes to recognise a file by
_GOOD = frozenset({"passed", "not-applicable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCredential:
    """Every check of a credential that could be read, and what is said of its issuer, if it is known; "" otherwise."""

    checks: list[Check]
    about_issuer: str
    registration: Registration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The checks with their outcomes, and the verdict. `facts` are the document's own words, believed or not."""

    checks: tuple[Check, ...]
    verdict: Verdict
    sentence: str
    facts: Mapping[str, str]
    digest: str = ""
    preview: bool = False
    recipient: Identity | None = None  # whom it names by an e-mail address
    registration: Registration | None = None  # what the issuer's log said, where there is one

    @property
    def exit_code(self) -> int:
        """0 VALID, 1 a definite no, 3 could not be checked; a preview is never more than 3."""
        return 3 if self.preview else self.verdict.exit_code

    def as_json(self) -> dict[str, Any]:
        """Return the examination as `testamur verify --json` prints it."""
        return {
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "preview": self.preview,
            "digest": self.digest,
            "facts": dict(self.facts),
            "checks": [check.as_json() for check in self.checks],
        }


def examine(
    data: bytes,
    *,
    resolver: Resolver,
    now: datetime.datetime,
    trusted: Collection[str],
    address: str | None = None,
    seen: Mapping[str, datetime.datetime] | None = None,
    all_proofs: bool = False,
    asked: bool = False,
    known: Mapping[str, KnownIssuer] | None = None,
    logs: Mapping[str, bytes] | None = None,
) -> Examination:
    """Examine a credential: JSON, or a PNG or SVG with one baked in.

    `now` is an instant with a zone. `trusted` are the DIDs of issuers that are known here. `address` is the
    page on which it was shown. `seen` maps the address of a status list to the signing instant of the newest
    one known. With `all_proofs`, a proof that cannot be checked is no pass. With `asked`, `now` is not what a clock
    says but an instant that somebody asked about: the sentence says so, and no list of later shows a wrong clock.
    `known` has issuers that are on a list, by their ids. `logs` maps the name of a log to the largest checkpoint of it
    that was seen before.
    """
    # An award's page shows what its registry signed, and nothing else in its place.
    if address is None and (older := older_badges.find(data, _extract)):
        return _of_older(older, resolver=resolver, now=now, trusted=trusted, asked=asked)
    try:
        data = _extract(data)
    except VerificationError as error:
        # Nothing is known of whose it is, so it accuses nobody, whatever became of the picture.
        return ended(could_not_run("document", "no-credential", error.reason))
    first, credential = document.check(data, resolver=resolver, trusted=trusted, address=address)
    if credential is None:
        return ended(first)
    checked = run(
        first,
        credential,
        resolver=resolver,
        now=now,
        trusted=trusted,
        seen=seen,
        all_proofs=all_proofs,
        asked=asked,
        known=known,
        logs=logs,
    )
    verdict = reach(checked.checks)
    preview = credential.issuer == PREVIEW_ISSUER
    told = " ".join(filter(None, (sentence.say(verdict, checked.checks, credential), checked.about_issuer)))
    if asked:
        told = f"Asked about {said(now)}: {told}"
    return Examination(
        checks=tuple(checked.checks),
        verdict=verdict,
        sentence=f"Preview: on the real site this would say: {told}" if preview else told,
        facts=facts_of(credential),
        digest=credential.digest,
        preview=preview,
        recipient=identity_of(credential.document.get("credentialSubject")),
        registration=checked.registration,
    )


def _of_older(
    older: OlderBadge, *, resolver: Resolver, now: datetime.datetime, trusted: Collection[str], asked: bool
) -> Examination:
    """Examine what is of Open Badges 2.0, or older."""
    found = open_badges_2.run(older, resolver=resolver, now=now, trusted=trusted)
    verdict = reach(list(found.checks))
    told = words.say(verdict, found)
    return Examination(
        checks=found.checks,
        verdict=verdict,
        sentence=f"Asked about {said(now)}: {told}" if asked else told,
        facts=words.facts_of(found),
        digest=found.digest,
        recipient=found.assertion.recipient if found.assertion else None,
    )


def run(
    first: Check,
    credential: Credential,
    *,
    resolver: Resolver,
    now: datetime.datetime,
    trusted: Collection[str],
    seen: Mapping[str, datetime.datetime] | None,
    all_proofs: bool,
    asked: bool,
    known: Mapping[str, KnownIssuer] | None,
    logs: Mapping[str, bytes] | None = None,
) -> CheckedCredential:
    """Return every check of a credential that could be read, in order.

    `first` is the check `document`; the other arguments are those of `examine`.
    """
    # All are made, whatever the first ones say, so that people see everything that is wrong at once.
    second, keys = issuer.check(credential, resolver=resolver, now=now, trusted=trusted, asked=asked)
    # Before the status, which it may only explain; the check that it is for compares it with the signed list.
    found = edition.look_up(credential, resolver=resolver)
    read: dict[str, SignedList] = {}
    listed = status.check(credential, keys, found, resolver=resolver, now=now, seen=seen or {}, asked=asked, lists=read)
    checks = [
        first,
        second,
        proof.check(credential, keys, all_proofs=all_proofs),
        validity.check(credential, now),
        listed,
        edition.check(credential, found, listed),
    ]
    checks, registration = registered.added(checks, credential, keys, resolver=resolver, logs=logs, lists=read)
    checks, about_issuer = recognition.recognise(_with_doubtful_clock(checks), credential, known or {}, now)
    return CheckedCredential(checks=checks, about_issuer=about_issuer, registration=registration)


def _extract(data: bytes) -> bytes:
    """Return the credential in a picture, or `data` itself where JSON was clearly meant, for the check `document`."""
    try:
        return baked.extract(data)
    except IndeterminateError:
        if recognise(data[:_ENOUGH]) in {"JSON", "HTML", "empty"}:
            return data
        raise


def ended(first: Check) -> Examination:
    """Return an examination that ended with its first check."""
    checks = ended_by(first)
    verdict = first.verdict or Verdict.INDETERMINATE
    told = sentence.say(verdict, checks, None)
    return Examination(checks=tuple(checks), verdict=verdict, sentence=told, facts={})


def ended_by(first: Check) -> list[Check]:
    """Return the checks where none was run after the first."""
    rest = [could_not_run(name, "not-run", "not checked: the document could not be read") for name in NAMES[1:]]
    return [first, *rest]


def _with_doubtful_clock(checks: list[Check]) -> list[Check]:
    """Take back what the clock decided if a signed list from the future shows that the clock is wrong."""
    # Else a device whose clock is years behind would call a genuine award not yet valid, or its proof forged.
    clock = next((check for check in checks if check.code == "clock"), None)
    if clock is None:
        return checks
    by_the_clock = {"created-in-future", "expired", "not-yet-valid"}
    return [
        replace(check, outcome="could-not-run", code="clock", detail=clock.detail, verdict=None)
        if check.code in by_the_clock
        else check
        for check in checks
    ]


def reach(checks: list[Check]) -> Verdict:
    """Return the gravest thing that was found; VALID only if every check passed or has no meaning here."""
    verdicts = [check.verdict for check in checks if check.verdict is not None]
    outcomes = {check.name: check.outcome for check in checks}
    if outcomes["proof"] != "passed":
        # Without a signature that fits, nothing that the document says of itself can be repeated as true.
        verdicts = [verdict for verdict in verdicts if verdict is Verdict.INVALID]
    elif outcomes["issuer"] == "could-not-run":
        # Nor is it called genuine while its key may be one that was not to sign on that day (decision 6).
        verdicts = [verdict for verdict in verdicts if verdict not in ASSERTS_GENUINE]
    if outcomes["proof"] != "passed" or not _GOOD.issuperset(outcomes.values()):
        verdicts.append(Verdict.INDETERMINATE)
    return next((verdict for verdict in GRAVEST_FIRST if verdict in verdicts), Verdict.VALID)
