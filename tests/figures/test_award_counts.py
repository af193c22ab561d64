"""Awards: counted right, and attacked by subtraction with everything that is shown of a registry at once."""

import datetime
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attacker import Attacker
from every_record import alike, certain, records
from figure_samples import KINDS, SPANS, TODAY, day, figures, registry, some
from issuing import line, make_award
from testamur.figures import award_counts
from testamur.figures.institution_figures import compute_figures
from testamur.records.model.models import Alignment
from testamur.text import periods


def test_awards_are_counted_by_everything():
    found = figures(some(6) + some(7, 10, achievement="b", language="fr", awarded_date=day("2025-08-01")))
    assert found.get("awards") == 13
    assert [found.get("awards", grouping="year", key=year) for year in ("2026", "2025")] == [6, 7]
    assert [found.get("awards", grouping="quarter", key=one) for one in ("2026-Q2", "2025-Q3", "2025-Q4")] == [6, 7, 0]
    assert [found.get("awards", grouping="achievement", key=one) for one in KINDS] == [6, 7, 0]
    assert [found.get("awards", grouping="language", key=one) for one in ("en", "fr")] == [6, 7]
    assert found.get("awards", grouping="skill", key="O*NET 15-2051.00") == 13
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
    assert found.get("awards", grouping="achievement", key="a") is None
    assert figures(some(22) + awards[20:]).get("awards", grouping="achievement", key="a") is not None


def test_a_language_of_few_awards_is_not_even_named_unless_anybody_can_see_one():
    awards = some(20) + some(1, 30, language="it") + some(1, 40, language="de", visibility="public")
    assert figures(awards).keys("awards", grouping="language") == ["de", "en", "fr"]
    assert figures(some(20) + some(9, 50, language="it")).keys("awards", grouping="language") == ["en", "fr", "it"]


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


# Of how many people in each of these places every record is tried: achievement, day, language.
AWARDS = {
    "quarters": [("a", text, "en") for text in ("2025-08-01", "2025-11-01", "2026-02-01", "2026-05-01")],
    "achievements in periods": [(kind, text, "en") for kind in "ab" for text in ("2025-05-01", "2026-02-01")],
    "languages": [("a", "2026-02-01", language) for language in ("de", "en", "fr")],
}


def counts_of_awards(places, *, hidden, public, threshold):
    awards = [
        award_counts.CountedAward(achievement=kind, day=day(text), language=language, public=is_public)
        for numbers, is_public in ((hidden, False), (public, True))
        for number, (kind, text, language) in zip(numbers, places, strict=True)
        for _ in range(number)
    ]
    kinds = {kind for kind, _, _ in places}
    found = award_counts.count_awards(
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
    for same in alike((one, counts_of_awards(atoms, hidden=one, public=more, threshold=3)) for one in found):
        assert not certain(same, 3)


def test_a_skill_that_two_achievements_write_differently_is_counted_once():
    code = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
    by_code = Alignment(target_name="analyse", target_url="", target_framework="ESCO", target_code=code)
    by_address = replace(by_code, target_code="", target_url=f"http://data.europa.eu/esco/skill/{code}")
    awards = [*some(6), *some(7, 10, achievement="b")]
    records = registry(awards, ())
    named = {"a": by_code, "b": by_address}
    achievements = {
        slug: replace(one, alignments=(named[slug],) if slug in named else ())
        for slug, one in records.achievements.items()
    }
    found = compute_figures(records.with_records({"achievement": achievements}), awards, today=TODAY)
    assert [found.get("awards", grouping="skill", key=key) for key in found.skills] == [13]
