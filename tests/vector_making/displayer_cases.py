"""What a displayer of badges has to tell apart (1EdTech, Open Badges 3.0 conformance): valid, expired and revoked.

On both data models, of an issuer of other software that the reader trusts.
"""

from vector_making.other_form_cases import V1, issuer
from vector_making.sample_credentials import REVOKED
from vector_making.status_kind_cases import award, entry, list_by

ENDED = "2026-10-01T00:00:00Z"
SINCE = "2026-06-01T00:00:00Z"


def add():
    for model, contexts, end in (("1.1", V1, "expirationDate"), ("2.0", None, "validUntil")):
        older = {"@context": contexts, "validFrom": None, "issuanceDate": SINCE} if contexts else {}
        add_award(f"displayed-{model}-valid", "VALID", **older)
        add_award(f"displayed-{model}-expired", "EXPIRED", fails={"validity": "expired"}, **older, **{end: ENDED})
        add_award(f"displayed-{model}-revoked", "REVOKED", REVOKED, fails={"status": "revoked"}, **older)


def add_award(name, verdict, index=4, **more):
    award(name, entry(name, index), listed=list_by(name), trusted=(issuer(name),), verdict=verdict, **more)
