"""Opens documents that wrap credentials: a Comprehensive Learner Record, a Verifiable Presentation.

A wrapper is never VALID: each credential in it is judged by itself, and its own signature only says who put them
together (decision 12). That signature is checked as an award's is if the wrapper is a record by a did:web issuer; of a
presentation nothing is checked, since who presents it is not known here.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from testamur.errors import DocumentError, VerificationError
from testamur.proofs import jcs
from testamur.proofs.jose import jws
from testamur.verification import document, examination, sentence
from testamur.verification.check import Check, could_not_run
from testamur.verification.jwt import enveloped, opening
from testamur.verification.known.known_issuer import KnownIssuer
from testamur.verification.reading import strict_json
from testamur.verification.reading.facts import facts_of
from testamur.verification.reading.shapes import names_in
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Resolver
from testamur.verification.verdict import Verdict

MOST = 200  # credentials in one wrapper
WrapperKind = Literal["ClrCredential", "VerifiablePresentation"]
_EACH = "Each is judged by itself."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapper:
    """The findings about the wrapper itself, and the credentials in it, each as canonical JSON.

    `verdict` is None if nothing speaks against the wrapper. `checks` are those of a record's own signature.
    """

    kind: WrapperKind
    credentials: tuple[bytes, ...]
    checks: tuple[Check, ...]
    verdict: Verdict | None
    sentence: str
    facts: Mapping[str, str]

    @property
    def exit_code(self) -> int:
        """0 if nothing speaks against the wrapper, which proves nothing about its credentials; else its verdict's.

        A wrapper without credentials is no answer: 3.
        """
        if self.verdict is not None:
            return self.verdict.exit_code
        return 0 if self.credentials else Verdict.INDETERMINATE.exit_code

    def as_json(self) -> dict[str, Any]:
        """Return the wrapper as `testamur verify --json` prints it."""
        return {
            "wrapper": self.kind,
            "verdict": self.verdict.value if self.verdict else None,
            "sentence": self.sentence,
            "facts": dict(self.facts),
            "checks": [check.as_json() for check in self.checks],
        }


def unwrap(data: bytes) -> tuple[WrapperKind, tuple[bytes, ...]] | None:
    """Return the kind of a wrapper and the credentials in it, each as canonical JSON; None if it is no wrapper.

    VerificationError if it holds more than are read, or one that has no canonical form.
    """
    try:
        value, _ = opening.read(enveloped.opened(data))
    except VerificationError:
        return None  # The ordinary check says what is wrong with it.
    kind = _kind(value)
    if kind is None:
        return None
    holder = value if kind == "VerifiablePresentation" else value.get("credentialSubject")
    held = holder.get("verifiableCredential", []) if isinstance(holder, dict) else []
    listed = held if isinstance(held, list) else [held]
    if len(listed) > MOST:
        raise VerificationError(f"it holds {len(listed)} credentials; at most {MOST} are read", code="too-many")
    try:
        return kind, tuple(_bytes_of(one) for one in listed)
    except DocumentError as error:
        raise VerificationError(error.reason, code="not-json") from error


def examine(
    data: bytes,
    *,
    resolver: Resolver,
    now: datetime.datetime,
    trusted: Collection[str],
    seen: Mapping[str, datetime.datetime] | None = None,
    all_proofs: bool = False,
    asked: bool = False,
    known: Mapping[str, KnownIssuer] | None = None,
) -> Wrapper | None:
    """Examine a wrapper, without the credentials in it; None if `data` is no wrapper.

    The arguments are those of `examination.examine`.
    """
    data = strict_json.without_mark(data)
    try:
        found = unwrap(data)
    except VerificationError as error:
        return _ended("VerifiablePresentation", (), could_not_run("document", error.code, error.reason))
    if found is None:
        return None
    kind, credentials = found
    if kind == "VerifiablePresentation":
        words = f"A presentation; credentials in it: {len(credentials)}. Who presents it is not checked. {_EACH}"
        return Wrapper(kind=kind, credentials=credentials, checks=(), verdict=None, sentence=words, facts={})
    first, credential = document.check(
        enveloped.opened(data), resolver=resolver, trusted=trusted, address=None, record=True
    )
    if credential is None:
        return _ended(kind, credentials, first)
    checked = examination.run(
        first,
        credential,
        resolver=resolver,
        now=now,
        trusted=trusted,
        seen=seen,
        all_proofs=all_proofs,
        asked=asked,
        known=known,
    )
    verdict = examination.reach(checked.checks)
    if credential.issuer == examination.PREVIEW_ISSUER:
        verdict, words = Verdict.INDETERMINATE, f"A learner record of a preview, which proves nothing. {_EACH}"
    elif verdict is Verdict.VALID:
        host = did_documents.called(credential.issuer)
        words = f"{host} signed this record; credentials in it: {len(credentials)}. {_EACH}"
    else:
        words = f"The learner record itself: {sentence.say(verdict, checked.checks, credential)}"
    return Wrapper(
        kind=kind,
        credentials=credentials,
        checks=tuple(checked.checks),
        verdict=None if verdict is Verdict.VALID else verdict,
        sentence=" ".join(filter(None, (words, checked.about_issuer))),
        facts=facts_of(credential),
    )


def _bytes_of(held: Any) -> bytes:
    """Return a credential in a wrapper as a file of its own: a token, or canonical JSON."""
    if isinstance(held, str) and jws.looks_like_one(token := held.encode()):
        return token
    return jcs.canonicalize(held)


def _kind(value: Any) -> WrapperKind | None:
    names = names_in(value.get("type")) if isinstance(value, dict) else []
    if "VerifiablePresentation" in names:
        return "VerifiablePresentation"
    return "ClrCredential" if "ClrCredential" in names else None


def _ended(kind: WrapperKind, credentials: tuple[bytes, ...], first: Check) -> Wrapper:
    checks = tuple(examination.ended_by(first))
    verdict = first.verdict or Verdict.INDETERMINATE
    words = sentence.say(verdict, checks, None)
    return Wrapper(kind=kind, credentials=credentials, checks=checks, verdict=verdict, sentence=words, facts={})
