"""Collects the cases: a file given to the verifier, and the outcome of each check."""

from testamur.credentials import addresses
from testamur.proofs import jcs
from vector_making.sample_credentials import BASE, DID, LOG_BASE, NOW, SHARED_BASE, digest_of

CHECKS = ("document", "issuer", "proof", "validity", "status", "edition")
CASES = {}
INDEX = {}


def case(
    name, credential, verdict="VALID", *, fails=None, stuck=None, foreign=False,
    web=("issuer", "status", "index"), now=NOW, trusted=(DID,), index=True, replaced=(), state="active", kind="json",
    goes_on=False, registered=None, noted=None,
    **more,
):  # fmt: skip
    """Add a case.

    Every check passes but those that fail and those that could not run, each with its code; when the document is at
    fault, nothing else is run, unless it `goes_on`. `index` is False where the issuer's index lacks the award, or the
    digest that is there. `noted` has the codes of checks that pass. `registered` is the outcome of that check where the
    issuer keeps a log, and nothing is wrong.
    """
    fails, stuck = fails or {}, stuck or {}
    if "document" in {**fails, **stuck} and not goes_on:
        stuck = {**dict.fromkeys(CHECKS[1:], "not-run"), **stuck}
    outcomes = {one: "failed" if one in fails else "could-not-run" if one in stuck else "passed" for one in CHECKS}
    if registered:
        outcomes["registered"] = {**dict.fromkeys(fails, "failed"), **dict.fromkeys(stuck, "could-not-run")}.get(
            "registered", registered
        )
    if foreign:
        outcomes["edition"] = "not-applicable"
    data = credential if isinstance(credential, bytes) else jcs.canonicalize(credential)
    expected = {"now": now, "trusted": list(trusted), "web": list(web), **more, "verdict": verdict}
    CASES[name] = data, {**expected, "checks": outcomes, "codes": {**fails, **stuck, **(noted or {})}}, kind
    if index and isinstance(credential, dict) and not foreign:
        enter(credential, index, replaced, state)


def enter(credential, index, replaced, state):
    """Enter an award into the issuer's index."""
    digest = index if isinstance(index, str) else digest_of(credential)
    entry = {"digest": digest, "state": state, **({"replaced": list(replaced)} if replaced else {})}
    if state in {"suspended", "revoked", "superseded"}:
        entry["since"] = "2026-09-01"
    base = next(
        (base for base in (BASE, SHARED_BASE, LOG_BASE) if str(credential.get("id")).startswith(f"{base}/awards/")),
        None,
    )
    if base:
        found = addresses.award_id_of(base, credential["id"])
        INDEX.setdefault(addresses.index_shard(base, found), {})[addresses.index_entry(found)] = entry


def refused(name, credential, code, **more):
    case(name, credential, "INVALID", fails={"document": code}, **more)


def could_not_read(name, credential, code, **more):
    case(name, credential, "INDETERMINATE", stuck={"document": code}, **more)
