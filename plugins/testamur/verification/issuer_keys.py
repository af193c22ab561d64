"""The keys that an issuer's DID document lists, and, of a registry, the periods in which they signed.

Follows Controlled Identifiers 1.0. A key's name is only a name: the key itself comes from the document, which must list
it for assertions.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from testamur.credentials import did as dids
from testamur.errors import IndeterminateError, VerificationError
from testamur.proofs import public_keys, published_keys
from testamur.proofs.jose.public_key import PublicKey
from testamur.verification.credential import Credential
from testamur.verification.reading.instants import is_day, read_instant
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving.resolver import Unavailable

_MOST_KEYS = 1000
_MOST_COMPARED = 100  # each is read for it, and whoever brings a key along asks for that
PROVEN = "unknown-key"  # the issuer was asked, and says that the key is not one of its own

ReadKey = Callable[[Mapping[str, Any]], PublicKey | None]  # of a verification method: `public_keys`


class Keys:
    """The keys that an issuer's DID document lists for assertions, and, of a registry, their periods.

    `doubt` says why nothing shows that the keys are the issuer's; "" where its own document lists them. `all_of_them`
    is False where a key may be the issuer's and not be listed. `now` is given where keys say of themselves until when
    they count; a registry has a list for that.
    """

    def __init__(
        self,
        did: str,
        document: Any,
        read_key: ReadKey = public_keys.read_multikey,
        *,
        doubt: str = "",
        all_of_them: bool = True,
        now: datetime.datetime | None = None,
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
        self._now = now
        self._methods = [method for method in methods if isinstance(method, dict)][: 2 * _MOST_KEYS]
        self._purposes = [purpose for purpose in purposes if isinstance(purpose, str)][:_MOST_KEYS]
        self._periods: list[Mapping[str, Any]] | None = None
        self.log = log_in(document)

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
        if not listed and self.is_cut_off(name):
            return self._lost(name)
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
        if self._now is not None and _has_ended(method, self._now):
            raise unlisted("key-not-listed")
        public = self._read_key(method)
        if public is None:
            detail = f"the issuer's key is of the kind {quoted(method.get('type'), 60)}, which is not read here"
            raise IndeterminateError(detail, code="key-not-supported")
        return public

    def _lost(self, name: str) -> PublicKey:
        """Return a lost key, which the DID document no longer lists for anybody: its name is the key itself."""
        text = name.removeprefix(f"{self._did}#")
        public = self._read_key({"type": "Multikey", "publicKeyMultibase": text})
        if public is None:
            raise self._unlisted()
        return public

    def _unlisted(self, *, all_of_them: bool = True) -> VerificationError:
        return unlisted(PROVEN if all_of_them and self._all_of_them else "key-not-listed")

    def learn_periods(self, listed: Any) -> None:
        """Take a registry's list of its keys; Unavailable if it is not in the form of `keys.json`."""
        keys = listed.get("keys") if isinstance(listed, dict) else None
        if not isinstance(keys, list):
            raise Unavailable("the issuer's list of keys is not in the form that is read here")
        self._periods = [key for key in keys[:_MOST_KEYS] if isinstance(key, dict)]

    def check_period(self, name: str, created: datetime.datetime | None, *, is_entered: bool = False) -> None:
        """Raise VerificationError unless a registry's key was in use on the day of a proof (UTC).

        `is_entered` says of what was signed that the check `registered` asks the log about it: then a key may have been
        lost since. Of anything else, a lost key is never believed.
        """
        if self._periods is None:
            return
        entries = [entry for entry in self._periods if entry.get("id") == name]
        if not entries:
            raise unlisted()
        if is_entered and self.is_cut_off(name):
            return
        # All of them: of two entries for one key, the worse counts.
        for entry in entries:
            _check_entry(entry, created)

    @property
    def all_names(self) -> list[str]:
        """The names of all keys that the issuer lists for assertions or, of a registry, in its list of keys."""
        listed = [name for entry in self._periods or () if isinstance(name := entry.get("id"), str)]
        return list(dict.fromkeys([*self._purposes, *listed]))

    def is_cut_off(self, name: str) -> bool:
        """Say whether a key was lost, and what it signed before that is told by the registry's log alone."""
        entries = [entry for entry in self._periods or () if entry.get("id") == name]
        return self.log is not None and any(
            entry.get("state") == "compromised" and "trustedBelow" in entry for entry in entries
        )


def log_in(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the log that a DID document names as a service; None where it names none."""
    services = document.get("service")
    found = services if isinstance(services, list) else []
    return next((one for one in found if isinstance(one, dict) and one.get("type") == dids.LOG_SERVICE), None)


def unlisted(code: str = PROVEN) -> VerificationError:
    """Return the error that an issuer does not list a key."""
    return VerificationError(
        "the issuer does not list the key that it was signed with, or it is no longer listed", code=code
    )


def _has_ended(method: Mapping[str, Any], now: datetime.datetime) -> bool:
    """Say whether a key was revoked, or has expired (Controlled Identifiers 1.0, 2.2); unreadable ends are ends.

    One that was revoked has never counted: whoever has it can date a proof at will.
    """
    end = method.get("expires")
    try:
        return method.get("revoked") is not None or (end is not None and now >= read_instant(end, "expires"))
    except VerificationError:
        return True


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
        period = f"from {first} to {last}" if "to" in entry else f"from {first} on"
        raise VerificationError(f"it was signed on {day}, and its key signed {period}", code="key-period")
