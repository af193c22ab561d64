import pytest

from testamur.authoring.spreadsheets import encodings, spreadsheet
from testamur.errors import UsageError

TABLE = "Name,Date\nZoë Ó Briain,2026-05-14\n"


def read(text, **options):
    return spreadsheet.read(text, "a.csv", **options)


def cells(text, **options):
    return [row.cells for row in read(text, **options).rows]


@pytest.mark.parametrize(
    "data",
    [TABLE.encode(), TABLE.encode("utf-8-sig"), TABLE.encode("utf-16"), b"\xfe\xff" + TABLE.encode("utf-16-be")],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "utf-16 big-endian"],
)
def test_unicode_is_read_in_the_encodings_that_excel_writes(data):
    assert cells(encodings.decode(data)) == [("Zoë Ó Briain", "2026-05-14")]


def test_an_older_encoding_is_read_only_if_named():
    data = TABLE.encode("cp1252")
    assert encodings.encoding_of(data) == encodings.GUESSED
    with pytest.raises(UsageError, match="--encoding windows-1252 reads Zoë, Ó;"):
        encodings.decode(data)
    assert encodings.decode(data, "windows-1252") == TABLE


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        (TABLE.encode(), "windows-1252", "the file is in UTF-8, and not in windows-1252"),
        (TABLE.encode("utf-16"), "utf-8", "the file is in UTF-16"),
        (TABLE.encode("cp1252"), "utf-8", "the file is not in UTF-8"),
        (b"Name\n\x81", "windows-1252", "not in WINDOWS-1252 \\(at byte 5\\)"),
        (TABLE.encode("utf-16")[:-1], "", "not in UTF-16 \\(at byte"),
    ],
)
def test_an_encoding_that_the_bytes_contradict_is_refused(data, encoding, told):
    with pytest.raises(UsageError, match=told):
        encodings.decode(data, encoding)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"\n<!DOCTYPE html>", "a web page"),
        (b"N\0a\0m\0e\0", "the file contains a zero byte \\(at byte 1\\)"),
        (b"a" * (encodings.MOST_BYTES + 1), "more than 10,485,760 bytes"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(data, told):
    with pytest.raises(UsageError, match=told):
        encodings.decode(data)


@pytest.mark.parametrize("mark", list(spreadsheet.DELIMITERS.values()))
def test_the_separator_is_found_in_the_first_row(mark):
    assert cells(f"Name{mark}Note\nOkafor Ada{mark}1\n") == [("Okafor Ada", "1")]


def test_commas_in_names_do_not_split_a_file_of_semicolons():
    assert cells("Name;Date\nOkafor, Ada;2026-05-14\n") == [("Okafor, Ada", "2026-05-14")]


def test_of_two_possible_separators_the_one_with_even_rows_is_chosen():
    assert cells("Name (last, first);Date\nOkafor, Ada;1\nBo;2\n") == [("Okafor, Ada", "1"), ("Bo", "2")]


def test_two_equally_possible_separators_are_not_guessed():
    text = "Last, first;Date\nOkafor, Ada;2026-05-14\n"
    with pytest.raises(UsageError, match="pass --delimiter"):
        read(text)
    assert cells(text, delimiter="semicolon") == [("Okafor, Ada", "2026-05-14")]


def test_one_column_needs_no_separator():
    assert cells("Name\nAda\n") == [("Ada",)]


def test_a_sep_line_of_excel_names_the_separator_and_is_not_a_row():
    sheet = read("sep=;\r\nName;Note, long\r\nAda;1\r\n")
    assert (sheet.header_row, sheet.rows[0].number, sheet.headers) == (1, 2, ("Name", "Note, long"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_empty_rows_are_skipped_and_counted(end):
    sheet = read(end.join(["", "Name,Date", ",", "", "Ada,1", " , ", "Bo,2"]))
    assert (sheet.header_row, [row.number for row in sheet.rows]) == (2, [5, 7])


def test_a_line_end_in_quotes_is_part_of_the_cell():
    sheet = read('"First\nname",Date\n"Ada\nOkafor",1\nBo,2\n')
    assert sheet.headers[0] == "First name"
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(2, "Ada\nOkafor"), (3, "Bo")]


def test_cells_that_a_program_left_out_at_the_end_are_empty():
    assert cells("Name,Date,Note\nAda,1\n") == [("Ada", "1", "")]


def test_a_row_with_more_cells_than_the_first_is_a_problem_and_the_others_are_read():
    sheet = read("Name,Date\nOkafor, Ada,1\nBo,2,\n")
    assert [(one.code, one.line, one.column, one.value) for one in sheet.problems] == [("cells", 2, 3, "1")]
    assert sheet.rows[0].cells == ("Bo", "2")


def test_an_overlong_cell_is_a_problem():
    sheet = read(f"Name,Note\nAda,{'x' * 2001}\nBo,{'x' * 2000}\n")
    assert [(one.code, one.line, one.field) for one in sheet.problems] == [("length", 2, "Note")]
    assert len(sheet.rows) == 1


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n,,\n", "\ufeff"])
def test_a_file_without_a_header_row_is_refused_with_an_explanation(text):
    with pytest.raises(UsageError, match=r"its first row names the columns|the name of column A"):
        read(text)


@pytest.mark.parametrize("second", ["name", " NAME ", "Näme".replace("ä", "a")])
def test_two_columns_of_one_name_are_refused(second):
    with pytest.raises(UsageError, match="the columns A and C are both called"):
        read(f"Name,Date,{second}\nAda,1,2\n")


def test_several_columns_may_lack_a_name():
    assert read("Name,,\nAda,1,2\n").headers == ("Name", "", "")


@pytest.mark.parametrize("text", ['Name,Date\n"Ada,1\n', 'Name,Date\n"Ada" B,1\n'])
def test_an_unbalanced_quotation_mark_is_refused_with_its_row(text):
    with pytest.raises(UsageError, match="row 2: a quotation mark is not closed"):
        read(text)


def test_a_cell_that_is_too_long_is_not_called_an_open_quotation():
    with pytest.raises(UsageError, match="row 2: a cell has more than 131,072 characters, or a quotation mark"):
        read("Name,Date\n" + "x" * 140_000 + ",1\n")


def test_an_invisible_character_in_a_header_is_refused():
    with pytest.raises(UsageError, match=r"column B: an invisible character .*ZERO WIDTH SPACE"):
        read("Name,Da\u200bte\nAda,1\n")


def test_a_zero_character_is_refused():
    with pytest.raises(UsageError, match="zero character"):
        read("Name\nA\0da\n")


def test_rows_columns_and_line_lengths_are_limited(monkeypatch):
    with pytest.raises(UsageError, match="more than 10,000 rows"):
        read("Name\n" + "Ada\n" * 10_001)
    with pytest.raises(UsageError, match="101 columns, and at most 100"):
        read("a," + ",".join(f"b{number}" for number in range(100)))
    monkeypatch.setattr(spreadsheet, "_MOST_LINES", 10)
    with pytest.raises(UsageError, match="empty ones too"):
        read("Name\n" + "\n" * 11)


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (100, "CV")])
def test_columns_are_named_by_their_letters(number, letters):
    assert spreadsheet.letter(number) == letters
