"""Which `@context` a document may state: a registry's exactly ours; another issuer's, every published edition.

A context says what the words of a document mean, so one that is not known here leaves a document unread. What the
editions of one vocabulary call by one name means the same in each of them (Open Badges 3.0, "Version History").
"""

from __future__ import annotations

import re
from typing import Any

from testamur.credentials import learner_record
from testamur.credentials.document_parts import CONTEXT
from testamur.verification.reading.shapes import names_in, quoted

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
_BLOCKCERTS = re.compile(r"^https://(?:w3id\.org/blockcerts|www\.blockcerts\.org)/", re.ASCII)
_KNOWN = _OF_BADGES | _OF_RECORDS | _BESIDE
# Of drafts, whose words are those of the editions. They were never fixed, so that RDF made with them is not certain:
# they are read of tokens alone, whose signature is of their bytes.
_DRAFTS_OF_BADGES = frozenset(
    {
        "https://imsglobal.github.io/openbadges-specification/context.json",
        "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
    }
)
_DRAFTS_OF_RECORDS = frozenset({"https://dc.imsglobal.org/draft/clr/v2p0/context"})


def exactly(kind: str) -> list[str]:
    """Return the contexts of a registry's own documents of a kind."""
    return learner_record.CONTEXT if kind == "record" else CONTEXT


def of_blockcerts(contexts: Any) -> bool:
    """Say whether contexts are of Blockcerts, which wraps badges of several versions."""
    return any(isinstance(one, str) and _BLOCKCERTS.search(one) for one in names_in(contexts))


def unknown_in(contexts: Any, kind: str, *, token: bool = False) -> str | None:
    """Return what about another issuer's contexts is not known here, for a message; None if they are known.

    The first has to be that of Verifiable Credentials, 2.0 or 1.1, and one of the kind's vocabulary has to follow; of a
    `token`, that of a draft may.
    """
    listed = contexts if isinstance(contexts, list) else [contexts]
    if not all(isinstance(one, str) for one in listed):
        return "it has a context of its own"
    if listed[:1] not in ([_V2], [_V1]):
        return "its first context is not that of Verifiable Credentials"
    drafts = (_DRAFTS_OF_BADGES, _DRAFTS_OF_RECORDS) if token else (frozenset[str](), frozenset[str]())
    other = next((one for one in listed[1:] if one not in _KNOWN.union(*drafts)), None)
    if other is not None:
        return f"its context {quoted(other, 120)} is not known here"
    if kind == "list":
        return None
    of_badges, of_records = _OF_BADGES | drafts[0], _OF_RECORDS | drafts[1]
    if not (of_records if kind == "record" else of_badges | of_records).intersection(listed):
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
