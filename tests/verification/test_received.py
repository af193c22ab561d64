"""Endorsements that others signed: the pinned key signed exactly this, and it is about what the record says."""

import datetime
from dataclasses import replace

import pytest

import signing
from issuing import make_registry
from samples import BASE
from signing import AGENCY_BASE, AGENCY_KEY, ENDORSED, STATEMENT
from testamur.credentials import did
from testamur.errors import RecordsError, VerificationError
from testamur.proofs import jcs, multikey
from testamur.records.model.endorsements import MAX_ENDORSEMENT_BYTES, Endorsement, Endorser, Signed
from testamur.verification import received

DAY = datetime.date(2026, 6, 1)
RECORD = Endorsement(
    slug="quality",
    endorser=Endorser(name="Agency of Quality"),
    date=DAY,
    signed=Signed(public_key_multibase=multikey.encode(AGENCY_KEY.public_key), checked=DAY),
)
GENUINE = signing.an_endorsement()


def read(document, record=RECORD, endorsed=ENDORSED):
    data = document if isinstance(document, bytes) else jcs.canonicalize(document)
    return received.read(data, record, endorsed)


def signed_anew(key=AGENCY_KEY, base=AGENCY_BASE, **members):
    made = {**{name: held for name, held in GENUINE.items() if name != "proof"}, **members}
    return signing.sign({name: held for name, held in made.items() if held is not None}, base, key)


def test_a_genuine_endorsement_says_who_endorses_what_in_which_words():
    found = read(GENUINE)
    assert (found.endorser, found.name) == (did.from_base(AGENCY_BASE), "Agency of Quality")
    assert (found.target, found.comment) == (ENDORSED, STATEMENT.comment)
    assert found.document == GENUINE
    assert found.valid_from == datetime.datetime.fromisoformat(signing.CREATED)
    assert found.valid_until is None


def test_one_proof_is_enough():
    for proof in GENUINE["proof"]:
        assert read({**GENUINE, "proof": [proof]}).comment == STATEMENT.comment
        assert read({**GENUINE, "proof": proof}).comment == STATEMENT.comment


OTHER_KEY = multikey.encode(signing.KEY.public_key)


def pinned(key):
    return replace(RECORD, signed=Signed(public_key_multibase=key, checked=DAY))


@pytest.mark.parametrize(
    ("document", "record", "told"),
    [
        (b"{", RECORD, "JSON"),
        (b"[]", RECORD, "contexts"),
        (b'{"a": "' + b"x" * MAX_ENDORSEMENT_BYTES + b'"}', RECORD, "bytes"),
        ({**GENUINE, "@context": GENUINE["@context"][:1]}, RECORD, "contexts are not exactly those"),
        ({**GENUINE, "type": ["VerifiableCredential"]}, RECORD, "not an EndorsementCredential"),
        ({**GENUINE, "type": "EndorsementCredential"}, RECORD, "not an EndorsementCredential"),
        ({**GENUINE, "issuer": did.from_base(AGENCY_BASE)}, RECORD, "does not say who endorses what"),
        ({**GENUINE, "credentialSubject": []}, RECORD, "does not say who endorses what"),
        ({**GENUINE, "issuer": {**GENUINE["issuer"], "id": "https://x.example"}}, RECORD, "cannot be signed over"),
        ({**GENUINE, "unknown": "x"}, RECORD, "cannot be signed over"),
        ({**GENUINE, "proof": None}, RECORD, "no proof that is read here"),
        ({**GENUINE, "proof": []}, RECORD, "no proof that is read here"),
        ({**GENUINE, "proof": GENUINE["proof"] * 2}, RECORD, "no proof that is read here"),
        ({**GENUINE, "proof": ["x"]}, RECORD, "a key of somebody else than its endorser"),
        (
            signing.sign({k: v for k, v in GENUINE.items() if k != "proof"}, BASE, AGENCY_KEY),
            RECORD,
            "of somebody else",
        ),
        ({**GENUINE, "validFrom": "2026-06-02T09:30:00Z"}, RECORD, "signature does not fit"),
        (signed_anew(signing.KEY), RECORD, "signature does not fit"),
        (GENUINE, pinned(OTHER_KEY), "signature does not fit"),
        (GENUINE, pinned("z6Mkx"), "the key that the record names is not sound"),
        (GENUINE, replace(RECORD, signed=None), "the key that the record names is not sound"),
        (signing.an_endorsement(endorsed=f"{BASE}/achievements/other/"), RECORD, "it is about '.*other/', not about"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_reason(document, record, told):
    with pytest.raises(VerificationError, match=told):
        read(document, record)


@pytest.mark.parametrize(
    ("day", "until", "holds"),
    [
        ("2026-05-31T23:59:59Z", None, False),
        ("2026-06-01T00:00:00Z", None, True),
        ("2036-06-01T00:00:00Z", None, True),
        ("2026-07-31T23:59:58Z", "2026-07-31T23:59:59Z", True),
        ("2026-07-31T23:59:59Z", "2026-07-31T23:59:59Z", False),
    ],
)
def test_an_endorsement_holds_from_its_first_day_to_its_last_instant(day, until, holds):
    found = read(signed_anew(validUntil=until))
    assert found.holds_at(datetime.datetime.fromisoformat(day)) is holds


REGISTRY = make_registry().with_records(
    {"endorsement": {"quality": replace(RECORD, achievement="data-analysis-foundations")}}
)


@pytest.mark.parametrize(
    ("known_as", "achievement", "target"),
    [
        ("", "visit", f"{BASE}/achievements/visit/"),
        ("", "", did.from_base(BASE)),
        ("https://real.example", "visit", "https://real.example/achievements/visit/"),
        ("https://real.example", "", "did:web:real.example:issuer"),
    ],
)
def test_what_is_endorsed_has_the_real_address_in_a_preview_too(known_as, achievement, target):
    assert received.target(replace(REGISTRY, known_as=known_as), achievement) == target


def test_the_endorsements_of_a_registry_are_read_by_their_names():
    found = received.read_all(replace(REGISTRY, signed_endorsements={"quality": jcs.canonicalize(GENUINE)}))
    assert [(slug, one.target) for slug, one in found.items()] == [("quality", ENDORSED)]


def test_each_endorsement_that_does_not_verify_is_told_at_its_file():
    with pytest.raises(RecordsError) as error:
        received.read_all(replace(REGISTRY, signed_endorsements={"quality": b"{}"}))
    (problem,) = error.value.problems
    assert (problem.code, problem.file) == ("endorsement", "credentials/endorsements/signed/quality.json")
