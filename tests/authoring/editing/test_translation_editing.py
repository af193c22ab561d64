"""Adding a translation to a record: readable, and no other byte changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.authoring.editing import yaml_writer
from testamur.authoring.editing.translation_editing import Translation, set_translations
from testamur.errors import UsageError
from testamur.records.parsing import yaml_subset
from thoroughness import examples

RECORD = """\
# by Ana
name: Net Mending  # as it is called
description: >-
  Mending
  nets.
criteria: |
  Mend one.

  Then another.
outcomes:
  # the first is the hard one
  - Mend a net
  - "Find: a hole"
prerequisites: Patience
  and twine
image: {file: images/net.svg, caption: A net}
steps:
- name: 'One'
  other: [a, b]
map:
  en: Maps
  fr: "Cartes"  # looked at twice
lists:
  en:
    - A
  fr: [B, C]
prose:
  en: |-
    P
  fr: >-
    Q and
    R
inline: {en: X, fr: Y}
# the end
"""


def value(data):
    return yaml_subset.parse(data, "a.yml").value


def written(path, said, *, ending="\n", text=RECORD, language="fr"):
    before = text.replace("\n", ending).encode()
    after = set_translations(before, [Translation(path=path, language=language, own="en", words=said)])
    return after.decode().replace(ending, "\n")


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("path", "said", "old", "new"),
    [
        (
            ("name",),
            "Filets",
            "name: Net Mending  # as it is called\n",
            "name:\n  en: Net Mending  # as it is called\n  fr: Filets\n",
        ),
        (
            ("description",),
            "Réparer",
            "description: >-\n  Mending\n  nets.\n",
            "description:\n  en: >-\n    Mending\n    nets.\n  fr: Réparer\n",
        ),
        (
            ("criteria",),
            "Un.\n\nDeux.",
            "criteria: |\n  Mend one.\n\n  Then another.\n",
            "criteria:\n  en: |\n    Mend one.\n\n    Then another.\n  fr: |-\n    Un.\n\n    Deux.\n",
        ),
        (
            ("outcomes",),
            ["Réparer", "Voir"],
            '  - Mend a net\n  - "Find: a hole"\n',
            '  en:\n    - Mend a net\n    - "Find: a hole"\n  fr:\n    - Réparer\n    - Voir\n',
        ),
        (
            ("prerequisites",),
            "Patience",
            "prerequisites: Patience\n  and twine\n",
            "prerequisites:\n  en: Patience\n    and twine\n  fr: Patience\n",
        ),
        (("image", "caption"), "Un, [vert]", "caption: A net}", 'caption: {en: A net, fr: "Un, [vert]"}}'),
        (("steps", 0, "name"), "Un", "- name: 'One'\n", "- name:\n    en: 'One'\n    fr: Un\n"),
        (("map",), "Plans", '"Cartes"', '"Plans"'),
        (("lists",), ["D", "E"], "[B, C]", "[D, E]"),
        (("lists",), ["D"], "[B, C]", "[D]"),
        (("prose",), "S", "fr: >-\n    Q and\n    R\n", "fr: S\n"),
        (("inline",), "Z", "fr: Y", "fr: Z"),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_adding_a_translation_changes_nothing_else(path, said, old, new, ending):
    assert RECORD.count(old) == 1
    assert written(path, said, ending=ending) == RECORD.replace(old, new)


@pytest.mark.parametrize(
    ("path", "said", "old", "more"),
    [
        (("map",), "خرائط", '  fr: "Cartes"  # looked at twice\n', "  ar: خرائط\n"),
        (("lists",), ["ت", "ث"], "  fr: [B, C]\n", "  ar:\n    - ت\n    - ث\n"),
        (("inline",), "a: b", "fr: Y", ', ar: "a: b"'),
        (("prose",), "1\n2", "    R\n", "  ar: |-\n    1\n    2\n"),
    ],
)
def test_a_translation_is_appended_to_a_language_map(path, said, old, more):
    assert written(path, said, language="ar") == RECORD.replace(old, old + more)


@pytest.mark.parametrize(("said", "new"), [(["D"], "    - D\n"), (["D", "E"], "    - D\n    - E\n")])
def test_a_translated_list_stays_in_block_style(said, new):
    assert written(("lists",), said, language="en") == RECORD.replace("    - A\n", new)


def test_a_long_translation_is_folded():
    made = written(("map",), "word " * 40 + "end", language="no")
    first, *lines = made.removeprefix(RECORD[: RECORD.index("lists:")]).split("\n")[:4]
    assert first == '  "no": >-'
    assert all(line.startswith("    word") and len(line) <= 100 for line in lines[:2])


def test_a_file_without_a_final_line_end_gains_none():
    translation = Translation(path=("name",), language="fr", own="en", words="Un")
    assert set_translations(b"name: One", [translation]) == b"name:\n  en: One\n  fr: Un"


def test_if_no_edit_is_safe_the_error_names_the_field_and_language(monkeypatch):
    monkeypatch.setattr("testamur.authoring.editing.translation_editing._candidate_edits", lambda *_: iter([[]]))
    with pytest.raises(UsageError, match="by hand, write name in fr"):
        written(("name",), "Un")


PATHS = [("name",), ("description",), ("criteria",), ("outcomes",), ("prerequisites",), ("image", "caption"),
         ("steps", 0, "name"), ("map",), ("lists",), ("prose",), ("inline",)]  # fmt: skip
LETTERS = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters="\n -#'\":[]{}|>&*!%@`"
)
TEXT = st.text(LETTERS, min_size=1, max_size=200).map(lambda text: text.strip() or "x")


@examples(40, 400)
@given(st.data())
def test_any_translation_reads_back_and_the_rest_stays_the_same(data):
    language = data.draw(st.sampled_from(["fr", "ar", "no", "pt-BR"]))
    chosen = data.draw(st.lists(st.sampled_from(PATHS), unique=True, min_size=1))
    translations, wanted = [], value(RECORD.encode())
    for path in chosen:
        is_list = path[0] in {"outcomes", "lists"}
        said = data.draw(st.lists(TEXT, min_size=1, max_size=3) if is_list else TEXT)
        # Characters that records forbid are refused before anything is edited.
        read = yaml_subset.parse(yaml_writer.write({"x": said}).encode(), "x").value
        if read is None:
            continue
        translations.append(Translation(path=path, language=language, own="en", words=read["x"]))
        inner = wanted
        for part in path[:-1]:
            inner = inner[part]
        old = inner[path[-1]]
        inner[path[-1]] = {**(old if isinstance(old, dict) else {"en": old}), language: read["x"]}
    made = set_translations(RECORD.encode(), translations)
    assert value(made) == wanted
    for line in ("# by Ana", "# the end", "  other: [a, b]"):
        assert line in made.decode().split("\n")
