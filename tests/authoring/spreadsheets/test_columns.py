from dataclasses import replace

import pytest

from samples import ACHIEVEMENT
from testamur.authoring.spreadsheets import columns, spreadsheet
from testamur.errors import UsageError

OTHER = replace(ACHIEVEMENT, slug="other", result_descriptions=())


def find(header, *given, row="", achievements=(OTHER,), **options):
    sheet = spreadsheet.read(f"{header}\n{row or 'x' + ',' * header.count(',')}\n", "a.csv", delimiter="comma")
    return columns.find(sheet, given, achievements, **options)


def fields(header, *given, **options):
    return dict(find(header, *given, **options).fields)


@pytest.mark.parametrize(
    "header",
    [
        "First name,Last name,E-mail,Awarded,Badge",
        "Prénom,Nom,Courriel,Date d’obtention,Badge",
        "Vorname,Nachname,E-Mail,Datum,Kurs",
        "Vorname,Name,E-Mail-Adresse,Verliehen am,Abzeichen",
        "Nombre,Apellidos,Correo electrónico,Fecha,Insignia",
    ],
)
def test_columns_for_first_and_last_names_are_recognised_in_four_languages(header):
    assert fields(header) == {"first-name": 0, "last-name": 1, "email": 2, "date": 3, "achievement": 4}


@pytest.mark.parametrize(
    "header",
    ["Name,Date,Course", "Nom,Date,Formation", "Teilnehmerin,Datum,Kurs", "Nombre,Fecha,Curso", " NAME* ,date:,course"],
)
def test_columns_for_whole_names_are_recognised_in_four_languages(header):
    assert fields(header) == {"name": 0, "date": 1, "achievement": 2}


def test_columns_for_other_fields_are_recognised():
    assert fields("Learner ID,Valid until,Visibility,Langue") == {
        "learner": 0,
        "valid-until": 1,
        "visibility": 2,
        "language": 3,
    }


def test_columns_with_other_names_are_ignored():
    found = find("Name,Date of birth,Phone")
    assert [found.meaning(at) for at in range(3)] == ["name", "", ""]


@pytest.mark.parametrize(
    ("cells", "field"), [("l-4821", "learner"), ("20231234", ""), ("l-4821x", ""), ("ada", "learner")]
)
def test_a_student_number_is_used_as_learner_id_only_if_it_has_that_form(cells, field):
    assert find("Student number,Name", row=f"{cells},Ada", learners={"ada"}).meaning(0) == field


@pytest.mark.parametrize(("cells", "field"), [("l-4821", "learner"), ("Ada", "name")])
def test_the_meaning_of_a_column_called_learner_depends_on_its_cells(cells, field):
    assert find("Learner,Date", row=f"{cells},1").meaning(0) == field


def test_columns_of_results_are_recognised_by_id_or_name():
    found = find("Name,final-project,GRADE", achievements=(ACHIEVEMENT, OTHER))
    assert found.results == {1: {"final-project"}, 2: {"grade"}}
    assert found.meaning(1) == "result.final-project"


def test_columns_of_results_are_recognised_only_for_the_achievements_in_question():
    assert find("Name,Grade").results == {}


def test_an_explicit_column_overrides_any_guess():
    assert fields("Name,Date,Completed on", "date=Completed on") == {"name": 0, "date": 2}
    assert fields("Who,When", "name=Who", "date=when") == {"name": 0, "date": 1}
    assert find("Name,Mark", "result.grade=Mark", achievements=(ACHIEVEMENT,)).results == {1: {"grade"}}
    assert find("Name,Date").given == frozenset()
    assert find("Who,Date", "name=Who").given == {"name"}


def test_a_field_can_be_declared_to_have_no_column():
    assert fields("Name,E-mail", "email=") == {"name": 0}
    assert find("Name,Grade", "result.grade=", achievements=(ACHIEVEMENT,)).results == {}


def test_an_explicit_column_for_the_whole_name_replaces_columns_for_its_parts():
    assert fields("Name,First name,Last name", "name=Name") == {"name": 0}
    assert fields("Name,First name,Last name", "name=") == {"first-name": 1, "last-name": 2}


def test_a_field_set_by_an_option_is_not_guessed_from_columns():
    assert fields("Name,Date,Course", given_by_option=["date", "achievement"]) == {"name": 0}
    with pytest.raises(UsageError, match="--date and --column date both say it"):
        find("Name,Date", "date=Date", given_by_option=["date"])


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Name,Date,Completed on", 'Date and Completed on could both be date: say which, with --column date="…"'),
        ("Badge,Course", "could both be achievement"),
        ("Name,First name,Last name", "could be the whole name or a part of it"),
        ("Full name,Surname", "could be the whole name or a part of it"),
        ("Name,Student", "could both be name"),
        ("Vorname,Datum", "Vorname is first-name, and no column is known to be last-name"),
    ],
)
def test_an_ambiguous_column_is_left_to_the_user(header, told):
    with pytest.raises(UsageError, match="say") as raised:
        find(header)
    assert told in str(raised.value)


def test_a_header_that_names_both_a_field_and_a_result_is_left_to_the_user():
    with pytest.raises(UsageError, match="Course could be achievement or a result"):
        find("Name,Course", achievements=(ACHIEVEMENT,))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("date", "write FIELD=HEADER"),
        ("when=Date", "The fields are: name, first-name"),
        ("result.gradle=Date", "result.grade"),
        ("date=Day", "no column is called Day; there are: Name, Date"),
    ],
)
def test_an_impossible_column_option_is_refused_with_a_reason(given, told):
    with pytest.raises(UsageError) as raised:
        find("Name,Date", given, achievements=(ACHIEVEMENT,))
    assert told in str(raised.value)


def test_one_column_cannot_have_two_meanings():
    with pytest.raises(UsageError, match="given before"):
        find("Name,Date", "date=Date", "valid-until=Date")
    with pytest.raises(UsageError, match="given before"):
        find("Name,Date", "date=Date", "date=Name")


def test_a_column_for_part_of_a_name_can_be_declared_the_whole_name():
    assert fields("Vorname,Datum", "name=Vorname") == {"name": 0, "date": 1}
    assert fields("Vorname,Datum", "first-name=Vorname") == {"first-name": 0, "date": 1}
