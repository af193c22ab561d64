"""One type taken for another: what a reader that turns values into text, or null into nothing, would accept."""

from testamur.credentials import addresses
from testamur.proofs import jcs
from vector_making.cases import case, could_not_read, enter, refused
from vector_making.endorsement_cases import endorsement
from vector_making.sample_credentials import (
    BASE,
    altered,
    an_award,
    document,
    jcs_only,
    method,
    sign,
    with_both_proofs,
)
from vector_making.sample_web import SET, a_list, keys_document, list_address, publish


def add():
    name = "endorsement-with-its-method-in-a-list"
    made = sign(endorsement(name, base=BASE))
    made = altered(made, "proof", 0, "verificationMethod", to=[method()])
    stuck = dict.fromkeys(("proof", "status"), "no-key")
    case(name, made, "INVALID", fails={"issuer": "key-not-of-issuer"}, stuck=stuck, foreign=True)
    name = "context-in-a-member-called-nothing"
    refused(name, jcs_only(document(name, **{"": {"@context": "https://evil.example/"}})), "unknown-context")
    name = "key-without-an-end-but-null"
    never = altered(keys_document(), "keys", 0, "to", to=None)
    publish("keys-that-end-at-null", addresses.keys(BASE), never)
    case(
        name, an_award(name), "INVALID",
        fails={"issuer": "key-period"}, stuck={"status": "list-not-trusted"},
        web=("issuer", "status", "keys-that-end-at-null", "index"),
    )  # fmt: skip
    for size, verdict in (("1", "VALID"), ("1.0", "INDETERMINATE"), ("1e0", "INDETERMINATE")):
        name = f"status-size-written-{size}"
        made = document(name)
        made["credentialStatus"]["statusSize"] = 1
        signed = with_both_proofs(made)
        text = jcs.canonicalize(signed).replace(b'"statusSize":1', f'"statusSize":{size}'.encode())
        case(name, text, verdict, stuck={} if verdict == "VALID" else {"status": "status-not-supported"})
        enter(signed, True, (), "active")
    name = "list-by-a-method-that-is-an-object"
    by = {"toString": method()}
    publish(name, list_address(), altered(a_list(SET), "proof", 1, "verificationMethod", to=by))
    case(
        name, an_award(name), "INDETERMINATE",
        stuck={"status": "list-not-trusted"}, web=("issuer", "status", name, "index"),
    )  # fmt: skip
    name = "list-that-ends-on-no-day"
    publish(name, list_address(), a_list(SET, validUntil="2027-02-29T00:00:00Z"))
    case(
        name, an_award(name), "INDETERMINATE",
        stuck={"status": "list-malformed"}, web=("issuer", "status", name, "index"),
    )  # fmt: skip
    made = an_award("member-twice-and-then-no-json")
    text = jcs.canonicalize(made).replace(b"{", b'{"name":"Forged",', 1)[:-1]
    could_not_read("member-twice-and-then-no-json", text, "not-json")
