import pytest

from samples import ACHIEVEMENT
from testamur.authoring.spreadsheets import columns, spreadsheet
from testamur.authoring.spreadsheets.rows import RowReader

KNOWN = {ACHIEVEMENT.slug: ACHIEVEMENT}


def read(text, **options):
    sheet = spreadsheet.read(text, "a.csv")
    mapped = columns.find(
        sheet, (), KNOWN.values(), given_by_option=[name for name in ("achievement",) if name in options]
    )
    reader = RowReader(sheet, mapped, KNOWN, **options)
    return reader, reader.read(sheet.rows[0])


def test_a_row_gives_learner_achievement_day_and_results():
    _, entry = read("Name,Date,Badge,Final project\nAda,2026-05-14,data-analysis-foundations,87\n")
    assert (entry.person.name, entry.achievement, entry.day) == ("Ada", ACHIEVEMENT.slug, "2026-05-14")
    assert (entry.others["results"], entry.is_bad) == ({"final-project": "87"}, False)


def test_all_bad_cells_of_a_row_are_reported_and_the_others_read():
    _, entry = read("Name,Date,Badge,Final project\nA\u200bda,x,y,8\x077\n")
    assert sorted((one.column, one.code) for one in entry.problems) == [
        (1, "invisible-character"),
        (2, "date-format"),
        (3, "unknown-reference"),
        (4, "control-character"),
    ]
    assert (entry.person, entry.achievement, entry.day) == (None, "", "")


@pytest.mark.parametrize(
    ("field", "at"),
    [("name", 0), ("awardedDate", 1), ("results.final-project", 2), ("results.grade", None), ("achievement", None)],
)
def test_each_field_is_traced_to_the_column_it_comes_from(field, at):
    reader, entry = read("Name,Date,Final project\nAda,2026-05-14,87\n", achievement=ACHIEVEMENT.slug)
    assert reader.place(field, entry.achievement) == at
