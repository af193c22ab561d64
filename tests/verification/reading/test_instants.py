import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.errors import VerificationError
from testamur.verification.reading.instants import is_later, read_instant, said

NOON = datetime.datetime(2026, 5, 14, 12, tzinfo=datetime.UTC)
EARLIEST = datetime.datetime.min.replace(tzinfo=datetime.UTC)
LATEST = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-14T12:00:00Z",
        "2026-05-14T12:00:00.000Z",
        "2026-05-14T12:00:00.000000000+00:00",
        "2026-05-15T02:00:00+14:00",
        "2026-05-13T22:00:00-14:00",
        "2026-05-14T17:45:00+05:45",
    ],
)
def test_an_instant_is_read_in_any_zone(text):  # C-16
    assert read_instant(text, "validFrom") == NOON


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-14", "2026-05-14T12:00:00", "2026-05-14 12:00:00Z", "2026-05-14T12:00Z", "20260514T120000Z",
        "2026-05-14t12:00:00z", "2026-05-14T12:00:00.Z", "2026-05-14T12:00:00,5Z", "2026-05-14T12:00:00Z\n",
        "2026-05-14T24:00:00Z", "2026-05-14T12:00:60Z", "2026-05-14T12:60:00Z", "2026-02-29T12:00:00Z",
        "2026-13-01T12:00:00Z", "2026-05-14T12:00:00+15:00", "2026-05-14T12:00:00+24:00", "2026-05-14T12:00:00-00:00",
        "2026-05-14T12:00:00+0100", "٢٠٢٦-05-14T12:00:00Z", "+002026-05-14T12:00:00Z", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-W20-4T12:00:00Z", "", 7, [], {}, True,
    ],
)  # fmt: skip
def test_instants_that_python_and_javascript_read_differently_are_refused(text):  # C-16
    with pytest.raises(VerificationError, match=r"(?s)^date: validUntil is .* not an instant with a zone"):
        read_instant(text, "validUntil")


def test_a_missing_instant_is_reported_as_missing():
    with pytest.raises(VerificationError, match=r"^date: validFrom is missing, not an instant"):
        read_instant(None, "validFrom")


@given(st.datetimes(timezones=st.timezones()))
def test_an_instant_written_by_python_is_read_exactly_or_refused(moment):
    text = moment.isoformat(timespec="seconds")
    try:
        assert read_instant(text, "created") == datetime.datetime.fromisoformat(text)
    except VerificationError:
        offset = abs(moment.utcoffset())
        outside = not EARLIEST.year < moment.year < LATEST.year
        assert outside or offset > datetime.timedelta(hours=14) or text.endswith("-00:00") or text.count(":") > 3


@pytest.mark.parametrize(
    ("moment", "now", "later"),
    [
        (NOON, NOON, False),
        (NOON + datetime.timedelta(minutes=5), NOON, False),
        (NOON + datetime.timedelta(minutes=5, microseconds=1), NOON, True),
        (LATEST, EARLIEST, True),
        (EARLIEST, LATEST, False),
        (LATEST, LATEST, False),
    ],
)
def test_clocks_may_differ_by_five_minutes(moment, now, later):  # C-15
    assert is_later(moment, now) is later


def test_instants_are_shown_to_the_minute_in_utc():  # C-16
    assert said(read_instant("2026-05-15T02:00:59+14:00", "created")) == "2026-05-14 12:00 UTC"
