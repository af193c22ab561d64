"""Takes in an endorsement that another institution signed: verifies it there, and keeps it with its key pinned.

This is the one moment at which the endorser's site is asked; pages say what was found, and on which day (decision 11).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testamur.authoring.editing import atomic_files, new_record
from testamur.authoring.editing.new_record import file_text
from testamur.credentials import did as dids
from testamur.errors import UsageError, VerificationError
from testamur.proofs import jcs
from testamur.records import registry as registries
from testamur.records.model.endorsements import MAX_ENDORSEMENT_BYTES, SIGNED
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.slugs import join_slugs, slug_of
from testamur.verification import examination, received
from testamur.verification.reading import strict_json
from testamur.verification.resolving.resolver import Resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedEndorsement:
    """A signed endorsement that its endorser's site confirms, and the record to be kept of it."""

    stem: str
    host: str  # of the endorser
    name: str
    achievement: str  # the slug; "" where the institution is endorsed
    record: Mapping[str, Any]
    document: bytes  # RFC 8785


def look_up(
    registry: Registry, data: bytes, resolver: Resolver, *, now: datetime.datetime, stem: str = ""
) -> ReceivedEndorsement:
    """Return the endorsement in `data`, verified against its endorser's site; UsageError says why it is refused."""
    try:
        document = strict_json.parse(data, limit=MAX_ENDORSEMENT_BYTES)
        issuer = document["issuer"]["id"]
        target = document["credentialSubject"]["id"]
        method = document["proof"][0]["verificationMethod"]
        host = dids.authority_of(issuer)
    except VerificationError as error:
        raise UsageError(f"this is no endorsement: {harmless(error.reason, 300)}") from error
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise UsageError("this is no EndorsementCredential of Open Badges 3.0, signed by a did:web") from error
    # Trusted for this one examination: who endorses is shown, and whether to believe them is for the reader to judge.
    # Both proofs, since the endorsement will be embedded whole.
    examined = examination.examine(data, resolver=resolver, now=now, trusted=frozenset({issuer}), all_proofs=True)
    if examined.verdict != "VALID":
        raise UsageError(f"{harmless(host)} does not confirm it: {harmless(examined.sentence, 500)}")
    slug = _endorsed_slug(registry, target)
    name = document["issuer"].get("name")
    record: dict[str, Any] = {
        "achievement": slug,
        "endorser": {"name": name if isinstance(name, str) and name else host},
        "date": str(document["validFrom"])[:10],
        "signed": {"publicKeyMultibase": _key(resolver, issuer, str(method)), "checked": now.date().isoformat()},
    }
    return ReceivedEndorsement(
        stem=stem or join_slugs(slug_of(record["endorser"]["name"]), slug, otherwise="endorsement"),
        host=host,
        name=record["endorser"]["name"],
        achievement=slug,
        record=record,
        document=jcs.canonicalize(document),
    )


def add_endorsement(registry: Registry, endorsement: ReceivedEndorsement, *, today: datetime.date) -> list[Path]:
    """Write the record and the document, or neither; return both files."""
    record = registry.folder / "endorsements" / f"{endorsement.stem}.yml"
    signed = registry.folder / SIGNED / f"{endorsement.stem}.json"
    for path in (record, signed):
        if path.exists():
            raise UsageError(f"{path} exists already: nothing was changed. Choose another name with --as")
    schema = new_record.schema_path(registry.folder, record, "endorsement")
    new = {
        f"endorsements/{endorsement.stem}.yml": file_text(
            "endorsement", endorsement.record, schema_path=schema
        ).encode(),
        f"{SIGNED}/{endorsement.stem}.json": endorsement.document,
    }
    # Read again in place, as `issue` and the build will: if that fails, both files are taken away.
    with atomic_files.create_tentatively(registry.folder, new):
        received.read_all(registries.load(registry.folder, today=today))
    return [record, signed]


def _endorsed_slug(registry: Registry, target: str) -> str:
    for slug in registry.achievements:
        if target == received.target(registry, slug):
            return slug
    if target == received.target(registry, ""):
        return ""
    raise UsageError(f"it is about {harmless(str(target), 200)}, which is neither an achievement here nor you")


def _key(resolver: Resolver, issuer: str, method: str) -> str:
    """Return the key that the endorser's DID document lists under the name that signed."""
    try:
        # Asked for a second time, and whoever answers may now say something else.
        document = json.loads(resolver.fetch(dids.document_address(issuer), limit=MAX_ENDORSEMENT_BYTES))
        for verification_method in document["verificationMethod"]:
            if verification_method.get("id") == method:
                return str(verification_method["publicKeyMultibase"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError("its endorser's key document cannot be read now: run this again") from None
    raise UsageError("its endorser no longer lists the key that signed it")
