"""Days and instants."""

import datetime

import pytest

from testamur.records.parsing.formats import FORMATS, FormatError
from testamur.text import dates


@pytest.mark.parametrize(
    "text",
    ["01/03/2026", "2026-3-1", "20260301", "2026-W10-1", "1 March 2026", "２０２６-03-01", "2026-03-01T10:00:00", ""],
)
def test_other_date_formats_are_refused_with_the_right_one(text):  # Y-13, Y-14
    with pytest.raises(FormatError) as error:
        FORMATS["date"](text)
    assert (error.value.code, "2026-03-01" in error.value.remedy) == ("date-format", True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", "February 2026 has 28 days"),
        ("2026-02-29", "February 2026 has 28 days"),
        ("2026-13-01", "there is no month 13"),
        ("2026-04-31", "April 2026 has 30 days"),
    ],
)
def test_an_impossible_day_is_refused_with_a_reason(text, reason):  # Y-11, Y-12
    with pytest.raises(FormatError, match=reason) as error:
        FORMATS["date"](text)
    assert error.value.code == "date-impossible"


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_out_of_range_is_refused(text):
    with pytest.raises(FormatError) as error:
        FORMATS["date"](text)
    assert error.value.code == "date-range"


@pytest.mark.parametrize(
    ("text", "code"), [("0999-01-01", "date-range"), ("2200-01-01", "date-range"), ("1592", "date-format")]
)
def test_a_founding_day_may_be_centuries_ago(text, code):
    FORMATS["testamur-founded"]("1592-03-03")
    with pytest.raises(FormatError) as error:
        FORMATS["testamur-founded"](text)
    assert error.value.code == code


@pytest.mark.parametrize(
    "text", ["2026-05-14T23:59:60Z", "2026-05-14T24:00:00Z", "2026-05-14T10:00:00+24:00", "2026-05-14T10:00:00-00:00"]
)
def test_a_day_with_a_time_is_refused(text):  # Y-15
    with pytest.raises(FormatError, match="without a time"):
        FORMATS["date"](text)


@pytest.mark.parametrize(
    "text", ["2026-05-14\n", " 2026-05-14", "2026-00-10", "2026-05-00", "+2026-05-14", "2026-05-１4"]
)
def test_text_that_resembles_a_day_is_refused(text):
    with pytest.raises(FormatError):
        FORMATS["date"](text)


def test_a_leap_day_is_accepted():  # Y-12
    assert dates.day("2024-02-29") == datetime.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("awarded", "lasts", "last"),
    [
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2026-12-31", "P2M", "2027-02-28"),
        ("2026-05-14", "P90D", "2026-08-12"),
        ("2026-05-14", "P1Y6M10D", "2027-11-24"),
    ],
)
def test_the_last_day_counts_from_the_award_and_respects_short_months(awarded, lasts, last):
    assert dates.last_day(dates.day(awarded), lasts).isoformat() == last


@pytest.mark.parametrize("lasts", ["P9999Y", "P99999M", "P9999999D"])
def test_an_award_that_lasts_beyond_the_calendar_has_no_last_day(lasts):
    with pytest.raises((ValueError, OverflowError)):
        dates.last_day(dates.day("2026-05-14"), lasts)


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        ("2029-05-14", "Europe/Dublin", "2029-05-14T22:59:59Z"),
        ("2029-01-14", "Europe/Dublin", "2029-01-14T23:59:59Z"),
        ("2026-10-25", "Europe/Dublin", "2026-10-25T23:59:59Z"),  # the night when clocks go back
        ("2026-03-28", "Europe/Dublin", "2026-03-28T23:59:59Z"),
        ("2026-05-14", "Pacific/Kiritimati", "2026-05-14T09:59:59Z"),
        ("2026-05-14", "Pacific/Pago_Pago", "2026-05-15T10:59:59Z"),
    ],
)
def test_a_day_ends_in_the_institutions_time_zone(day, zone, end):
    assert dates.instant(dates.end_of_day(dates.day(day), zone)) == end
