"""The weekly summary in Markdown: awards that end, lists and keys that age, and no live markup from records."""

import datetime

import pytest

from issuing import an_id
from registries import FILES, FIRST, PUBLIC_KEY, SECOND, make_registry
from testamur.authoring.handing_out import weekly_summary
from testamur.authoring.handing_out.weekly_summary import Week
from testamur.records import registry
from testamur.records.rules.untranslated import Untranslated

TODAY = datetime.date(2026, 11, 1)
AWARD = "achievement: visit\nlearner: l-{learner}\nawardedDate: 2026-05-14\nvalidUntil: {until}\n"
OPEN = {"repository": "open", "publicNames": "true"}


def week(folder, files=None, *, issuer=None, **given):
    records = make_registry(folder, files, **(issuer or {}))
    return Week(registry=registry.load(records, today=TODAY), today=TODAY, **given)


def ending(first="2026-11-30", second="2027-03-01"):
    return {
        f"awards/2026/{FIRST}.yml": AWARD.format(learner=1, until=first),
        f"awards/2026/{SECOND}.yml": AWARD.format(learner=2, until=second),
    }


def headings(made):
    return [part.heading for part in weekly_summary.parts(made)]


def test_the_summary_says_when_nothing_is_due(tmp_path):
    made = week(tmp_path)
    assert weekly_summary.parts(made) == []
    assert weekly_summary.text(made) == f"{weekly_summary.MARK}\n\nNothing needs attention as of 2026-11-01.\n"


@pytest.mark.parametrize(("until", "is_told"), [("2026-12-31", True), ("2027-01-01", False), ("2026-10-31", False)])
def test_the_summary_lists_awards_that_end_within_sixty_days(tmp_path, until, is_told):
    assert bool(headings(week(tmp_path, ending(until)))) is is_told


def test_the_summary_has_names_in_a_closed_repository_and_only_ids_in_an_open_one(tmp_path):
    (line,) = weekly_summary.parts(week(tmp_path / "closed", ending()))[0].lines
    assert line == f"2026-11-30: Ada Okafor, Harbour Visit (<code>{FIRST}</code>)"
    (line,) = weekly_summary.parts(week(tmp_path / "open", ending(), issuer=OPEN))[0].lines
    assert line == f"2026-11-30: Harbour Visit (<code>{FIRST}</code>)"
    assert "Ada" not in weekly_summary.text(week(tmp_path / "open", ending(), issuer=OPEN))


def test_an_award_already_renewed_is_counted_but_not_listed(tmp_path):
    renewal = f"achievement: visit\nlearner: l-1\nawardedDate: 2026-10-01\nrenews: {FIRST}\n"
    files = ending(second="2026-12-01") | {f"awards/2026/{an_id(5)}.yml": renewal}
    (part,) = weekly_summary.parts(week(tmp_path, files))
    assert (part.heading, len(part.lines)) == ("1 award ends within 60 days", 1)
    assert part.remedy.endswith("1 award more, renewed already, left out.")


@pytest.mark.parametrize(("days", "is_told"), [(22, False), (21, True), (0, True), (-3, True)])
def test_the_summary_says_when_the_daily_runs_end_before_they_do(tmp_path, days, is_told):
    end = TODAY + datetime.timedelta(days=days)
    made = week(tmp_path, schedules_end=end)
    assert headings(made) == ["GitHub is about to end the daily and weekly runs"] * is_told
    assert (f"{end}, if nothing is changed" in weekly_summary.text(made)) is is_told


@pytest.mark.parametrize(("days", "is_told"), [(300, False), (301, True)])
def test_the_summary_warns_before_a_status_list_becomes_too_old(tmp_path, days, is_told):
    signed = TODAY - datetime.timedelta(days=days)
    made = week(tmp_path, lists={"revocation-1": signed, "suspension-1": TODAY})
    assert headings(made) == ["Status lists grow old"] * is_told
    assert ("Run workflow" in weekly_summary.text(made)) is is_told
    assert "suspension" not in weekly_summary.text(made)


@pytest.mark.parametrize(("first", "is_told"), [("2025-11-01", False), ("2025-10-31", True)])
def test_the_summary_lists_active_keys_older_than_a_year(tmp_path, first, is_told):
    text = FILES["issuer.yml"].replace("2026-01-01", first)
    assert headings(week(tmp_path, {"issuer.yml": text})) == ["Keys that sign for more than a year"] * is_told
    retired = text.replace(f"from: {first}", f"from: {first}, to: 2026-10-01, retired: true")
    assert PUBLIC_KEY in retired
    assert headings(week(tmp_path, {"issuer.yml": retired})) == []


def test_the_summary_counts_untranslated_texts_by_language(tmp_path):
    lacking = Untranslated(language="fr", texts=3, fields={"achievements/visit.yml": ("name",)})
    (part,) = weekly_summary.parts(week(tmp_path, untranslated=(lacking,)))
    assert "3 texts of 1 record" in part.lines[0]


def test_a_section_of_the_summary_has_at_most_fifty_lines(tmp_path):
    files = {
        f"awards/2026/{an_id(number)}.yml": AWARD.format(learner=1, until="2026-11-30").replace(
            "05-14", f"0{number % 8 + 1}-{number // 8 + 1:02}"
        )
        for number in range(10, 70)
    }
    text = weekly_summary.text(week(tmp_path, files))
    assert "… and 10 more" in text
    assert text.count("\n- ") == 51


@pytest.mark.parametrize("name", ["@everyone", "[x](https://e.example)", "A <img src=x>", "www.e.example", "#1 **x**"])
def test_markup_in_a_record_is_inert_in_the_summary(tmp_path, name):  # A-11
    files = ending() | {"learners/l-1.yml": f"name: '{name}'\n"}
    text = weekly_summary.text(week(tmp_path, files))
    line = next(line for line in text.splitlines() if line.startswith("- "))
    assert name not in line
    assert not {"@", "[", "<img", "**"} & {mark for mark in ("@", "[", "<img", "**") if mark in line}


PATHWAY = "name: On the *quay*\nsteps:\n  - achievement: visit\nmilestone: hand\n"
HAND = "name: Quay hand\nachievementType: Certificate\ndescription: Done.\ncriteria: Come.\n"


def test_the_summary_lists_milestones_due_and_markup_in_a_pathways_name_is_inert(tmp_path):
    made = week(tmp_path, {"pathways/quay.yml": PATHWAY, "achievements/hand.yml": HAND})
    (part,) = weekly_summary.parts(made)
    assert part.heading == "Milestones that are due"
    assert "2 learners have completed On the" in part.lines[0]
    assert "*quay*" not in part.lines[0]
