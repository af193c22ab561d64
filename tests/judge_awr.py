"""The judge that uses `awr`, whose receipts for the work of software agents are signed with `eddsa-jcs-2022`.

It reads JSON strictly (no name twice, no number with a fraction) and writes it canonically, both with code of its
own. It looks at the form of the proof, at the signature, and at the time.

The only keys it knows are `did:key`: here openvc-core finds the key, among those that the issuer uses for
assertions. What it asks of receipts alone is passed over, by the codes of its complaints. It knows no status lists.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import awr
from awr.didkey import b64url_decode
from awr.proof import verify_document_signature
from openvc.did.did_web import DidWebResolver
from openvc.errors import OpenvcError

JCS = "eddsa-jcs-2022"
# A receipt's context, type and version; that its issuer is an object, and a did:key.
OF_RECEIPTS = {"AWR-DOC-003", "AWR-DOC-005", "AWR-DOC-009", "AWR-DOC-010", "AWR-KEY-001"}
OF_TIME = {"AWR-DOC-007", "AWR-TIME-001", "AWR-TIME-002"}

Complaints = list[dict[str, str]]
Outcome = tuple[frozenset[str], dict[str, str]]


def judge(text: str, web: Mapping[str, bytes], now: datetime) -> Outcome:
    """Return what a document passes, and why it does not pass the rest. Checks: `eddsa-jcs-2022`, `validity`."""
    try:
        document = awr.loads(text)
        [proof] = [proof for proof in document["proof"] if proof["cryptosuite"] == JCS]
        complaints = _complaints({**document, "proof": proof}, now)
        if not verify_document_signature(document, proof, _key(document, proof, web)):
            complaints.append({"code": "AWR-PROOF-006", "detail": "the signature is not of this document and key"})
    except awr.AwrError as error:
        return frozenset(), {JCS: str(error)}
    except (OpenvcError, LookupError, TypeError, ValueError) as error:
        return frozenset(), {JCS: f"{type(error).__name__}: {error}"}
    of_time = [one for one in complaints if one["code"] in OF_TIME]
    sorted_out = {"validity": of_time, JCS: [one for one in complaints if one not in of_time]}
    refused = {name: _say(found) for name, found in sorted_out.items() if found}
    return frozenset(sorted_out.keys() - refused), refused


def _complaints(document: dict[str, Any], now: datetime) -> Complaints:
    """Its objections to a document with one proof, apart from the key; a wrong time is a warning."""
    answer = awr.verify_document(document, now=now)
    return [one for one in answer["reasons"] + answer["warnings"] if one["code"] not in OF_RECEIPTS]


def _key(document: dict[str, Any], proof: dict[str, Any], web: Mapping[str, bytes]) -> bytes:
    """The key that the proof names, if the issuer's DID document lists it for assertions."""
    issuer = document["issuer"]
    did = issuer["id"] if isinstance(issuer, dict) else issuer
    found = DidWebResolver(lambda url: json.loads(web[url])).resolve(did)
    method = found.key_for_purpose(proof["verificationMethod"], "assertionMethod")
    if method is None:
        raise LookupError(f"{did} lists no {proof['verificationMethod']} for assertions")
    return b64url_decode(method.public_key_jwk["x"])


def _say(complaints: Complaints) -> str:
    return "; ".join(f"{one['code']}: {one['detail']}" for one in complaints)
