"""The algebra of pathways against brute force: naive recursion, and every subset of a few achievements."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from random_pathways import ACHIEVEMENTS, naive, network, networks, step, subsets
from testamur.records.model.pathways import leaves
from testamur.records.pathways import algebra
from testamur.records.pathways.distance import Distance, remaining
from thoroughness import examples


@examples(40, 400)
@given(networks())
def test_completeness_agrees_with_naive_recursion_for_every_subset(known):
    for earned in subsets(ACHIEVEMENTS):
        expected = {slug for slug in known.pathways if naive(known, slug, earned, earned)}
        assert algebra.progress_of(known, earned).complete == expected


@examples(60, 600)
@given(networks(), some.sets(some.sampled_from(ACHIEVEMENTS)))
def test_the_least_number_agrees_with_trying_every_subset(known, earned):
    standing = algebra.progress_of(known, earned)
    for slug in known.pathways:
        rest = set(ACHIEVEMENTS) - earned
        enough = (len(more) for more in subsets(rest) if naive(known, slug, earned | more, earned))
        expected = 0 if standing.is_reached(slug) else min(enough, default=None)
        assert remaining(standing, slug) == Distance(expected)


@examples(60, 600)
@given(networks(), some.sets(some.sampled_from(ACHIEVEMENTS)))
def test_an_inexact_least_number_is_still_sufficient(known, earned):
    standing = algebra.progress_of(known, earned)
    for slug in known.pathways:
        exact = remaining(standing, slug)
        bound = least_without_search(standing, slug)
        assert (bound.number is None) == (exact.number is None)
        if bound.number is not None:
            assert bound.number >= exact.number
            assert bound.number == exact.number or not bound.is_exact


def least_without_search(standing, slug):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("testamur.records.pathways.distance._MAX_STEPS_VISITED", 0)
        return remaining(standing, slug)


@examples(60, 600)
@given(networks(), some.sets(some.sampled_from(ACHIEVEMENTS)), some.sampled_from(ACHIEVEMENTS))
def test_earning_more_never_undoes_completion(known, earned, more):
    before, after = algebra.progress_of(known, earned), algebra.progress_of(known, earned | {more})
    assert before.complete <= after.complete
    for slug in known.pathways:
        far, near = remaining(before, slug).number, remaining(after, slug).number
        assert far is None or near <= far


@examples(60, 600)
@given(networks(), some.sets(some.sampled_from(ACHIEVEMENTS)))
def test_steps_are_open_and_coming_exactly_while_a_pathway_is_not_reached(known, earned):
    standing = algebra.progress_of(known, earned)
    for slug in known.pathways:
        states = {one.state for one in algebra.step_progress(standing, slug)}
        assert ("open" in states) == (not standing.is_reached(slug))
        assert bool(algebra.next_steps(standing, slug)) == (not standing.is_reached(slug))
        assert (states == {"done"}) == (slug in standing.complete)


@examples(60, 600)
@given(networks(), some.sampled_from(ACHIEVEMENTS))
def test_an_achievement_counts_towards_the_pathways_it_can_help_complete(known, achievement):
    """An achievement that does not count towards a pathway never changes whether it is complete."""
    counts = set(algebra.counts_towards(known, achievement))
    for earned in subsets(set(ACHIEVEMENTS[:6]) - {achievement}):
        new = algebra.progress_of(known, earned | {achievement}).complete - algebra.progress_of(known, earned).complete
        assert new <= counts


def test_a_completed_choice_needs_no_more_achievements():
    known = network(P="2:a,b,c d")
    first, last = algebra.step_progress(algebra.progress_of(known, {"a", "b"}), "P")
    assert (first.state, [one.state for one in first.parts]) == ("done", ["done", "done", "unneeded"])
    assert last.state == "open"


def test_a_milestone_held_completes_its_pathway_inside_another():
    known = network(P="a b", P_is="m", Q="P c")
    standing = algebra.progress_of(known, {"m", "c"})
    assert standing.complete == {"Q"}
    assert [one.state for one in algebra.step_progress(standing, "P")] == ["unneeded", "unneeded"]


def test_a_milestone_not_held_does_not_shorten_a_pathway():
    known = network(P="a b c", P_is="m", Q="P d")
    assert remaining(algebra.progress_of(known, set()), "Q") == Distance(4)


def test_one_achievement_counts_in_several_steps_and_pathways():
    known = network(P="a 1:a,b", Q="1:a,c 1:a,d P")
    assert algebra.progress_of(known, {"a"}).complete == {"P", "Q"}
    assert remaining(algebra.progress_of(known, set()), "Q") == Distance(1)


def test_an_achievement_named_twice_in_a_choice_counts_once():
    known = network(P="2:a,a,b")
    assert algebra.progress_of(known, {"a"}).complete == set()


def test_in_an_ordered_pathway_the_first_open_step_comes_next():
    known = network(P="a b c", P_goes=True)
    assert [one.step.achievement for one in algebra.next_steps(algebra.progress_of(known, {"a", "c"}), "P")] == ["b"]


def test_in_an_unordered_pathway_every_open_step_comes_next():
    known = network(P="a b c")
    assert [one.step.achievement for one in algebra.next_steps(algebra.progress_of(known, {"b"}), "P")] == ["a", "c"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [("a", "2:b,c,d"), ("b", "2:b,c,d"), ("e", "f"), ("f", None)],
)
def test_after_an_achievement_comes_the_rest_of_its_step_or_the_following_step(after, expected):
    known = network(P="a 2:b,c,d e f", P_goes=True)
    found = [one.step for one in algebra.next_steps(algebra.progress_of(known, {after}), "P", after)]
    assert found == ([step(expected)] if expected else [])


def test_an_achievement_counts_towards_enclosing_pathways_too():
    known = network(P="a", P_is="m", Q="P", R="1:Q,b", S="c")
    assert algebra.counts_towards(known, "a") == {"P": "", "Q": "P", "R": "Q"}
    assert algebra.counts_towards(known, "m") == {"Q": "P", "R": "Q"}
    assert algebra.counts_towards(known, "z") == {}


def test_a_pathway_that_contains_itself_or_missing_parts_is_never_complete():
    known = network(P="Q", Q="P", R="X", S="S a")
    standing = algebra.progress_of(known, set(ACHIEVEMENTS))
    assert standing.complete == set()
    assert [remaining(standing, slug) for slug in "PQRS"] == [Distance(None)] * 4


def within(seconds, work):
    """Run `work` within a time that a busy machine meets and exponential growth does not."""
    start = time.process_time()
    found = work()
    assert time.process_time() - start < seconds
    return found


def test_a_lattice_forty_levels_deep_is_computed_quickly():
    rows = {f"P{row}{side}": f"P{row + 1}A P{row + 1}B" for row in range(40) for side in "AB"}
    known = network(**rows, P40A="a", P40B="1:a,b,c")
    assert within(2, lambda: remaining(algebra.progress_of(known, set()), "P0A")) == Distance(1)
    assert len(within(2, lambda: algebra.progress_of(known, {"a"})).complete) == 82
    assert len(within(2, lambda: algebra.counts_towards(known, "a"))) == 82


def test_the_largest_pathway_is_computed_quickly_and_marked_inexact():
    names = [f"a{number}" for number in range(40)]
    rows = [f"15:{','.join(names[(7 * row + one) % 40] for one in range(30))}" for row in range(30)]
    known = network(P=" ".join(rows))
    found = within(2, lambda: remaining(algebra.progress_of(known, set()), "P"))
    assert 15 <= found.number <= 40
    assert not found.is_exact


def test_a_chain_of_a_thousand_pathways_does_not_overflow_the_stack():
    chain_ = {f"P{number}": f"P{number + 1} a{number}" for number in range(1000)}
    known = network(**chain_, P1000="a1000")
    assert within(5, lambda: remaining(algebra.progress_of(known, set()), "P0")) == Distance(1001)


def test_computing_progress_looks_only_at_pathways_that_the_learner_has_begun():
    """Only pathways towards which the learner has earned something are computed."""
    known = network(**{f"P{number}": f"a{number}" for number in range(5000)})
    found = within(2, lambda: [algebra.progress_of(known, {f"a{number}"}).complete for number in range(2000)])
    assert found[7] == {"P7"}


@given(networks())
def test_nested_pathways_are_ordered_before_those_that_contain_them(known):
    for slug, pathway in known.pathways.items():
        inner = [leaf.pathway for one in pathway.steps for leaf in leaves(one) if leaf.pathway]
        assert all(known.order[one] < known.order[slug] for one in inner)
