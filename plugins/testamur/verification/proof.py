"""The check `proof`: the signature fits the document, and the key that the issuer lists."""

from __future__ import annotations

from testamur.errors import DocumentError, IndeterminateError, VerificationError
from testamur.proofs import data_integrity
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential, Document
from testamur.verification.issuer import Keys


def check(credential: Credential, keys: Keys | None, *, all_proofs: bool) -> Check:
    """Return the check of the JCS proof; with `all_proofs`, of every proof that it has."""
    if keys is None:
        return could_not_run("proof", "no-key", "not checked: there is no key of the issuer to check it with")
    proofs = [credential.jcs_proof, credential.rdfc_proof if all_proofs or not credential.jcs_proof else None]
    suites = []
    for proof in proofs:
        if proof is not None:
            problem = _problem(credential.document, proof, keys)
            if problem is not None:
                return problem
            suites.append(str(proof["cryptosuite"]))
    return passed("proof", f"the signature fits, and every character is as it was signed ({', '.join(suites)})")


def _problem(document: Document, proof: Document, keys: Keys) -> Check | None:
    try:
        data_integrity.verify_proof(document, proof, keys.key(str(proof.get("verificationMethod"))))
    except IndeterminateError as error:
        return could_not_run("proof", "proof-not-supported", str(error))
    except (VerificationError, DocumentError) as error:
        return failed("proof", "signature", f"the signature does not fit: {error}")
    return None
