import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from testamur.text import periods
from testamur.text.periods import Period

day = datetime.date.fromisoformat


def test_periods_are_compared_day_by_day():
    assert periods.year_before(Period(day("2026-01-01"), day("2026-09-30"))) == Period(
        day("2025-01-01"), day("2025-09-30")
    )
    assert periods.year_before(Period(day("2024-02-01"), day("2024-02-29"))).last == day("2023-02-28")
    assert periods.year_before(Period(day("2025-02-01"), day("2025-02-28"))).last == day("2024-02-29")


@given(st.dates(day("2020-01-01"), day("2026-12-31")), st.integers(0, 900), st.integers(0, 900), st.integers(0, 400))
def test_pieces_cover_every_day_once(first, length, offset, width):
    last = first + datetime.timedelta(days=length)
    start = first + datetime.timedelta(days=offset - 100)
    span = Period(start, start + datetime.timedelta(days=width))
    made = list(periods.pieces(first, last, [span]))
    assert made[0].first == first
    assert made[-1].last == last
    for one, following in pairwise(made):
        assert one.last + datetime.timedelta(days=1) == following.first
    for one in made:
        assert periods.quarter(one.first) == periods.quarter(one.last)
        assert (one.first in span) == (one.last in span)
