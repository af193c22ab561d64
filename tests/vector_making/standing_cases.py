"""Genuine credentials that are not in force: expired, not yet valid, withdrawn, on hold, replaced."""

from vector_making.cases import case
from vector_making.sample_credentials import (
    EVIL_KEY,
    FIRST,
    FREE,
    HELD,
    LAST,
    REPLACED,
    REVOKED,
    SUSPENDED_WITHOUT_A_LIST,
    an_award,
    digest_of,
    method,
)
from vector_making.sample_web import a_list, list_address, publish


def add():
    case("expired", an_award("expired", validUntil="2026-10-01T22:59:59Z"), "EXPIRED", fails={"validity": "expired"})
    name = "expired-a-second-ago"  # C-16
    case(name, an_award(name, validUntil="2026-11-01T11:59:59Z"), "EXPIRED", fails={"validity": "expired"})
    name = "expired-in-another-zone"  # C-16
    case(name, an_award(name, validUntil="2026-11-02T01:59:59+14:00"), "EXPIRED", fails={"validity": "expired"})
    name = "expired-in-a-zone-behind"  # C-16
    case(name, an_award(name, validUntil="2026-10-31T23:59:59-12:00"), "EXPIRED", fails={"validity": "expired"})
    name = "not-yet-valid"  # C-17
    case(name, an_award(name, validFrom="2026-11-02T12:00:00Z"), "NOT YET VALID", fails={"validity": "not-yet-valid"})
    for name, index in {
        "revoked": REVOKED,
        "revoked-at-the-first-position": FIRST,  # L-01
        "revoked-at-the-last-position": LAST,  # L-01
    }.items():
        case(name, an_award(name, index=index), "REVOKED", fails={"status": "revoked"}, state="revoked")
    name = "revoked-and-expired"
    made = an_award(name, index=REVOKED, validUntil="2026-10-01T22:59:59Z")
    case(name, made, "REVOKED", fails={"status": "revoked", "validity": "expired"})
    name = "revoked-though-the-index-says-active"
    case(name, an_award(name, index=REVOKED), "REVOKED", fails={"status": "revoked"})
    name = "revoked-index-unreachable"
    made = an_award(name, index=REVOKED)
    case(
        name,
        made,
        "REVOKED",
        fails={"status": "revoked"},
        stuck={"edition": "index-unreachable"},
        web=("issuer", "status"),
    )
    case("suspended", an_award("suspended", index=HELD), "SUSPENDED", fails={"status": "suspended"}, state="suspended")
    name = "suspended-but-not-in-the-list-of-holds"
    made = an_award(name, index=SUSPENDED_WITHOUT_A_LIST)
    case(name, made, "REVOKED", fails={"status": "revoked"}, state="suspended")
    name = "suspended-but-the-list-of-holds-is-forged"
    made = an_award(name, index=HELD)
    case(name, made, "REVOKED", fails={"status": "revoked"}, web=("issuer", "status", "holds-forged", "index"))
    publish(
        "holds-forged", list_address("suspension"), a_list((HELD,), purpose="suspension", key=EVIL_KEY, by=method())
    )
    name = "superseded-by-another-award"
    case(name, an_award(name, index=REPLACED), "SUPERSEDED", fails={"status": "superseded"}, state="superseded")
    for name, index, fails in (
        ("superseded-edition", REPLACED, {"status": "replaced", "edition": "replaced"}),
        ("superseded-edition-of-an-old-list", FREE, {"edition": "replaced"}),
    ):
        old, new = an_award(name, index=index), an_award(name, index=FREE + 1)
        case(name, old, "SUPERSEDED", fails=fails, index=digest_of(new), replaced=[digest_of(old)])
