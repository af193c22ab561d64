import datetime

import pytest

from issuing import NOW
from registries import make_registry
from testamur.errors import UsageError
from testamur.terminal import clock

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("hour", "day"),
    [(9, 1), (10, 2), (23, 2)],
)
def test_today_is_the_latest_day_that_has_begun_in_any_time_zone(hour, day):
    assert clock.latest_day_anywhere(datetime.datetime(2026, 11, 1, hour, tzinfo=UTC)) == datetime.date(2026, 11, day)


@pytest.mark.parametrize(
    ("zone", "day"), [("America/New_York", 1), ("Europe/Dublin", 1), ("Pacific/Auckland", 2), (None, 2)]
)
def test_today_is_the_day_where_the_institution_is_and_the_latest_anywhere_where_that_is_not_known(tmp_path, zone, day):
    records = make_registry(tmp_path, **({"timeZone": zone} if zone else {}))
    if not zone:
        (records / "issuer.yml").write_text((records / "issuer.yml").read_text().replace("timeZone", "# "))
    moment = datetime.datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    assert clock.today_of(records, moment) == datetime.date(2026, 11, day)


def test_an_instant_in_another_zone_gives_the_same_day():
    zone = datetime.timezone(datetime.timedelta(hours=-5))
    assert clock.latest_day_anywhere(datetime.datetime(2026, 11, 1, 5, tzinfo=zone)) == datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-05-14", datetime.datetime(2026, 5, 14, tzinfo=UTC)),
        ("2026-05-14T12:30:00Z", datetime.datetime(2026, 5, 14, 12, 30, tzinfo=UTC)),
        ("2026-05-14T12:30:00+02:00", datetime.datetime(2026, 5, 14, 10, 30, tzinfo=UTC)),
        ("", datetime.datetime(2026, 11, 1, tzinfo=UTC)),
    ],
)
def test_days_and_instants_are_read(text, instant):
    assert clock.instant_or_midnight(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "2026-02-30",
        "14/05/2026",
        "2026-05-14T12:00:00",
        "2026-05-14T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_an_invalid_instant_is_refused(text):
    with pytest.raises(UsageError, match="write 2026-05-14 or 2026-05-14T12:00:00Z"):
        clock.instant_or_midnight(text)


def test_verification_without_a_given_time_uses_the_current_one():
    assert clock.instant_or_now("") == NOW
