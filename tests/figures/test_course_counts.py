"""People on courses: counted right, and attacked by subtraction with everything that is shown at once."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attacker import Attacker
from every_record import alike, certain, records
from figure_samples import KINDS, SPANS, course, figures, said
from testamur.figures import course_counts


def test_rates_are_made_of_numbers_that_are_shown():
    found = figures(courses=[course("x", enrolled=40, completed=30, passed=24)])
    assert found.rate("completion", grouping="offering", key="x") == 0.75
    assert found.rate("pass", grouping="offering", key="x") == 0.8
    assert found.rate("completion", grouping="year", key="2026") == 0.75
    hidden = figures(courses=[course("x", enrolled=40, completed=38, passed=30)])
    assert hidden.get("enrolled", grouping="offering", key="x") == 40
    assert hidden.rate("completion", grouping="offering", key="x") is None


def test_a_rate_counts_only_courses_that_know_both_numbers():
    found = figures(courses=[course("x", enrolled=40, completed=30), course("y", enrolled=50)])
    assert found.get("enrolled") == 90
    assert found.rate("completion") == 0.75


def test_fill_is_of_the_places():
    found = figures(courses=[course("x", enrolled=30, places=40)])
    assert found.fill(found.offerings[0]) == 0.75


def test_a_course_counts_from_the_day_its_figures_are_true():
    assert figures(courses=[course("x", last="2027-01-01", enrolled=30)]).offerings == ()
    assert figures(courses=[course("x", last="2027-01-01", enrolled=30, asOf="2026-11-01")]).offerings


@pytest.mark.parametrize(
    ("feedback", "enrolled", "shown"),
    [
        (said(4), 40, None),  # a few
        (said(20), 40, (20,)),
        (said(38), 40, (None,)),  # two did not answer
        (said(40), 40, (40,)),
        (said(4), 4, None),
        (said(6, by="employers"), 4, (6,)),
        (said(3, by="employers"), 40, None),
    ],
)
def test_feedback_of_few_is_not_shown(feedback, enrolled, shown):
    found = figures(courses=[course("x", enrolled=enrolled, feedback=[feedback])])
    assert (tuple(one.responses for one in found.opinions) or None) == shown


@pytest.mark.parametrize(
    ("counts", "shown"), [((10, 20), True), ((3, 27), False), ((10, 17), False), ((0, 30), True), ((10, 14), True)]
)
def test_results_are_shown_where_none_is_about_few(counts, shown):
    spread = {"of": "final-project", "counts": [{"value": str(one), "count": one} for one in counts]}
    found = figures(courses=[course("x", enrolled=40, completed=30, passed=20, results=spread)])
    assert ("x" in found.spreads) is shown


@st.composite
def course_sets(draw):
    made = []
    for number in range(draw(st.integers(1, 5))):
        parts = [draw(st.sampled_from([0, 1, 3, 5, 6, 9, 20])) for _ in range(3)]
        numbers = {"enrolled": sum(parts), "completed": sum(parts[:2]), "passed": parts[0]}
        for name in draw(st.sets(st.sampled_from(sorted(numbers)), max_size=1)):
            del numbers[name]
        last = draw(st.sampled_from(["2025-05-01", "2026-05-01"]))
        made.append(course(f"o{number}", draw(st.sampled_from(KINDS)), last, **numbers))
    return made


@given(course_sets())
@settings(max_examples=60, deadline=None)
def test_no_small_number_of_people_on_courses_is_told_by_subtraction(courses):
    found = figures(courses=courses)
    sizes, of = {}, {}
    for one in courses:
        known = [step for step in ("enrolled", "completed", "passed") if getattr(one, step) is not None]
        for number, step in enumerate(known):
            inner = getattr(one, known[number + 1]) if number + 1 < len(known) else 0
            sizes[one.slug, step] = getattr(one, step) - inner
            of[one.slug, step] = {(one.slug, each) for each in known[number:]}
    needs = {
        "enrolled": ("enrolled", ["enrolled"]),
        "completion-of": ("enrolled", ["enrolled", "completed"]),
        "completed": ("completed", ["enrolled", "completed"]),
        "pass-of": ("completed", ["completed", "passed"]),
        "passed": ("passed", ["completed", "passed"]),
    }
    attacker = Attacker()
    for (subject, span, group, key), number in found.counts.items():
        if subject == "awards" or number is None:
            continue
        step, needed = needs[subject]
        atoms = set()
        for one in courses:
            inside = {"total": "", "achievement": one.achievement, "year": str(one.last_day.year), "offering": one.slug}
            fits = inside[group] == key and (not span or one.last_day in found.spans[span])
            if fits and all((one.slug, each) in of for each in needed):
                atoms |= of[one.slug, step]
        assert sum(sizes[atom] for atom in atoms) == number
        attacker.learn(atoms)
    wanted = [set(one) for size in (1, 2, 3) for one in combinations(sizes, size)]
    for atoms in [*wanted, *of.values()]:
        if 0 < sum(sizes[atom] for atom in atoms) < 5:
            assert not attacker.knows(atoms), atoms


COURSES = {
    "two achievements": ([("a", "2026-05-01"), ("b", "2026-05-01")], ("enrolled", "completed", "passed")),
    "two years": ([("a", "2026-05-01"), ("a", "2025-05-01")], ("enrolled", "completed", "passed")),
    "three": ([("a", "2026-05-01"), ("a", "2025-05-01"), ("b", "2026-05-01")], ("completed", "passed")),
}


@pytest.mark.parametrize("awarded", [{}, {"a": 5, "b": 3}, {"a": 5, "b": None}, {"a": None, "b": None}], ids=str)
@pytest.mark.parametrize("places", COURSES)
def test_who_counts_the_courses_of_every_possible_registry_learns_no_small_number(places, awarded):
    runs, steps = COURSES[places]
    made = [course(f"o{number}", kind, last, enrolled=1) for number, (kind, last) in enumerate(runs)]

    def counts(record):
        parts = [record[start : start + len(steps)] for start in range(0, len(record), len(steps))]
        numbers = [{step: sum(part[at:]) for at, step in enumerate(steps)} for part in parts]
        courses = [replace(one, **{"enrolled": None, **each}) for one, each in zip(made, numbers, strict=True)]
        found = course_counts.count_people(courses, spans=SPANS, awarded=awarded, threshold=3)
        return any(number is not None for number in found.values()) and tuple(found.items())

    every = (one for people in range(7) for one in records(people, len(runs) * len(steps)))
    for some in alike((one, counts(one)) for one in every):
        assert not certain(some, 3)
