"""The whole examination: every check in its order, and the one verdict that they lead to.

Pure but for what the resolver fetches: no clock, no memory, no key. Never raises for what a document
says; `verify` does, for those who must not overlook the answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from testamur.credentials import did as dids
from testamur.credentials.addresses import PREVIEW_BASE
from testamur.errors import IndeterminateError, VerificationError
from testamur.verification import baked, document, edition, issuer, proof, status, validity
from testamur.verification.check import NAMES, Check, could_not_run, failed
from testamur.verification.document import Credential
from testamur.verification.resolver import Resolver
from testamur.verification.verdict import GRAVEST_FIRST, WORDS, Verdict

PREVIEW_ISSUER = dids.from_base(PREVIEW_BASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was checked, with what outcome, and the verdict. `facts` are what the document says, believed or not."""

    checks: tuple[Check, ...]
    verdict: Verdict
    sentence: str
    facts: Mapping[str, str]
    digest: str = ""
    preview: bool = False

    @property
    def exit_code(self) -> int:
        """0 VALID, 1 a definite no, 3 could not be checked; a preview is never more than 3."""
        return 3 if self.preview else self.verdict.exit_code

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        return {
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "preview": self.preview,
            "digest": self.digest,
            "facts": dict(self.facts),
            "checks": [
                {"name": check.name, "outcome": check.outcome, "code": check.code, "detail": check.detail}
                for check in self.checks
            ],
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
) -> Examination:
    """Examine a credential: JSON, or a PNG or SVG with one baked in.

    `now` is an instant with a zone. `trusted` are the DIDs of issuers that are known here. `address` is the
    page on which it was shown. `seen` has when the newest status list known of each address was signed.
    """
    try:
        data = baked.extract(data)
    except VerificationError as error:
        return _ended(_not_extracted(error))
    first, credential = document.check(data, trusted=trusted, address=address, all_proofs=all_proofs)
    if credential is None:
        return _ended(first)
    second, keys = issuer.check(credential, resolver=resolver, now=now, trusted=trusted)
    found = edition.look_up(credential, resolver=resolver, trusted=trusted)
    checks = [
        first,
        second,
        proof.check(credential, keys, all_proofs=all_proofs),
        validity.check(credential, now),
        status.check(credential, keys, found, resolver=resolver, now=now, seen=seen or {}),
        edition.check(credential, found),
    ]
    checks = _with_doubtful_clock(checks)
    verdict = _verdict(checks)
    preview = credential.issuer == PREVIEW_ISSUER
    return Examination(
        checks=tuple(checks),
        verdict=verdict,
        sentence=_sentence(verdict, checks, credential, preview=preview),
        facts=_facts(credential),
        digest=edition.digest_of(credential),
        preview=preview,
    )


def verify(data: bytes, **asked: Any) -> Examination:
    """Examine, and raise unless the verdict is VALID: VerificationError, or IndeterminateError."""
    examined = examine(data, **asked)
    if examined.verdict is Verdict.INDETERMINATE or examined.preview:
        raise IndeterminateError(examined.sentence)
    if examined.verdict is not Verdict.VALID:
        raise VerificationError(examined.sentence, verdict=examined.verdict)
    return examined


def _not_extracted(error: VerificationError) -> Check:
    make = could_not_run if isinstance(error, IndeterminateError) else failed
    return make("document", "no-credential", str(error))


def _ended(first: Check) -> Examination:
    """Return an examination that ended with its first check."""
    rest = [could_not_run(name, "not-run", "not checked: the document could not be read") for name in NAMES[1:]]
    checks = [first, *rest]
    verdict = first.verdict or Verdict.INDETERMINATE
    return Examination(
        checks=tuple(checks), verdict=verdict, sentence=_sentence(verdict, checks, None, preview=False), facts={}
    )


def _with_doubtful_clock(checks: list[Check]) -> list[Check]:
    """Take back what the clock decided, when a signed list from the future says that the clock is wrong."""
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


def _verdict(checks: list[Check]) -> Verdict:
    verdicts = [check.verdict for check in checks if check.verdict is not None]
    genuine = next(check for check in checks if check.name == "proof").outcome == "passed"
    if not genuine:
        # Without a signature that fits, nothing that it says of itself can be repeated as true.
        verdicts = [verdict for verdict in verdicts if verdict is Verdict.INVALID]
    if any(check.outcome == "could-not-run" for check in checks):
        verdicts.append(Verdict.INDETERMINATE)
    return next((verdict for verdict in GRAVEST_FIRST if verdict in verdicts), Verdict.VALID)


def _sentence(verdict: Verdict, checks: list[Check], credential: Credential | None, *, preview: bool) -> str:
    reasons = [check.detail for check in checks if check.verdict is verdict]
    if verdict is Verdict.INDETERMINATE:
        missing = [check for check in checks if check.outcome == "could-not-run" and check.code != "not-run"]
        said = "; ".join(f"{check.name}: {check.detail}" for check in missing[:2])
        sentence = f"{WORDS[verdict]}: {said}. Try again later, or ask the issuer"
    elif verdict is Verdict.VALID and credential is not None:
        host = dids.document_address(credential.issuer).removeprefix("https://").partition("/")[0]
        sentence = f"{WORDS[verdict]}. {host} issued this, unaltered. It does not show who runs that address"
    elif verdict is Verdict.UNTRUSTED_ISSUER:
        also = [check.detail for check in checks if check.verdict not in {None, verdict}]
        sentence = "; ".join([f"{WORDS[verdict]}: {reasons[0]}", *also])
    else:
        sentence = f"{WORDS[verdict]}: {'; '.join(reasons)}"
    return f"Preview: on the real site this would say: {sentence}." if preview else f"{sentence}."


def _facts(credential: Credential) -> dict[str, str]:
    said = credential.document
    subject = said.get("credentialSubject", {})
    achievement = subject.get("achievement", {})
    names = [
        one for one in _list(subject.get("identifier")) if isinstance(one, dict) and one.get("identityType") == "name"
    ]
    by = said.get("issuer")
    facts = {
        "issuer": credential.issuer,
        "issuerName": by.get("name") if isinstance(by, dict) else "",
        "learner": names[0].get("identityHash") if names else "",
        "achievement": achievement.get("name") if isinstance(achievement, dict) else "",
        "awardedDate": credential.awarded[:10],
        "validUntil": said.get("validUntil", ""),
        "address": credential.address,
    }
    return {name: value for name, value in facts.items() if isinstance(value, str) and value}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
