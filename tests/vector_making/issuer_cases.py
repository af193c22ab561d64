"""Keys that an issuer does not list, or not for this purpose or time; and issuers that cannot be reached."""

from vector_making.cases import case
from vector_making.sample_credentials import (
    EVIL_KEY,
    LOST_KEY,
    OLD_KEY,
    REVOKED,
    STRANGER,
    an_award,
    document,
    method,
    sign,
    with_both_proofs,
)


def add():
    add_keys()
    add_issuers()


def accused(name, code, credential=None, *, part=None, stuck=None):
    """Add a case in which the issuer or its statement about keys is at fault."""
    made = credential or an_award(name)
    web = ("issuer", *([part] if part else []), "status", "index")
    case(name, made, "INVALID", fails={"issuer": code}, stuck=stuck, web=web)


def add_keys():
    # Without the key that signed the list of revocations, the list cannot be verified either.
    part = "did-without-the-key"
    unlisted = {"proof": "no-key", "status": "list-not-trusted"}
    made = an_award("key-no-longer-listed")
    case(
        "key-no-longer-listed", made, "INVALID", fails={"issuer": "unknown-key"}, stuck=unlisted,  # D-04
        web=("issuer", part, "status", "index"),
    )  # fmt: skip
    for name, code in {
        "key-for-authentication-only": "key-purpose",  # C-10
        "key-written-out-in-assertion-method": "key-purpose",  # C-10, D-06
        "key-of-low-order": "weak-key",  # K-08
        "key-of-another-controller": "key-shape",
        "two-keys-of-one-name": "key-shape",  # K-11
    }.items():
        web = ("issuer", name, "status", "index")
        case(name, an_award(name), "INVALID", fails={"issuer": code}, stuck=unlisted, web=web)
    for name in ("key-of-a-kind-that-is-not-read", "key-of-a-kind-that-only-others-use"):
        stuck = {"issuer": "key-not-supported", **unlisted}
        case(name, an_award(name), "INDETERMINATE", stuck=stuck, web=("issuer", name, "status", "index"))
    name = "key-under-its-name-is-another"
    web = ("issuer", name, "status", "index")
    case(name, an_award(name), "INVALID", fails={"proof": "signature"}, stuck={"status": "list-not-trusted"}, web=web)
    accused(
        "key-only-named-in-the-fragment",
        "unknown-key",
        an_award("key-only-named-in-the-fragment", signer=EVIL_KEY),  # C-31
        stuck={"proof": "no-key"},
    )
    made = an_award("key-compromised", signer=LOST_KEY)
    accused("key-compromised", "key-compromised", made, stuck={"proof": "no-key"})  # K-10
    accused(
        "key-compromised-and-still-in-the-did-document",
        "key-compromised",
        an_award("key-compromised-and-still-in-the-did-document", signer=LOST_KEY),
        part="did-with-the-lost-key",
    )
    stuck = {"status": "list-not-trusted"}  # that was signed with this key, too
    accused("key-not-in-the-list-of-keys", "unknown-key", part="keys-without-the-key", stuck=stuck)
    accused("key-in-the-list-of-keys-without-a-period", "key-period", part="keys-without-periods", stuck=stuck)
    accused("key-before-its-period", "key-period", part="key-not-yet-in-use")
    name = "key-after-its-period-that-signed-the-list"
    stuck = {"status": "list-not-trusted"}
    case(name, an_award(name), "INDETERMINATE", stuck=stuck, web=("issuer", "status", "list-by-a-retired-key", "index"))
    name = "key-after-its-period"
    late = an_award(name, signer=OLD_KEY, created="2026-07-02T09:30:00Z")  # K-10
    accused(name, "key-period", late)


def add_issuers():
    stuck = {"proof": "no-key", "status": "no-key"}
    name = "key-of-another-issuer"  # C-07
    made = sign(document(name), EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    accused(name, "key-not-of-issuer", made, stuck=stuck)
    for name, by in {
        "key-at-a-private-address": "https://10.0.0.1/key",  # C-27
        "key-in-a-file": "file:///etc/hostname",  # C-27
    }.items():
        accused(name, "key-not-of-issuer", sign(document(name), EVIL_KEY, by=by), stuck=stuck)
    accused("did-of-another", "did-document", part="did-of-another", stuck=stuck)  # D-03
    name = "signed-in-an-hour"  # C-15
    made = an_award(name, created="2026-11-01T13:00:00Z")
    accused(name, "created-in-future", made, stuck={"status": "list-stale"})  # the list is older than that
    name = "signed-in-a-year"  # C-15
    made = an_award(name, created="2027-11-01T12:00:00Z")
    accused(name, "created-in-future", made, stuck={"status": "list-stale"})
    made = with_both_proofs(document("signed-at-no-time"), created=None)  # C-15
    accused("signed-at-no-time", "created-missing", made)
    blocked = {"issuer": "issuer-unreachable", **stuck}
    for name, web in {
        "did-unreachable": ("status", "index"),  # D-05
        "did-is-a-web-page": ("issuer", "did-is-a-web-page", "status", "index"),  # D-05
        "did-too-large": ("issuer", "did-too-large", "status", "index"),  # D-05
    }.items():
        case(name, an_award(name), "INDETERMINATE", stuck=blocked, web=web)
    stuck, web = {"issuer": "keys-unreachable"}, ("did-only", "status", "index")
    case("keys-unreachable", an_award("keys-unreachable"), "INDETERMINATE", stuck=stuck, web=web)
    name = "keys-are-no-list"
    case(name, an_award(name), "INDETERMINATE", stuck=stuck, web=("issuer", name, "status", "index"))
    # It may not be genuine, so it cannot be called genuine and expired; but it is withdrawn in any case.
    name = "keys-unreachable-and-expired"
    made = an_award(name, validUntil="2026-10-01T22:59:59Z")
    case(name, made, "INDETERMINATE", fails={"validity": "expired"}, stuck=stuck, web=web)
    name = "keys-unreachable-and-revoked"
    case(name, an_award(name, index=REVOKED), "REVOKED", fails={"status": "revoked"}, stuck=stuck, web=web)
