"""An award composed by hand and signed with other people's libraries, without any code of the project.

PyLD and rfc8785 make the canonical forms, cryptography signs, openvc-core writes multibase. The award's issuer has a
DID document and a status list, as pages of the web.
"""

import base64
import gzip
import hashlib
import json

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openvc.multibase import encode_multibase

from json_ld import canonical

RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
BASE = "https://badges.harbour.example/"
DID = "did:web:badges.harbour.example:issuer"
DID_PAGE, LIST_PAGE = BASE + "issuer/did.json", BASE + "status/revocation-1.json"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
INDEX = 90_210
CREATED = "2026-06-01T09:30:00Z"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
CONTEXT = [CREDENTIALS, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
ACHIEVEMENT = BASE + "achievements/boat-handling/"
CREDENTIAL = {
    "@context": CONTEXT,
    "id": BASE + "awards/0a1b-2c3d-4e5f-6g7k/",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Boat Handling",
    "issuer": {
        "id": DID,
        "type": ["Profile"],
        "name": "Harbour Institute",
        "url": BASE,
        "address": {"type": ["Address"], "addressCountry": "IE", "addressCountryCode": "IE"},
        "image": {"id": BASE + "images/logo.svg", "type": "Image", "caption": "A harbour"},
    },
    "validFrom": CREATED,
    "validUntil": "2029-05-14T22:59:59Z",
    "awardedDate": "2026-05-14T12:00:00Z",
    "credentialSubject": {
        "id": "urn:uuid:0d9c6c4e-3f0a-4a53-9a0e-7b1f6c2d5e11",
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": "Aoife Ní Mháille 王"}
        ],
        "creditsEarned": 2,
        "result": [
            {
                "type": ["Result"],
                "resultDescription": ACHIEVEMENT + "#crossing",
                "value": "87",
                "status": "Completed",
            }
        ],
        "achievement": {
            "id": ACHIEVEMENT,
            "type": ["Achievement"],
            "achievementType": "MicroCredential",
            "name": "Boat Handling",
            "description": "Handle a boat under oars and engine.",
            "inLanguage": "en",
            "version": "2026",
            "creditsAvailable": 2,
            "criteria": {"id": ACHIEVEMENT, "narrative": "**Assessment**\n\n- a crossing, watched by an examiner"},
            "image": {"id": ACHIEVEMENT + "badge.png", "type": "Image", "caption": "An oar"},
            "tag": ["boats"],
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": "EQF level 4",
                    "targetUrl": "https://europa.eu/europass/eqf/4",
                    "targetFramework": "European Qualifications Framework",
                    "targetCode": "4",
                    "targetType": "ext:EQF",
                }
            ],
            "resultDescription": [
                {
                    "id": ACHIEVEMENT + "#crossing",
                    "type": ["ResultDescription"],
                    "name": "Crossing",
                    "resultType": "Percent",
                    "valueMin": "0",
                    "valueMax": "100",
                    "requiredValue": "60",
                }
            ],
            "creator": {"id": DID, "type": ["Profile"], "name": "Harbour Institute"},
        },
    },
    "evidence": [{"id": "https://evidence.example/7", "type": ["Evidence"], "name": "Log", "narrative": "Logbook"}],
    "credentialStatus": {
        "id": f"{LIST_PAGE}#{INDEX}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(INDEX),
        "statusListCredential": LIST_PAGE,
    },
}


def multikey(key):
    return encode_multibase(b"\xed\x01" + key.public_key().public_bytes_raw())


def digest(text):
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).digest()


def signed(document, key=KEY, **options):
    """The document with both proofs (Data Integrity EdDSA Cryptosuites 1.0); options are members of each proof."""
    bare = {name: held for name, held in document.items() if name != "proof"}
    did = bare["issuer"] if isinstance(bare["issuer"], str) else bare["issuer"]["id"]
    proofs = []
    for cryptosuite, form in ((RDFC, canonical), (JCS, rfc8785.dumps)):
        proof = {
            "type": "DataIntegrityProof",
            "created": bare["validFrom"],
            "verificationMethod": f"{did}#{multikey(KEY)}",
            "cryptosuite": cryptosuite,
            "proofPurpose": "assertionMethod",
            **options,
        }
        config = {**proof, "@context": bare["@context"]}
        value = key.sign(digest(form(config)) + digest(form(bare)))
        proofs.append({**(config if cryptosuite == JCS else proof), "proofValue": encode_multibase(value)})
    return {**bare, "proof": proofs}


def credential(**changes):
    """The award before signing, in a copy that a test may change."""
    return json.loads(json.dumps({**CREDENTIAL, **changes}))


def status_list(*indexes, key=KEY):
    """The signed list, in which these bits are set."""
    bits = bytearray(131_072 // 8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    encoded = base64.urlsafe_b64encode(gzip.compress(bits, mtime=0)).rstrip(b"=").decode()
    document = {
        "@context": [CREDENTIALS],
        "id": LIST_PAGE,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": DID,
        "validFrom": CREATED,
        "credentialSubject": {
            "id": LIST_PAGE + "#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "u" + encoded,
        },
    }
    return signed(document, key)


def did_document(**changes):
    method = f"{DID}#{multikey(KEY)}"
    described = {"id": method, "type": "Multikey", "controller": DID, "publicKeyMultibase": multikey(KEY)}
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": DID,
        "verificationMethod": [described],
        "assertionMethod": [method],
        **changes,
    }


def web(did=None, listed=None):
    """The pages that a verifier opens, by address."""
    pages = {DID_PAGE: did or did_document(), LIST_PAGE: listed or status_list()}
    return {url: json.dumps(page).encode() for url, page in pages.items()}
