"""The check `issuer`: the DID resolves, lists the key for assertions, the key is sound and was in its period.

Follows did:web and Controlled Identifiers 1.0. A key's fragment is only a name: the key itself comes
from the resolved document, which must list it. Only a trusted registry is asked for the periods of its
keys; an untrusted issuer's word on them would prove nothing.

Of an issuer that is no registry known here, one thing is said only: that its DID document does not list the key.
Whatever else is unusual about its keys accuses nobody: it could not be checked (decision 6). A key that nothing shows
to be the issuer's (`resolving/named_keys.py`) is never enough for trust, whoever is trusted.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import IndeterminateError, VerificationError
from testamur.proofs import public_keys
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential
from testamur.verification.issuer_keys import PROVEN, Keys
from testamur.verification.reading.instants import is_later, said
from testamur.verification.resolving import did_documents, issuer_documents
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict


def check(
    credential: Credential,
    *,
    resolver: Resolver,
    now: datetime.datetime,
    trusted: Collection[str],
    asked: bool = False,
) -> tuple[Check, Keys | None]:
    """Return the check, and the issuer's keys if the signature can be checked with them, whatever the outcome.

    A forged document by an unknown issuer is to be called forged, and not only unknown. With `asked`, `now` is an
    instant that somebody asked about, and the document may be of later.
    """
    try:
        _check_methods(credential)
        keys = _keys_of(credential, resolver, trusted, now)
    except Unavailable as error:
        return could_not_run("issuer", "issuer-unreachable", f"the issuer's keys could not be read: {error}"), None
    except VerificationError as error:
        return _not_passed(error, credential), None
    try:
        _check_key(credential, keys, resolver)
        if not asked:
            _check_created(credential, now)
    except Unavailable as error:
        return could_not_run("issuer", "keys-unreachable", f"the periods of its keys could not be read: {error}"), keys
    except VerificationError as error:
        return _not_passed(error, credential), keys
    return _standing(credential, keys, now, trusted, asked=asked), keys


def _standing(
    credential: Credential, keys: Keys, now: datetime.datetime, trusted: Collection[str], *, asked: bool
) -> Check:
    """Return the check where the issuer lists the key: whether it is known here, and signed by the time asked about."""
    name = did_documents.called(credential.issuer)
    if keys.doubt:
        return failed("issuer", "unproven-key", keys.doubt, Verdict.UNTRUSTED_ISSUER)
    if credential.issuer not in trusted:
        return failed("issuer", "unknown-issuer", _unknown(credential.issuer, name), Verdict.UNTRUSTED_ISSUER)
    if asked and credential.created is not None and is_later(credential.created, now):
        return failed("issuer", "signed-later", f"signed only at {said(credential.created)}", Verdict.NOT_YET_VALID)
    return passed("issuer", f"{name} lists the key that it was signed with")


def _keys_of(credential: Credential, resolver: Resolver, trusted: Collection[str], now: datetime.datetime) -> Keys:
    """Return the keys of an issuer: a registry's are written as ours are, others' in any form that is read."""
    if credential.registry:
        return Keys(credential.issuer, did_documents.read(credential.issuer, resolver))
    found = issuer_documents.read(credential, resolver, trusted)
    doubt, all_of_them = found.doubt, found.all_of_them
    return Keys(credential.issuer, found.document, public_keys.read, doubt=doubt, all_of_them=all_of_them, now=now)


def _unknown(issuer: str, name: str) -> str:
    if issuer.startswith(("did:web:", "https://")):
        return f"{name} is not among the issuers that are trusted here"
    return f"it is signed with the key {name}, and nothing says whose key that is"


def _not_passed(error: VerificationError, credential: Credential) -> Check:
    accuses = credential.registry or error.code == PROVEN
    make = failed if accuses and not isinstance(error, IndeterminateError) else could_not_run
    return make("issuer", error.code, error.reason)


def _check_methods(credential: Credential) -> None:
    """Refuse proofs of a registry by keys of others: nobody adds proofs to what it issues.

    To other credentials people may add proofs, and the key of the one that counts is looked up in the issuer's list.
    """
    if credential.registry and not all(method.startswith(f"{credential.issuer}#") for method in credential.methods):
        raise VerificationError("it was signed with a key that is not its issuer's", code="key-not-of-issuer")


def _check_key(credential: Credential, keys: Keys, resolver: Resolver) -> None:
    unread = None
    if credential.registry:
        try:
            keys.learn_periods(did_documents.fetch_json(resolver, addresses.keys(dids.base_of(credential.issuer))))
        except Unavailable as error:
            unread = error
    # Before the key itself, for the period may say more: why the key is no longer listed, and since when.
    keys.check_period(credential.method, credential.created, is_entered=credential.kind == "award")
    keys.signer(credential)
    # Last: a key that the DID document does not vouch for is graver than a period that could not be read.
    if unread is not None:
        raise unread


def _check_created(credential: Credential, now: datetime.datetime) -> None:
    created = credential.created
    if created is not None and is_later(created, now):
        raise VerificationError(
            f"it says that it was signed at {said(created)}, and it is {said(now)}", code="created-in-future"
        )
