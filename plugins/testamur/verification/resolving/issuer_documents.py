"""Where the keys of an issuer that is no registry are listed, by the kind of name that it has.

A DID leads to its document, an https address to what is published there. Another name (`urn:uuid:…`) leads nowhere, and
an address may say nothing of keys: then a key that stands in the document itself can still be checked with, and it is
said that nothing shows whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from testamur.errors import VerificationError
from testamur.proofs import public_keys
from testamur.proofs.jose.public_key import PublicKey
from testamur.verification.credential import Credential
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving import did_documents, https_issuers, named_keys
from testamur.verification.resolving.resolver import Resolver, Unavailable

_MOST_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """What lists an issuer's keys; `doubt` and `all_of_them` are those of `issuer_keys.Keys`."""

    document: Any
    doubt: str = ""
    all_of_them: bool = True


def read(credential: Credential, resolver: Resolver, trusted: Collection[str]) -> Listed:
    """Return where a credential's issuer lists its keys; Unavailable or VerificationError if it cannot be known."""
    issuer, method = credential.issuer, credential.method
    if credential.token is not None:
        _check_named(credential)
    if issuer.startswith(did_documents.METHODS):
        document = _with_the_key_itself(did_documents.evenly(issuer, did_documents.read(issuer, resolver)), method)
        is_a_name = _is_a_name_of_its_own(method, issuer) and _is_a_name(credential)
        all_of_them = did_documents.lists_all(document) and is_a_name
        return Listed(_with_its_only_key(document, issuer, method), all_of_them=all_of_them)
    if not issuer.startswith(https_issuers.SCHEME):
        return _of_nobody(credential, "")
    try:
        document, all_of_them = https_issuers.read(issuer, method, resolver)
    except Unavailable as error:
        if issuer in trusted:
            raise
        try:
            return _of_nobody(credential, str(error))
        except VerificationError:
            raise error from None
    document = _with_the_key_itself(document, method)
    all_of_them = all_of_them and did_documents.lists_all(document) and _is_a_name(credential) and method != issuer
    return Listed(_with_its_only_key(document, issuer, method), all_of_them=all_of_them)


def _is_a_name_of_its_own(method: str, issuer: str) -> bool:
    """Say whether a DID document that does not list a name thereby denies the key.

    The DID alone names no key; a DID that is a key has one name only, which some write otherwise; one with parameters,
    or with other capitals, may be that of a key that is listed; and at an address may lie a key that the document lists
    under its own name.
    """
    did, mark, _ = method.partition("#")
    is_written_otherwise = did == issuer and (not mark or issuer.startswith(did_documents.KEYS))
    plain = re.split("[?;/]", did, maxsplit=1)[0]
    is_another_spelling = did != issuer and plain.lower() == issuer.lower()
    return not is_written_otherwise and not is_another_spelling and not method.startswith(https_issuers.SCHEME)


def _is_a_name(credential: Credential) -> bool:
    """Say whether the name of its key is whole: what a shorter one belongs to is not known. A token may have none."""
    return ":" in credential.method or (not credential.method and credential.token is not None)


def _with_the_key_itself(document: Any, method: str) -> Any:
    """Return a document in which a key has, too, the name that is the key itself (`did:key:…`), if called by that."""
    named, lists = named_keys.document("", method, None), did_documents.lists_in(document)
    if named is None or lists is None or method in lists[1]:
        return document
    methods, purposes = lists
    wanted = _key_in(named["verificationMethod"][0])
    listed = [one for one in methods[:_MOST_COMPARED] if one["id"] in purposes]
    same = [{**one, "id": method} for one in listed if wanted is not None and _key_in(one) == wanted][:1]
    return (
        {**document, "verificationMethod": [*methods, *same], "assertionMethod": [*purposes, method]}
        if same
        else document
    )


def _key_in(method: dict[str, Any]) -> PublicKey | None:
    try:
        return public_keys.read(method)
    except VerificationError:
        return None


def _with_its_only_key(document: Any, issuer: str, method: str) -> Any:
    """Return a document in which its only key has the issuer's name, too, if it is called by that."""
    lists = did_documents.lists_in(document)
    if lists is None or method != issuer or len(lists[1]) != 1:
        return document
    methods, purposes = lists
    named = [{**one, "id": issuer} for one in methods if one["id"] == purposes[0] != issuer]
    return {**document, "verificationMethod": [*methods, *named], "assertionMethod": [*purposes, issuer]}


def _of_nobody(credential: Credential, reason: str) -> Listed:
    jwk = credential.token.header.get("jwk") if credential.token else None
    document = named_keys.document(credential.issuer, credential.method, jwk)
    if document is None:
        detail = f"its issuer {quoted(credential.issuer, 80)} leads to no keys that could be read"
        raise VerificationError(detail, code="issuer-not-supported")
    key = "a key that it brings along" if jwk is not None else f"the key {named_keys.called(credential.method)}"
    words = f"it is signed with {key}, and nothing says whose key that is"
    return Listed(document, f"{words}: {reason}" if reason else words)


def _check_named(credential: Credential) -> None:
    """Refuse a token that names its key by no address; an issuer that publishes a set of keys has names of its own."""
    method = credential.method
    if not method and credential.token is not None and "jwk" not in credential.token.header:
        raise VerificationError("it does not say with which key it was signed", code="key-not-named")
    if method and ":" not in method and not credential.issuer.startswith(https_issuers.SCHEME):
        raise VerificationError("it names the key that it was signed with by no address", code="key-not-named")
