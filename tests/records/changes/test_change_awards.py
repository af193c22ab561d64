"""An award on the base is frozen: permitted and refused changes."""

import pytest

from issuing import an_id
from record_changes import Changed
from record_problems import AWARD, NAME, history
from registries import FIRST
from testamur.records.changes import change_awards
from testamur.records.model.models import Award

THIRD = an_id(9)
CORRECTED = "date: 2026-06-01, act: corrected, reason: details-corrected"
REVOKED = "date: 2026-06-01, act: revoked, reason: other"
SUSPENDED = "date: 2026-06-01, act: suspended, reason: under-review"
ERASED = "date: 2026-06-01, act: erased, reason: learner-request"
EVIDENCE = "evidence:\n  - {name: Log}\n"
GRADED = "achievement: graded\nlearner: l-1\nawardedDate: 2026-05-14\n"
FILES = {
    "achievements/graded.yml": "name: Graded\nachievementType: Badge\ndescription: A.\ncriteria: B.\n"
    "resultDescription:\n  - {id: exam, name: Exam, resultType: Percent}\n",
    "achievements/other.yml": "name: Other\nachievementType: Badge\ndescription: A.\ncriteria: B.\n",
}


def found(folder, was, now, **more):
    """Code, line and field of each problem when one award changes; erasing also removes the file of the learner."""
    if "act: erased" in now:
        more["now"] = {"learners/l-1.yml": None}
    return Changed(folder, {NAME: now, **more.get("now", {})}, {**FILES, NAME: was, **more.get("before", {})}).found


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (AWARD, history(REVOKED)),
        (history(SUSPENDED), history(SUSPENDED, "date: 2026-06-02, act: reinstated")),
        (AWARD, AWARD + "visibility: public\n"),
        (AWARD + "visibility: public\n", AWARD + "visibility: private\n"),
        (AWARD, history(CORRECTED).replace("05-14", "05-15")),
        (AWARD + EVIDENCE, history(CORRECTED)),
        (AWARD, "# a comment\n" + AWARD),
        (GRADED + "results: {exam: '80'}\n" + EVIDENCE, history(ERASED).replace("learner: l-1\n", "")
         .replace("visit", "graded")),
        (history(SUSPENDED + ", note: Ada wrote"), history(SUSPENDED, ERASED).replace("learner: l-1\n", "")),
    ],
    ids=["history grows", "a hold ends", "more visible", "less visible", "a corrected day", "corrected evidence",
         "a comment", "erased", "erased with its notes"],
)  # fmt: skip
def test_permitted_changes_of_an_award_have_no_problem(tmp_path, was, now):
    assert found(tmp_path, was, now) == []


@pytest.mark.parametrize(
    ("was", "now", "field", "line"),
    [
        (AWARD, AWARD.replace("05-14", "05-15"), "awardedDate", 3),
        (AWARD, AWARD + "validUntil: 2029-05-14\n", "validUntil", 4),
        (AWARD, AWARD + "language: en\n", "language", 4),
        (AWARD, AWARD + EVIDENCE, "evidence", 5),
        (AWARD + EVIDENCE, AWARD, "evidence", 1),
        (AWARD, AWARD.replace("visit", "other"), "achievement", 1),
        (AWARD, AWARD.replace("l-1", "l-2"), "learner", 2),
        (GRADED, GRADED + "results: {exam: '80'}\n", "results", 4),
    ],
)
def test_a_field_changes_only_with_a_line_of_history(tmp_path, was, now, field, line):  # S-11
    assert found(tmp_path, was, now) == [("issued-record-changed", line, field)]


def test_every_field_of_an_award_has_a_rule():
    """A new field of the model is frozen unless it is listed otherwise."""
    judged = {*change_awards._FREE, *change_awards._IDENTITY, *change_awards._DETAILS}
    assert judged == set(Award.__slots__)
    assert {"id", "folder", "history", "visibility", "link"} == change_awards._FREE


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        (AWARD, history(CORRECTED).replace("l-1", "l-2"), "learner"),
        (AWARD, history(CORRECTED).replace("visit", "other"), "achievement"),
        (AWARD, history(ERASED).replace("visit", "other").replace("learner: l-1\n", ""), "achievement"),
        (GRADED + "results: {exam: '80'}\n", GRADED + "results: {exam: '90'}\n" + history(CORRECTED)[len(AWARD) :],
         "results"),
    ],
)  # fmt: skip
def test_learner_achievement_and_results_cannot_change_even_by_a_correction(tmp_path, was, now, field):
    gone = {"learners/l-1.yml": None} if "act: erased" in now else {}
    changed = Changed(tmp_path, {NAME: now, **gone}, {**FILES, NAME: was})
    (problem,) = changed.problems
    assert (problem.code, problem.field) == ("issued-record-changed", field)
    assert "act: superseded" in problem.remedy


def test_an_earlier_correction_does_not_cover_a_later_change(tmp_path):
    was = history(CORRECTED)
    assert found(tmp_path, was, was.replace("05-14", "05-15")) == [("issued-record-changed", 3, "awardedDate")]


@pytest.mark.parametrize("act", [REVOKED, SUSPENDED, f"date: 2026-06-01, act: superseded, by: {THIRD}"])
def test_removing_a_line_of_history_is_refused(tmp_path, act):  # S-10, G-11
    third = {f"awards/{THIRD}.yml": AWARD.replace("05-14", "05-13")}
    assert found(tmp_path, history(act), AWARD, before=third) == [("un-revoke", 1, "history")]
    assert found(tmp_path / "empty", history(act), AWARD + "history: []\n", before=third)[0][0] == "un-revoke"


def test_replacing_a_suspension_with_a_reinstatement_is_refused(tmp_path):
    now = history("date: 2026-06-02, act: corrected")
    assert found(tmp_path, history(SUSPENDED), now) == [("un-revoke", 5, "history")]


@pytest.mark.parametrize(
    "now",
    [
        history(REVOKED.replace("other", "awarded-in-error")),
        history(REVOKED.replace("06-01", "06-02")),
        history(REVOKED + ", note: n"),
        history(CORRECTED, REVOKED),
        history(f"date: 2026-06-01, act: superseded, by: {THIRD}"),
    ],
    ids=["reason", "day", "note", "a line before it", "act"],
)
def test_an_existing_line_of_history_cannot_change(tmp_path, now):
    third = {f"awards/{THIRD}.yml": AWARD.replace("05-14", "05-13")}
    assert found(tmp_path, history(REVOKED), now, before=third) == [("issued-history-changed", 5, "history.0")]


def test_a_lost_correction_is_reported_with_its_line(tmp_path):
    changed = Changed(tmp_path, {NAME: AWARD}, {NAME: history(CORRECTED)})
    assert changed.found == [("issued-history-changed", 1, "history.0")]
    assert "2026-06-01 corrected, details-corrected" in changed.problems[0].reason


def test_a_changed_field_is_reported_beside_a_rewritten_history(tmp_path):
    now = history(CORRECTED).replace("05-14", "05-15")
    assert [code for code, _, _ in found(tmp_path, history(REVOKED), now)] == ["un-revoke", "issued-record-changed"]


def test_a_deleted_award_is_reported(tmp_path):  # S-12
    changed = Changed(tmp_path, {NAME: None})
    (problem,) = changed.problems
    assert (problem.code, problem.file) == ("issued-record-missing", f"credentials/{NAME}")
    assert "act: revoked" in problem.remedy


def test_a_renamed_award_is_reported_with_its_new_name(tmp_path):  # S-13
    changed = Changed(tmp_path, {NAME: None, f"awards/2026/{THIRD}.yml": AWARD})
    (problem,) = changed.problems
    assert problem.code == "issued-record-missing"
    assert THIRD in problem.reason


def test_an_award_may_move_to_another_folder(tmp_path):  # S-13
    changed = Changed(tmp_path, {NAME: None, f"awards/2026/spring/{FIRST}.yml": AWARD}, {NAME: AWARD})
    assert changed.found == []
    assert changed.sentences == ["This change touches no record and no file of the site."]


def test_an_award_moved_to_another_folder_is_still_frozen(tmp_path):
    now = {NAME: None, f"awards/elsewhere/{FIRST}.yml": AWARD.replace("l-1", "l-2")}
    changed = Changed(tmp_path, now, {NAME: AWARD})
    (problem,) = changed.problems
    assert (problem.file, problem.line, problem.field) == (f"credentials/awards/elsewhere/{FIRST}.yml", 2, "learner")


def test_an_award_that_has_become_unreadable_is_not_reported_as_missing(tmp_path):
    assert found(tmp_path, AWARD, "achievement: [\n") == []


def test_an_award_that_was_wrong_on_the_base_may_be_corrected(tmp_path):
    assert found(tmp_path, AWARD.replace("05-14", "02-30"), AWARD) == []


def test_a_renamed_learner_file_must_be_restored(tmp_path):
    changed = Changed(
        tmp_path,
        {NAME: AWARD.replace("l-1", "l-9"), "learners/l-1.yml": None, "learners/l-9.yml": "name: Ada Okafor\n"},
        {NAME: AWARD},
    )
    (problem,) = changed.problems
    assert problem.field == "learner"
    assert problem.remedy == "Put it back, and the learner's file too: credentials/learners/l-1.yml"


def test_a_learner_cannot_be_removed_from_an_award_without_erasing(tmp_path):
    changed = Changed(tmp_path, {NAME: AWARD.replace("learner: l-1\n", "")}, {NAME: AWARD})
    (problem,) = changed.problems
    assert "act: erased" in problem.remedy


def test_a_changed_name_of_a_learner_needs_a_correction_in_each_award(tmp_path):  # S-11
    now = {"learners/l-1.yml": "name: Ada O’Kafor\n"}
    assert Changed(tmp_path / "a", now, {NAME: AWARD}).found == [("issued-record-changed", 2, "learner")]
    assert Changed(tmp_path / "b", {**now, NAME: history(CORRECTED)}, {NAME: AWARD}).found == []
    # The content of a withdrawn award no longer counts, and cannot be corrected.
    assert Changed(tmp_path / "c", now, {NAME: history(REVOKED)}).found == []


def test_unsigned_fields_of_a_learner_may_change(tmp_path):
    now = {"learners/l-1.yml": "name: Ada Okafor\nemail: ada@mail.test\nconsent: {date: 2026-05-02, profile: true}\n"}
    assert Changed(tmp_path, now, {NAME: AWARD}).found == []


def test_erasing_removes_the_learner(tmp_path):
    now = {NAME: history(ERASED).replace("learner: l-1\n", ""), "learners/l-1.yml": None}
    assert Changed(tmp_path, now, {NAME: AWARD}).found == []


def test_an_erased_award_stays_erased(tmp_path):
    was = history(ERASED).replace("learner: l-1\n", "")
    fields = {field for _, _, field in found(tmp_path, was, AWARD)}
    assert fields == {"history.0", "learner"}


def test_a_changed_note_is_reported_as_a_note(tmp_path):
    changed = Changed(tmp_path, {NAME: history(REVOKED + ", note: b")}, {NAME: history(REVOKED + ", note: a")})
    assert changed.problems[0].reason.startswith("the note of line 1 of history (2026-06-01 revoked, other) is not as")


def test_each_of_many_renamed_awards_is_reported_with_its_new_name(tmp_path):
    learners = {f"learners/n-{one:03}.yml": f"name: Person {one}\n" for one in range(200)}
    awards = [f"achievement: visit\nlearner: n-{one:03}\nawardedDate: 2026-06-01\n" for one in range(200)]
    before = {f"awards/{an_id(1000 + number)}.yml": text for number, text in enumerate(awards)}
    now = {
        **dict.fromkeys(before),
        **{f"awards/{an_id(2000 + number)}.yml": text for number, text in enumerate(awards)},
    }
    changed = Changed(tmp_path, now, {**learners, **before})
    assert [code for code, _, _ in changed.found] == ["issued-record-missing"] * 200
    assert all("looks like it" in problem.reason for problem in changed.problems)
