"""Texts in UTF-16 and UTF-32, as some editors save them."""

from testamur.proofs import jcs
from vector_making.cases import case, could_not_read
from vector_making.picture_cases import DRAWING
from vector_making.sample_credentials import KEY, an_award
from vector_making.sample_web import did_address, did_document, publish


def add():
    text = jcs.canonicalize(an_award("text-in-another-encoding")).decode()
    for encoding in ("utf-16-be", "utf-32-le", "utf-32-be"):
        could_not_read(f"text-in-{encoding}-with-a-mark", f"\ufeff{text}".encode(encoding), "no-credential")
    could_not_read("text-in-utf-16-be", text.encode("utf-16-be"), "no-credential")
    # Without a mark, its first byte is that of JSON.
    could_not_read("text-in-utf-16-le", text.encode("utf-16-le"), "not-json")
    could_not_read("svg-in-utf-16", f"\ufeff{DRAWING.decode()}".encode("utf-16-le"), "no-credential", kind="svg")
    did = jcs.canonicalize(did_document(KEY)).decode()
    stuck = {"issuer": "issuer-unreachable", "proof": "no-key", "status": "no-key"}
    for name, encoding in (("did-in-utf-16", "utf-16-le"), ("did-in-utf-32", "utf-32-be")):
        publish(name, did_address(), did.encode(encoding))
        case(name, an_award(name), "INDETERMINATE", stuck=stuck, web=("issuer", name, "status", "index"))
