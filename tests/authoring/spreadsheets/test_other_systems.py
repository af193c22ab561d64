"""Files as other systems write them: their columns are understood, and nothing of a name is lost."""

import datetime

import pytest

from issuing import Random
from registries import make_registry
from testamur.authoring.spreadsheets import columns, day_cells, importing, spreadsheet
from testamur.authoring.spreadsheets.import_plan import Settings
from testamur.records import registry
from testamur.records.parsing import yaml_subset

TODAY = datetime.date(2026, 11, 1)
CREDLY = (
    "Badge Template ID,Recipient Email,Issued To First Name,Issued To Middle Name,Issued To Last Name,Issued at,"
    "Expires at\n"
    "9c3ce3ab-55e8-4d7a-8b2c-1df3ab6f9b21,bo@mail.example,Bo,Maria,Lind,2026-05-14 10:15:00 UTC,2028-05-14\n"
)
ACCREDIBLE = (
    "Recipient Name,Recipient Email,Credential Name,Issued Date,Expiry Date\n"
    "Bo Maria Lind,bo@mail.example,Harbour Visit,2026-05-14,2028-05-14\n"
)
BADGR = (
    "Recipient Name,Recipient Email,Badge Name,Issue Date,Narrative,Evidence URL\n"
    "Bo Maria Lind,bo@mail.example,Harbour Visit,05/14/2026,Drew a chart.,https://work.example/87\n"
)
MOODLE = (
    '"First name","Last name","Email address","Date issued"\n'
    '"Bo Maria","Lind",bo@mail.example,"Thursday, 14 May 2026, 10:15 AM"\n'
)
CANVAS = (
    "Student Name,Student ID,Email,Course Name,Completed On\n"
    "Bo Maria Lind,12345,bo@mail.example,Harbour Visit,2026-05-14T10:15:00Z\n"
)


@pytest.fixture
def found(tmp_path):
    return registry.load(make_registry(tmp_path), today=TODAY)


def imported(found, text, **settings):
    sheet = spreadsheet.read(text, "a.csv")
    said = [name for name in ("achievement",) if settings.get(name)]
    mapped = columns.find(sheet, [], found.achievements.values(), given_by_option=said, learners=found.learners)
    at = mapped.fields["date"]
    order, _ = day_cells.order_of([row.cells[at] for row in sheet.rows])
    made = importing.plan_import(sheet, mapped, found, Settings(today=TODAY, order=order, **settings), random=Random(0))
    assert made.problems == []
    return [yaml_subset.parse(file.encode(), name).value for name, file in made.files.items()]


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        pytest.param(CREDLY, {"achievement": "visit"}, id="Credly"),
        pytest.param(ACCREDIBLE, {}, id="Accredible"),
        pytest.param(BADGR, {}, id="Canvas Credentials"),
        pytest.param(MOODLE, {"achievement": "visit"}, id="Moodle"),
        pytest.param(CANVAS, {}, id="Canvas"),
    ],
)
def test_who_what_and_when_are_read(found, text, settings):
    learner, award = imported(found, text, **settings)
    assert learner == {"name": "Bo Maria Lind", "email": "bo@mail.example"}
    assert (award["achievement"], award["awardedDate"]) == ("visit", "2026-05-14")


def test_evidence_comes_with_what_is_told_of_it(found):
    evidence = imported(found, BADGR)[1]["evidence"]
    assert evidence == [{"name": "work.example", "id": "https://work.example/87", "narrative": "Drew a chart."}]


def test_another_systems_number_of_a_badge_is_not_taken_for_an_achievement(found):
    sheet = spreadsheet.read(CREDLY, "a.csv")
    assert "achievement" not in columns.find(sheet, [], found.achievements.values()).fields


def test_a_number_that_names_achievements_here_is_one(found):
    sheet = spreadsheet.read(CREDLY.replace("9c3ce3ab-55e8-4d7a-8b2c-1df3ab6f9b21", "visit"), "a.csv")
    assert columns.find(sheet, [], found.achievements.values()).fields["achievement"] == 0
