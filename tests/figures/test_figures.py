"""Figures: counted right, and attacked by subtraction with everything that is shown of a registry at once."""

import datetime
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from every_record import alike, certain, records
from issuing import line, make_award, make_registry
from samples import ACHIEVEMENT
from testamur.figures import award_counts, course_counts
from testamur.figures import figures as counting
from testamur.records.model import offerings
from testamur.text import periods
from testamur.text.periods import Period

TODAY = datetime.date(2026, 11, 26)
KINDS = ("a", "b", "c")


def day(text):
    return datetime.date.fromisoformat(text)


def course(slug, achievement="a", last="2026-05-08", **more):
    value = {"achievement": achievement, "period": {"from": "2025-01-01", "to": last}, **more}
    return offerings.read(slug, value)


def registry(awards=(), courses=(), **issuer):
    made = make_registry(*awards, **issuer)
    kinds = {slug: replace(ACHIEVEMENT, slug=slug, name=slug.upper()) for slug in KINDS}
    return replace(made, achievements=kinds, offerings={one.slug: one for one in courses})


def figures(awards=(), courses=(), issuer=None, **more):
    made = registry(awards, courses, **(issuer or {}))
    return counting.figures(made, awards, today=TODAY, **more)


def some(number, start=0, **changes):
    changes = {"achievement": "a", "visibility": "unlisted", **changes}
    return [make_award(start + one, **changes) for one in range(number)]


def test_awards_are_counted_by_everything():
    found = figures(some(6) + some(7, 10, achievement="b", language="fr", awarded_date=day("2025-08-01")))
    assert found.get("awards") == 13
    assert [found.get("awards", "year", year) for year in ("2026", "2025")] == [6, 7]
    assert [found.get("awards", "quarter", one) for one in ("2026-Q2", "2025-Q3", "2025-Q4")] == [6, 7, 0]
    assert [found.get("awards", "achievement", one) for one in KINDS] == [6, 7, 0]
    assert [found.get("awards", "language", one) for one in ("en", "fr")] == [6, 7]
    assert found.get("awards", "skill", "O*NET 15-2051.00") == 13
    assert [found.get("awards", span=span) for span in ("this", "against")] == [6, 7]
    assert not found.hides_something


def test_an_award_of_this_quarter_does_not_count_yet():
    found = figures(some(6) + some(1, 10, awarded_date=day("2026-10-01")))
    assert (found.get("awards"), found.as_of) == (6, day("2026-09-30"))


@pytest.mark.parametrize(("act", "number"), [("revoked", 6), ("superseded", 6), ("suspended", 7), ("corrected", 7)])
def test_what_was_withdrawn_or_replaced_by_then_does_not_count(act, number):
    changed = replace(make_award(50, achievement="a"), history=(replace(line(act), date=day("2026-09-01")),))
    assert figures([*some(6), changed]).get("awards") == number
    later = replace(changed, history=(replace(line(act), date=day("2026-10-01")),))
    assert figures([*some(6), later]).get("awards") == 7


def test_few_awards_are_not_shown():
    found = figures(some(4))
    assert set(found.counts.values()) == {None}
    assert found.is_empty


def test_unlisted_awards_are_not_told_by_subtracting_public_ones():
    awards = some(20, visibility="public") + some(8, 30, achievement="b", visibility="public")
    awards += some(2, 50) + some(9, 60, achievement="c")
    found = figures(awards)
    # 22 of `a`, of which anybody can count 20 one by one.
    assert found.get("awards", "achievement", "a") is None
    assert figures(some(22) + awards[20:]).get("awards", "achievement", "a") is not None


def test_everything_is_shown_to_those_who_ask_for_it():
    found = figures(some(2), unsuppressed=True)
    assert found.get("awards", "achievement", "a") == 2


def test_rates_are_made_of_numbers_that_are_shown():
    found = figures(courses=[course("x", enrolled=40, completed=30, passed=24)])
    assert found.rate("completion", "offering", "x") == 0.75
    assert found.rate("pass", "offering", "x") == 0.8
    assert found.rate("completion", "year", "2026") == 0.75
    hidden = figures(courses=[course("x", enrolled=40, completed=38, passed=30)])
    assert hidden.get("enrolled", "offering", "x") == 40
    assert hidden.rate("completion", "offering", "x") is None


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


def said(responses, by="learners", score=4.0, worst=1, best=5):
    scale = {"worst": worst, "best": best}
    return {"by": by, "date": "2026-05-12", "responses": responses, "score": score, "scale": scale}


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


def test_averages_are_weighted_and_only_over_the_same_scale():
    courses = [
        course("x", enrolled=60, feedback=[said(10, score=3.0)]),
        course("y", enrolled=60, feedback=[said(30, score=5.0), said(20, score=8.0, best=10)]),
    ]
    made = [(one.best, one.score, one.responses) for one in counting.averages(figures(courses=courses).opinions)]
    assert made == [(5, 4.5, 40), (10, 8.0, 20)]


@pytest.mark.parametrize(
    ("counts", "shown"), [((10, 20), True), ((3, 27), False), ((10, 17), False), ((0, 30), True), ((10, 14), True)]
)
def test_results_are_shown_where_none_is_about_few(counts, shown):
    spread = {"of": "final-project", "counts": [{"value": str(one), "count": one} for one in counts]}
    found = figures(courses=[course("x", enrolled=40, completed=30, passed=20, results=spread)])
    assert ("x" in found.spreads) is shown


def test_what_nobody_takes_is_named():
    found = figures(some(6, awarded_date=day("2025-02-01")) + some(6, 10, achievement="b"), unsuppressed=True)
    assert found.unwanted == ("a", "c")
    taken = figures(courses=[course("x", "c", enrolled=9)], unsuppressed=True)
    assert taken.unwanted == ("a", "b")


def test_courses_that_nobody_was_asked_about_or_counted_are_named():
    heard = course("x", "b", enrolled=30, feedback=[said(20)])
    found = figures(courses=[course("y", "a"), heard, course("z", "c", last="2027-01-01")])
    assert (found.unheard, found.uncounted) == (("a",), ("y",))


def test_passes_are_not_told_by_awards_nor_awards_by_passes():
    courses = [course("x", enrolled=60, completed=52, passed=26), course("y", enrolled=40, completed=30, passed=3)]
    # 29 were awarded `a`: whoever is told of 26 in one course knows of 3 in the other.
    found = figures(some(29) + some(30, 100, achievement="b"), courses)
    assert found.get("awards", "achievement", "a") == 29
    assert found.get("passed", "offering", "x") is None


def test_passes_are_shown_of_those_achievements_of_which_the_awards_are():
    courses = [
        course("x", enrolled=60, completed=50, passed=30),
        course("y", "b", enrolled=70, completed=50, passed=30),
    ]
    found = figures(some(30) + some(3, 100, achievement="b") + some(8, 200, achievement="c"), courses)
    assert [found.get("awards", "achievement", kind) for kind in KINDS] == [30, None, None]
    assert [found.get("completed", "offering", slug) for slug in "xy"] == [50, 50]
    assert [found.get("passed", "offering", slug) for slug in "xy"] == [30, None]


def test_a_language_of_few_awards_is_not_even_named_unless_anybody_can_see_one():
    awards = some(20) + some(1, 30, language="it") + some(1, 40, language="de", visibility="public")
    assert figures(awards).keys("awards", "language") == ["de", "en", "fr"]
    assert figures(some(20) + some(9, 50, language="it")).keys("awards", "language") == ["en", "fr", "it"]


def test_periods_are_compared_day_by_day():
    assert periods.year_before(Period(day("2026-01-01"), day("2026-09-30"))) == Period(
        day("2025-01-01"), day("2025-09-30")
    )
    assert periods.year_before(Period(day("2024-02-01"), day("2024-02-29"))).last == day("2023-02-28")
    assert periods.year_before(Period(day("2025-02-01"), day("2025-02-28"))).last == day("2024-02-29")


@given(st.dates(day("2020-01-01"), day("2026-12-31")), st.integers(0, 900), st.integers(0, 900), st.integers(0, 400))
def test_pieces_cover_every_day_once(first, length, offset, width):
    last = first + datetime.timedelta(days=length)
    start = first + datetime.timedelta(days=offset - 100)
    span = Period(start, start + datetime.timedelta(days=width))
    made = list(periods.pieces(first, last, [span]))
    assert made[0].first == first
    assert made[-1].last == last
    for one, following in pairwise(made):
        assert one.last + datetime.timedelta(days=1) == following.first
    for one in made:
        assert periods.quarter(one.first) == periods.quarter(one.last)
        assert (one.first in span) == (one.last in span)


# The attack ---------------------------------------------------------------------------------------------------------


class Attacker:
    """Knows every number that is shown, of which people each is the sum, and linear algebra: nothing of our code."""

    def __init__(self):
        self.pivots = {}

    def reduce(self, row):
        row = {atom: Fraction(value) for atom, value in row.items() if value}
        for pivot in sorted(row):
            if pivot in row and pivot in self.pivots:
                factor = row[pivot]
                for atom, value in self.pivots[pivot].items():
                    row[atom] = row.get(atom, 0) - factor * value
                    if not row[atom]:
                        del row[atom]
        return row

    def learn(self, atoms):
        while True:
            row = self.reduce(dict.fromkeys(atoms, 1)) if not isinstance(atoms, dict) else self.reduce(atoms)
            again = self.reduce(row)
            if again == row:
                break
            atoms = row
        if row:
            pivot = min(row)
            self.pivots[pivot] = {atom: value / row[pivot] for atom, value in row.items()}

    def knows(self, atoms):
        row = dict.fromkeys(atoms, 1)
        while (reduced := self.reduce(row)) != row and reduced:
            row = reduced
        return not reduced


def award_atoms(awards, spans):
    """Every set of awards that is a figure, by its place; atoms are achievement, quarter and language at once."""
    found = {}
    for achievement in KINDS:
        for language in ("en", "fr"):
            for year in (2025, 2026):
                for number in range(1, 5):
                    quarter = f"{year}-Q{number}"
                    atom = (achievement, language, quarter)
                    start = datetime.date(year, number * 3 - 2, 1)
                    for span in ("", *(name for name, one in spans.items() if start in one)):
                        for place in (
                            ("total", ""),
                            ("year", str(year)),
                            ("quarter", quarter),
                            ("achievement", achievement),
                            ("language", language),
                        ):
                            if not span or place[0] not in {"year", "quarter"}:
                                found.setdefault((span, *place), set()).add(atom)
    return found


@st.composite
def award_sets(draw):
    made, number = [], 0
    for achievement in KINDS:
        for quarter in draw(st.lists(st.sampled_from([(2025, 2), (2025, 8), (2026, 2), (2026, 5)]), max_size=3)):
            for visibility in ("public", "unlisted"):
                size = draw(st.sampled_from([0, 1, 2, 4, 5, 8, 13]))
                changes = {
                    "achievement": achievement,
                    "awarded_date": datetime.date(*quarter, 14),
                    "visibility": visibility,
                    "language": draw(st.sampled_from(["en", "fr"])),
                }
                made += some(size, number, **changes)
                number += size
    return made


@given(award_sets())
@settings(max_examples=25, deadline=None)
def test_no_small_number_of_awards_is_told_by_subtraction(awards):
    found = figures(awards)
    sets = award_atoms(awards, found.spans)
    attacker = Attacker()
    for place, atoms in sets.items():
        if found.counts.get(("awards", *place)) is not None:
            attacker.learn(atoms)

    def number(atoms, *, hidden):
        return sum(
            (one.achievement, one.language, periods.quarter(one.awarded_date)) in atoms
            and not (hidden and one.visibility == "public")
            for one in awards
        )

    wanted = list(sets.values())
    wanted += [more - less for more, less in combinations(wanted, 2) if less < more]
    for atoms in wanted:
        for hidden in (False, True):
            if 0 < number(atoms, hidden=hidden) < 5:
                assert not attacker.knows(atoms)


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


# Of how many people in each of these places every record is tried: achievement, day, language.
AWARDS = {
    "quarters": [("a", text, "en") for text in ("2025-08-01", "2025-11-01", "2026-02-01", "2026-05-01")],
    "achievements in periods": [(kind, text, "en") for kind in "ab" for text in ("2025-05-01", "2026-02-01")],
    "languages": [("a", "2026-02-01", language) for language in ("de", "en", "fr")],
}
SPANS = {
    "this": Period(day("2026-01-01"), day("2026-06-30")),
    "against": Period(day("2025-01-01"), day("2025-06-30")),
}


def counts_of_awards(places, *, hidden, public, threshold):
    awards = [
        award_counts.Counted(achievement=kind, day=day(text), language=language, public=is_public)
        for numbers, is_public in ((hidden, False), (public, True))
        for number, (kind, text, language) in zip(numbers, places, strict=True)
        for _ in range(number)
    ]
    kinds = {kind for kind, _, _ in places}
    found = award_counts.count(
        awards,
        achievements=kinds,
        skills={"s": ["a"]},
        languages=["en"],
        spans=SPANS,
        last=day("2026-06-30"),
        threshold=threshold,
    )
    return found["", "total", ""] is not None and tuple(found.items())


@pytest.mark.parametrize("public", [(0, 0, 0, 0), (2, 0, 3, 1)], ids=str)
@pytest.mark.parametrize("places", AWARDS)
def test_who_counts_the_awards_of_every_possible_registry_learns_no_small_number(places, public):
    atoms = AWARDS[places]
    found = (one for people in range(9) for one in records(people, len(atoms)))
    more = public[: len(atoms)]
    for some in alike((one, counts_of_awards(atoms, hidden=one, public=more, threshold=3)) for one in found):
        assert not certain(some, 3)


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
        found = course_counts.count(courses, spans=SPANS, awarded=awarded, threshold=3)
        return any(number is not None for number in found.values()) and tuple(found.items())

    every = (one for people in range(7) for one in records(people, len(runs) * len(steps)))
    for some in alike((one, counts(one)) for one in every):
        assert not certain(some, 3)


def test_what_is_large_is_all_shown():
    awards, number = [], 0
    for kind in KINDS:
        for year in (2025, 2026):
            for month in (2, 5, 8):
                for language in ("en", "fr"):
                    day_of = datetime.date(year, month, 1)
                    awards += some(6, number, achievement=kind, awarded_date=day_of, language=language)
                    number += 6
    courses = [course(f"o{one}", KINDS[one % 3], enrolled=40, completed=30, passed=20) for one in range(6)]
    assert not figures(awards, courses).hides_something
