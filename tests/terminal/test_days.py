import datetime

import click
import pytest

from testamur.terminal.days import ask_day, day


def test_days_are_read():
    assert day("2026-05-14") == datetime.date(2026, 5, 14)


@pytest.mark.parametrize("text", ["", "14.5.2026", "2026-02-30", "2026-05-14T10:00:00Z", "today", "２０２６-05-14"])
def test_an_invalid_day_is_refused(text):
    with pytest.raises(click.BadParameter):
        day(text, "--from")


def test_a_day_that_an_option_gives_is_written_one_way_only():
    assert ask_day("2026-05-14", "--date", "When") == "2026-05-14"
    with pytest.raises(click.BadParameter):
        ask_day("14 May 2026", "--date", "When")
