import csv
import io
import json

import pytest

import course_samples
from issuing import an_id
from registries import FILES, make_registry, run

TITLE = "name: =cmd|'x'!A1\nachievementType: MicroCredential\ndescription: A visit.\ncriteria: Come.\n"


def awards(number, date="2026-05-14", start=10):
    return {
        f"awards/{date[:4]}/{an_id(start + one)}.yml": f"achievement: visit\nlearner: l-1\nawardedDate: {date}\n"
        for one in range(number)
    }


@pytest.fixture
def folder(tmp_path):
    course = course_samples.COURSES["data-spring-2025"].replace("data-analysis-foundations", "visit")
    course = course[: course.index("results:")] + course[course.index("source:") :]
    files = {**awards(7), **awards(3, "2025-05-14", 40), "offerings/spring.yml": course}
    learners = {f"learners/l-{one}.yml": f"name: Somebody {one}\n" for one in range(1, 30)}
    taken = {
        name: text.replace("l-1\n", f"l-{number + 3}\n")
        for number, (name, text) in enumerate(files.items())
        if name.startswith("awards/")
    }
    make_registry(tmp_path, {**files, **learners, **taken, "achievements/visit.yml": TITLE})
    return tmp_path


def test_figures_are_printed_as_a_table(folder):
    done = run("stats", folder=folder)
    assert done.code == 0
    assert "enrolled" in done.out
    assert "As of 2026-09-30." in done.out
    assert "--unsuppressed shows them to you" in done.err


def test_small_numbers_are_hidden_unless_asked_for_and_shown_with_a_warning(folder):
    hidden = json.loads(run("stats", "--format", "json", folder=folder).out)
    numbers = [one["number"] for one in hidden["figures"]]
    assert None in numbers
    assert not any(0 < one < 5 for one in numbers if one is not None)
    done = run("stats", "--format", "json", "--unsuppressed", folder=folder)
    assert "WARNING" in done.err
    assert None not in [one["number"] for one in json.loads(done.out)["figures"]]


def test_every_format_has_the_same_numbers(folder):
    found = json.loads(run("stats", "--format", "json", folder=folder).out)
    rows = list(csv.DictReader(io.StringIO(run("stats", "--format", "csv", folder=folder).out)))
    shown = {row["key"]: row["all"] for row in rows if (row["counted"], row["by"]) == ("awards", "year")}
    numbers = {
        one["key"]: "not shown" if one["number"] is None else str(one["number"])
        for one in found["figures"]
        if (one["counted"], one["by"]) == ("awards", "year")
    }
    assert shown == numbers


def test_no_cell_of_the_register_is_a_formula(folder):
    text = run("stats", "--format", "csv", folder=folder).out
    assert "'=cmd" in text
    assert ",=cmd" not in text


def test_two_periods_can_be_compared(folder):
    done = run(
        "stats", "--from", "2026-01-01", "--to", "2026-06-30", "--against", "2025-01-01", "--unsuppressed",
        "--format", "json", folder=folder,
    )  # fmt: skip
    found = json.loads(done.out)
    totals = {one["period"]: one["number"] for one in found["figures"] if one["by"] == "total"
              and one["counted"] == "awards"}  # fmt: skip
    assert (totals["this"], totals["against"]) == (9, 3)
    assert found["periods"]["against"] == {"from": "2025-01-01", "to": "2025-06-30"}


def test_figures_can_be_written_to_a_file(folder):
    done = run("stats", "--format", "csv", "--out", "figures.csv", folder=folder)
    assert done.out == "figures.csv\n"
    assert (folder / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbfcounted,by,key")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--from", "2026-06-01", "--to", "2026-05-01"], "swap them"),
        (["--from", "2026-10-15"], "the last day that is counted"),
        (["--from", "May"], "Write year-month-day"),
    ],
)
def test_an_impossible_choice_of_figures_is_refused(folder, options, told):
    done = run("stats", *options, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_achievements_that_nobody_took_and_courses_without_feedback_are_named(folder):
    make_registry(folder, {"achievements/idle.yml": TITLE.replace("=cmd|'x'!A1", "Idle")})
    done = run("stats", "--unsuppressed", folder=folder)
    assert "Nobody took: idle." in done.out


def test_where_nothing_is_counted_yet_that_is_said(tmp_path):
    make_registry(tmp_path, {name: None for name in FILES if name.startswith("awards/")})
    done = run("stats", folder=tmp_path)
    assert (done.code, done.out.splitlines()[0]) == (0, "Nothing is counted yet.")
