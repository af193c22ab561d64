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
from collections.abc import Callable, Collection, Mapping
from typing import Any

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import IndeterminateError, VerificationError
from testamur.proofs import public_keys, published_keys
from testamur.proofs.jose.public_key import PublicKey
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential
from testamur.verification.reading.instants import is_day, is_later, said
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving import did_documents, issuer_documents
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict

_MOST_KEYS = 1000
_MOST_COMPARED = 100  # each is read for it, and whoever brings a key along asks for that
_PROVEN = "unknown-key"  # the issuer was asked, and says that the key is not one of its own
_UNLISTED = "the issuer does not list the key that it was signed with, or it is no longer listed"


ReadKey = Callable[[Mapping[str, Any]], PublicKey | None]  # of a verification method: `public_keys`


class Keys:
    """The keys that an issuer's DID document lists for assertions, and, of a registry, their periods.

    `doubt` says why nothing shows that the keys are the issuer's; "" where its own document lists them. `all_of_them`
    is False where a key may be the issuer's and not be listed.
    """

    def __init__(
        self,
        did: str,
        document: Any,
        read_key: ReadKey = public_keys.read_multikey,
        *,
        doubt: str = "",
        all_of_them: bool = True,
    ) -> None:
        if not isinstance(document, dict) or document.get("id") != did:
            raise VerificationError("the issuer's DID document names another issuer", code="did-document")
        methods, purposes = document.get("verificationMethod"), document.get("assertionMethod")
        if not isinstance(methods, list) or not isinstance(purposes, list):
            raise VerificationError("the issuer's DID document lists no keys", code="did-document")
        self._did = did
        self.doubt = doubt
        self._read_key = read_key
        self._all_of_them = all_of_them
        self._methods = [method for method in methods if isinstance(method, dict)][: 2 * _MOST_KEYS]
        self._purposes = [purpose for purpose in purposes if isinstance(purpose, str)][:_MOST_KEYS]
        self._periods: list[Mapping[str, Any]] | None = None

    def signer(self, credential: Credential) -> PublicKey:
        """Return the key that a credential names, or that its token brings along and the issuer lists.

        Raises what `key` raises.
        """
        brought = credential.token.key if credential.token else None
        if brought is None:
            return self.key(credential.method)
        key = self.key(credential.method) if credential.method else self._same(brought)
        if key != brought:
            raise VerificationError("its header names one key, and brings along another", code="key-shape")
        return key

    def _same(self, wanted: PublicKey) -> PublicKey:
        """Return a key of the issuer's that is the same; that it is not listed is only known if all can be read."""
        names = list(dict.fromkeys(self._purposes))
        error = self._unlisted(all_of_them=len(names) <= _MOST_COMPARED)
        for name in names[:_MOST_COMPARED]:
            try:
                if self.key(name) == wanted:
                    return wanted
            except VerificationError as unread:
                error = unread
        raise error

    def key(self, name: str) -> PublicKey:
        """Return a key by its name.

        VerificationError says why it cannot be relied on; IndeterminateError, that it is of an unknown kind.
        """
        listed = [method for method in self._methods if method.get("id") == name]
        if not listed:
            raise self._unlisted()
        # Another verifier might take the other one.
        if len(listed) > 1:
            raise VerificationError("the issuer lists two keys under this name", code="key-shape")
        method = listed[0]
        if member := published_keys.private_key_in(method):
            raise VerificationError(
                f"the issuer publishes the private key itself ({member[:60]}), so anybody can sign with it",
                code="key-published",
            )
        if name not in self._purposes:
            raise VerificationError("the issuer does not list this key for signing credentials", code="key-purpose")
        if method.get("controller") != self._did:
            raise VerificationError("the issuer lists the key as somebody else's", code="key-shape")
        public = self._read_key(method)
        if public is None:
            detail = f"the issuer's key is of the kind {quoted(method.get('type'), 60)}, which is not read here"
            raise IndeterminateError(detail, code="key-not-supported")
        return public

    def _unlisted(self, *, all_of_them: bool = True) -> VerificationError:
        return VerificationError(_UNLISTED, code=_PROVEN if all_of_them and self._all_of_them else "key-not-listed")

    def learn_periods(self, listed: Any) -> None:
        """Take a registry's list of its keys; Unavailable if it is not in the form of `keys.json`."""
        keys = listed.get("keys") if isinstance(listed, dict) else None
        if not isinstance(keys, list):
            raise Unavailable("the issuer's list of keys is not in the form that is read here")
        self._periods = [key for key in keys[:_MOST_KEYS] if isinstance(key, dict)]

    def check_period(self, name: str, created: datetime.datetime | None) -> None:
        """Raise VerificationError unless a registry's key was in use on the day of a proof (UTC)."""
        if self._periods is None:
            return
        entries = [entry for entry in self._periods if entry.get("id") == name]
        if not entries:
            raise VerificationError(_UNLISTED, code="unknown-key")
        # All of them: of two entries for one key, the worse counts.
        for entry in entries:
            _check_entry(entry, created)


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
        keys = _keys_of(credential, resolver, trusted)
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


def _keys_of(credential: Credential, resolver: Resolver, trusted: Collection[str]) -> Keys:
    """Return the keys of an issuer: a registry's are written as ours are, others' in any form that is read."""
    if credential.registry:
        return Keys(credential.issuer, did_documents.read(credential.issuer, resolver))
    found = issuer_documents.read(credential, resolver, trusted)
    doubt, all_of_them = found.doubt, found.all_of_them
    return Keys(credential.issuer, found.document, public_keys.read, doubt=doubt, all_of_them=all_of_them)


def _unknown(issuer: str, name: str) -> str:
    if issuer.startswith(("did:web:", "https://")):
        return f"{name} is not among the issuers that are trusted here"
    return f"it is signed with the key {name}, and nothing says whose key that is"


def _not_passed(error: VerificationError, credential: Credential) -> Check:
    accuses = credential.registry or error.code == _PROVEN
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
    keys.check_period(credential.method, credential.created)
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


def _check_entry(entry: Mapping[str, Any], created: datetime.datetime | None) -> None:
    last = entry.get("to", "9999-12-31")
    # Before any day is looked at: whoever has stolen the key can date a proof at will.
    if entry.get("state") == "compromised":
        since = f" since {last}" if "to" in entry and is_day(last) else ""
        raise VerificationError(
            f"its key is no longer listed{since}, for others may have it; there may be a newer copy",
            code="key-compromised",
        )
    if created is None:
        raise VerificationError(
            "it does not say when it was signed, so the key's period cannot be looked up", code="created-missing"
        )
    day, first = created.date().isoformat(), entry.get("from")
    if not (is_day(first) and is_day(last)):
        raise VerificationError("the issuer does not say in which period its key signed", code="key-period")
    # Days as ISO 8601 writes them sort as text.
    if not first <= day <= last:
        raise VerificationError(f"it was signed on {day}, and its key signed from {first} to {last}", code="key-period")
