"""The check `proof`: the signature fits the document, and the key that the issuer lists."""

from __future__ import annotations

from testamur.errors import CodedError, DocumentError, IndeterminateError, VerificationError
from testamur.proofs import data_integrity
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential, Document
from testamur.verification.issuer import Keys
from testamur.verification.reading.shapes import text_of


def check(credential: Credential, keys: Keys | None, *, all_proofs: bool) -> Check:
    """Return the check of the JCS proof; with `all_proofs`, of every proof that it has."""
    if keys is None:
        return could_not_run("proof", "no-key", "not checked: there is no key of the issuer to check it with")
    proofs = [credential.proof]
    if all_proofs and credential.jcs_proof and credential.rdfc_proof:
        proofs.append(credential.rdfc_proof)
    for proof in proofs:
        problem = _problem(credential, proof, keys)
        if problem is not None:
            return problem
    if all_proofs and credential.unread_proofs:
        detail = f"every proof was asked for, and {credential.unread_proofs[0][:80]!r} is not read here"
        return could_not_run("proof", "proof-not-supported", detail)
    suites = ", ".join(str(proof["cryptosuite"]) for proof in proofs)
    # RDF has no order: that proof alone would not notice if the items of a list changed places.
    extent = "every character is as it was signed" if credential.jcs_proof else "all that it says was signed"
    return passed("proof", f"the signature fits, and {extent} ({suites})")


def _problem(credential: Credential, proof: Document, keys: Keys) -> Check | None:
    try:
        key = keys.key(text_of(proof, "verificationMethod"))
    except VerificationError as error:
        # The check `issuer` says why; that a signature does not fit is only said of one that was checked.
        if proof is credential.proof:
            return could_not_run("proof", "no-key", "not checked: there is no sound key of the issuer to check it with")
        make = could_not_run if isinstance(error, IndeterminateError) else failed
        return make("proof", error.code, f"its {proof['cryptosuite']} proof cannot be relied on: {error.said}")
    try:
        data_integrity.verify_proof(credential.document, proof, key)
    except IndeterminateError as error:
        return could_not_run("proof", "proof-not-supported", error.said)
    except (VerificationError, DocumentError) as error:
        return failed("proof", "signature", _detail(error))
    return None


def _detail(error: CodedError) -> str:
    return error.said if error.code == "signature" else f"its proof is wrong: {error.said}"
