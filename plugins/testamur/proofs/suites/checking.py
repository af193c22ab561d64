"""Checks one proof that is not a registry's own, by the rules of its suite.

Others may write what ours do not: `created` with a fraction or an offset, or none; a JCS proof that states the first
contexts of its document only, or none. Those behind are then not signed, so whoever relies on the proof has to know
every one of them. `data_integrity` checks what registries like ours make.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn

from testamur.errors import DocumentError, IndeterminateError, VerificationError
from testamur.proofs import data_integrity
from testamur.proofs.jose.public_key import PublicKey
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.proofs.suites.suite import ORDER, Suite, find_suite

_SIGNATURE_BYTES = {"Ed25519": 64, "P-256": 64, "P-384": 96}
# XML Schema 1.1, 3.4.28: with a fraction of a second, or an offset; without spellings that not all read alike, as
# `verification.reading.instants` has it of every other instant.
_STAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]{1,9})?"
    r"(?:Z|(?!-00:00)[+-](?:0[0-9]|1[0-4]):[0-5][0-9])",
    re.ASCII,
)


def verify_proof(document: SignedDocument, proof: Mapping[str, Any], public: PublicKey) -> None:
    """Check that `proof`, one of the document's, is a signature of it by the key `public`.

    Raises VerificationError if it is not, with the code `signature` if one was checked and does not fit; and
    IndeterminateError, its subclass, if it could not be checked. Asks neither whose key it is nor whether `created` is
    plausible.
    """
    suite = find_suite(proof)
    if suite is None:
        name = data_integrity.suite_named(proof)
        raise IndeterminateError(f"{name[:40]!a} is not supported; {', '.join(ORDER)} are", code="proof")
    if public.kind not in suite.digests:
        raise IndeterminateError(f"{suite.name} takes no {public.kind} key, and the issuer's is one", code="proof")
    signature = data_integrity.signature_of(proof, _STAMP, _SIGNATURE_BYTES[public.kind])
    if not _states_contexts(suite, proof, document.contexts):
        raise VerificationError("its @context is not the document's", code="proof")
    try:
        message = suite.message(document, proof, public.kind)
    except DocumentError as error:
        if not suite.is_rdf:
            # JCS writes all JSON that a strict reader lets through: what it cannot write was never signed.
            raise VerificationError(f"{error}", code="proof") from error
        raise IndeterminateError(f"what {suite.name} signs of it cannot be told: {error}", code="proof") from error
    if not public.verify(signature, message):
        _refuse(suite, document)
    # Only now, so that a member added to a proof afterwards makes it altered, and not merely unusual.
    unknown = sorted(set(proof) - suite.members)
    if unknown:
        raise IndeterminateError(f"'{unknown[0][:40]}' is not understood here", code="proof")
    if suite.is_rdf and document.unsigned:
        detail = f"the signature fits, but nothing signs {document.unsigned}, which none of its contexts defines"
        raise IndeterminateError(detail, code="proof")


def _refuse(suite: Suite, document: SignedDocument) -> NoReturn:
    if suite.is_rdf and document.unsigned:
        # A context may have got new terms under its old address: those that are signed with it are not known here.
        detail = f"the signature does not fit, and {document.unsigned} is not a term of its contexts here"
        raise IndeterminateError(detail, code="proof")
    if doubt := document.doubt() if suite.is_rdf else "":
        detail = f"the signature does not fit, but not all software signs {doubt[:60]!a} alike"
        raise IndeterminateError(detail, code="proof")
    raise VerificationError("the signature does not fit the document", code="signature")


def _states_contexts(suite: Suite, proof: Mapping[str, Any], contexts: object) -> bool:
    """Say whether a proof states the contexts of its document, or none; one by JCS may state the first of them."""
    stated = proof.get("@context", contexts)
    if suite.is_rdf or not (isinstance(contexts, list) and isinstance(stated, list)):
        return bool(stated == contexts)
    return bool(stated) and contexts[: len(stated)] == stated
