"""Signed documents of every kind for tests, made by the project's own code with keys from fixed seeds."""

import hashlib
from dataclasses import replace

from samples import ACHIEVEMENT, AWARD, BASE, EDITION, ISSUER, LEARNER
from testamur.credentials import addresses, did, endorsement, learner_record, open_badge
from testamur.proofs import data_integrity, keys, multikey

CREATED = "2026-06-01T09:30:00Z"
AGENCY_BASE = "https://quality.agency.example"
AGENCY = replace(ISSUER, base=AGENCY_BASE, name={"en": "Agency of Quality"}, image="")
KEY, AGENCY_KEY = (keys.from_seed(hashlib.sha256(name).digest()) for name in (b"now", b"agency"))
ENDORSED = addresses.achievement(BASE, ACHIEVEMENT.slug)
STATEMENT = endorsement.EndorsementText(
    slug="data-analysis",
    endorsed=ENDORSED,
    name="Endorsement of Data Analysis Foundations",
    comment="We looked at the course, the projects and the marking, and would hire who passed.",
)
RECORD = learner_record.RecordDetails(
    id=f"{BASE}/learners/zoe/record/",
    valid_from=CREATED,
    subject="urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001",
    list_number=1,
    list_index=4822,
)


def sign(document, base=BASE, key=KEY):
    method = did.verification_method(did.from_base(base), multikey.encode(key.public_key))
    return data_integrity.add_proofs(document, key, created=CREATED, verification_method=method)


def an_endorsement(**changes):
    made = endorsement.compose(
        replace(STATEMENT, **changes), AGENCY, language="en", valid_from=CREATED, list_number=1, list_index=7
    )
    return sign(made, AGENCY_BASE, AGENCY_KEY)


ENDORSEMENTS = (
    an_endorsement(),
    an_endorsement(slug="harbour-institute", endorsed=did.from_base(BASE), name="Endorsement of Harbour Institute"),
)


def an_award(award=AWARD, *, endorsements=(), **changes):
    edition = replace(EDITION, **changes)
    return sign(open_badge.compose(award, ACHIEVEMENT, LEARNER, ISSUER, edition, endorsements=endorsements))


def a_record(*credentials, **changes):
    made = learner_record.compose(
        LEARNER.name,
        credentials,
        ISSUER,
        RECORD,
        name="Data Diploma: the record of Zoë Ó Briain",
        language="en",
        **changes,
    )
    return sign(made)
