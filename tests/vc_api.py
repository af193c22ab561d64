"""Our signing and checking behind the VC API, as W3C's test suites ask for it: for tests only.

The suites send credentials that are no Open Badges, so what stands behind it is what stands below our verifier: strict
JSON, known contexts, the table of suites, keys that are their own names. A check that could not run is no success.
"""

from __future__ import annotations

import contextlib
import datetime
import http.server
import json
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import local_servers
from testamur.credentials import status_list
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import multibase, multikey, public_keys
from testamur.proofs.suites import checking
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.proofs.suites.suite import SUITES
from testamur.verification.reading import contexts, strict_json
from testamur.verification.reading.instants import read_instant
from testamur.verification.resolving import did_documents

LIMIT = 1024 * 1024
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = multikey.encode(KEY.public_key().public_bytes_raw())
DID = f"did:key:{NAME}"
V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"


STATUS = "BitstringStatusList"  # how the suite for status lists calls what it asks for
INDEX = 412


class RefusedError(Exception):
    """What was sent is not accepted; the text says why."""


def issue(asked: str, body: dict[str, Any], base: str) -> dict[str, Any]:
    """Return what was sent, signed by the shim's own key; with a status entry, where one is asked for."""
    credential = body["credential"]
    credential = {**credential, "issuer": _named(credential.get("issuer"))}
    _check_credential(credential)
    for entry in _many(credential.get("credentialStatus")) + _many(credential.get("statusEntry")):
        _check_entry(entry)
    if asked == STATUS:
        credential["credentialStatus"] = {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(INDEX),
            "statusListCredential": f"{base}/{STATUS}/list",
        }
    return _signed(credential, "eddsa-jcs-2022" if asked == STATUS else asked)


def listed(base: str) -> dict[str, Any]:
    """Return the status list to which `issue` points: nothing in it is withdrawn."""
    return _signed(
        {
            "@context": status_list.CONTEXT,
            "id": f"{base}/{STATUS}/list",
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": DID,
            "validFrom": _now(),
            "credentialSubject": {
                "id": f"{base}/{STATUS}/list#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": status_list.encode(status_list.with_bits(set())),
            },
        },
        "eddsa-jcs-2022",
    )


def _signed(credential: dict[str, Any], suite_name: str) -> dict[str, Any]:
    if V1 in _many(credential["@context"]) and suite_name != "eddsa-jcs-2022":
        credential["@context"] = [*_many(credential["@context"]), "https://w3id.org/security/data-integrity/v2"]
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite_name,
        "created": _now(),
        "verificationMethod": f"{DID}#{NAME}",
        "proofPurpose": "assertionMethod",
    }
    if suite_name == "eddsa-jcs-2022":
        proof["@context"] = credential["@context"]
    document = SignedDocument(credential)
    message = SUITES[suite_name].message(document, proof, "Ed25519")
    if document.unsigned:
        raise RefusedError(f"nothing would sign {document.unsigned}")
    proof["proofValue"] = multibase.encode_base58btc(KEY.sign(message))
    return {**credential, "proof": proof}


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def verify(asked: str, credential: Any, base: str) -> None:
    """Raise unless every proof of a credential fits, one of them of the suite that was asked for."""
    suite_name = "eddsa-jcs-2022" if asked == STATUS else asked
    if not isinstance(credential, dict):
        raise RefusedError("it is not an object")
    _check_credential(credential)
    proofs = _many(credential.get("proof"))
    if not proofs or not all(isinstance(proof, dict) for proof in proofs):
        raise RefusedError("it has no proof")
    if suite_name not in {proof.get("cryptosuite") for proof in proofs}:
        raise RefusedError("no proof of it is of this suite")
    document = SignedDocument(credential)
    for proof in proofs:
        checking.verify_proof(document, proof, _key(proof.get("verificationMethod")))
    for entry in _many(credential.get("credentialStatus")):
        _check_entry(entry)
        found = listed(base)
        if entry["statusListCredential"] != found["id"]:
            raise RefusedError("its list is not here")
        bits = status_list.decode(found["credentialSubject"]["encodedList"])
        if status_list.is_set(bits, int(entry["statusListIndex"])):
            raise RefusedError("it is withdrawn")


def _check_entry(entry: Any) -> None:
    if not isinstance(entry, dict) or not str.isdecimal(entry.get("statusListIndex", "")):
        raise RefusedError("a status entry's index is no number in text")


def _key(name: Any) -> Any:
    """Return the key that a verification method's name is."""
    if not isinstance(name, str) or not name.startswith("did:key:"):
        raise RefusedError("its key is not named by a did:key")
    did = name.partition("#")[0]
    did_documents.check_name(did)
    methods = did_documents.worked_out(did)["verificationMethod"]
    method = next((one for one in methods if one["id"] == name), None)
    key = method and public_keys.read(method)
    if not key:
        raise RefusedError("its key is not listed")
    return key


def _check_credential(credential: dict[str, Any]) -> None:
    """Hold a credential to what our verifier asks of each, Open Badge or not."""
    stated = _many(credential.get("@context"))
    if stated[:1] not in ([V1], [V2]):
        raise RefusedError("its first context is not that of Verifiable Credentials")
    types = _many(credential.get("type"))
    if "VerifiableCredential" not in types:
        raise RefusedError("it is no VerifiableCredential")
    if not isinstance(credential.get("credentialSubject"), dict | list) or not credential["credentialSubject"]:
        raise RefusedError("it has no subject")
    for member in contexts.period_of(stated):
        if member in credential:
            read_instant(credential[member], member)


def _named(issuer: Any) -> Any:
    return {**issuer, "id": DID} if isinstance(issuer, dict) else DID


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Serve the API below `/<suite>/`, by https with a certificate that nobody signed; yield its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, listed(base)) if self.path == f"/{STATUS}/list" else self._answer(404, {})

        def do_POST(self) -> None:
            data = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), LIMIT))
            _, asked, _, act = f"{self.path}///".split("/")[:4]
            try:
                body = strict_json.parse(data, limit=LIMIT)
                if act == "issue":
                    self._answer(201, {"verifiableCredential": issue(asked, body, base)})
                else:
                    verify(asked, body["verifiableCredential"], base)
                    self._answer(200, {"verified": True, "checks": ["proof"]})
            except (RefusedError, VerificationError, DocumentError, KeyError, TypeError, AttributeError) as error:
                self._answer(400, {"verified": False, "errors": [f"{type(error).__name__}: {error}"]})

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with local_servers.serving(Handler, tls=local_servers.self_signed()) as base:
        yield base
