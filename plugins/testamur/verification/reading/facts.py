"""The main facts that a credential states: who, what, for whom and since when, for people, believed or not.

Nothing is concluded from them. A credential that is no registry's may have them where registries do not write them.
"""

from __future__ import annotations

from testamur.verification.credential import Credential
from testamur.verification.reading import contexts
from testamur.verification.reading.shapes import listed, text_of


def facts_of(credential: Credential) -> dict[str, str]:
    """Return the main facts that a credential states, for people, believed or not; only those that are text."""
    said = credential.document
    subject = said.get("credentialSubject", {})
    achievement = subject.get("achievement", {})
    names = [
        one
        for one in listed(subject.get("identifier")) or []
        if isinstance(one, dict) and one.get("identityType") == "name"
    ]
    by = said.get("issuer")
    facts = {
        "issuer": credential.issuer,
        "issuerName": by.get("name") if isinstance(by, dict) else "",
        "learner": names[0].get("identityHash") if names else "",
        "achievement": achievement.get("name") if isinstance(achievement, dict) else "",
        "endorsed": credential.endorsed,
        "comment": subject.get("endorsementComment") if credential.kind == "endorsement" else "",
        "awardedDate": credential.awarded[:10],
        "validUntil": said.get("validUntil", ""),
        "address": credential.address,
    }
    found = {name: value for name, value in facts.items() if isinstance(value, str) and value}
    return found if credential.registry else {**_written_otherwise(credential), **found}


def _written_otherwise(credential: Credential) -> dict[str, str]:
    """Return facts that others write elsewhere than registries do, or that a registry's page does not repeat."""
    said = credential.document
    start, end = contexts.period_of(said["@context"])
    facts = {
        "learner": text_of(said["credentialSubject"], "name"),
        "validFrom": text_of(said, start)[:10],
        "validUntil": text_of(said, end),
    }
    return {name: value for name, value in facts.items() if value}
