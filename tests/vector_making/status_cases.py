"""Status entries that are malformed, and status lists that are no answer."""

from vector_making.cases import case
from vector_making.sample_credentials import FREE, HELD, an_award, document, with_both_proofs
from vector_making.sample_web import list_address


def add():
    def entry(name, code, **changes):
        made = document(name)
        made["credentialStatus"] |= changes
        case(name, with_both_proofs(made), "INVALID", fails={"status": code})

    entry("status-index-negative", "status-entry", statusListIndex="-1")
    entry("status-index-is-a-number", "status-entry", statusListIndex=4821)
    entry("status-index-with-a-zero-before", "status-entry", statusListIndex="04821")
    entry("status-index-empty", "status-entry", statusListIndex="")
    entry("status-index-a-fraction", "status-entry", statusListIndex="1.5")
    entry("status-index-beyond-all-numbers", "status-entry", statusListIndex="9007199254740993")
    entry("status-index-in-other-digits", "status-entry", statusListIndex="٤٨٢١")
    entry("status-index-beyond-the-list", "no-such-entry", statusListIndex="131072")
    entry("status-list-unnamed", "status-entry", statusListCredential=7)
    for name, code, changes in (
        ("status-of-an-older-kind", "status-not-supported", {"type": "1EdTechRevocationList"}),
        ("status-of-two-bits", "status-not-supported", {"statusSize": 2}),
        ("status-of-no-bits", "status-not-supported", {"statusSize": 0}),
        ("status-of-true-bits", "status-not-supported", {"statusSize": True}),
        ("status-purpose-unknown", "status-purpose", {"statusPurpose": "message"}),
        ("status-list-elsewhere", "list-not-trusted", {"statusListCredential": "https://10.0.0.1/list.json"}),
    ):
        made = document(name)
        made["credentialStatus"] |= changes
        case(name, with_both_proofs(made), "INDETERMINATE", stuck={"status": code})
    add_lists()
    add_clocks()
    add_several_entries()


def add_lists():
    for name, code in {
        "list-is-a-web-page": "list-malformed",
        "list-by-another-issuer": "list-not-trusted",
        "list-signed-by-another": "list-not-trusted",
        "list-signed-by-an-unlisted-key": "list-not-trusted",
        "list-unsigned": "list-not-trusted",
        "list-with-rdfc-proof-only": "list-not-trusted",
        "list-altered": "list-not-trusted",
        "list-of-another-purpose": "status-purpose",
        "list-under-another-address": "list-malformed",
        "list-older-than-the-credential": "list-stale",
        "list-that-ended": "list-stale",
        "list-of-the-future": "clock",
        "list-too-short": "list-too-short",
        "list-that-is-a-bomb": "list-too-large",
        "list-not-packed": "list-encoding",
        "list-cut-off": "list-encoding",
        "list-with-a-wrong-checksum": "list-encoding",
        "list-padded": "list-encoding",
        "list-in-base58": "list-encoding",
        "list-that-is-packed-otherwise": "list-encoding",
        "list-of-numbers": "list-malformed",
    }.items():
        case(name, an_award(name), "INDETERMINATE", stuck={"status": code}, web=("issuer", "status", name, "index"))
    name = "list-unreachable"
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-unreachable"}, web=("issuer", "index"))
    name = "list-older-than-one-seen"
    seen = {list_address(): "2026-10-31T08:00:00Z"}
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, seen=seen)
    name = "list-over-400-days-old"
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, now="2027-12-05T08:00:00Z")


def add_clocks():
    stuck = {"issuer": "clock", "validity": "clock", "status": "clock"}
    for name, now in {"clock-two-years-slow": "2024-11-01T12:00:00Z", "clock-of-1970": "1970-01-01T00:00:00Z"}.items():
        case(name, an_award(name), "INDETERMINATE", stuck=stuck, now=now)
    name, now = "clock-two-years-fast", "2028-11-01T12:00:00Z"
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, now=now)


def add_several_entries():
    for name, statuses, index, verdict, fails in (
        ("valid-with-two-status-entries", ("revocation", "suspension"), FREE, "VALID", {}),
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
