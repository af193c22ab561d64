"""When a status list is an answer; whole credentials are in tests/vectors."""

import datetime
import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import verifying
from testamur.credentials import status_list
from testamur.proofs import jcs
from testamur.verification.check import Check
from thoroughness import examples
from vector_making import sample_credentials, sample_web

_, EXPECTED = verifying.case("valid")
REVOCATION, SUSPENSION = sample_web.list_address(), sample_web.list_address("suspension")
NOW = verifying.instant(sample_credentials.NOW)


def instant(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def check(name="valid", documents=None, **more) -> Check:
    """Return the check of a case, with other lists or at another time."""
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    for url, value in (documents or {}).items():
        web.documents[url] = value if isinstance(value, bytes) else jcs.canonicalize(value)
    return verifying.check_named(verifying.examine(data, {**expected, **more}, web), "status")


def signed_at(moment):
    return check(documents={REVOCATION: sample_web.a_list(signed=instant(moment))})


@pytest.mark.parametrize(("position", "bit"), [(0, 0x80), (7, 0x01), (8, 0x80), (4821, 0x04), (131_071, 0x01)])
def test_status_bits_are_written_from_the_left_of_each_byte(position, bit):  # L-01
    bits = bytearray(16384)
    bits[position // 8] = bit
    assert status_list.with_bits({position}) == bytes(bits)


@pytest.mark.parametrize("position", [0, 7, 8, 4821, 131_071])
def test_only_the_award_at_a_set_bit_is_withdrawn(position):
    web = verifying.Web(EXPECTED["web"])
    web.documents[REVOCATION] = jcs.canonicalize(sample_web.a_list((position,)))
    for index, verdict in ((position, "REVOKED"), (position ^ 1, None), (position ^ 8, None)):
        award = jcs.canonicalize(sample_credentials.an_award("valid", index=index))
        assert verifying.check_named(verifying.examine(award, EXPECTED, web), "status").verdict == verdict


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (datetime.timedelta(minutes=-5), ""),
        (datetime.timedelta(minutes=-5, seconds=-1), "clock"),
        (datetime.timedelta(0), ""),
        (datetime.timedelta(days=153, hours=2, minutes=30), ""),  # at the very second of the credential
        (datetime.timedelta(days=153, hours=2, minutes=30, seconds=1), "list-stale"),
    ],
)
def test_a_list_is_accepted_from_the_credentials_creation_to_five_minutes_ahead(age, code):  # L-08
    assert signed_at(NOW - age).code == code


@pytest.mark.parametrize(("days", "seconds", "code"), [(400, 0, ""), (400, 1, "list-stale")])
def test_a_list_is_accepted_for_400_days(days, seconds, code):  # L-08
    later = verifying.instant(sample_credentials.SIGNED) + datetime.timedelta(days=days, seconds=seconds)
    assert check(now=instant(later)).code == code


@pytest.mark.parametrize(("seen", "code"), [("2026-10-30T08:00:00Z", ""), ("2026-10-30T08:00:01Z", "list-stale")])
def test_a_list_older_than_one_seen_before_is_stale(seen, code):
    assert check(seen={REVOCATION: seen}).code == code
    assert check(seen={SUSPENSION: seen}).code == ""


def test_a_rolled_back_list_is_reported_with_both_dates():  # L-09
    detail = check(seen={REVOCATION: "2026-10-31T08:00:00Z"}).detail
    assert "2026-10-30 08:00 UTC" in detail
    assert "2026-10-31 08:00 UTC" in detail


def test_the_date_of_the_list_is_always_stated():
    for name in ("valid", "revoked", "suspended", "superseded-by-another-award"):
        assert "the issuer's list of 2026-10-30 08:00 UTC" in check(name).detail


def test_a_set_bit_without_an_index_is_reported_as_withdrawn_or_replaced():
    detail = check("endorsement-revoked").detail
    assert detail == "withdrawn, or replaced by a newer edition, as the issuer's list of 2026-10-30 08:00 UTC says"


def test_the_list_of_suspensions_is_fetched_only_if_the_bit_is_set():
    for name, asked in (("valid", False), ("revoked", True)):
        data, expected = verifying.case(name)
        web = verifying.Web(expected["web"])
        verifying.examine(data, expected, web)
        assert (SUSPENSION in web.asked) is asked


@pytest.mark.parametrize(
    "holds",
    [
        b"", b"[]", sample_web.HTML, sample_web.unsigned_list((sample_credentials.HELD,), purpose="suspension"),
        sample_web.a_list((sample_credentials.HELD,), purpose="revocation", id=SUSPENSION),
        sample_web.a_list((sample_credentials.HELD,), purpose="suspension", signed="2026-05-01T00:00:00Z"),
        sample_web.a_list((sample_credentials.HELD,), purpose="suspension", key=sample_credentials.OLD_KEY),
        sample_web.a_list(purpose="suspension"),
    ],
)  # fmt: skip
def test_without_a_usable_list_of_suspensions_an_award_counts_as_revoked(holds):
    assert check("suspended", {SUSPENSION: holds}).verdict == "REVOKED"


def test_of_several_status_entries_the_gravest_counts():  # L-06
    made_of = sample_credentials.document("valid")
    held = {**made_of["credentialStatus"], "statusListIndex": str(sample_credentials.HELD)}
    entries = [
        made_of["credentialStatus"],
        {**held, "statusPurpose": "suspension", "statusListCredential": SUSPENSION},
        {**held, "statusListIndex": str(sample_credentials.REVOKED)},
        {**held, "statusPurpose": "message"},
    ]
    for several, verdict, code in (
        (entries, "REVOKED", "revoked"),
        (entries[:2], "SUSPENDED", "suspended"),
        ([entries[0], entries[3]], None, "status-purpose"),
        ([entries[0], entries[0]], None, ""),
    ):
        award = sample_credentials.with_both_proofs({**made_of, "credentialStatus": several})
        found = verifying.check_named(verifying.examine(jcs.canonicalize(award), EXPECTED), "status")
        assert (found.verdict, found.code) == (verdict, code)


@pytest.mark.parametrize(
    "address",
    [
        "https://10.0.0.1/status/revocation-1.json", "https://badges.harbour.example.evil.example/l.json",
        "https://badges.harbour.example:8443/l.json", "https://you@badges.harbour.example/l.json",
        "https://BADGES.harbour.example/l.json", "https://badges.harbour.example\\@evil.example/l.json",
        "https://badges.harbour.example?x=/l.json", "https://", "https:///", "https://[",
    ],
)  # fmt: skip
def test_status_lists_are_fetched_only_from_the_issuers_host(address):
    award = sample_credentials.document("valid")
    award["credentialStatus"] |= {"statusListCredential": address}
    web = verifying.Web(EXPECTED["web"])
    examined = verifying.examine(jcs.canonicalize(sample_credentials.with_both_proofs(award)), EXPECTED, web)
    found = verifying.check_named(examined, "status")
    assert (found.outcome, found.code) == ("could-not-run", "list-not-trusted")
    assert address not in web.asked


@pytest.mark.parametrize("member", ["statusListIndex", "statusListCredential", "statusPurpose"])
def test_a_status_entry_that_lacks_a_member_is_never_passed(member):  # L-04
    award = sample_credentials.document("valid")
    del award["credentialStatus"][member]
    found = verifying.examine(jcs.canonicalize(sample_credentials.sign(award)), EXPECTED)
    assert found.checks[4].code in {"status-entry", "status-purpose"}
    assert found.verdict in {"INVALID", "INDETERMINATE"}


def test_a_compression_bomb_is_not_unpacked():  # L-02
    bomb = sample_web.a_list(encoded=sample_web.pack(sample_web.gz(bytes(2**28))))
    packed = jcs.canonicalize(bomb)
    before = time.process_time()
    tracemalloc.start()
    assert check(documents={REVOCATION: packed}).code == "list-too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - before < 2
    assert peak < 100_000_000


names = [REVOCATION, sample_credentials.DID, "uH4sI"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9) | st.sampled_from(names),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@examples(80, 1000)
@given(st.sampled_from([*sample_web.a_list(), "encodedList", "statusPurpose"]), anything)
def test_a_list_with_any_unexpected_value_is_refused(member, value):
    """Signed by the issuer's key, so that every value is reached."""
    listed = sample_web.unsigned_list()
    subject = listed["credentialSubject"]
    (subject if member in subject and member not in listed else listed)[member] = value
    same = listed == sample_web.unsigned_list()
    signed = listed if member == "proof" else sample_credentials.jcs_only(listed, created=sample_credentials.SIGNED)
    found = check(documents={REVOCATION: json.dumps(signed).encode()})
    assert found.outcome == ("passed" if same else "could-not-run")
