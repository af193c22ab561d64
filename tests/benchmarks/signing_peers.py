"""What others take to sign credentials like ours: those of the ledger that `our_side` left, without their proofs.

Each side signs a sample of them, with a key of the same kind. A few are signed before the clock starts, so that what is
prepared once (contexts, compiled code) is not counted against a peer.
"""

import json
import subprocess
from pathlib import Path

from benchmarks import usage
from paths import ROOT

_SAMPLE, _WARM_UP = 300, 20
_JUDGES = ROOT / "tests" / "judges"
NO_PACKAGES = "skipped: tests/judges/node_modules is not installed (make test-tools)"


def bare_signatures(size: int, folder: Path) -> dict:
    """Two signatures and two checks an award with `cryptography`, over as many bytes as a proof signs."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = key.public_key()
    messages = [number.to_bytes(64) for number in range(2 * min(size, 1000))]
    begun = usage.own_cpu()
    for message in messages:
        public.verify(key.sign(message), message)
    return {"each": (usage.own_cpu() - begun) / len(messages) * 2}


def openbadgeslib_data_integrity(size: int, folder: Path) -> dict:
    """openbadgeslib's `eddsa-rdfc-2022`: one proof, and no check of it."""
    from openbadgeslib.ob3 import ldp

    pem, method = _pem(), "did:web:badges.harbour.example:issuer#key"
    return _each(folder, size, lambda document: ldp.add_data_integrity_proof(document, pem, method))


def openbadgeslib_jwt(size: int, folder: Path) -> dict:
    """openbadgeslib's JWT: one signature of the JSON as it is, without canonical forms."""
    from openbadgeslib.ob3 import OB3Signer

    signer = OB3Signer(_pem(), algorithm="EdDSA")
    return _each(folder, size, signer.sign_payload)


def digital_bazaar(size: int, folder: Path) -> dict:
    """Digital Bazaar's `vc.issue`, in Node, with the two proofs that ours have."""
    import tools

    if not (_JUDGES / "node_modules").is_dir():
        return {"missing": NO_PACKAGES}
    question = {"documents": _unsigned(folder, size), "warmUp": _WARM_UP}
    done = subprocess.run(
        [tools.node(), _JUDGES / "digital-bazaar-issuing.mjs"],
        input=json.dumps(question).encode(),
        stdout=subprocess.PIPE,
        cwd=_JUDGES,
        check=True,
    )
    return json.loads(done.stdout)


def _each(folder: Path, size: int, sign) -> dict:
    documents = _unsigned(folder, size)
    for document in documents[:_WARM_UP]:
        sign(document)
    begun = usage.own_cpu()
    for document in documents:
        sign(document)
    return {"each": (usage.own_cpu() - begun) / len(documents)}


def _unsigned(folder: Path, size: int) -> list[dict]:
    files = sorted((folder / "ledger" / "credentials").glob("*.json"))[: min(size, _SAMPLE)]
    documents = [json.loads(file.read_bytes()) for file in files]
    for document in documents:
        del document["proof"]
    return documents


def _pem() -> bytes:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes(32)).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
