"""The issuer's decentralised identifier (DID): its name, its document, and the list of its keys.

Follows the `did:web` method (W3C CCG) and Controlled Identifiers 1.0. The document is served at
`<base>/issuer/did.json`, so its DID is `did:web:<host>[%3A<port>][:<path>…]:issuer`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from testamur.credentials import addresses
from testamur.errors import DocumentError
from testamur.records.model.log_settings import LogSettings
from testamur.records.model.models import Issuer, VerificationMethod

LOG_SERVICE = "TransparencyLog"  # the type of the service that is a registry's log
CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
# A host name of at least two labels, a port, then plain path segments: nothing that a client could
# read as another place ("..", "%2F", user names, upper case).
_DID = re.compile(
    r"did:web:(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)"
    r"(?:%3A(?P<port>[1-9][0-9]{0,4}))?(?P<path>(?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)"
)


def from_base(base: str) -> str:
    """Return the DID of the issuer whose site is at `base`."""
    parts = urlsplit(base)
    # A base without a path leaves an empty part between host and `issuer`.
    did = ":".join(["did:web", parts.netloc.replace(":", "%3A"), *parts.path.strip("/").split("/"), "issuer"])
    return did.replace("::", ":")


def document_address(did: str) -> str:
    """Return the https address of a DID's document; DocumentError if it is no `did:web` that we accept."""
    match = _DID.fullmatch(did)
    if not match or len(did) > 500 or (match["port"] and int(match["port"]) > 65535):
        raise DocumentError(f"not a did:web identifier: {did[:80]!r}")
    port = f":{match['port']}" if match["port"] else ""
    # The method's own rule: a DID without a path is served at /.well-known.
    path = match["path"].replace(":", "/") or "/.well-known"
    return f"https://{match['host']}{port}{path}/did.json"


def authority_of(did: str) -> str:
    """Return the host, with its port if it has one, that answers for a DID (RFC 3986, 3.2: the authority).

    Raises DocumentError if it is no `did:web` that we accept.
    """
    return document_address(did).split("/")[2]


def base_of(did: str) -> str:
    """Return the base of a site laid out as ours from its issuer's DID; DocumentError for other DIDs."""
    address = document_address(did)
    if not address.endswith("/issuer/did.json"):
        raise DocumentError(f"not the DID of a Testamur registry: {did[:80]!r}")
    return address.removesuffix("/issuer/did.json")


def verification_method(did: str, public_key_multibase: str) -> str:
    """Return the id of a verification method; its fragment is the key itself."""
    return f"{did}#{public_key_multibase}"


def document(base: str, methods: Sequence[VerificationMethod], log: LogSettings | None = None) -> dict[str, Any]:
    """Return the DID document: every key but compromised ones, and the registry's log, if it keeps one.

    A retired key stays in `assertionMethod`, without `expires`: in third-party verifiers, every award that it
    signed would fail without it.
    """
    did = from_base(base)
    listed = [method.public_key_multibase for method in methods if method.state != "compromised"]
    return {
        "@context": CONTEXT,
        "id": did,
        "verificationMethod": [
            {"id": verification_method(did, key), "type": "Multikey", "controller": did, "publicKeyMultibase": key}
            for key in listed
        ],
        "assertionMethod": [verification_method(did, key) for key in listed],
        **({"service": [_log_service(base, did, log)]} if log else {}),
    }


def _log_service(base: str, did: str, log: LogSettings) -> dict[str, Any]:
    """Return where the registry's log is, who signs it, and who sees it (Controlled Identifiers 1.0, "Services")."""
    return {
        "id": f"{did}#log",
        "type": LOG_SERVICE,
        "serviceEndpoint": {
            "log": addresses.log(base),
            "key": log.key,
            "root": log.root,
            "witnesses": [witness.key for witness in log.witnesses],
            **({"quorum": log.quorum} if log.quorum else {}),
        },
    }


def keys_document(issuer: Issuer) -> dict[str, Any]:
    """Return every key with its period and state, compromised ones too: for people and for our verifier.

    The periods are kept out of the DID document: with `expires` there, others would refuse what a key signed in time.
    """
    did, cut_offs = from_base(issuer.base), issuer.cut_offs
    return {
        "did": did,
        "keys": [
            {
                "id": verification_method(did, method.public_key_multibase),
                "publicKeyMultibase": method.public_key_multibase,
                "from": method.from_.isoformat(),
                **({"to": method.to.isoformat()} if method.to else {}),
                "state": method.state,
                # What the log had before is told by the log, and no list of others.
                **({"trustedBelow": cut_offs[key]} if (key := method.public_key_multibase) in cut_offs else {}),
            }
            for method in issuer.verification_methods
        ],
    }
