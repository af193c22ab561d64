"""PO files: entries read back as written, and malformed files are reported line by line."""

import datetime
import io
import time

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from testamur.authoring.translating import po_file
from testamur.authoring.translating.po_file import PoEntry
from testamur.errors import UsageError
from thoroughness import examples

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
HEAD = 'msgid ""\nmsgstr "Language: fr\\n"\n\n'
ONE = 'msgctxt "a.yml#name"\nmsgid "One"\nmsgstr "Un"\n'


def write(entries, language="fr"):
    return po_file.write(entries, language=language, project="Harbour", contact="", comment="Texts.", now=NOW)


def read(text):
    return po_file.read(text.encode() if isinstance(text, str) else text, "fr.po")


def wrong(text):
    found = read(text)
    assert found.entries == ()
    return [(one.code, one.line) for one in found.problems]


def test_the_file_has_the_form_that_translation_programs_expect():
    entry = PoEntry(
        context="a.yml#name", source="50 %d of %s", text="a", is_fuzzy=True, comments=("A title.",), place=("a.yml", 3)
    )
    head, _, body = write([entry]).decode().partition("\n\n")
    assert head.startswith('# Texts.\nmsgid ""\nmsgstr ""\n"Project-Id-Version: Harbour 2026-11-01\\n"\n')
    assert '"Language: fr\\n"' in head
    assert body == ('#. A title.\n#: a.yml:3\n#, fuzzy\nmsgctxt "a.yml#name"\nmsgid "50 %d of %s"\nmsgstr "a"\n\n')


@pytest.mark.parametrize("language", ["fr", "pt-BR", "zh-Hant-TW", "xx", "ca-valencia"])
def test_the_language_reads_back_as_records_spell_it(language):
    assert read(write([], language)).language == language


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n")
).filter(str.strip)


@examples(40, 400)
@given(st.lists(st.builds(PoEntry, context=TEXT, source=TEXT, text=TEXT, is_fuzzy=st.booleans()), max_size=5))
def test_any_entries_read_back_as_they_were_written(entries):
    entries = list({(one.context, one.source): one for one in entries}.values())
    found = read(write(entries))
    assert found.problems == ()
    assert [(one.context, one.source, one.text, one.is_fuzzy) for one in found.entries] == [
        (one.context, one.source, one.text, one.is_fuzzy) for one in entries
    ]


def test_babel_reads_the_same_entries():
    text = (
        HEAD
        + "#, fuzzy\n"
        + ONE
        + '#| msgid "old"\nmsgid "a\\n\\"b\\" \\\\"\n"c"\nmsgstr ""\n"d"\n#~ msgid "x"\n#~ msgstr "y"\n'
    )
    ours = [(one.context or None, one.source, one.text, one.line) for one in read(text).entries]
    theirs = [(one.context, one.id, one.string, one.lineno) for one in read_po(io.StringIO(text)) if one.id]
    assert ours == theirs == [("a.yml#name", "One", "Un", 6), (None, 'a\n"b" \\c', "d", 9)]


def test_a_second_entry_of_a_text_is_not_merged_with_the_first():
    assert len(read(HEAD + ONE + ONE).entries) == 2


def test_line_ends_and_byte_order_marks_of_other_systems_are_accepted():
    found = read(("\ufeff" + HEAD + ONE).replace("\n", "\r\n"))
    assert (found.language, found.entries[0].text, found.entries[0].line) == ("fr", "Un", 5)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b'msgid "\xe9"\nmsgstr ""\n', "encoding", 1),
        ("hello\n", "po-syntax", 1),
        ("\n<?xml version='1.0'?>\n", "po-syntax", 2),
        ('msgid "a\nmsgstr "b"\n', "po-syntax", 1),
        ('msgid "a"b"\nmsgstr "b"\n', "po-syntax", 1),
        ('msgid "a"\nmsgstr "\\x41"\n', "po-syntax", 2),
        ('msgid "a"\nmsgstr "\\"\n', "po-syntax", 2),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', "po-syntax", 2),
        ('msgid "a"\nmsgstr[99999999999] "c"\n', "po-syntax", 2),
        ('msgstr "a"\n', "po-syntax", 1),
        ('"a"\n', "po-syntax", 1),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', "po-syntax", 3),
        ('msgid "a"\n#, fuzzy\nmsgstr "b"\n', "po-syntax", 2),
        ('msgctxt "a"\nmsgctxt "b"\nmsgid "c"\nmsgstr ""\n', "po-syntax", 2),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', "po-syntax", 2),
        ('msgid "a"', "po-syntax", 1),
        ('msgid "' + "a" * 100_000 + '"\nmsgstr ""\n', "po-syntax", 1),
        ('domain "a"\n', "po-syntax", 1),
    ],
)
def test_a_malformed_po_file_is_refused_with_the_line(text, code, line):
    assert wrong(text) == [(code, line)]


def test_all_malformed_lines_are_reported_at_once_up_to_a_hundred():
    assert wrong("a\n" + ONE + "b\n") == [("po-syntax", 1), ("po-syntax", 5)]
    assert len(wrong("a\n" * 5000)) == 100


def test_unknown_headers_have_no_effect():
    header = "Language: ../../etc\\nPlural-Forms: nplurals=999999999; plural=__import__('os')\\n"
    header += "Content-Type: x; charset=rot13\\nPOT-Creation-Date: never\\n"
    found = read(f'msgid ""\nmsgstr "{header}"\n\n{ONE}')
    assert (found.problems, found.language, len(found.entries)) == ((), "../../etc", 1)


def test_bytes_and_entries_of_a_file_are_limited():
    with pytest.raises(UsageError, match="more than 8,388,608 bytes"):
        read(b"#" * (po_file.MOST_BYTES + 1))
    assert wrong('msgid "a"\nmsgstr "b"\n' * (po_file.MOST_ENTRIES + 1)) == [("size", 2 * po_file.MOST_ENTRIES + 1)]


@pytest.mark.parametrize(
    "line", ['"' + "\\n" * 40_000 + '"', '"' + "\\" * 90_001 + '"', "#, " + "a," * 40_000, "#: \u2068" * 9000]
)
def test_hostile_files_are_read_quickly(line):
    text = f'{line}\nmsgid "a"\nmsgstr ""\n' if line.startswith("#") else f'msgid "a"\nmsgstr ""\n{line}\n'
    start = time.process_time()
    read(text * 50)
    assert time.process_time() - start < 10
