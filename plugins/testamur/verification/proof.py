"""The check `proof`: the signature fits the document, and the key that the issuer lists; and so do its other proofs.

The verdict rests on one proof. Every other one of the issuer, of a cryptosuite that is known here, has to fit as well;
one that cannot be checked is named. A proof that was removed is noticed in a registry's documents only (decision 16).
"""

from __future__ import annotations

from collections import Counter

from testamur.errors import CodedError, DocumentError, IndeterminateError, VerificationError
from testamur.proofs import data_integrity
from testamur.proofs.jose.public_key import PublicKey
from testamur.proofs.suites import checking
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential, NamedProof
from testamur.verification.issuer_keys import Keys
from testamur.verification.jwt import signature
from testamur.verification.reading.instants import read_instant
from testamur.verification.reading.shapes import quoted

_VERDICTS = frozenset({"signature", "unknown-key"})


class _LeftError(Exception):
    """A proof is not checked; the text says of what kind it is."""


_UNKNOWN, _OTHERS, _OUTSIDE = "of a kind not known here", "by somebody else", "of terms not known here"


def check(credential: Credential, keys: Keys | None, *, all_proofs: bool) -> Check:
    """Return the check of every proof that can be checked; with `all_proofs`, one that cannot be is no pass."""
    if keys is None:
        return could_not_run("proof", "no-key", "not checked: there is no key of the issuer to check it with")
    if credential.token is not None:
        return signature.check(credential, credential.token, keys)
    document = SignedDocument(credential.document)
    problem = _problem(credential, document, keys)
    if problem is not None:
        return problem
    names, left = [credential.proof.name], list[tuple[str, str]]()
    for proof in credential.proofs[1:]:
        try:
            _check_beside(credential, document, proof, keys)
            names.append(proof.name)
        except _LeftError as reason:
            left.append((proof.name, str(reason)))
        except (VerificationError, DocumentError) as error:
            detail = f"its {proof.name} proof cannot be relied on: {error.reason}"
            return _unfit(credential, error.code, error.code, detail)
    if all_proofs and left:
        name, why = left[0]
        detail = f"every proof was asked for, and {quoted(name, 80)} was not checked: it is {why}"
        return could_not_run("proof", "proof-not-supported", detail)
    return passed(
        "proof", f"{_extent(credential)} ({', '.join(dict.fromkeys(names))}){_said(Counter(why for _, why in left))}"
    )


def _extent(credential: Credential) -> str:
    # RDF has no order: such a proof alone would not notice if the items of an array changed places.
    is_rdf = credential.proof.suite is not None and credential.proof.suite.is_rdf
    what = "all that it says was signed" if is_rdf else "every character is as it was signed"
    return f"the signature fits, and {what}"


def _said(left: Counter[str]) -> str:
    """Say how many proofs were not checked, and why."""
    return "".join(
        f"; one more proof, {why}, was not checked" if count == 1 else f"; {count} more proofs, {why}, were not checked"
        for why, count in left.items()
    )


def _problem(credential: Credential, document: SignedDocument, keys: Keys) -> Check | None:
    """Return what is wrong with the proof that the verdict rests on."""
    try:
        key = keys.key(credential.method)
    except VerificationError:
        # The check `issuer` says why; that a signature does not fit is only said of one that was checked.
        return could_not_run("proof", "no-key", "not checked: there is no sound key of the issuer to check it with")
    try:
        _verify(credential, document, credential.proof, key)
    except IndeterminateError as error:
        return could_not_run("proof", "proof-not-supported", error.reason)
    except (VerificationError, DocumentError) as error:
        return _unfit(credential, error.code, "signature", _detail(error))
    return None


def _unfit(credential: Credential, code: str, shown: str, detail: str) -> Check:
    """Return the check of a proof that does not do.

    Of a credential that is no registry's known here, only that a signature does not fit, or that the issuer does not
    list its key, is a verdict.
    """
    if credential.registry or code in _VERDICTS:
        return failed("proof", shown, detail)
    return could_not_run("proof", "proof-shape", detail)


def _verify(credential: Credential, document: SignedDocument, proof: NamedProof, key: PublicKey) -> None:
    """Check one proof: a registry's as it makes them, others by the rules of their suites."""
    if credential.registry:
        data_integrity.verify_proof(credential.document, proof.document, key)
    else:
        checking.verify_proof(document, proof.document, key)


def _check_beside(credential: Credential, document: SignedDocument, proof: NamedProof, keys: Keys) -> None:
    """Raise VerificationError unless another proof fits, and _LeftError where it is not checked."""
    if not proof.is_by(credential.issuer) and proof.method != credential.method:
        raise _LeftError(_OTHERS)
    if proof.suite is None:
        raise _LeftError(_UNKNOWN)
    if credential.registry and not data_integrity.MEMBERS.issuperset(proof.document):
        # Else a term that RDF does not know would keep the signature of a registry from being checked.
        raise VerificationError("it says more than proofs of this issuer do", code="signature")
    try:
        key = keys.key(proof.method)
    except IndeterminateError as error:
        raise _LeftError(_UNKNOWN) from error
    try:
        _verify(credential, document, proof, key)
    except IndeterminateError as error:
        raise _LeftError(_OUTSIDE) from error
    except (VerificationError, DocumentError) as error:
        raise VerificationError(error.reason, code="signature" if credential.registry else error.code) from error
    created = read_instant(proof.document["created"], "created") if "created" in proof.document else None
    if (proof.method, created) != (credential.method, credential.created):  # of that, the check `issuer` speaks
        keys.check_period(proof.method, created)


def _detail(error: CodedError) -> str:
    return error.reason if error.code == "signature" else f"its proof is wrong: {error.reason}"
