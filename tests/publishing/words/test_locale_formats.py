import datetime

import pytest

from testamur.publishing.words import locale_formats
from testamur.publishing.words.locale_formats import mark

MAY = datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("locale", "day"),
    [("fr_FR", "1er mai 2026"), ("fr_CA", "1er mai 2026"), ("de", "1. Mai 2026"), ("es", "1 de mayo de 2026")],
)
def test_the_first_day_of_a_month(locale, day):
    assert locale_formats.long_date(MAY, locale) == day


@pytest.mark.parametrize("day", [11, 21, 31])
def test_no_other_day_is_an_ordinal_in_french(day):
    assert locale_formats.long_date(MAY.replace(day=day), "fr") == f"{day} mai 2026"


def test_a_day_without_its_year_has_the_ordinal_too():
    assert locale_formats.day_of_year(MAY, "fr") == "1er mai"


@pytest.mark.parametrize(
    ("locale", "shown"), [("en", "87.50%"), ("fr", "87,50\u00a0%"), ("de", "87,50\u00a0%"), ("es", "87,50\u00a0%")]
)
def test_a_mark_in_percent_keeps_its_digits(locale, shown):
    assert mark("87.50", "Percent", locale) == shown


def test_a_mark_in_points_has_the_decimal_sign_of_the_page():
    assert (mark("1234.5", "RawScore", "de"), mark("3.70", "GradePointAverage", "fr")) == ("1.234,5", "3,70")


@pytest.mark.parametrize("value", ["1.0", "A−", "merit"])
def test_a_grade_stays_as_it_was_signed(value):
    assert mark(value, "LetterGrade", "fr") == value


def test_a_percentage_that_is_no_number_stays_as_it_was_signed():
    assert mark("most", "Percent", "fr") == "most"


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("2", 2), ("2.5", 100), ("-1", 100)])
def test_the_number_that_chooses_a_plural(value, number):
    assert locale_formats.plural_number(value) == number
