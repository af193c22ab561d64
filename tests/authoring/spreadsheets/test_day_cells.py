import pytest

from testamur.authoring.spreadsheets import day_cells
from testamur.records.parsing.formats import FormatError


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-05-14", "", "2026-05-14"),
        ("2026-05-14", "dmy", "2026-05-14"),
        ("2026-05-14 00:00:00", "", "2026-05-14"),
        ("2026-05-14T10:15:00Z", "", "2026-05-14"),
        ("2026-05-14 10:15:00 UTC", "", "2026-05-14"),
        ("2026/05/14", "", "2026-05-14"),
        ("2026-5-4", "", "2026-05-04"),
        ("03/04/2026", "dmy", "2026-04-03"),
        ("03/04/2026", "mdy", "2026-03-04"),
        ("3.4.2026", "dmy", "2026-04-03"),
        ("29-2-2024", "dmy", "2024-02-29"),
        ("03/03/2026", "", "2026-03-03"),
        ("14.05.2026", "", "2026-05-14"),
        ("5/14/2026 10:15 AM", "", "2026-05-14"),
        ("14.05.26", "dmy", "2026-05-14"),
        ("05/14/99", "mdy", "1999-05-14"),
        ("Thursday, 14 May 2026, 10:15 AM", "", "2026-05-14"),
        ("1er mai 2026", "", "2026-05-01"),
        ("May 2nd, 2026", "", "2026-05-02"),
        ("14-May-2026", "", "2026-05-14"),
        ("May 14, 2026", "", "2026-05-14"),
        ("jeudi 14 mai 2026 à 10h15", "", "2026-05-14"),
        ("Do., 14. Mai 2026", "", "2026-05-14"),
        ("14. März 2026 um 10:15 Uhr", "", "2026-03-14"),
        ("14 de mayo de 2026", "", "2026-05-14"),
        ("14 sept. 2026", "", "2026-09-14"),
    ],
)
def test_days_are_read(text, order, day):
    assert day_cells.day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "told"),
    [
        ("03/04/2026", "", "2026-04-03 (day first) or 2026-03-04 (month first)"),
        ("5/14/2026", "dmy", "there is no such day, read as --date-format dmy says"),
        ("31/02/2026", "", "there is no such day"),
        ("14.05.26", "", "the year has two digits. Say what they are: --date-format"),
        ("14.05/2026", "dmy", "year-month-day"),
        ("46156", "", "2026-05-14"),
        ("May 2026", "", "year-month-day"),
        ("14 May or 15 May 2026", "", "year-month-day"),
        ("14 15 May 2026", "", "year-month-day"),
        ("31 June 2026", "", "there is no such day"),
        ("２０２６-05-14", "", "year-month-day"),
        ("2026-02-30", "", "February 2026 has 28 days"),
        ("0001-01-01", "", "the year is not between 1900 and 2199"),
        ("2026-W20-4", "", "year-month-day"),
        ("10:15", "", "year-month-day"),
        ("", "", "year-month-day"),
    ],
)
def test_what_is_no_day_or_may_be_two_is_refused_with_its_possible_meanings(text, order, told):
    with pytest.raises(FormatError) as raised:
        day_cells.day(text, order)
    assert told in f"{raised.value.reason}. {raised.value.remedy}"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2026", "28/04/2026"], ("dmy", "28/04/2026")),
        (["4/3/2026", "4/28/2026 10:15"], ("mdy", "4/28/2026")),
        (["03/04/2026", "05/04/2026"], ("", "")),
        (["13/04/2026", "04/13/2026"], ("", "")),
        (["03/04/2026", "28/04/26"], ("", "")),
        (["2026-05-14", ""], ("", "")),
    ],
)
def test_the_order_of_a_file_is_read_off_a_day_that_can_be_read_in_no_other_way(texts, order):
    assert day_cells.order_of(texts) == order
