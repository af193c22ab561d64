"""The check `proof`: the signature fits the document, and the key that the issuer lists; and so do its other proofs.

The verdict rests on one proof. Every other one of the issuer, of a cryptosuite that is known here, has to fit as well;
one that cannot be checked is named. A proof that was removed is noticed in a registry's documents only (decision 16).
"""

from __future__ import annotations

from collections import Counter

from testamur.errors import CodedError, DocumentError, IndeterminateError, VerificationError
from testamur.proofs import data_integrity
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential, Document
from testamur.verification.issuer import Keys
from testamur.verification.reading.instants import read_instant
from testamur.verification.reading.shapes import text_of

KNOWN = data_integrity.CRYPTOSUITES
"""The cryptosuites that are checked here; the browser knows the last one only."""


_VERDICTS = frozenset({"signature", "unknown-key"})


class _LeftError(Exception):
    """A proof is not checked; the text says of what kind it is."""


_UNKNOWN, _OTHERS, _OUTSIDE = "of a kind not known here", "by somebody else", "of terms not known here"


def check(credential: Credential, keys: Keys | None, *, all_proofs: bool) -> Check:
    """Return the check of every proof that can be checked; with `all_proofs`, one that cannot be is no pass."""
    if keys is None:
        return could_not_run("proof", "no-key", "not checked: there is no key of the issuer to check it with")
    problem = _problem(credential, keys)
    if problem is not None:
        return problem
    suites, left = [credential.suite], {}
    for suite, proof in credential.proofs.items():
        if suite == credential.suite:
            continue
        try:
            _check_beside(credential, suite, proof, keys)
            suites.append(suite)
        except _LeftError as reason:
            left[suite] = str(reason)
        except (VerificationError, DocumentError) as error:
            return _unfit(credential, error.code, error.code, f"its {suite} proof cannot be relied on: {error.reason}")
    if all_proofs and left:
        suite, why = next(iter(left.items()))
        detail = f"every proof was asked for, and {suite[:80]!r} was not checked: it is {why}"
        return could_not_run("proof", "proof-not-supported", detail)
    # RDF has no order: that proof alone would not notice if the items of a list changed places.
    by_bytes = credential.suite == data_integrity.JCS
    extent = "every character is as it was signed" if by_bytes else "all that it says was signed"
    return passed("proof", f"the signature fits, and {extent} ({', '.join(suites)}){_said(Counter(left.values()))}")


def _said(left: Counter[str]) -> str:
    """Say how many proofs were not checked, and why."""
    return "".join(
        f"; one more proof, {why}, was not checked" if count == 1 else f"; {count} more proofs, {why}, were not checked"
        for why, count in left.items()
    )


def _problem(credential: Credential, keys: Keys) -> Check | None:
    """Return what is wrong with the proof that the verdict rests on."""
    try:
        key = keys.key(credential.method)
    except VerificationError:
        # The check `issuer` says why; that a signature does not fit is only said of one that was checked.
        return could_not_run("proof", "no-key", "not checked: there is no sound key of the issuer to check it with")
    try:
        data_integrity.verify_proof(credential.document, credential.proof, key, strict=credential.registry)
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


def _check_beside(credential: Credential, suite: str, proof: Document, keys: Keys) -> None:
    """Raise VerificationError unless another proof fits, and _LeftError where it is not checked."""
    name = text_of(proof, "verificationMethod")
    if not name.startswith(f"{credential.issuer}#"):
        raise _LeftError(_OTHERS)
    if suite not in KNOWN:
        raise _LeftError(_UNKNOWN)
    if credential.registry and not data_integrity.MEMBERS.issuperset(proof):
        # Else a term that RDF does not know would keep the signature of a registry from being checked.
        raise VerificationError("it says more than proofs of this issuer do", code="signature")
    try:
        key = keys.key(name)
    except IndeterminateError as error:
        raise _LeftError(_UNKNOWN) from error
    try:
        data_integrity.verify_proof(credential.document, proof, key, strict=credential.registry)
    except IndeterminateError as error:
        raise _LeftError(_OUTSIDE) from error
    except (VerificationError, DocumentError) as error:
        raise VerificationError(error.reason, code="signature" if credential.registry else error.code) from error
    created = read_instant(proof["created"], "created") if "created" in proof else None
    if (name, created) != (credential.method, credential.created):  # of that, the check `issuer` speaks
        keys.check_period(name, created)


def _detail(error: CodedError) -> str:
    return error.reason if error.code == "signature" else f"its proof is wrong: {error.reason}"
