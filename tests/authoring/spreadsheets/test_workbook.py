"""Workbooks as openpyxl and odfdo write them, and as nobody should."""

import datetime
import io
import zipfile

import odfdo
import openpyxl
import pytest

from testamur.authoring.spreadsheets import workbook
from testamur.errors import UsageError

HEAD = ["Name", "Date", "Mark"]
DAY = datetime.date(2026, 5, 14)


def xlsx(*rows, head=HEAD, change=lambda book: None):
    book = openpyxl.Workbook()
    for row in ([head] if head else []) + [list(row) for row in rows]:
        book.active.append(row)
    change(book)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(*rows):
    book, table = odfdo.Document("spreadsheet"), odfdo.Table("Class")
    book.body.clear()
    for row in rows:
        line = odfdo.Row()
        for cell in row:
            line.append_cell(odfdo.Cell(cell))
        table.append_row(line)
    book.body.append(table)
    return saved(book)


def cells(sheet):
    return [row.cells for row in sheet.rows]


def read(data, **options):
    return workbook.read(data, "class.xlsx", **options)


def test_a_workbook_of_excel_is_read():
    assert cells(read(xlsx(["Zoë Ó Briain", DAY, 87]))) == [("Zoë Ó Briain", "2026-05-14", "87")]


def test_a_workbook_of_libreoffice_is_read():
    assert cells(read(ods(HEAD, ["Zoë Ó Briain", DAY, "87"]))) == [("Zoë Ó Briain", "2026-05-14", "87")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (datetime.datetime.fromisoformat("2026-05-14T10:15"), "2026-05-14"),
        (0.875, "0.875"),
        (87.0, "87"),
        (12345678, "12345678"),
        (True, "TRUE"),
        ("0042", "0042"),
        (None, ""),
    ],
)
def test_a_cell_is_what_a_person_would_type(cell, text):
    assert cells(read(xlsx(["Bo", DAY, cell])))[0][2] == text


def test_rows_have_the_numbers_that_the_spreadsheet_shows():
    sheet = read(xlsx([None], HEAD, [None], ["Bo", DAY, 1], head=None))
    assert (sheet.header_row, [row.number for row in sheet.rows]) == (2, [4])


def test_a_formula_is_read_as_the_value_that_was_saved():
    data = xlsx(["Bo", DAY, "=40+2"])
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<f>40+2</f><v></v>", b"<f>40+2</f><v>42</v>").replace(
        b"<f>40+2</f><v />", b"<f>40+2</f><v>42</v>"
    )
    assert parts["xl/worksheets/sheet1.xml"] != sheet
    assert cells(read(zipped(parts)))[0][2] == "42"


def two_sheets(book):
    book.active.title = "Class A"
    book.create_sheet("Class B").append(HEAD)
    book["Class B"].append(["Li", DAY, 90])


def test_the_first_sheet_is_read_and_the_others_are_named():
    sheet = read(xlsx(["Bo", DAY, 87], change=two_sheets))
    assert (cells(sheet)[0][0], sheet.left) == ("Bo", ("Class B",))


def test_a_sheet_is_read_by_its_name():
    assert cells(read(xlsx(["Bo", DAY, 87], change=two_sheets), sheet="Class B"))[0][0] == "Li"


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UsageError, match="no sheet called Class C; it has: Class A, Class B"):
        read(xlsx(["Bo", DAY, 87], change=two_sheets), sheet="Class C")


def test_a_hidden_sheet_is_not_the_first():
    def hide(book):
        two_sheets(book)
        book["Class A"].sheet_state = "hidden"
        book.active = 1

    assert cells(read(xlsx(["Bo", DAY, 87], change=hide)))[0][0] == "Li"


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def far_cell(book):
    book.active["XFD1048576"] = "far"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04rest", "no workbook that can be read here"),
        (b"\xd0\xcf\x11\xe0rest", "no workbook that can be read here"),
        (zipped({"a.txt": b"a"}), "no workbook that can be read here"),
        (zipped({"a": b"\0" * (201 * 1024 * 1024)}), "holds more than 200 MB"),
        (zipped({str(number): b"" for number in range(2_001)}), "holds more than"),
        (xlsx(["Bo", DAY, 1], change=far_cell), "asks for too much memory"),
        (xlsx(head=None), "the file is empty"),
    ],
    ids=["cut", "old and cut", "no workbook", "bomb", "many parts", "far cell", "empty"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data, told):
    with pytest.raises(UsageError, match=told):
        read(data)


def test_an_archive_that_lies_about_its_size_is_refused():
    honest = zipped({"xl/workbook.xml": b"\0" * 1_000_000})
    at = honest.rindex(b"PK\x01\x02") + 24  # the size in the central directory
    with pytest.raises(UsageError, match="no workbook that can be read here"):
        read(honest[:at] + (10).to_bytes(4, "little") + honest[at + 4 :])


def test_more_rows_than_an_import_takes_are_refused_once():
    with pytest.raises(UsageError, match="more than 10,000 rows"):
        read(xlsx(*[["Bo", DAY, 1]] * 10_001))
