"""The suites of proofs that are checked: what each signs of a document, and with which hash.

Follows Data Integrity EdDSA Cryptosuites v1.0, 3.2 and 3.3, and 3.4 of its drafts, "Ed25519Signature2020"; and Data
Integrity ECDSA Cryptosuites v1.0, 3.2 and 3.3. The table is
fixed: a document names a suite in it, and chooses nothing besides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from testamur.proofs import data_integrity, jcs
from testamur.proofs.data_integrity import without
from testamur.proofs.linked_data import to_rdf
from testamur.proofs.suites.signed_document import SignedDocument

Forms = tuple[bytes, bytes]
"""The canonical form of a proof without its value, and that of the document without its proofs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One suite. `forms(document, proof, digest)` raises DocumentError where one of the two has no canonical form."""

    name: str
    forms: Callable[[SignedDocument, Mapping[str, Any], str], Forms]
    is_rdf: bool  # the meaning is signed, and not every character
    members: frozenset[str]  # what a proof may say and be understood whole
    digests: Mapping[str, str]  # the kinds of key that sign, and the hash of each, as `hashlib` calls it

    def message(self, document: SignedDocument, proof: Mapping[str, Any], key_kind: str) -> bytes:
        """Return what `proof` signs: the hash of its configuration, then of the document (3.2.4, 3.3.4)."""
        digest = self.digests[key_kind]
        config, unsecured = self.forms(document, proof, digest)
        return hashlib.new(digest, config).digest() + hashlib.new(digest, unsecured).digest()


def rdf_forms(document: SignedDocument, proof: Mapping[str, Any], digest: str) -> Forms:
    """Return both as canonical N-Quads; `digest` names blank nodes, too."""
    # 3.2.5: read with the document's contexts, whatever the proof states. A context of its own choosing could give
    # `created` or `proofPurpose` another meaning.
    config = {**without(proof, "proofValue"), "@context": document.contexts}
    return to_rdf.canonical(config, digest), document.as_rdf(digest)


def jcs_forms(document: SignedDocument, proof: Mapping[str, Any], _digest: str) -> Forms:
    """Return both as canonical JSON."""
    # 3.3.2, step 4: contexts that were put behind those of the proof were not signed.
    return jcs.canonicalize(without(proof, "proofValue")), document.as_json(proof.get("@context"))


_ED25519 = {"Ed25519": "sha256"}
# Data Integrity ECDSA Cryptosuites v1.0, 3.2 and 3.3: the hash is that of the signature's own algorithm.
_ECDSA = {"P-256": "sha256", "P-384": "sha384"}
_TABLE = (
    # The verdict rests on the first of these that a document has: what covers every character comes first.
    Suite(name=data_integrity.JCS, forms=jcs_forms, is_rdf=False, members=data_integrity.MEMBERS, digests=_ED25519),
    Suite(name="ecdsa-jcs-2019", forms=jcs_forms, is_rdf=False, members=data_integrity.MEMBERS, digests=_ECDSA),
    Suite(name=data_integrity.RDFC, forms=rdf_forms, is_rdf=True, members=data_integrity.MEMBERS, digests=_ED25519),
    # What drafts of 2023 called eddsa-rdfc-2022, with the same steps ("eddsa-2022").
    Suite(name="eddsa-2022", forms=rdf_forms, is_rdf=True, members=data_integrity.MEMBERS, digests=_ED25519),
    Suite(name="ecdsa-rdfc-2019", forms=rdf_forms, is_rdf=True, members=data_integrity.MEMBERS, digests=_ECDSA),
    Suite(
        name="Ed25519Signature2020",
        forms=rdf_forms,
        is_rdf=True,
        members=data_integrity.MEMBERS - {"cryptosuite"},
        digests=_ED25519,
    ),
)
SUITES: Mapping[str, Suite] = {suite.name: suite for suite in _TABLE}
"""Every suite that is checked, by its name, in the order in which a verdict rests on them."""
ORDER = tuple(SUITES)
CRYPTOSUITES = frozenset(SUITES) - {"Ed25519Signature2020"}
"""Those that are named in `cryptosuite`; the others are types of proofs."""


def find_suite(proof: Mapping[str, Any]) -> Suite | None:
    """Return the suite of a proof; None if it is not in the table."""
    kind, cryptosuite = proof.get("type"), proof.get("cryptosuite")
    is_named = kind == "DataIntegrityProof"
    name = cryptosuite if is_named else kind
    # No kind is called by the name of a cryptosuite, and no cryptosuite by that of a kind.
    if not isinstance(name, str) or (name in CRYPTOSUITES) is not is_named:
        return None
    return SUITES.get(name)
