import datetime
import json
import os
import pathlib

import pytest

from issuing import tree
from registries import make_registry, run
from testamur.records import registry

TODAY = datetime.date(2026, 11, 1)
CLASS = "Name,E-mail,Date,Badge\nBo Lind,bo@mail.example,2026-05-14,visit\nLi Wei,li@mail.example,2026-05-15,visit\n"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def bring(folder, text, *options, **more):
    (folder / "class.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return run("import", "class.csv", *options, folder=folder, **more)


def records(folder):
    return tree(folder / "credentials")


def rows(number, bad=()):
    days = dict.fromkeys(bad, "03/04/2026")
    lines = (f"Bo Lind {at},bo{at}@mail.example,{days.get(at, '2026-05-14')},visit" for at in range(2, number + 2))
    return "Name,E-mail,Date,Badge\n" + "\n".join(lines) + "\n"


def test_learners_and_awards_are_imported_from_a_spreadsheet(folder):
    done = bring(folder, CLASS)
    assert (done.code, done.out) == (0, "2 awards and 2 new learners written.\n")
    assert "B   E-mail   email" in done.err
    checked = run("check", folder=folder)
    assert checked.out.startswith("4 awards, 1 achievement, 4 learners: no problems.")


def test_importing_the_same_file_again_changes_nothing(folder):
    bring(folder, CLASS)
    before = records(folder)
    done = bring(folder, CLASS)
    assert (done.code, done.out) == (0, "Nothing new; 2 rows there already.\n")
    assert "row 2: already there as " in done.err
    assert records(folder) == before


def test_a_cause_of_20_bad_rows_is_told_once_and_nothing_is_written(folder):
    before = records(folder)
    bad = range(5, 505, 25)
    done = bring(folder, rows(500, bad))
    assert (done.code, done.out) == (1, "")
    assert "1 problem:" in done.err
    assert "2026-04-03 (day first) or 2026-03-04 (month first); so in 19 more rows" in " ".join(done.err.split())
    assert "Nothing was written: 20 rows of the file cannot be taken." in done.err
    assert records(folder) == before


def test_with_partial_good_rows_are_written_and_bad_ones_reported(folder):
    done = bring(folder, rows(500, range(5, 505, 25)), "--partial")
    assert (done.code, done.out) == (1, "480 awards and 480 new learners written.\n")
    assert "1 problem:" in done.err
    assert "Nothing was written" not in done.err


@pytest.mark.parametrize("number", [1_000, pytest.param(5_000, marks=pytest.mark.long)])
def test_thousands_of_rows_are_imported_and_pass_the_check(folder, number):
    assert bring(folder, rows(number)).out == f"{number:,} awards and {number:,} new learners written.\n"
    assert run("check", folder=folder).code == 0


def test_a_date_format_can_be_given_for_the_whole_file(folder):
    done = bring(folder, rows(2, [2]), "--date-format", "dmy", "--json")
    assert done.code == 0
    written = [name for name in json.loads(done.out)["written"] if "/awards/" in name]
    assert "awardedDate: 2026-04-03" in (folder / written[0]).read_text()


def test_the_result_of_an_import_is_available_as_json(folder):
    done = bring(folder, rows(2, [3]), "--partial", "--json")
    found = json.loads(done.out)
    assert done.code == 1
    assert found["columns"] == {"Name": "name", "E-mail": "email", "Date": "date", "Badge": "achievement"}
    assert (found["awards"], found["learners"], len(found["written"]), found["there"]) == (1, 1, 2, [])
    assert all((folder / name).is_file() for name in found["written"])
    (problem,) = found["problems"]
    assert (problem["row"], problem["column"], problem["field"], problem["value"]) == (3, 3, "Date", "03/04/2026")
    assert problem["code"] == "date-unclear"
    again = json.loads(bring(folder, rows(1), "--json").out)
    assert again["there"] == [{"row": 2, "award": pathlib.Path(found["written"][1]).stem}]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_interruption_between_two_files_leaves_no_files(folder, monkeypatch, number):
    before = records(folder)
    done = []
    real = os.link

    def link(draft, target):
        done.append(target)
        if len(done) == number:
            raise OSError(28, "No space left on device", str(target))
        return real(draft, target)

    monkeypatch.setattr(os, "link", link)
    told = bring(folder, CLASS)
    assert told.code == 1
    assert "The disk is full" in told.err
    assert records(folder) == before
    assert sorted(path.name for path in folder.iterdir()) == ["class.csv", "credentials"]


def test_options_supply_fields_that_have_no_column(folder):
    done = bring(folder, "Name\nBo Lind\n", "--achievement", "Harbour Visit", "--date", "2026-05-14")
    assert done.out == "1 award and 1 new learner written.\n"


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("Name\nBo\n", ["--date", "2026-05-14"], "--achievement (or its column: --column achievement=…"),
        ("Name\nBo\n", ["--achievement", "visit"], "--date (or its column: --column date=…; the columns are: Name)"),
        ("Who,Date\nBo,1\n", ["--achievement", "visit"], 'name it with --column name="…"'),
        ("Name,Date,Issued\nBo,1,1\n", ["--achievement", "visit"], "Date and Issued could both be date"),
        ("Name\nBo\n", ["--achievement", "visti", "--date", "2026-05-14"], "Did you mean visit?"),
        (
            "Name\nBo\n",
            ["--achievement", "visit", "--date", "14.5.2026"],
            "--date: this is not a date. Write year-month-day",
        ),
        ("Name\nBo\n", ["--achievement", "visit", "--date", "2027-05-14"], "--date: the day has not come yet"),
        (CLASS, ["--same-person", "x"], "--same-person x: give the number of a row"),
        (CLASS, ["--same-person", "3", "--new-person", "3"], "contradict each other"),
        ("Name,Date\n", [], "nothing below it: write a row for each award"),
        (b"PK\x03\x04", [], "no workbook that can be read here"),
        (b"PK\x03\x04", ["--encoding", "utf-8"], "--encoding and --delimiter are for CSV"),
        (CLASS, ["--sheet", "May"], "--sheet is for workbooks"),
        ("Name,Date\nZoë,1\n".encode("cp1252"), [], "--encoding windows-1252 reads Zoë"),
    ],
)
def test_impossible_options_are_refused_and_nothing_is_written(folder, text, options, told):
    before = records(folder)
    done = bring(folder, text, *options)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert records(folder) == before


def test_a_missing_file_is_reported(folder):
    done = run("import", "none.csv", folder=folder)
    assert (done.code, done.out) == (1, "")
    assert "none.csv: No such file" in done.err
    assert "not a plain file" in run("import", "credentials", folder=folder).err


def test_problems_in_existing_records_are_reported_first(folder):
    make_registry(folder, {"learners/l-1.yml": "nmae: Ada\n"})
    done = bring(folder, CLASS)
    assert done.code == 1
    assert "Did you mean name?" in done.err


def test_columns_can_be_given_as_options(folder):
    done = bring(
        folder, "Who;When;What\nBo;2026-05-14;visit\n",
        "--column", "name=Who", "--column", "date=When", "--column", "achievement=What",
    )  # fmt: skip
    assert done.out == "1 award and 1 new learner written.\n"


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("", 0), ("n", 2)])
def test_on_a_terminal_guessed_columns_are_confirmed(folder, somebody_there, answer, code):
    before = records(folder)
    done = bring(folder, CLASS, answers=f"{answer}\n")
    assert done.code == code
    assert "Is this right?" in done.err
    assert (records(folder) == before) is (code == 2)


def test_yes_confirms_guessed_columns(folder, somebody_there):
    assert bring(folder, CLASS, "--yes").code == 0


def test_on_a_terminal_missing_fields_are_asked_for(folder, somebody_there):
    done = bring(folder, "Name\nBo Lind\n", "--yes", answers="visti\nvisit\n14.5.2026\n2026-05-14\n")
    assert done.code == 0
    assert "There is no achievement of this name. Did you mean visit?" in done.err


def test_on_a_terminal_the_right_reading_of_an_older_encoding_is_chosen(folder, somebody_there):
    data = "Name,Date,Badge\nZoë Öst,2026-05-14,visit\n".encode("mac-roman")
    assert bring(folder, data, "--yes", answers="\n").code == 2
    done = bring(folder, data, "--yes", answers="1\n")
    assert "  1  Zoë, Öst" in done.err
    assert "Zoë Öst" in {one.name for one in registry.load(folder / "credentials", today=TODAY).learners.values()}


def test_a_day_that_can_be_read_in_one_way_only_decides_for_the_file(folder):
    text = "Name,Date,Badge\nBo Lind,03/04/2026,visit\nLi Wei,28/04/2026,visit\n"
    done = bring(folder, text)
    assert done.code == 0
    assert "Dates are read day first, since 28/04/2026 can be read in no other way." in done.err


def test_a_namesake_is_reported_and_an_option_resolves_it(folder):
    text = "Name,Date,Badge\nAda Okafor,2026-05-20,visit\n"
    done = bring(folder, text)
    assert done.code == 1
    assert "l-1 (Ada Okafor) has this name" in done.err
    assert "--same-person 2, or --new-person 2" in done.err
    assert bring(folder, text, "--same-person", "2").out == "1 award and 0 new learners written.\n"
    assert bring(folder, text.replace("05-20", "05-21"), "--new-person").out == "1 award and 1 new learner written.\n"


@pytest.mark.parametrize(
    ("answers", "out"),
    [
        ("same\nnew\n", "2 awards and 1 new learner written.\n"),
        ("all-same\n", "2 awards and 0 new learners written.\n"),
        ("all-new\n", "2 awards and 2 new learners written.\n"),
        ("\n\n", ""),
    ],
)
def test_on_a_terminal_namesakes_are_asked_about(folder, somebody_there, answers, out):
    text = "Name,Date,Badge\nAda Okafor,2026-05-20,visit\nZoë Ó Briain,2026-05-20,visit\n"
    done = bring(folder, text, "--yes", answers=answers)
    assert "Row 2, Ada Okafor: l-1 (Ada Okafor) has this name." in done.err
    assert done.out == out


def test_an_open_repository_takes_no_addresses(folder):
    make_registry(folder, repository="open", publicNames="true")
    done = bring(folder, CLASS)
    assert done.code == 1
    assert "everything in it is public for good" in done.err
    assert bring(folder, CLASS, "--column", "email=").out == "2 awards and 2 new learners written.\n"
    assert b"mail.example" not in b"".join(records(folder).values())


def test_control_characters_in_a_cell_are_not_printed(folder):
    done = bring(folder, "Name,Date,Badge\nBo\x1b[2J,::error::x,##[error]x [red]\n")
    assert done.code == 1
    assert "\x1b" not in done.err
    assert "##[" not in done.err
    assert "[red]" in done.err
    assert not any(line.lstrip().startswith("::") for line in done.err.splitlines())


def test_imported_records_point_editors_to_their_schema(folder):
    (folder / "schemas").mkdir()
    for kind in ("learner", "award"):
        (folder / "schemas" / f"{kind}.schema.json").write_text("{}")
    written = json.loads(bring(folder, rows(1), "--json").out)["written"]
    assert (
        (folder / written[0])
        .read_text()
        .startswith("# yaml-language-server: $schema=../../schemas/learner.schema.json\n")
    )
    assert (
        (folder / written[1])
        .read_text()
        .startswith("# yaml-language-server: $schema=../../../schemas/award.schema.json\n")
    )


def test_columns_and_problems_are_said_in_the_language(folder, monkeypatch):
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    done = bring(folder, "Nom,Courriel,Date,Badge\nBo Lind,bo@mail,2026-02-30,visit\n")
    for said in ("le nom entier de l’apprenant", "février 2026 a 28 jours", "Écrivez année-mois-jour"):
        assert said in done.err
    assert "Write" not in done.err


def test_that_a_file_is_not_there_is_said_in_the_language(folder, monkeypatch):
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    assert "none.csv\u00a0: ce fichier n’existe pas" in run("import", "none.csv", folder=folder).err
