"""What makes a status list an answer; whole credentials are in tests/vectors."""

import datetime
import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_vectors as made
import verifying
from testamur.proofs import jcs
from testamur.verification.check import Check
from thoroughness import examples

GENUINE, EXPECTED = verifying.case("valid")
REVOCATION, SUSPENSION = made.list_address(), made.list_address("suspension")
NOW = verifying.instant(made.NOW)


def instant(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def check(name="valid", documents=None, **more) -> Check:
    """Return the check of a case, with other lists or at another time."""
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    for url, value in (documents or {}).items():
        web.documents[url] = value if isinstance(value, bytes) else jcs.canonicalize(value)
    return verifying.examine(data, {**expected, **more}, web).checks[4]


def signed_at(moment):
    return check(documents={REVOCATION: made.a_list(signed=instant(moment))})


@pytest.mark.parametrize(("position", "bit"), [(0, 0x80), (7, 0x01), (8, 0x80), (4821, 0x04), (131_071, 0x01)])
def test_a_list_is_read_from_the_left_of_each_byte(position, bit):
    bits = bytearray(16384)
    bits[position // 8] = bit
    assert made.status_list.with_bits({position}) == bytes(bits)
    award = made.an_award("valid", index=position)
    listed = made.a_list((position,))
    for index, verdict in ((position, "REVOKED"), (position ^ 1, None), (position ^ 8, None)):
        award = jcs.canonicalize(made.an_award("valid", index=index))
        web = verifying.Web(EXPECTED["web"])
        web.documents[REVOCATION] = jcs.canonicalize(listed)
        assert verifying.examine(award, EXPECTED, web).checks[4].verdict == verdict


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
def test_a_list_is_an_answer_from_the_credentials_own_instant_on(age, code):
    assert signed_at(NOW - age).code == code


@pytest.mark.parametrize(("days", "seconds", "code"), [(400, 0, ""), (400, 1, "list-stale")])
def test_a_list_is_an_answer_for_400_days(days, seconds, code):
    later = verifying.instant(made.SIGNED) + datetime.timedelta(days=days, seconds=seconds)
    assert check(now=instant(later)).code == code


@pytest.mark.parametrize(("seen", "code"), [("2026-10-30T08:00:00Z", ""), ("2026-10-30T08:00:01Z", "list-stale")])
def test_a_list_older_than_one_seen_before_is_no_answer(seen, code):
    assert check(seen={REVOCATION: seen}).code == code
    assert check(seen={SUSPENSION: seen}).code == ""


def test_a_rolled_back_list_says_both_dates():
    detail = check(seen={REVOCATION: "2026-10-31T08:00:00Z"}).detail
    assert "2026-10-30 08:00 UTC" in detail
    assert "2026-10-31 08:00 UTC" in detail


def test_the_date_of_the_list_is_always_said():
    for name in ("valid", "revoked", "suspended", "superseded-by-another-award"):
        assert "the issuer's list of 2026-10-30 08:00 UTC" in check(name).detail


def test_what_no_index_explains_is_said_to_be_withdrawn_or_replaced():
    detail = check("endorsement-revoked").detail
    assert detail == "withdrawn, or replaced by a newer edition, as the issuer's list of 2026-10-30 08:00 UTC says"


def test_the_list_of_holds_is_asked_only_when_the_bit_is_set():
    for name, asked in (("valid", False), ("revoked", True)):
        data, expected = verifying.case(name)
        web = verifying.Web(expected["web"])
        verifying.examine(data, expected, web)
        assert (SUSPENSION in web.asked) is asked


@pytest.mark.parametrize(
    "holds",
    [
        b"", b"[]", made.HTML, made.unsigned_list((made.HELD,), purpose="suspension"),
        made.a_list((made.HELD,), purpose="revocation", id=SUSPENSION),
        made.a_list((made.HELD,), purpose="suspension", signed="2026-05-01T00:00:00Z"),
        made.a_list((made.HELD,), purpose="suspension", key=made.OLD_KEY),
        made.a_list(purpose="suspension"),
    ],
)  # fmt: skip
def test_a_list_of_holds_that_is_no_answer_explains_nothing(holds):
    assert check("suspended", {SUSPENSION: holds}).verdict == "REVOKED"


def test_of_several_entries_the_gravest_answer_counts():
    made_of = made.document("valid")
    held = {**made_of["credentialStatus"], "statusListIndex": str(made.HELD)}
    entries = [
        made_of["credentialStatus"],
        {**held, "statusPurpose": "suspension", "statusListCredential": SUSPENSION},
        {**held, "statusListIndex": str(made.REVOKED)},
        {**held, "statusPurpose": "message"},
    ]
    for several, verdict, code in (
        (entries, "REVOKED", "revoked"),
        (entries[:2], "SUSPENDED", "suspended"),
        ([entries[0], entries[3]], None, "status-purpose"),
        ([entries[0], entries[0]], None, ""),
    ):
        award = made.beyond({**made_of, "credentialStatus": several})
        found = verifying.examine(jcs.canonicalize(award), EXPECTED).checks[4]
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
def test_nobody_but_the_issuers_own_host_is_asked(address):
    award = made.document("valid")
    award["credentialStatus"] |= {"statusListCredential": address}
    web = verifying.Web(EXPECTED["web"])
    found = verifying.examine(jcs.canonicalize(made.beyond(award)), EXPECTED, web).checks[4]
    assert (found.outcome, found.code) == ("could-not-run", "list-not-trusted")
    assert address not in web.asked


def test_a_bomb_is_not_unpacked():
    bomb = made.a_list(encoded=made.pack(made.gz(bytes(2**28))))
    packed = jcs.canonicalize(bomb)
    before = time.process_time()
    tracemalloc.start()
    assert check(documents={REVOCATION: packed}).code == "list-too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - before < 20
    assert peak < 100_000_000


names = [REVOCATION, made.DID, "uH4sI"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9) | st.sampled_from(names),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@examples(80, 1000)
@given(st.sampled_from([*made.a_list(), "encodedList", "statusPurpose"]), anything)
def test_a_list_with_anything_in_a_place_is_no_answer(member, value):
    """Signed by the issuer's own key, so that every place is reached."""
    listed = made.unsigned_list()
    subject = listed["credentialSubject"]
    (subject if member in subject and member not in listed else listed)[member] = value
    same = listed == made.unsigned_list()
    signed = listed if member == "proof" else made.jcs_only(listed, created=made.SIGNED)
    found = check(documents={REVOCATION: json.dumps(signed).encode()})
    assert found.outcome == ("passed" if same else "could-not-run")
