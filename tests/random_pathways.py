"""Networks of pathways, in short notation or at random; and a naive definition of completeness."""

from itertools import chain, combinations

from hypothesis import strategies as some

from testamur.records.model.pathways import Pathway, Step
from testamur.records.pathways import algebra

ACHIEVEMENTS = "abcdefgh"


def step(text):
    """Return a step: "a", "P" (a pathway is a capital letter), or "2:a,b,P"."""
    number, mark, names = text.partition(":")
    if mark:
        return Step(choose=int(number), of=tuple(step(name) for name in names.split(",")))
    return Step(pathway=text) if text.isupper() else Step(achievement=text)


def network(**steps):
    """Return a network: `P="a b 2:c,d,e"`; `P_is="m"` is a milestone, and `P_goes=True` is in order."""
    return algebra.network_of(
        {
            slug: Pathway(
                slug=slug,
                name=slug,
                steps=tuple(map(step, text.split())),
                milestone=steps.get(f"{slug}_is", ""),
                is_ordered=steps.get(f"{slug}_goes", False),
            )
            for slug, text in steps.items()
            if "_" not in slug
        }
    )


def naive(known, slug, have, held):
    """Say whether a pathway is complete, straight from its definition."""

    def done(one):
        if one.of:
            return len({(each.achievement, each.pathway) for each in one.of if done(each)}) >= one.choose
        if one.pathway:
            milestone = known.pathways[one.pathway].milestone
            return (milestone and milestone in held) or naive(known, one.pathway, have, held)
        return one.achievement in have

    return all(done(one) for one in known.pathways[slug].steps)


def subsets(names):
    names = sorted(names)
    return map(set, chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))


@some.composite
def networks(draw, achievements=ACHIEVEMENTS):
    """Random pathways, each of which may nest earlier ones; achievements and pathways may count in many places."""
    found = {}
    for number in range(draw(some.integers(1, 4))):
        names = [*achievements, *found]
        one = some.sampled_from(names).map(step)
        many = some.lists(one, min_size=1, max_size=4)
        choice = many.flatmap(
            lambda of: some.integers(1, len(of)).map(lambda number: Step(choose=number, of=tuple(of)))
        )
        slug = "PQRS"[number]
        found[slug] = Pathway(
            slug=slug,
            name=slug,
            steps=tuple(draw(some.lists(one | choice, min_size=1, max_size=4))),
            milestone=draw(some.sampled_from(["", "", *achievements[:2]])),
            is_ordered=draw(some.booleans()),
        )
    return algebra.network_of(found)
