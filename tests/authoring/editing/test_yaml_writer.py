import unicodedata

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from testamur.authoring.editing import yaml_writer
from testamur.records.parsing import yaml_subset
from testamur.text import characters
from thoroughness import examples

EVIL = list(":#-?![]{}&*,|>'\"%@`~=\\ \n/0123456789.eExXoO_+<")
WORDS = [
    "true", "Yes", "NO", "off", "null", "~", "<<", "0123", "1:30", "12", "-1.5", ".nan", "1e400", "2026-05-14",
    "---", "...", "- x", "a: b", "a #b", "[x](https://y.example)",
]  # fmt: skip
ALLOWED = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"))
LINE = st.one_of(st.sampled_from(WORDS), st.text(st.sampled_from([*EVIL, "a", "é"]), max_size=12))
TEXT = st.one_of(
    st.text(ALLOWED, min_size=1, max_size=40),
    st.text(st.sampled_from(EVIL), min_size=1, max_size=30),
    st.sampled_from(WORDS),
    st.lists(LINE, min_size=2, max_size=5).map("\n".join),
).filter(lambda text: bool(text) and not any(characters.findings(text)))  # fmt: skip
NUMBER = st.one_of(st.integers(-(10**15), 10**15), st.integers(-(10**8), 10**8).map(lambda number: number / 1000))
VALUE = st.recursive(
    st.one_of(TEXT, NUMBER, st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner.filter(lambda one: not isinstance(one, list)), min_size=1, max_size=3),
        st.dictionaries(TEXT, inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)  # fmt: skip


def normal(value):
    """A value as it is read back: in Unicode form NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normal(one) for one in value]
    return {normal(name): normal(one) for name, one in value.items()} if isinstance(value, dict) else value


def read(record):
    parsed = yaml_subset.parse(yaml_writer.write(record).encode(), "record.yml")
    assert parsed.problems == []
    return parsed.value


@given(
    st.dictionaries(TEXT, VALUE, min_size=1, max_size=4).filter(
        lambda found: len({normal(name) for name in found}) == len(found)
    )
)
@examples(120, 2000)
@example({"name": "[[[[[[[[[[[[[[[[[[[[[[[["})
@example({"name": "a\n" + "- " * 30})
@example({"name": "a\n" + " " * 60 + "b\n"})
def test_any_record_reads_back_as_it_was_written(record):
    if any(len({normal(name) for name in one}) != len(one) for one in mappings(record)):
        return  # Two names that are equal in NFC are a duplicate in any file.
    assert read(record) == normal(record)


def mappings(value):
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from mappings(one)
    elif isinstance(value, list):
        for one in value:
            yield from mappings(one)


@given(TEXT)
@examples(100, 1500)
def test_other_readers_of_yaml_see_the_same_text(text):
    if yaml_writer._DAY.fullmatch(text):
        return  # A day is written plain, as people write it.
    assert yaml.safe_load(yaml_writer.write({"name": text})) == {"name": text}


@pytest.mark.parametrize(
    "word",
    [
        "true",
        "No",
        "NO",
        "yes",
        "on",
        "off",
        "Y",
        "null",
        "~",
        "0123456",
        "12",
        "1.5",
        "1e3",
        ".inf",
        "1:30",
        "<<",
        "-",
    ],
)
def test_words_that_yaml_could_misread_are_quoted(word):
    assert yaml_writer.write({"name": word}) == f'name: "{word}"\n'


@pytest.mark.parametrize(
    "text",
    [
        "Ada Okafor",
        "Zoë O'Connor",
        "李小龙",
        "registrar@harbour.example",
        "https://www.harbour.example/a?b=c",
        "2026-05-14",
        "Clean, order, explain.",
    ],
)
def test_words_that_yaml_cannot_misread_are_not_quoted(text):
    assert yaml_writer.write({"name": text}) == f"name: {text}\n"


def test_prose_of_several_lines_is_written_as_a_block():
    assert yaml_writer.write({"criteria": "Come.\n\n- Look: twice."}) == "criteria: |-\n  Come.\n\n  - Look: twice.\n"


def test_lists_and_mappings_are_written_in_block_style():
    record = {
        "level": {"eqf": 5},
        "tag": ["data", "1"],
        "evidence": [{"name": "Talk", "id": "https://a.example"}],
        "free": True,
        "credits": 2.0,
    }
    assert yaml_writer.write(record) == (
        'level:\n  eqf: 5\ntag:\n  - data\n  - "1"\n'
        "evidence:\n  - name: Talk\n    id: https://a.example\nfree: true\ncredits: 2\n"
    )
