"""Which `@context` a document may state: a registry's exactly ours; another issuer's, every published edition.

A context says what the words of a document mean, so one that is not known here leaves a document unread. What the
editions of one vocabulary call by one name means the same in each of them (Open Badges 3.0, "Version History").
"""

from __future__ import annotations

from typing import Any

from testamur.credentials import learner_record
from testamur.credentials.document_parts import CONTEXT

_V1 = "https://www.w3.org/2018/credentials/v1"
_V2 = CONTEXT[0]
_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/"
_RECORDS = "https://purl.imsglobal.org/spec/clr/v2p0/"
_OF_BADGES = frozenset(
    f"{_BADGES}{name}.json" for name in ("context", "context-3.0.1", "context-3.0.2", "context-3.0.3")
)
_OF_RECORDS = frozenset(f"{_RECORDS}{name}.json" for name in ("context", "context-2.0.1"))
# What only adds words: of 1EdTech's extensions, of proofs and keys, of status entries.
_BESIDE = frozenset(
    {
        f"{_BADGES}extensions.json",
        "https://w3id.org/security/data-integrity/v1",
        "https://w3id.org/security/data-integrity/v2",
        "https://w3id.org/security/multikey/v1",
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "https://w3id.org/security/suites/jws-2020/v1",
        "https://w3id.org/vc/status-list/2021/v1",
        "https://www.w3.org/ns/credentials/status/v1",
    }
)
_KNOWN = _OF_BADGES | _OF_RECORDS | _BESIDE


def exactly(kind: str) -> list[str]:
    """Return the contexts of a registry's own documents of a kind."""
    return learner_record.CONTEXT if kind == "record" else CONTEXT


def unknown_in(contexts: Any, kind: str) -> str | None:
    """Return what about another issuer's contexts is not known here, for a message; None if they are known.

    The first has to be that of Verifiable Credentials, 2.0 or 1.1, and one of the kind's vocabulary has to follow.
    """
    listed = contexts if isinstance(contexts, list) else [contexts]
    if not all(isinstance(one, str) for one in listed):
        return "it has a context of its own"
    if listed[:1] not in ([_V2], [_V1]):
        return "its first context is not that of Verifiable Credentials"
    other = next((one for one in listed[1:] if one not in _KNOWN), None)
    if other is not None:
        return f"its context '{other[:120]}' is not known here"
    if kind == "list":
        return None
    if not (_OF_RECORDS if kind == "record" else _OF_BADGES | _OF_RECORDS).intersection(listed):
        return f"it has no context of {'Comprehensive Learner Record 2.0' if kind == 'record' else 'Open Badges 3.0'}"
    return None


ENDS = ("validUntil", "expirationDate")
"""What the end of a credential is called, in Verifiable Credentials 2.0 and in 1.1."""


def period_of(contexts: Any) -> tuple[str, str]:
    """Return the names of the members with the period, which differ in Verifiable Credentials 1.1."""
    return ("issuanceDate", "expirationDate") if _V1 in contexts else ("validFrom", "validUntil")


def is_known(contexts: Any) -> bool:
    """Say whether a document inside another states contexts that are known here."""
    return unknown_in(contexts, "endorsement") is None
