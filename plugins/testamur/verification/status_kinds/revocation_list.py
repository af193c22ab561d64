"""1EdTech's revocation list: the ids of withdrawn credentials, in plain JSON at an address that the issuer has signed.

Follows the 1EdTech Revocation List Status Method 1.0: a credential is withdrawn if its id is listed, and `revoked` is
true or left out. Nobody signs the list: its address vouches for it, which the credential's signature covers.
"""

from __future__ import annotations

from typing import Any

from testamur.errors import VerificationError
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential, Document
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import quoted, text_of
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.resolving.secure_address import secured
from testamur.verification.verdict import Verdict

LIMIT = 4 * 1024 * 1024  # bytes
_LISTED = ("revokedCredential", "revokedCredentials")  # the schema's name, and the one in the specification's text


def check(entry: Document, credential: Credential, resolver: Resolver) -> Check:
    """Return the check of an entry of the type `1EdTechRevocationList`."""
    address = secured(text_of(entry, "id"))
    if not address.startswith("https://"):
        return could_not_run("status", "status-entry", "the status entry is wrong: the status entry names no list")
    if not credential.address:
        detail = "it has no id, and the issuer's list names withdrawn awards by theirs"
        return could_not_run("status", "status-entry", detail)
    try:
        listed = strict_json.parse(resolver.fetch(address, limit=LIMIT), limit=LIMIT)
        entries = _entries(listed, credential.issuer)
        found = [one for one in entries if one.get("id") == credential.address]
        revoked = [one for one in found if _is_revoked(one)]
    except Unavailable as error:
        return could_not_run("status", "list-unreachable", f"the status list could not be read: {error}")
    except VerificationError as error:
        code = error.code if error.code == "list-not-trusted" else "list-malformed"
        return could_not_run("status", code, f"the status list could not be read: {error.reason}")
    by = f"as the unsigned list at {address[:200]} says"
    if not revoked:
        return passed("status", f"not withdrawn, {by}")
    reason = text_of(revoked[0], "revocationReason")
    because = f" ({quoted(reason, 200)})" if reason else ""
    return failed("status", "revoked", f"withdrawn{because}, {by}", Verdict.REVOKED)


def _entries(listed: Any, issuer: str) -> list[Document]:
    """Return the entries of a list; VerificationError unless it is one, and names no other issuer."""
    if not isinstance(listed, dict):
        raise VerificationError("it is not a list of withdrawn awards", code="list-malformed")
    named = listed.get("issuer", issuer)
    if (named.get("id") if isinstance(named, dict) else named) != issuer:
        raise VerificationError("it is the list of another issuer", code="list-not-trusted")
    # Without any list in it, it may be the answer of a host that has none.
    lists = [listed[name] for name in _LISTED if name in listed]
    entries = [one for each in lists for one in (each if isinstance(each, list) else [each])]
    # One that names nothing may be meant for this award.
    if not lists or not all(isinstance(one, dict) and text_of(one, "id") for one in entries):
        raise VerificationError("it is not a list of withdrawn awards", code="list-malformed")
    return entries


def _is_revoked(entry: Document) -> bool:
    revoked = entry.get("revoked", True)
    if not isinstance(revoked, bool):
        raise VerificationError("it does not say whether the award was withdrawn", code="list-malformed")
    return revoked
