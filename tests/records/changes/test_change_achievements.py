"""What a change may do to achievements once there are awards."""

import dataclasses

import pytest

from issuing import an_id
from record_changes import Changed
from record_problems import AWARD, NAME, history
from registries import SECOND, VISIT
from testamur.records.changes import change_achievements
from testamur.records.model.models import Achievement

ACHIEVEMENT = "achievements/visit.yml"
NO_AWARDS = {NAME: None, f"awards/2026/{SECOND}.yml": None}
WORDS = "{en: A visit to the harbour., fr: Une visite.}"


def visit(folder, now, was=VISIT, **before):
    return Changed(folder, {ACHIEVEMENT: now}, {ACHIEVEMENT: was, **before}).found


@pytest.mark.parametrize(
    ("now", "field", "line"),
    [
        (VISIT.replace("Come, and look.", "Come."), "criteria", 4),
        (VISIT.replace("creditsAvailable: 1", "creditsAvailable: 2"), "creditsAvailable", 6),
        (VISIT.replace("MicroCredential", "Badge"), "achievementType", 2),
        (VISIT + "level: {eqf: 5}\n", "level", 7),
        (VISIT + "tag: [sea]\n", "tag", 7),
        (VISIT + "workload: {hours: 5}\n", "workload", 7),
        (VISIT + "validFor: P3Y\n", "validFor", 7),
        (VISIT + "outcomes: [See it]\n", "outcomes", 7),
        (VISIT + "qualityAssurance: {name: Board, type: internal}\n", "qualityAssurance", 7),
    ],
)
def test_signed_fields_of_an_achievement_change_only_with_a_new_version(tmp_path, now, field, line):
    assert visit(tmp_path / "without", now) == [("achievement-version", line, field)]
    assert visit(tmp_path / "with", now + 'version: "2"\n') == []


def test_an_unchanged_version_is_not_a_new_version(tmp_path):
    was = VISIT + 'version: "2026"\n'
    assert visit(tmp_path, was.replace("Come, and", "Just"), was) == [("achievement-version", 4, "criteria")]


@pytest.mark.parametrize(
    "now",
    [
        "# A comment.\n" + VISIT,
        VISIT + "color: '#123456'\n",
        VISIT + "retired: 2026-10-01\n",
        VISIT + 'version: "2"\n',
        VISIT.replace("creditsAvailable: 1", "creditsAvailable: 1.0"),
        VISIT.replace("A visit to the harbour.", WORDS),
        VISIT.replace("name: Harbour Visit", "name: {en: Harbour Visit, fr: Visite du port}"),
    ],
    ids=["comment", "colour", "retired", "version only", "number", "a translation", "a translated name"],
)
def test_unsigned_fields_of_an_achievement_may_change(tmp_path, now):
    assert visit(tmp_path, now) == []


def test_editing_or_removing_a_translation_needs_a_new_version(tmp_path):
    was = VISIT.replace("A visit to the harbour.", WORDS)
    assert visit(tmp_path / "edited", was.replace("Une visite.", "Deux visites."), was)[0][0] == "achievement-version"
    assert visit(tmp_path / "removed", was.replace(", fr: Une visite.", ""), was)[0][0] == "achievement-version"


def test_a_translation_may_be_added_even_if_awards_are_in_its_language(tmp_path):
    named = VISIT.replace("name: Harbour Visit", "name: {en: Harbour Visit, fr: Visite}")
    french = {NAME: AWARD + "language: fr\n"}
    now = named.replace("A visit to the harbour.", WORDS)
    assert visit(tmp_path, now, named, **french) == []


LISTS = VISIT + "outcomes:\n  - See it\n"
SAME, OTHER = "{en: A visit to the harbour., fr: Une visite.}", "{en: A stroll., fr: A visit to the harbour.}"


@pytest.mark.parametrize(
    ("was", "old", "new", "changed"),
    [
        (VISIT, "A visit to the harbour.", SAME, []),
        (VISIT, "A visit to the harbour.", "{fr: Une visite., en: A visit to the harbour.}", []),
        (VISIT, "A visit to the harbour.", OTHER, ["description"]),
        (VISIT, "A visit to the harbour.", "{fr: A visit to the harbour.}", ["description"]),
        (VISIT + "inLanguage: fr\n", "A visit to the harbour.", "{fr: A visit to the harbour., en: Another.}", []),
        (VISIT, "name: Harbour Visit", "name: {en: Harbour Visit, fr: Visite}", []),
        (VISIT, "name: Harbour Visit", "name: {en: A Harbour Visit, fr: Visite}", ["name"]),
        (LISTS, "\n  - See it", " {en: [See it], fr: [Voir]}", []),
        (LISTS, "\n  - See it", " {en: [See it, Smell it], fr: [Voir]}", ["outcomes"]),
        (VISIT + "stackability: {standAlone: true, description: Yes.}\n", "Yes.", "{en: Yes., fr: Oui.}", []),
        (VISIT + "stackability: {standAlone: true, description: Yes.}\n", "Yes.", "{en: No.}", ["stackability"]),
        (VISIT, "creditsAvailable: 1\n", "creditsAvailable: 1\noutcomes: {en: [See it], fr: [Voir]}\n", ["outcomes"]),
        (VISIT, "description: A visit to the harbour.", f"description: {SAME}\nvalidFor: P1Y", ["validFor"]),
        (VISIT.replace("A visit to the harbour.", "{en: A visit.}"), "{en: A visit.}", "A visit.", []),
        (VISIT.replace("A visit to the harbour.", "{en: A visit.}"), "{en: A visit.}", "One.", ["description"]),
    ],
)
def test_adding_a_translation_needs_no_new_version(tmp_path, was, old, new, changed):
    assert was.count(old) == 1
    assert [field for _, _, field in visit(tmp_path, was.replace(old, new), was)] == changed


def test_items_of_a_list_may_be_translated_but_not_changed():
    @dataclasses.dataclass(frozen=True)
    class Part:
        name: object

    def is_edited(*names):
        return change_achievements._is_edited((Part("One"), Part("Two")), tuple(map(Part, names)), {"en"})

    assert not is_edited({"en": "One", "fr": "Un"}, "Two")
    assert is_edited({"en": "One", "fr": "Un"}, "Three")
    assert is_edited("Two", "One")
    assert is_edited("One")


def test_an_achievement_without_awards_may_be_changed_and_deleted(tmp_path):
    assert Changed(tmp_path / "a", {ACHIEVEMENT: VISIT.replace("Come", "Go")}, NO_AWARDS).found == []
    assert Changed(tmp_path / "b", {ACHIEVEMENT: None}, NO_AWARDS).found == []


def test_an_achievement_with_awards_cannot_be_deleted(tmp_path):
    (problem,) = Changed(tmp_path, {ACHIEVEMENT: None}).problems
    assert (problem.code, problem.file) == ("achievement-missing", f"credentials/{ACHIEVEMENT}")
    assert "retired:" in problem.remedy


def test_awarding_and_editing_an_achievement_in_one_change_is_a_warning(tmp_path):  # G-02
    new = {f"awards/{an_id(9)}.yml": AWARD.replace("05-14", "05-20")}
    now = {ACHIEVEMENT: VISIT.replace("Come, and", "Just") + 'version: "2"\n', **new}
    (problem,) = Changed(tmp_path, now).problems
    assert (problem.code, problem.severity) == ("achievement-edited", "warning")
    assert "1 award of it is made" in problem.reason


def test_every_field_of_an_achievement_is_signed_unless_listed_as_unsigned():
    assert {"slug", "version", "image", "color", "emblem", "retired"} == change_achievements._UNSIGNED
    assert set(Achievement.__slots__) > change_achievements._UNSIGNED


def test_the_id_of_an_erased_learner_cannot_be_reused(tmp_path):
    erased = history("date: 2026-06-01, act: erased").replace("learner: l-1\n", "")
    changed = Changed(tmp_path, {NAME: erased, "learners/l-1.yml": "name: Eve\n"}, {NAME: AWARD})
    assert changed.found == [("id-reused", 1, "name")]


def test_a_learner_file_left_after_all_their_awards_are_erased_is_a_warning(tmp_path):
    erased = history("date: 2026-06-01, act: erased").replace("learner: l-1\n", "")
    (problem,) = Changed(tmp_path, {NAME: erased}, {NAME: AWARD}).problems
    assert (problem.code, problem.severity) == ("erased-data", "warning")
    other = {f"awards/{an_id(9)}.yml": AWARD.replace("05-14", "05-20")}
    assert Changed(tmp_path / "other", {NAME: erased}, {NAME: AWARD, **other}).found == []
