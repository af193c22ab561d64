"""Awards of issuers that are on the registry's list of known ones, and of some that only seem to be (decision 21)."""

from vector_making import wrapper_cases
from vector_making.cases import case
from vector_making.sample_credentials import (
    DID,
    EVIL_KEY,
    KEY,
    REVOKED,
    STRANGE_BASE,
    STRANGER,
    UNIVERSITY,
    altered,
    document,
    jcs_only,
    method,
    multibase_of,
    sign,
)
from vector_making.wrapper_cases import record, wrapper

QUAY = {"id": STRANGER, "name": "North Quay", "since": "2026-04-20", "confirmedBy": "the registrar’s office"}
UNKNOWN = {"issuer": "unknown-issuer"}


def listed(*entries):
    return {"known": {"institution": {"id": DID, "name": "Harbour Institute"}, "issuers": list(entries)}}


def theirs(name, **changes):
    return sign(document(name, base=STRANGE_BASE, **changes), EVIL_KEY, by=method(EVIL_KEY, STRANGER))


def known(name, credential, verdict="VALID", *, entry=QUAY, **more):
    case(name, credential, verdict, foreign=True, web=("stranger",), **listed(entry), **more)


def add():
    known("known-issuer", theirs("known-issuer"))
    known("known-issuer-on-the-last-day", theirs("known-issuer-on-the-last-day"), entry={**QUAY, "until": "2026-11-01"})
    name = "known-issuer-and-revoked"
    known(name, theirs(name, index=REVOKED), "REVOKED", fails={"status": "revoked"})
    name = "known-issuer-and-expired"
    known(name, theirs(name, validUntil="2026-10-01T00:00:00Z"), "EXPIRED", fails={"validity": "expired"})
    name = "known-issuer-without-status"
    known(name, theirs(name, credentialStatus=None), "INDETERMINATE", stuck={"status": "status-missing"})
    name = "known-issuer-that-is-a-key"
    key = f"did:key:{multibase_of(EVIL_KEY)}"
    made = document(name, base=STRANGE_BASE, credentialStatus=None)
    made = jcs_only({**made, "issuer": {"id": key}}, EVIL_KEY, by=f"{key}#{multibase_of(EVIL_KEY)}")
    known(name, made, "INDETERMINATE", entry={**QUAY, "id": key}, stuck={"status": "status-missing"})
    add_that_are_not_known()
    add_wrappers()


def add_that_are_not_known():
    """A list makes an issuer known, and never a document genuine."""
    name = "known-issuer-no-longer"
    known(name, theirs(name), "UNTRUSTED ISSUER", entry={**QUAY, "until": "2026-10-31"}, fails=UNKNOWN)
    name = "known-issuer-not-yet"
    known(name, theirs(name), "UNTRUSTED ISSUER", entry={**QUAY, "since": "2026-11-02"}, fails=UNKNOWN)
    name = "known-issuer-is-another"
    known(name, theirs(name), "UNTRUSTED ISSUER", entry={**QUAY, "id": UNIVERSITY}, fails=UNKNOWN)
    name = "known-issuer-of-a-longer-name"
    known(name, theirs(name), "UNTRUSTED ISSUER", entry={**QUAY, "id": f"{STRANGER}:2"}, fails=UNKNOWN)
    name = "known-issuer-and-altered"
    known(name, altered(theirs(name), "name", to="Another"), "INVALID", fails={"proof": "signature"})
    name = "known-issuer-and-an-unlisted-key"
    made = sign(document(name, base=STRANGE_BASE), KEY, by=method(KEY, STRANGER))
    known(name, made, "INVALID", fails={"issuer": "unknown-key"}, stuck={"proof": "no-key"})


def add_wrappers():
    inside = theirs("known-issuer-in-a-wrapper")
    made = wrapper_cases.presentation(inside)
    wrapper("known-issuer-in-a-presentation", made, "VerifiablePresentation", inner=["VALID"], **listed(QUAY))
    made = sign(record("known-issuer", inside, base=STRANGE_BASE), EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    wrapper("known-issuer-of-a-record", made, "ClrCredential", inner=["VALID"], **listed(QUAY))
    ended = listed({**QUAY, "until": "2026-10-31"})
    name, untrusted = "known-issuer-of-a-record-no-longer", "UNTRUSTED ISSUER"
    wrapper(name, made, "ClrCredential", untrusted, fails=UNKNOWN, inner=[untrusted], **ended)
