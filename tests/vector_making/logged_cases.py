"""Cases of a registry that keeps a log: the parts of the web that they see, and what is expected of them."""

from vector_making.cases import case
from vector_making.sample_log import DID

PARTS = ("log-issuer", "log", "index")


def registered(name, award, code="", *, stuck="", part="", **more):
    """Add a case with a log: the check passes, or fails or could not run with a code."""
    web = (*PARTS, *((part,) if isinstance(part, str) and part else part))
    fails = {"registered": code} if code else {}
    stuck = {"registered": stuck} if stuck else {}
    verdict = "INVALID" if code else "INDETERMINATE" if stuck else "VALID"
    case(name, award, verdict, fails=fails, stuck=stuck, web=web, trusted=(DID,), registered="passed", **more)
