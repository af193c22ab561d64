"""The judge that uses `openbadgeslib`, with which issuers sign, bake and verify Open Badges of every version.

It verifies `eddsa-rdfc-2022` with its own copies of the official contexts, and the key that the issuer's DID document
has. Of a badge it asks further that it is one, that its JSON says no more than what was signed, and that it is in
force. Of other documents it knows the proof alone, and the issuer is held against the key here.

It reads the bit of a status list, and asks that the list is in force. It verifies a list's signature only where the
list is a JWT: ours are verified by it as documents are.

It does not look whether the issuer uses the key for assertions, and passes over proofs of other cryptosuites.
"""

import contextlib
import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from unittest import mock

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier, ldp, status, verifier
from openbadgeslib.ob3.clr import bundled_clr_contexts
from openbadgeslib.ob3.did import resolve_verification_method

RDFC = "eddsa-rdfc-2022"
BADGES = {"OpenBadgeCredential", "AchievementCredential"}
PNG = b"\x89PNG\r\n\x1a\n"

Document = dict[str, Any]
Outcome = tuple[frozenset[str], dict[str, str]]


def judge(texts: Iterable[str], web: Mapping[str, bytes], now: datetime, *, as_badges: bool = True) -> list[Outcome]:
    """Return the checks that each document passes, and why it fails others. `as_badges` says how badges are checked."""

    def download(url: str) -> bytes:
        if url not in web:
            raise LookupError(f"{url} is not part of this test")
        return web[url]

    @functools.cache  # Many credentials have the same lists.
    def demand_list(url: str, issuer: str) -> None:
        listed = json.loads(download(url))
        if _issuer(listed) != issuer:
            raise OB3VerificationError(f"{url} is a list of {_issuer(listed)}, not of {issuer}")
        _demand_proof(listed, download)

    with _clock(now):
        return [_outcome(text, download, demand_list, as_badges=as_badges) for text in texts]


def unbaked(image: bytes) -> bytes:
    """Return the credential that is baked into a PNG or SVG."""
    of_png, of_svg = OB3Verifier.extract_token_from_png, OB3Verifier.extract_token_from_svg
    return (of_png if image.startswith(PNG) else of_svg)(image).encode()


def _outcome(text: str, download: Any, demand_list: Any, *, as_badges: bool) -> Outcome:
    passed: set[str] = set()
    refused: dict[str, str] = {}
    with _refusals(refused, "document"):
        document = json.loads(text)
        is_badge = as_badges and not BADGES.isdisjoint(document["type"])
        with _refusals(refused, RDFC):
            if is_badge:
                OB3LdpVerifier().verify(text, download=download)
            else:
                _demand_proof(document, download)
            passed.add(RDFC)
        if "credentialStatus" in document:
            with _refusals(refused, "status"):
                _demand_status(document, download, demand_list)
                passed.add("status")
    return frozenset(passed), refused


def _demand_proof(document: Document, download: Any) -> None:
    """Verify the one proof that it reads, with the key of the issuer that the proof names."""
    [method] = [proof["verificationMethod"] for proof in document["proof"] if proof["cryptosuite"] == RDFC]
    if not method.startswith(f"{_issuer(document)}#"):
        raise OB3VerificationError(f"{method} is not a key of {_issuer(document)}")
    key = resolve_verification_method(method, download=download)
    ldp.verify_data_integrity_proof(document, key, extra_contexts=bundled_clr_contexts())


def _demand_status(document: Document, download: Any, demand_list: Callable[[str, str], None]) -> None:
    """Look up each bit, in lists of the same issuer."""
    held = document["credentialStatus"]
    entries = held if isinstance(held, list) else [held]
    for entry in entries:
        demand_list(entry["statusListCredential"], _issuer(document))
    # All that it reads of a credential; it has no model of an endorsement or a learner record.
    status.check_credential_status(SimpleNamespace(issuer=None, credential_status=entries), download)


def _issuer(document: Document) -> str:
    issuer = document["issuer"]
    return issuer["id"] if isinstance(issuer, dict) else issuer


@contextlib.contextmanager
def _refusals(refused: dict[str, str], name: str) -> Iterator[None]:
    try:
        yield
    except (LibOpenBadgesException, LookupError, TypeError, ValueError) as error:
        refused[name] = f"{type(error).__name__}: {error}"


@contextlib.contextmanager
def _clock(now: datetime) -> Iterator[None]:
    """Make it `now` for the library, which reads the system's clock."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return now.astimezone(tz)

    with contextlib.ExitStack() as stack:
        for module in (ldp, status, verifier):
            stack.enter_context(mock.patch.object(module, "datetime", Clock))
        yield
