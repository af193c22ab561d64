"""Texts for translators: exporting them, and importing translations or refusing them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import NOW
from registries import ISSUER, VISIT, make_registry
from testamur.authoring.translating import po_file, translatable, translating
from testamur.authoring.translating.po_file import PoEntry, PoFile
from testamur.records.parsing import yaml_subset
from thoroughness import examples

LANGUAGES = ("en", "fr")
NET = """\
name: {en: Net Mending, fr: Filets}  # Ana’s
achievementType: Course
description: Mending nets.
outcomes:
  en:
    - Find a hole
    - Mend it
criteria:
  fr: Venez.
prerequisites:
  fr: Rien.
  en: Nothing.
"""
MAPS = """\
# Ana’s
name:
  en: Maps   # all of them
  # and no charts
achievementType: Course
description:
  en: >-
    Folding
    them.

criteria:
  en: |
    Fold one.

    - Twice
outcomes:
  "en":
    - 'Fold'
    - >-
      Unfold
      again
"""
FILES = {
    "achievements/maps.yml": MAPS,
    "achievements/net.yml": NET,
    "achievements/visit.yml": VISIT,
    "issuer.yml": ISSUER.replace("[en]", "[en, fr]"),
}
AT = "achievements/net.yml#"


@pytest.fixture
def found(tmp_path):
    return translatable.sources(make_registry(tmp_path, FILES))


def exported(found, language="fr", **options):
    entries = list(translatable.entries(found, LANGUAGES, language, **options))
    return {one.context.removeprefix(AT): one for one in entries if one.context.startswith(AT)}


def entry(context, source, text, **more):
    return PoEntry(context=AT + context, source=source, text=text, **more)


def plan(found, *entries, **options):
    return translating.plan_import(PoFile(name="fr.po", language="fr", entries=entries), found, LANGUAGES, **options)


def codes(made):
    return [(one.code, one.field.removeprefix(AT)) for one in made.problems]


def net(made):
    ((path, data),) = made.files.items()
    assert path.name == "net.yml"
    return data.decode()


def test_texts_are_exported_in_their_source_language_with_existing_translations(found):
    assert {name: (one.source, one.text) for name, one in exported(found).items()} == {
        "name": ("Net Mending", "Filets"),
        "description": ("Mending nets.", ""),
        "outcomes[0]": ("Find a hole", ""),
        "outcomes[1]": ("Mend it", ""),
        "prerequisites": ("Nothing.", "Rien."),
    }


def test_a_text_is_exported_in_a_language_that_it_has(found):
    assert {name: one.source for name, one in exported(found, "en", missing=True).items()} == {"criteria": "Venez."}


def test_only_missing_translations_are_exported_if_asked(found):
    assert set(exported(found, missing=True)) == {"description", "outcomes[0]", "outcomes[1]"}


def test_an_exported_entry_explains_its_text_and_gives_its_place(found):
    name, outcome = exported(found)["name"], exported(found)["outcomes[1]"]
    assert name.comments == ("EU element: the title. One line of at most 200 characters.",)
    assert name.place == ("credentials/achievements/net.yml", 1)
    assert "translate all of it" in outcome.comments[0]


def test_a_translation_of_a_text_that_changed_is_kept_and_fuzzy(found):
    previous = [entry("name", "Net Repair", "Filets"), entry("description", "Nets.", "Des filets.")]
    made = exported(found, previous=previous, missing=True)
    assert (made["name"].text, made["name"].is_fuzzy) == ("Filets", True)
    assert (made["description"].text, made["description"].is_fuzzy) == ("Des filets.", True)
    assert made["description"].comments[1] == "The text has changed. It was: Nets."


def test_a_text_that_moved_keeps_its_translation(found):
    previous = [entry("outcomes[0]", "Mend it", "Le réparer"), entry("name", "Net Mending", "Filets")]
    made = exported(found, previous=previous)
    assert (made["outcomes[1]"].text, made["outcomes[1]"].is_fuzzy) == ("Le réparer", False)
    assert not made["name"].is_fuzzy


def test_a_translated_list_of_another_length_is_fuzzy(tmp_path):
    odd = NET.replace("    - Mend it\n", "    - Mend it\n  fr: [Trouver]\n")
    made = exported(translatable.sources(make_registry(tmp_path, {**FILES, "achievements/net.yml": odd})))
    assert [(made[f"outcomes[{n}]"].text, made[f"outcomes[{n}]"].is_fuzzy) for n in (0, 1)] == [
        ("Trouver", True),
        ("", False),
    ]


def test_importing_translations_changes_nothing_else(found):
    made = plan(
        found,
        entry("name", "Net Mending", "Les filets"),
        entry("description", "Mending nets.", "Réparer des filets."),
        entry("outcomes[1]", "Mend it", "Le réparer"),
        entry("outcomes[0]", "Find a hole", "Trouver un trou"),
        entry("prerequisites", "Nothing.", "Rien."),
    )
    assert (made.problems, made.written, made.there) == ([], 4, 1)
    assert net(made) == NET.replace("Filets", "Les filets").replace(
        "description: Mending nets.\n", "description:\n  en: Mending nets.\n  fr: Réparer des filets.\n"
    ).replace("    - Mend it\n", "    - Mend it\n  fr:\n    - Trouver un trou\n    - Le réparer\n")


def test_existing_and_empty_translations_change_nothing(found):
    made = plan(found, entry("name", "Net Mending", "Filets"), entry("description", "Mending nets.", " "))
    assert (made.files, made.there, made.empty) == ({}, 1, 1)


def test_untranslated_and_fuzzy_entries_are_skipped_even_if_their_text_is_gone(found):
    old = entry("name", "Net Repair", ""), entry("title", "T", ""), entry("name", "Net Repair", "x", is_fuzzy=True)
    made = plan(found, *old)
    assert (made.problems, made.empty, made.fuzzy) == ([], 2, 1)


def test_fuzzy_entries_are_imported_only_if_asked(found):
    fuzzy = entry("name", "Net Mending", "Réseaux", is_fuzzy=True)
    made = plan(found, fuzzy)
    assert (made.files, made.fuzzy, made.problems) == ({}, 1, [])
    assert "fr: Réseaux" in net(plan(found, fuzzy, fuzzy=True))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (PoEntry(context="", source="Net Mending", text="Filets"), "po-context"),
        (entry("title", "Net Mending", "F"), "unknown-reference"),
        (entry("outcomes[2]", "Mend it", "F"), "unknown-reference"),
        (entry("achievementType", "Course", "Cours"), "unknown-reference"),
        (PoEntry(context="learners/l-1.yml#name", source="Ada Okafor", text="F"), "unknown-reference"),
        (PoEntry(context="../../etc/passwd#name", source="Ada Okafor", text="F"), "unknown-reference"),
        (entry("criteria", "Venez.", "F"), "unknown-reference"),
        (entry("name", "Net Repair", "F"), "source-changed"),
        (entry("name", "Net Mending", "a\u202eb"), "bidi-control"),
        (entry("name", "Net Mending", "a\u200bb"), "invisible-character"),
        (entry("name", "Net Mending", "a\x1bb"), "control-character"),
        (entry("name", "Net Mending", "a\u2028b"), "line-separator"),
        (entry("name", "Net Mending", "a\rb"), "line-separator"),
        (entry("name", "Net Mending", "a\tb"), "yaml-syntax"),
        (entry("name", "Net Mending", "a\nb"), "format"),
        (entry("name", "Net Mending", "a" * 201), "length"),
        (entry("outcomes[0]", "Find a hole", "a" * 1001), "length"),
        (entry("outcomes[0]", "Find a hole", "Trouver"), "list-incomplete"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_imported_is_reported(found, given, code):
    made = plan(found, given)
    assert [one for one, _ in codes(made)] == [code]
    assert made.files == {}


def test_a_problem_has_the_line_of_its_entry_and_shows_no_raw_control_characters(found):
    (problem,) = plan(found, entry("name", "Net Mending", "a\u202eb", line=12)).problems
    assert (problem.file, problem.line, problem.field) == ("fr.po", 12, AT + "name")
    assert problem.value == "a<U+202E RIGHT-TO-LEFT OVERRIDE>b"


def test_a_second_entry_of_a_text_is_reported(found):
    one = entry("name", "Net Mending", "Un", line=3)
    assert [problem.code for problem in plan(found, one, one).problems] == ["duplicate"]


def test_sound_entries_are_planned_beside_bad_ones(found):
    made = plan(found, entry("name", "Net Mending", "Réseaux"), entry("description", "Nets.", "x"))
    assert len(made.problems) == 1
    assert "fr: Réseaux" in net(made)


def test_a_list_with_one_bad_text_has_one_problem(found):
    made = plan(found, entry("outcomes[0]", "Find a hole", "Trouver"), entry("outcomes[1]", "Mend it", "x" * 1001))
    assert codes(made) == [("length", "outcomes[1]")]


def test_markdown_is_kept_as_text_in_composed_form(found):
    made = plan(found, entry("description", "Mending nets.", "**Re\u0301parer**\r\n\r\n- a\r\n- <b>b</b>"))
    value = yaml_subset.parse(net(made).encode(), "net.yml").value
    assert value["description"]["fr"] == "**Réparer**\n\n- a\n- <b>b</b>"


SAID = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters=" -#'\":[]{}|>&*!%\\"),
    min_size=1, max_size=150,
).map(str.strip).filter(bool)  # fmt: skip


@examples(25, 200)
@given(st.data())
def test_an_exported_file_imports_and_importing_it_again_changes_nothing(found, data):
    entries = list(translatable.entries(found, LANGUAGES, "fr"))
    filled = [
        PoEntry(context=one.context, source=one.source, text=data.draw(SAID), comments=one.comments, place=one.place)
        for one in entries
    ]
    written = po_file.write(filled, language="fr", project="Harbour", contact="", comment="Texts", now=NOW)
    po = po_file.read(written, "fr.po")
    made = translating.plan_import(po, found, LANGUAGES)
    wrong = {problem.field for problem in made.problems}
    assert {problem.code for problem in made.problems} <= {
        "invisible-character", "bidi-control", "list-incomplete",
    }  # fmt: skip
    for source in found:
        new = made.files.get(source.path, source.data)
        assert yaml_subset.parse(new, "x.yml").problems == []
        if source.path.name == "maps.yml":
            # The old lines are all still there, whole and in order.
            left = iter(new.split(b"\n"))
            assert all(line in left for line in source.data.split(b"\n"))
    after = [
        translatable.Source(
            path=source.path,
            data=made.files.get(source.path, source.data),
            parsed=source.parsed,
            record=translatable.Record(
                kind=source.record.kind,
                file=source.record.file,
                value=yaml_subset.parse(made.files.get(source.path, source.data), "x").value,
            ),
        )
        for source in found
    ]
    again = translating.plan_import(po, after, LANGUAGES)
    assert (again.files, {problem.field for problem in again.problems}) == ({}, wrong)


OTHERS = {
    **FILES,
    "pathways/quay.yml": (
        "name: The Quay\nsteps:\n  - {choose: 1, of: [{achievement: visit}, {achievement: net}], name: One of these}\n"
    ),
    "offerings/spring.yml": (
        "achievement: visit\nname: Spring\nperiod: {from: 2026-02-02, to: 2026-05-08}\nfeedback:\n"
        "  - by: learners\n    date: 2026-05-12\n    responses: 16\n    score: 4.3\n    scale: {worst: 1, best: 5}\n"
        "    changed: More tea.\n"
    ),
    "endorsements/board.yml": "endorser: {name: The Board}\ndate: 2026-05-02\ncomment: We like it.\n",
}


def test_every_kind_of_record_is_exported_and_imported(tmp_path):
    found = translatable.sources(make_registry(tmp_path, OTHERS))
    entries = [one for one in translatable.entries(found, LANGUAGES, "fr") if "achievements/" not in one.context]
    assert {one.context: one.source for one in entries} == {
        "issuer.yml#name": "Harbour Institute",
        "pathways/quay.yml#name": "The Quay",
        "pathways/quay.yml#steps[0].name": "One of these",
        "offerings/spring.yml#name": "Spring",
        "offerings/spring.yml#feedback[0].changed": "More tea.",
        "endorsements/board.yml#endorser.name": "The Board",
        "endorsements/board.yml#comment": "We like it.",
    }
    filled = [PoEntry(context=one.context, source=one.source, text="En français.") for one in entries]
    made = plan(found, *filled)
    assert (made.problems, made.written) == ([], 7)
    for path, data in made.files.items():
        path.write_bytes(data)
    again = translatable.sources(tmp_path / "credentials")
    assert plan(again, *filled).there == 7
