"""What a new edition takes from the ledger has to have been signed: whoever may push to its branch may write anything.

A correction is made from the text that its achievement had when it was awarded, and from the edition before. The text
is a file under its own digest, and the key signs which text each award was issued with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from testamur.credentials import did
from testamur.errors import DocumentError, LedgerError, VerificationError
from testamur.ledger.state import AwardState
from testamur.proofs import data_integrity, jcs, multibase, multikey
from testamur.proofs.data_integrity import Signer
from testamur.records.model.models import Issuer

# No other message that a key signs begins so (`published_from`).
_PURPOSE = b"testamur/award-text/1\n"
_SIGNATURE_BYTES = 64
_AGAIN = "Fetch the ledger again; if it is the same there, take the file from the history of the ledger's branch"


def sign(award_id: str, slug: str, text: str, signer: Signer) -> str:
    """Return a signature that says with which text of its achievement (a digest) an award was issued."""
    return multibase.encode_base58btc(signer.sign(_message(award_id, slug, text)))


def check_text(award_id: str, known: AwardState, issuer: Issuer, newest: str) -> None:
    """Raise LedgerError where none of the issuer's keys signed which text the award was issued with.

    `newest` is the digest of the achievement's text in the records, which was approved, and needs no signature.
    """
    if known.achievement_text == newest:
        return
    message = _message(award_id, known.achievement, known.achievement_text)
    try:
        signature = multibase.decode_base58btc(known.text_signature, _SIGNATURE_BYTES)
    except DocumentError:
        signature = b""
    if not signature or not any(multikey.verify(key, signature, message) for key in _keys(issuer).values()):
        raise LedgerError(
            f"ledger/awards/{award_id}.json: nobody signed that this award was issued with the text "
            f"{known.achievement_text}. {_AGAIN}"
        )


def check_edition(award_id: str, document: Mapping[str, Any], issuer: Issuer) -> None:
    """Raise LedgerError where an edition in the ledger is not as one of the issuer's keys signed it."""
    keys = _keys(issuer)
    proofs: Iterable[Mapping[str, Any]] = document["proof"]
    try:
        for proof in proofs:
            data_integrity.verify_proof(document, proof, keys[proof["verificationMethod"]])
    except (VerificationError, KeyError) as error:
        raise LedgerError(f"ledger/credentials/{award_id}.json is not as it was signed ({error}). {_AGAIN}") from error


def _keys(issuer: Issuer) -> dict[str, bytes]:
    """Return all keys of the issuer, by verification method: what one signed before it was compromised counts too."""
    identity = did.from_base(issuer.base)
    listed = [one.public_key_multibase for one in issuer.verification_methods]
    return {did.verification_method(identity, key): multikey.decode(key) for key in listed}


def _message(award_id: str, slug: str, text: str) -> bytes:
    return _PURPOSE + jcs.canonicalize({"achievement": slug, "award": award_id, "text": text})
