"""Keys and their periods; their effect on whole credentials is in tests/vectors."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import verifying
from testamur.errors import IndeterminateError, VerificationError
from testamur.proofs import multibase
from testamur.proofs.jose.public_key import PublicKey
from testamur.verification.issuer_keys import Keys
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Unavailable
from vector_making import sample_credentials, sample_web
from vector_making.sample_credentials import CREATED, DID, KEY, STRANGER

METHOD = sample_credentials.method()
PUBLIC = PublicKey("Ed25519", KEY.public_key)
LISTED = sample_web.did_document(KEY)["verificationMethod"][0]


def keys(**changes):
    return Keys(DID, {**sample_web.did_document(KEY), **changes})


def with_period(**period):
    found = keys()
    found.learn_periods({"keys": [{"id": METHOD, **period}]})
    return found


def at(text):
    return datetime.datetime.fromisoformat(text)


def refusal(act, *args):
    with pytest.raises(VerificationError) as caught:
        act(*args)
    return str(caught.value)


def test_the_key_is_the_one_listed_under_the_verification_method():
    assert keys().key(METHOD) == PUBLIC
    named = {**LISTED, "id": f"{DID}#key-1"}
    found = keys(verificationMethod=[named], assertionMethod=[f"{DID}#key-1"])
    assert found.key(f"{DID}#key-1") == PUBLIC


@pytest.mark.parametrize(
    "document",
    [
        None, [], "", 7, {}, {"id": DID}, {"id": STRANGER}, {"id": [DID]},
        {"id": DID, "verificationMethod": {}, "assertionMethod": []},
        {"id": DID, "verificationMethod": [], "assertionMethod": METHOD},
    ],
)  # fmt: skip
def test_a_did_document_of_another_issuer_is_refused(document):
    assert refusal(Keys, DID, document).startswith("did-document: ")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("unknown-key", {"verificationMethod": []}),
        ("unknown-key", {"verificationMethod": [None, 7, [], METHOD]}),
        ("key-shape", {"verificationMethod": [LISTED, LISTED]}),
        ("unknown-key", {"verificationMethod": [{**LISTED, "id": METHOD.removeprefix(DID)}]}),
        ("key-purpose", {"assertionMethod": []}),
        ("key-purpose", {"assertionMethod": [LISTED], "authentication": [METHOD]}),
        ("key-purpose", {"assertionMethod": [METHOD + " "]}),
        ("key-shape", {"verificationMethod": [{**LISTED, "controller": STRANGER}]}),
        ("key-shape", {"verificationMethod": [{**LISTED, "controller": [DID]}]}),
        ("weak-key", {"verificationMethod": [{**LISTED, "publicKeyMultibase": None}]}),
        ("weak-key", {"verificationMethod": [{**LISTED, "publicKeyMultibase": "z" * 200_000}]}),
    ],
)
def test_an_unreliable_key_is_refused_with_a_reason(code, changes):  # K-11
    assert refusal(keys(**changes).key, METHOD).startswith(f"{code}: ")


@pytest.mark.parametrize(
    "changes",
    [
        {"secretKeyMultibase": "z3u2"},
        {"privateKeyJwk": {"kty": "OKP", "d": "x"}},
        {"publicKeyJwk": {"kty": "OKP", "d": "x"}},
        {"type": "JsonWebKey", "publicKeyJwk": {"kty": "OKP", "d": "x"}},
        {"publicKeyMultibase": multibase.encode_base58btc(b"\x80\x26" + bytes(32))},
    ],
)
def test_a_key_that_is_published_with_its_private_part_proves_nothing(changes):
    found = refusal(keys(verificationMethod=[{**LISTED, **changes}]).key, METHOD)
    assert found.startswith("key-published: the issuer publishes the private key itself (")


def test_the_private_part_of_another_key_does_not_speak_against_this_one():
    other = {**LISTED, "id": f"{DID}#other", "secretKeyMultibase": "z3u2"}
    assert keys(verificationMethod=[LISTED, other]).key(METHOD) == PUBLIC


@pytest.mark.parametrize(
    "written",
    [
        {"verificationMethod": [{**LISTED, "id": METHOD.removeprefix(DID)}], "assertionMethod": [METHOD]},
        {"verificationMethod": [LISTED], "assertionMethod": [METHOD.removeprefix(DID)]},
        {"verificationMethod": [], "assertionMethod": [LISTED]},
        {"assertionMethod": [LISTED]},
        {"assertionMethod": LISTED},
        {"verificationMethod": LISTED, "assertionMethod": METHOD},
    ],
)
def test_others_may_write_a_key_in_other_ways(written):
    assert Keys(DID, did_documents.evenly(DID, {"id": DID, **written})).key(METHOD) == PUBLIC


@pytest.mark.parametrize("document", [None, [], {"verificationMethod": {}}, {"assertionMethod": 7}])
def test_what_is_no_did_document_stays_none(document):
    assert did_documents.evenly(DID, document) == document


@pytest.mark.parametrize("kind", ["JsonWebKey", "EcdsaSecp256k1VerificationKey2019", None, ["Multikey"]])
def test_a_key_of_another_kind_is_indeterminate(kind):
    with pytest.raises(IndeterminateError, match=r"^key-not-supported: "):
        keys(verificationMethod=[{**LISTED, "type": kind}]).key(METHOD)


@pytest.mark.parametrize(
    ("created", "fits"),
    [
        ("2025-12-31T23:59:59Z", False),
        ("2026-01-01T00:00:00Z", True),
        ("2026-01-01T13:59:59+14:00", False),
        ("2026-07-01T23:59:59Z", True),
        ("2026-07-01T12:00:00-12:00", False),
        ("2026-07-02T00:00:00Z", False),
    ],
)
def test_a_key_period_covers_whole_days_in_utc(created, fits):  # K-10
    found = with_period(**{"from": "2026-01-01", "to": "2026-07-01", "state": "retired"})
    if fits:
        found.check_period(METHOD, at(created).astimezone(datetime.UTC))
    else:
        moment = at(created).astimezone(datetime.UTC)
        assert refusal(found.check_period, METHOD, moment).startswith("key-period: it was signed on ")


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("key-period", {}),
        ("key-period", {"from": 2026}),
        ("key-period", {"from": "0"}),
        ("key-period", {"from": "2026-01-01", "to": "z"}),
        ("key-period", {"from": "2026-01-01", "to": None}),
        ("key-compromised", {"state": "compromised"}),
        ("key-compromised", {"from": "2026-01-01", "state": "compromised", "to": {}}),
    ],
)
def test_an_unreadable_key_period_is_refused(code, period):
    assert refusal(with_period(**period).check_period, METHOD, at(CREATED)).startswith(f"{code}: ")


def test_a_compromised_key_is_reported_with_its_day():  # K-10
    found = with_period(state="compromised", to="2026-03-01")
    assert "no longer listed since 2026-03-01," in refusal(found.check_period, METHOD, None)


def test_of_two_entries_for_one_key_the_worse_counts():
    found = keys()
    good = {"id": METHOD, "from": "2026-01-01"}
    found.learn_periods({"keys": [good, {**good, "state": "compromised"}]})
    assert refusal(found.check_period, METHOD, at(CREATED)).startswith("key-compromised: ")


def test_a_proof_without_a_creation_time_fits_no_key_period():
    assert refusal(with_period(**{"from": "2026-01-01"}).check_period, METHOD, None).startswith("created-missing: ")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_no_list_of_keys_can_add_a_key(value):
    for listed in (value, {"keys": value}, {"keys": [value]}, {"keys": [{"id": METHOD, "from": value, "to": value}]}):
        found = keys()
        try:
            found.learn_periods(listed)
        except Unavailable:
            continue
        refusal(found.check_period, METHOD, at(CREATED))


@pytest.mark.parametrize(
    ("name", "asked"), [("valid", True), ("untrusted-and-expired", False), ("trusted-university", False)]
)
def test_key_periods_are_fetched_only_from_trusted_registries(name, asked):
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    verifying.examine(data, expected, web)
    assert any(url.endswith("/issuer/keys.json") for url in web.asked) is asked


def test_a_key_without_a_last_day_is_said_to_sign_from_its_first_day_on():
    found = with_period(**{"from": "2026-01-01", "state": "active"})
    said = refusal(found.check_period, METHOD, datetime.datetime(2020, 5, 1, tzinfo=datetime.UTC))
    assert said == "key-period: it was signed on 2020-05-01, and its key signed from 2026-01-01 on"
