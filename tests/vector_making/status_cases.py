"""Status entries that are malformed, and status lists that are no answer."""

from vector_making.cases import case
from vector_making.sample_credentials import FREE, HELD, REVOKED, an_award, document, with_both_proofs
from vector_making.sample_web import list_address


def add():
    def entry(name, code, **changes):
        made = document(name)
        made["credentialStatus"] |= changes
        case(name, with_both_proofs(made), "INVALID", fails={"status": code})

    entry("status-index-negative", "status-entry", statusListIndex="-1")  # L-04
    entry("status-index-is-a-number", "status-entry", statusListIndex=4821)  # L-04
    entry("status-index-with-a-zero-before", "status-entry", statusListIndex="04821")
    entry("status-index-empty", "status-entry", statusListIndex="")  # L-04
    entry("status-index-a-fraction", "status-entry", statusListIndex="1.5")  # L-04
    entry("status-index-beyond-all-numbers", "status-entry", statusListIndex="9007199254740993")  # L-04
    entry("status-index-in-other-digits", "status-entry", statusListIndex="٤٨٢١")
    entry("status-index-beyond-the-list", "no-such-entry", statusListIndex="131072")  # L-04
    entry("status-list-unnamed", "status-entry", statusListCredential=7)
    for name, code, changes in (
        ("status-of-an-older-kind", "status-not-supported", {"type": "1EdTechRevocationList"}),
        ("status-of-two-bits", "status-not-supported", {"statusSize": 2}),  # L-11
        ("status-of-fewer-bits-than-none", "status-not-supported", {"statusSize": -1}),  # L-11
        ("status-of-a-thousand-bits", "status-not-supported", {"statusSize": 1000}),  # L-11
        # L-11
        ("status-with-messages", "status-not-supported", {"statusSize": 2, "statusMessages": [{"status": "0x0"}]}),
        ("status-of-no-bits", "status-not-supported", {"statusSize": 0}),  # L-11
        ("status-of-true-bits", "status-not-supported", {"statusSize": True}),
        ("status-purpose-unknown", "status-purpose", {"statusPurpose": "message"}),  # L-06
        ("status-list-elsewhere", "list-not-trusted", {"statusListCredential": "https://10.0.0.1/list.json"}),
    ):
        made = document(name)
        made["credentialStatus"] |= changes
        case(name, with_both_proofs(made), "INDETERMINATE", stuck={"status": code})
    add_lists()
    add_last_lists()
    add_clocks()
    add_several_entries()


def add_lists():
    for name, code in {
        "list-is-a-web-page": "list-malformed",  # L-10
        "list-by-another-issuer": "list-not-trusted",  # L-07
        "list-signed-by-another": "list-not-trusted",  # L-07
        "list-signed-by-an-unlisted-key": "list-not-trusted",  # L-07
        "list-unsigned": "list-not-trusted",  # L-07
        "list-with-rdfc-proof-only": "list-not-trusted",
        "list-altered": "list-not-trusted",
        "list-of-another-purpose": "status-purpose",  # L-06
        "list-under-another-address": "list-malformed",
        "list-older-than-the-credential": "list-stale",  # L-08
        "list-that-ended": "list-ended",  # L-08
        "list-last-until-no-day": "list-malformed",
        "list-of-the-future": "clock",  # L-08
        "list-too-short": "list-too-short",  # L-03
        "list-that-is-a-bomb": "list-too-large",  # L-02
        "list-not-packed": "list-encoding",  # L-05
        "list-cut-off": "list-encoding",  # L-05
        "list-with-a-wrong-checksum": "list-encoding",  # L-05
        "list-padded": "list-encoding",  # L-05
        "list-in-base58": "list-encoding",  # L-05
        "list-that-is-packed-otherwise": "list-encoding",  # L-05
        "list-of-numbers": "list-malformed",
    }.items():
        case(name, an_award(name), "INDETERMINATE", stuck={"status": code}, web=("issuer", "status", name, "index"))
    name = "list-unreachable"  # L-10
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-unreachable"}, web=("issuer", "index"))
    name = "list-older-than-one-seen"  # L-09
    seen = {list_address(): "2026-10-31T08:00:00Z"}
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, seen=seen)
    name = "list-over-400-days-old"  # L-08
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, now="2027-12-05T08:00:00Z")


def add_last_lists():
    """Of a registry that closed, years after."""
    web, later = ("issuer", "status", "list-last", "index"), "2032-06-01T12:00:00Z"
    name = "list-last"
    made = with_both_proofs(document(name, validUntil=None))
    case(name, made, noted={"status": "list-last"}, web=web, now=later)
    name = "list-last-of-a-withdrawn-award"
    made = with_both_proofs(document(name, validUntil=None, index=REVOKED))
    case(name, made, "REVOKED", fails={"status": "revoked"}, web=web, now=later, state="revoked")
    for name, code, more in (
        ("list-last-that-ended", "list-ended", {"now": "2036-10-31T00:00:00Z"}),
        ("list-last-prolonged", "list-not-trusted", {"now": "2037-01-01T00:00:00Z"}),
        (
            "list-last-older-than-one-seen",
            "list-stale",
            {"seen": {list_address(): "2026-10-31T08:00:00Z"}, "now": later},
        ),
    ):
        made = with_both_proofs(document(name, validUntil=None))
        part = name if name.endswith("prolonged") else "list-last"
        web = ("issuer", "status", part, "index")
        case(name, made, "INDETERMINATE", stuck={"status": code}, web=web, **more)


def add_clocks():
    stuck = {"issuer": "clock", "validity": "clock", "status": "clock"}
    # C-19
    for name, now in {"clock-two-years-slow": "2024-11-01T12:00:00Z", "clock-of-1970": "1970-01-01T00:00:00Z"}.items():
        case(name, an_award(name), "INDETERMINATE", stuck=stuck, now=now)
    name, now = "clock-two-years-fast", "2028-11-01T12:00:00Z"  # C-19
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, now=now)


def add_several_entries():
    for name, statuses, index, verdict, fails in (
        ("valid-with-two-status-entries", ("revocation", "suspension"), FREE, "VALID", {}),  # L-06
        # L-06
        ("suspended-by-an-entry-of-its-own", ("revocation", "suspension"), HELD, "SUSPENDED", {"status": "suspended"}),
    ):
        made = document(name)
        made["credentialStatus"] = [
            {**made["credentialStatus"], "statusPurpose": purpose, "statusListIndex": str(index)}
            | {"statusListCredential": list_address(purpose)}
            for purpose in statuses
        ]
        state = "suspended" if fails else "active"
        case(name, with_both_proofs(made), verdict, fails=fails, state=state)
