"""Genuine credentials that the issuer's index lacks or contradicts."""

from testamur.credentials import addresses
from vector_making.cases import case
from vector_making.sample_credentials import BASE, an_award, document, id_of, sign
from vector_making.sample_web import HTML, publish


def add():
    name = "edition-never-published"
    case(name, an_award(name), "INVALID", fails={"edition": "not-the-published-edition"}, index="sha256:" + "0" * 64)
    case(
        "award-not-in-the-index",
        an_award("award-not-in-the-index"),
        "INDETERMINATE",
        stuck={"edition": "not-in-index"},
        index=False,
    )
    name = "index-unreachable"
    case(name, an_award(name), "INDETERMINATE", stuck={"edition": "index-unreachable"}, web=("issuer", "status"))
    name = "index-is-a-web-page"
    publish(name, addresses.index_shard(BASE, id_of(name)), HTML)
    made = an_award(name)
    case(name, made, "INDETERMINATE", stuck={"edition": "index-unreachable"}, web=("issuer", "status", "index", name))
    for name, state in {"index-calls-it-revoked": "revoked", "index-calls-it-nothing-known": "lost"}.items():
        case(name, an_award(name), "INDETERMINATE", stuck={"edition": "index-disagrees"}, state=state)
    name = "id-is-no-award-of-the-issuer"
    made = document(name, id=f"{BASE}/awards/né/")
    case(name, sign(made), "INVALID", fails={"edition": "id"}, index=False)
