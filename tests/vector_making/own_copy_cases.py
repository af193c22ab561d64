"""Copies of a registry's own awards: saved anew they are what they were, and with another id they are not."""

import json

from testamur.proofs import jcs
from vector_making.cases import case, enter
from vector_making.sample_credentials import BASE, altered, an_award, id_of

MARK = b"\xef\xbb\xbf"
ALTERED = {"proof": "signature", "edition": "not-the-published-edition"}
SAVED = {
    "with-tabs": lambda award: json.dumps(award, indent="\t", ensure_ascii=False).encode(),
    "with-windows-line-ends": lambda award: json.dumps(award, indent=4).replace("\n", "\r\n").encode() + b"\r\n",
    "with-a-byte-order-mark": lambda award: MARK + json.dumps(award, ensure_ascii=False, indent=2).encode(),
    "with-escaped-slashes": lambda award: jcs.canonicalize(award).replace(b"/", b"\\/"),
    "with-its-members-sorted": lambda award: json.dumps(award, sort_keys=True).encode(),
}
# What a person may do to an address; none of them is the id that the issuer signed.
OTHER_IDS = {
    "without-the-slash": f"{BASE}/awards/{{id}}",
    "in-another-language": f"{BASE}/fr/awards/{{id}}/",
    "of-the-file": f"{BASE}/awards/{{id}}/index.html",
    "with-a-query": f"{BASE}/awards/{{id}}/?utm_source=mail",
    "with-a-fragment": f"{BASE}/awards/{{id}}/#mine",
    "with-its-host-in-capitals": "https://BADGES.HARBOUR.EXAMPLE/awards/{id}/",
    "with-the-usual-port": f"{BASE}:443/awards/{{id}}/",
    "with-a-user": "https://registrar@badges.harbour.example/awards/{id}/",
    "by-way-of-another-folder": f"{BASE}/fr/%2e%2e/awards/{{id}}/",
}


def add():
    for name, save in SAVED.items():
        award = an_award(f"own-copy-{name}")
        case(f"own-copy-{name}", save(award))
        enter(award, True, (), "active")
    name = "own-copy-with-a-byte-order-mark-and-altered"
    award = an_award(name)
    case(name, MARK + jcs.canonicalize(altered(award, "name", to="Medicine")), "INVALID", fails=ALTERED)
    enter(award, True, (), "active")
    for way, address in OTHER_IDS.items():
        name = f"own-id-{way}"
        award = an_award(name)
        made = altered(award, "id", to=address.format(id=id_of(name)))
        case(name, made, "INVALID", fails={"proof": "signature", "edition": "id"}, index=False)
        enter(award, True, (), "active")
        name = f"own-id-{way}-but-signed"
        made = an_award(name, id=address.format(id=id_of(name)))
        case(name, made, "INVALID", fails={"edition": "id"}, index=False)
    # Shown at its page, the copy with another id is not the page's award.
    name = "own-id-without-the-slash-at-its-page"
    award = an_award(name)
    made = altered(award, "id", to=award["id"].rstrip("/"))
    case(name, made, "INVALID", fails={"document": "address-mismatch"}, index=False, address=award["id"])
