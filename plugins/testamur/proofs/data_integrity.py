"""Makes and checks one Data Integrity proof, with `eddsa-rdfc-2022` or `eddsa-jcs-2022`.

Follows Data Integrity EdDSA Cryptosuites v1.0: the signed bytes are SHA-256 of the canonical proof
configuration, then SHA-256 of the canonical document without its proofs. Our documents have a proof of each,
in the order of `CRYPTOSUITES` (decision 1). Every signature is verified before it is returned.

Our own proofs are checked more strictly than the specification asks: a JCS proof states the document's contexts, whole,
and `created` is in UTC and whole seconds. `suites` checks what others make.
"""

from __future__ import annotations

import copy
import datetime
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from testamur.errors import DocumentError, IndeterminateError, KeyRefusedError, VerificationError
from testamur.proofs import jcs, multibase, multikey, rdf
from testamur.proofs.content_memo import Memo, key_of
from testamur.proofs.jose.public_key import PublicKey

RDFC = "eddsa-rdfc-2022"
JCS = "eddsa-jcs-2022"
CRYPTOSUITES = (RDFC, JCS)
PURPOSE = "assertionMethod"
MEMBERS = frozenset(
    {"@context", "id", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}
)
"""What a proof may say and be understood whole; `expires` or `previousProof` would need more than a key."""

_TYPE = "DataIntegrityProof"
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_SIGNATURE_BYTES, _HASH_BYTES = 64, 32
_CONFIGS_BYTES = 200_000
# SHA-256 of the canonical form of a configuration: what one run signs has one in common for each cryptosuite.
_CONFIG_HASHES: Memo[bytes] = Memo(_CONFIGS_BYTES)


class Signer(Protocol):
    """Whatever holds a private key: `keys.SigningKey`, or a device."""

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the Ed25519 public key."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature of `message`."""


def proof_config(
    cryptosuite: str, document: Mapping[str, Any], created: str, verification_method: str
) -> dict[str, Any]:
    """Return a proof without its `proofValue` (3.2.5 and 3.3.5, "Proof Configuration")."""
    config: dict[str, Any] = {
        "type": _TYPE,
        "created": created,
        "verificationMethod": verification_method,
        "cryptosuite": cryptosuite,
        "proofPurpose": PURPOSE,
    }
    # 3.3.1, step 2. Signed as plain JSON, a JCS configuration has to state the contexts that its words are read by;
    # an RDFC configuration takes the document's (`hash_data`).
    if cryptosuite == JCS and "@context" in document:
        config["@context"] = copy.copy(document["@context"])
    return config


def hash_data(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """Return the 64 bytes that `proof` signs: the hash of its configuration, then of the document (3.2.4, 3.3.4).

    The proofs in `document` and the value in `proof` are left out: neither is signed. Raises DocumentError
    if either has no canonical form.
    """
    config, unsecured = without(proof, "proofValue"), without(document, "proof")
    if proof.get("cryptosuite") == RDFC:
        # 3.2.5: read with the document's contexts, whatever the proof states. A context of its own choosing could
        # give `created` or `proofPurpose` another meaning.
        config["@context"] = unsecured.get("@context")
        return _hash_config(config, rdf.canonical) + _hash(rdf.canonical(unsecured))
    if "@context" in proof:
        # 3.3.2, step 4: contexts that were put behind those of the proof were not signed.
        unsecured["@context"] = proof["@context"]
    return _hash_config(config, jcs.canonicalize) + _hash(jcs.canonicalize(unsecured))


def without(object_: Mapping[str, Any], member: str) -> dict[str, Any]:
    """Return an object without one of its members."""
    return {name: value for name, value in object_.items() if name != member}


def combine(canonical_config: bytes, canonical_document: bytes) -> bytes:
    """Hash both canonical forms, the configuration's first."""
    return _hash(canonical_config) + _hash(canonical_document)


def _hash_config(config: dict[str, Any], canonicalize: Callable[[dict[str, Any]], bytes]) -> bytes:
    """Hash the canonical form of a configuration; DocumentError if it has none."""
    key = key_of(config)
    if key is None:
        return _hash(canonicalize(config))
    known = _CONFIG_HASHES.get(key, canonicalize)
    return known or _CONFIG_HASHES.keep(key, _hash(canonicalize(config)), _HASH_BYTES, canonicalize)


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def add_proofs(
    document: Mapping[str, Any], signer: Signer, *, created: str, verification_method: str
) -> dict[str, Any]:
    """Return `document` with a proof of each of `CRYPTOSUITES`, in that order.

    `created` is an instant in UTC, whole seconds: `2026-06-01T09:30:00Z`. Raises DocumentError for a document
    outside the vocabulary, and KeyRefusedError if the signer's signature does not verify.
    """
    if "proof" in document:
        raise DocumentError("the document already has a proof", path="proof")
    if not _is_instant(created):
        raise DocumentError("an instant in UTC belongs here, like 2026-06-01T09:30:00Z", path="created")
    # A proof set and no chain (Data Integrity 1.0, "Proof Sets"): neither proof covers the other, so that each can be
    # verified by software that knows only its cryptosuite.
    proofs = []
    for cryptosuite in CRYPTOSUITES:
        proof = proof_config(cryptosuite, document, created, verification_method)
        proof["proofValue"] = multibase.encode_base58btc(_sign_and_verify(signer, hash_data(document, proof)))
        proofs.append(proof)
    return {**document, "proof": proofs}


def _sign_and_verify(signer: Signer, message: bytes) -> bytes:
    """Sign, and check the signature by the public key alone: a broken signer must not get anything published."""
    public = signer.public_key
    # Under a key of low order every signature verifies, and the check below would prove nothing.
    multikey.check(public)
    signature = signer.sign(message)
    if not isinstance(signature, bytes) or len(signature) != _SIGNATURE_BYTES:
        returned = f"{len(signature)} bytes" if isinstance(signature, bytes) else f"a {type(signature).__name__}"
        raise KeyRefusedError(
            f"the signer returned {returned} where a signature has {_SIGNATURE_BYTES} bytes; nothing was issued"
        )
    if not multikey.verify(public, signature, message):
        raise KeyRefusedError(
            "the signer returned a signature that its own public key does not verify; nothing was issued"
        )
    return signature


def verify_proof(document: Mapping[str, Any], proof: Mapping[str, Any], public: bytes | PublicKey) -> None:
    """Check that `proof`, one of the document's, is a signature of `document` by the key `public` (Ed25519).

    Raises VerificationError if it is not; IndeterminateError, its subclass, if it could not be checked: the
    cryptosuite is another, the key is of another kind than it takes, RDF has no form for the document, or the proof
    says more than is understood. Asks neither whose key it is nor whether `created` is plausible:
    `verification.issuer` does both.
    """
    # First, so that a proof of another suite is left unjudged, and not accused for lacking what ours have (decision 6).
    cryptosuite = _cryptosuite_of(proof)
    signature = signature_of(proof, _INSTANT, _SIGNATURE_BYTES)
    if not _states_contexts(proof, document.get("@context")):
        raise VerificationError("its @context is not the document's", code="proof")
    key = public if isinstance(public, PublicKey) else PublicKey("Ed25519", public)
    if key.kind != "Ed25519":
        detail = f"{cryptosuite} takes no {key.kind} key, and the issuer's is one"
        raise IndeterminateError(detail, code="proof")
    try:
        message = hash_data(document, proof)
    except DocumentError as error:
        # Terms beyond our table accuse nobody. But JCS writes all JSON that a strict reader lets through: what it
        # cannot write was never signed.
        if cryptosuite == RDFC:
            raise IndeterminateError(f"{RDFC} covers a closed vocabulary only. {error}", code="proof") from error
        raise VerificationError(f"{error}", code="proof") from error
    if not key.verify(signature, message):
        raise VerificationError("the signature does not fit the document", code="signature")
    # Only now, so that a member added to a proof afterwards makes it altered, and not merely unusual.
    unknown = sorted(set(proof) - MEMBERS)
    if unknown:
        raise IndeterminateError(f"'{unknown[0][:40]}' is not understood here", code="proof")


def _cryptosuite_of(proof: Mapping[str, Any]) -> str:
    """Return which of `CRYPTOSUITES` a proof has."""
    if not isinstance(proof, Mapping):
        raise VerificationError("a proof must be an object", code="proof")
    name = suite_named(proof)
    if name not in CRYPTOSUITES:
        raise IndeterminateError(f"{name[:40]!a} is not supported; {' and '.join(CRYPTOSUITES)} are", code="proof")
    return name


def suite_named(proof: Mapping[str, Any]) -> str:
    """Return the name of a proof's suite, known or not: its cryptosuite, or the type of an older kind."""
    kind, cryptosuite = proof.get("type"), proof.get("cryptosuite")
    name = cryptosuite if kind == _TYPE else kind
    if not isinstance(name, str):
        raise VerificationError("a proof needs a type and a cryptosuite, both text", code="proof")
    return name


def signature_of(proof: Mapping[str, Any], created: re.Pattern[str], size: int) -> bytes:
    """Return the `size` bytes of a proof's signature; VerificationError if it lacks what every proof must have.

    `created` is the form of the instant of that name.
    """
    # The same key may be listed for other purposes: a signature made to log in (`authentication`) asserts nothing.
    if proof.get("proofPurpose") != PURPOSE:
        raise VerificationError(f"its purpose is not {PURPOSE}", code="proof")
    if not isinstance(proof.get("verificationMethod"), str):
        raise VerificationError("it names no verification method", code="proof")
    if "created" in proof and not _is_instant(proof["created"], created):
        raise VerificationError("created is not an instant with a zone, like 2026-06-01T09:30:00Z", code="proof")
    try:
        return multibase.decode_base58btc(proof.get("proofValue", ""), size)
    except DocumentError as error:
        raise VerificationError(f"proofValue: {error}", code="proof") from error


def _states_contexts(proof: Mapping[str, Any], contexts: object) -> bool:
    """Say whether a proof states the contexts of its document; by RDFC, which leaves them out, it may state none."""
    default = contexts if proof.get("cryptosuite") == RDFC else None
    return bool(proof.get("@context", default) == contexts)


def _is_instant(text: object, form: re.Pattern[str] = _INSTANT) -> bool:
    """Say whether `text` is an instant that exists, in UTC and whole seconds unless another form is given."""
    if not isinstance(text, str) or not form.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return False
    return True
