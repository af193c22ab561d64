"""Credentials that are valid, however unusual they look."""

import json

from vector_making.cases import case, enter
from vector_making.sample_credentials import (
    DID,
    LAST,
    NOW,
    OLD_KEY,
    SHARED,
    SHARED_BASE,
    SIGNED,
    an_award,
    document,
    method,
    sign,
    with_both_proofs,
)
from vector_making.sample_web import list_address


def add():
    add_unusual()
    award = an_award("valid")
    case("valid", award, address=award["id"])
    case("valid-all-proofs", an_award("valid-all-proofs"), allProofs=True)
    award = an_award("valid-in-another-order-and-spacing")
    case(
        "valid-in-another-order-and-spacing",  # C-30
        json.dumps(dict(reversed(award.items())), indent=2, ensure_ascii=True).encode(),
    )
    enter(award, True, (), "active")
    case("valid-without-an-end", an_award("valid-without-an-end", validUntil=None))
    case("valid-to-the-second", an_award("valid-to-the-second", validUntil=NOW))  # C-16
    name = "valid-until-now-in-another-zone"  # C-16
    case(name, an_award(name, validUntil="2026-11-02T02:00:00+14:00"))
    name = "valid-until-now-in-a-zone-behind"  # C-16
    case(name, an_award(name, validUntil="2026-11-01T00:00:00-12:00"))
    case("valid-for-another-second", an_award("valid-for-another-second", validUntil="2026-11-01T12:00:01Z"))  # C-16
    name = "valid-signed-before-its-start"  # C-15
    case(name, an_award(name, validFrom="2026-07-01T09:30:00Z"))
    name = "valid-start-within-five-minutes"
    case(name, an_award(name, validFrom="2026-11-01T12:05:00Z"))
    name = "valid-signed-within-five-minutes"  # C-15
    made = an_award(name, created="2026-11-01T12:04:00Z", validFrom="2026-11-01T12:04:00Z")
    case(name, made, web=("issuer", "status", "list-signed-in-four-minutes", "index"))
    case("valid-signed-by-a-retired-key", an_award("valid-signed-by-a-retired-key", signer=OLD_KEY))  # K-10
    case("valid-beside-the-first-position", an_award("valid-beside-the-first-position", index=1))  # L-01
    case("valid-beside-the-last-position", an_award("valid-beside-the-last-position", index=LAST - 1))  # L-01
    case("valid-in-the-byte-of-the-first-position", an_award("valid-in-the-byte-of-the-first-position", index=7))
    case("valid-erased", an_award("valid-erased"), state="erased")
    case("valid-list-seen-before", an_award("valid-list-seen-before"), seen={list_address(): SIGNED})
    made = with_both_proofs(document("valid-with-terms-of-use", termsOfUse={"type": "Terms"}))  # C-25
    case("valid-with-terms-of-use", made)
    name = "valid-numbers-and-other-scripts"  # C-23
    made = document(name)
    # Sorted by UTF-16 units, 💡 comes before ﬁ; and 1.0, 1e21 and 0.1 have one spelling each.
    made["credentialSubject"]["achievement"]["criteria"]["narrative"] = '𝄞 \u2028 \x7f " \\ \t علي'
    made["credentialSubject"]["achievement"] |= {"creditsAvailable": 1.0, "💡": 1e21, "ﬁ": 0.1}
    signed = with_both_proofs(made)
    case(name, json.dumps(signed, ensure_ascii=False).encode())
    enter(signed, True, (), "active")
    made = document("valid-with-a-member-called-constructor", constructor={"prototype": {"validUntil": "2099"}})  # C-22
    case("valid-with-a-member-called-constructor", with_both_proofs(made))
    name = "valid-on-a-host-shared-with-others"  # D-09
    made = an_award(name, base=SHARED_BASE)
    made = sign(document(name, base=SHARED_BASE), by=method(by=SHARED))
    case(name, made, web=("shared-host", "index"), trusted=(SHARED,))


def add_unusual():
    """Documents that no registry of ours makes, signed by its key."""
    case("valid-with-the-issuer-as-text", an_award("valid-with-the-issuer-as-text", issuer=DID))  # C-09
    name = "valid-with-pictures-elsewhere"  # C-27
    made = document(name)
    made["issuer"]["image"] = {"id": "https://10.0.0.1/logo.png", "type": "Image"}
    made["credentialSubject"]["achievement"]["image"] = {"id": "https://tracker.example/a.png", "type": "Image"}
    case(name, sign(made))
