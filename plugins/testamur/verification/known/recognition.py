"""Says of a credential whose issuer nobody trusts here that the issuer is known, if a list has it (decision 21).

Only the check `issuer` changes, and only where nothing stood against it but that nobody knew the issuer: the key was
looked up and is the issuer's own. What a registry always does is asked of trusted registries alone (decision 6).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from testamur.verification.check import Check, passed
from testamur.verification.credential import Credential
from testamur.verification.known.known_issuer import KnownIssuer
from testamur.verification.resolving import did_documents


def recognise(
    checks: Sequence[Check], credential: Credential, known: Mapping[str, KnownIssuer], now: datetime.datetime
) -> tuple[list[Check], str]:
    """Return the checks with what a list says of the issuer, and a sentence about it; "" if there is none to say.

    `known` has issuers by the id that credentials name. A day is one of UTC.
    """
    entry = known.get(credential.issuer)
    if entry is None or not any(check.code == "unknown-issuer" for check in checks):
        return list(checks), ""
    host, day = did_documents.called(credential.issuer), now.astimezone(datetime.UTC).date()
    if entry.until is not None and entry.until < day:
        ended = f"{host} was known to {entry.known_to} as {entry.name} until {entry.until}, and no longer is"
        return _with_issuer(checks, ended), ""
    if entry.since is not None and day < entry.since:
        return _with_issuer(
            checks, f"{host} is known to {entry.known_to} as {entry.name} only from {entry.since} on"
        ), ""
    detail = f"{host} lists the key that it was signed with, and is known to {entry.known_to} as {entry.name}"
    found = [passed("issuer", detail) if check.code == "unknown-issuer" else check for check in checks]
    # Without a signature that fits, it is not known whether that issuer has to do with it at all.
    fits = any(check.name == "proof" and check.outcome == "passed" for check in checks)
    return found, _sentence(entry) if fits else ""


def _with_issuer(checks: Sequence[Check], detail: str) -> list[Check]:
    return [replace(check, detail=detail) if check.code == "unknown-issuer" else check for check in checks]


def _sentence(entry: KnownIssuer) -> str:
    if entry.since is None:
        return f"Known to {entry.known_to} as {entry.name}."
    return f"Known to {entry.known_to} as {entry.name} since {entry.since}; confirmed by {entry.confirmed_by}."
