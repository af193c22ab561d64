"""What forms do, with bodies of the kind that GitHub makes of them: good ones, and hostile ones."""

import datetime
import itertools

import pytest

from fake_github import form_body
from form_answers import ANSWERS, FORM, body
from issuing import tree
from registries import FIRST, SECOND, VISIT, make_registry
from testamur.errors import RecordsError, TestamurError
from testamur.github import form_acts, forms
from testamur.records import registry

TODAY = datetime.date(2026, 11, 1)
TITLES = {
    "award": "Award Harbour Visit to 1 learner",
    "award-many": "Award Harbour Visit to 2 learners",
    "withdraw": "Withdraw an award: Harbour Visit",
    "correct": "Correct a learner's name",
    "removal": "Remove a learner's data from 1 award",
    "achievement": "Add an achievement: Tidal Charts",
    "course": "Report a course: Harbour Visit",
    "endorsement": "Add an endorsement of Harbour Visit",
}
TABLE = {"table": "Name\tDate\nAda Okafor\t2026-05-20", "date": ""}
HOSTILE = [
    "$(touch owned)",
    "`touch owned`",
    "${{ secrets.TESTAMUR_SIGNING_KEY }}",
    "'; rm -rf / #",
    '" --records /etc "',
    "::error file=x::boo",
    "##[error]boo",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "../../../etc/passwd",
    "=HYPERLINK(1)",
    "@everyone",
]


def send(folder, form, raw=None, sent=None, **changes):
    """Fill in a form and do what it asks; return the title. `sent` is the day on which it was sent."""
    found = registry.load(folder / "credentials", today=TODAY)
    numbers = itertools.count(1)
    made = form_acts.apply(
        FORM[form],
        body(form, **changes) if raw is None else raw,
        found,
        today=TODAY,
        random=lambda n: next(numbers).to_bytes(n, "big"),
        sent=sent,
    )
    made.make()
    registry.load(folder / "credentials", today=TODAY)
    return made.title


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("form", "title"), TITLES.items())
def test_each_form_makes_its_change_and_its_title_has_no_name(folder, form, title):
    before = tree(folder)
    assert send(folder, form) == title
    assert tree(folder) != before


def test_a_corrected_name_is_written_and_recorded_in_each_award_of_the_learner(folder):
    send(folder, "correct")
    assert (folder / "credentials/learners/l-1.yml").read_text() == "name: Ada Okafor-Lovelace\n"
    assert "act: corrected" in (folder / f"credentials/awards/2026/{FIRST}.yml").read_text()
    assert "corrected" not in (folder / f"credentials/awards/2026/{SECOND}.yml").read_text()


def test_a_day_can_be_corrected(folder):
    send(folder, "correct", detail=forms.UNTIL, text="2030-05-14")
    assert "validUntil: 2030-05-14" in (folder / f"credentials/awards/2026/{FIRST}.yml").read_text()


def test_the_form_suspends_and_reinstates_an_award(folder):
    send(folder, "withdraw", act=forms.HOLD)
    send(folder, "withdraw", act=forms.END_HOLD)
    history = (folder / f"credentials/awards/2026/{FIRST}.yml").read_text()
    assert history.index("act: suspended") < history.index("act: reinstated")


def test_a_table_sent_again_is_refused_and_changes_nothing(folder):
    send(folder, "award-many")
    before = tree(folder)
    with pytest.raises(TestamurError, match="there already"):
        send(folder, "award-many", table=ANSWERS["award-many"]["table"].replace("Alan Turing\t", ""))
    assert tree(folder) == before


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("form", "field"), [(form, field) for form in ANSWERS for field in ANSWERS[form]])
def test_an_answer_is_refused_or_stored_as_plain_text(folder, form, field, text):
    """An answer is either refused, and nothing changes, or it is stored in a record as plain text."""
    before = tree(folder)
    is_refused = False
    try:
        send(folder, form, **{field: text})
    except TestamurError:
        is_refused = True
    after = tree(folder)
    assert not is_refused or after == before
    assert all(name.startswith("credentials/") for name in after)


@pytest.mark.parametrize("form", ANSWERS)
def test_answers_are_accepted_in_any_order(folder, form):
    parts = body(form).split("### ")[1:]
    assert send(folder, form, "### " + "\n\n### ".join(part.strip() for part in reversed(parts))) == TITLES[form]


@pytest.mark.parametrize("form", ANSWERS)
def test_windows_line_ends_are_accepted(folder, form):
    assert send(folder, form, body(form).replace("\n", "\r\n")) == TITLES[form]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "this heading is missing"),
        ("Please award a badge to Ada.", "this heading is missing"),
        (body("correct") + "\n### What should it be?\n\nMallory", "this heading is there twice"),
        (body("correct", text="A\u202eda"), "cannot be seen"),
        (body("correct", text="x" * 70_000), "more than 65,536 characters"),
        (body("correct", detail="The result"), "none of the answers offered"),
        (body("correct", text=""), "there is no answer"),
    ],
    ids=["empty", "prose", "an answer that brings a heading", "unseen", "too long", "another option", "no answer"],
)
def test_a_body_that_github_would_not_make_is_refused_with_the_question(folder, text, reason):
    before = tree(folder)
    with pytest.raises(RecordsError, match=reason):
        send(folder, "correct", text)
    assert tree(folder) == before


def test_removal_needs_its_box_to_be_ticked(folder):
    with pytest.raises(RecordsError, match="the box is not ticked"):
        send(folder, "removal", agreed=f"- [ ] {forms.AGREED}")


def test_all_bad_rows_of_a_table_are_reported_at_once(folder):
    with pytest.raises(RecordsError) as error:
        send(folder, "award-many", date="", table="Name\tDate\nA B\t2026-13-01\nC D\tyesterday\nE F\t2026-05-01")
    assert {problem.line for problem in error.value.problems} == {2, 3}


def test_a_table_that_is_pasted_as_markdown_is_read(folder):
    table = "| Name | Date |\n| --- | --- |\n| Grace Hopper | 2026-05-20 |\n| Alan Turing | 2026-05-21 |"
    assert send(folder, "award-many", table=table, date="") == TITLES["award-many"]


def test_a_percentage_that_may_be_a_fraction_is_asked_about_in_the_words_of_the_form(tmp_path):
    result = "resultDescription:\n  - {id: exam, name: Exam, resultType: Percent, valueMax: 100}\n"
    make_registry(tmp_path, {"achievements/visit.yml": VISIT + result})
    with pytest.raises(RecordsError) as error:
        send(tmp_path, "award-many", table="Name\tExam\nGrace Hopper\t0.875")
    (problem,) = error.value.problems
    assert problem.remedy == "Write percentages as numbers up to 100: 87.5"


def test_a_known_name_is_asked_about_in_the_words_of_the_form(folder):
    before = tree(folder)
    with pytest.raises(RecordsError) as error:
        send(folder, "award", learner="Ada Okafor")
    (problem,) = error.value.problems
    assert (problem.field, problem.line) == ("Who earned it?", 0)
    assert "--" not in problem.remedy
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("others", "table"),
    [
        ({"learners/l-3.yml": "name: Ada Okafor\n"}, "Name\tDate\nAda Okafor\t2026-05-20"),
        ({}, "Name\tDate\nBo Lind\t2026-05-20\nBo Lind\t2026-05-20"),
    ],
    ids=["two namesakes", "a row twice"],
)
def test_no_remedy_about_a_person_names_an_option_of_the_command(tmp_path, others, table):
    make_registry(tmp_path, others)
    with pytest.raises(RecordsError) as error:
        send(tmp_path, "award-many", table=table, date="")
    assert [one.remedy for one in error.value.problems if "--" in one.remedy] == []


@pytest.mark.parametrize(("answer", "learners"), [("It is the same person", 2), ("It is somebody else", 3)])
@pytest.mark.parametrize(("form", "changes"), [("award", {"learner": "Ada Okafor"}), ("award-many", TABLE)])
def test_an_answer_tells_whether_a_known_name_is_the_same_person(folder, form, changes, answer, learners):
    send(folder, form, same=answer, **changes)
    assert len(list((folder / "credentials/learners").iterdir())) == learners


def test_an_invalid_day_is_reported_at_its_question(folder):
    with pytest.raises(RecordsError) as error:
        send(folder, "award", date="24.11.2026")
    assert [one.field for one in error.value.problems] == ["On which day?"]


def test_an_award_of_which_no_day_is_said_is_of_the_day_on_which_the_form_was_sent(folder):
    before = tree(folder)
    send(folder, "award", date="", sent=datetime.date(2026, 10, 3))
    (award,) = [text for name, text in tree(folder).items() if name not in before and "/awards/" in name]
    assert b"awardedDate: 2026-10-03\n" in award


def test_a_day_that_is_said_counts_whenever_the_form_was_sent(folder):
    before = tree(folder)
    send(folder, "award", date="2026-05-20", sent=datetime.date(2026, 10, 3))
    (award,) = [text for name, text in tree(folder).items() if name not in before and "/awards/" in name]
    assert b"awardedDate: 2026-05-20\n" in award


def test_without_a_day_of_any_kind_the_form_asks_for_one(folder):
    with pytest.raises(RecordsError) as error:
        send(folder, "award", date="")
    assert [one.field for one in error.value.problems] == ["On which day?"]


def test_forms_of_an_open_repository_accept_ids_only(tmp_path):
    make_registry(tmp_path, repository="open", publicNames="true")
    with pytest.raises(TestamurError, match="everyone can read this repository"):
        send(tmp_path, "award", form_body({
            one.label: ANSWERS["award"][one.id] for one in FORM["award"].asked(is_open=True)
        }))  # fmt: skip
    assert send(tmp_path, "award", form_body({
        one.label: {**ANSWERS["award"], "learner": "l-2"}[one.id] for one in FORM["award"].asked(is_open=True)
    })) == "Award Harbour Visit to 1 learner"  # fmt: skip
