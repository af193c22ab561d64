"""Suppression, attacked: by brute force over all that could be, and by subtraction; and how much it leaves."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.figures.suppression import choose


def shown(values, candidates, threshold=5, **more):
    return choose([values], candidates, threshold=threshold, **more)


def possible(values, rows, most):
    """Every assignment of whole numbers up to `most` that adds up to every row as `values` do."""
    sums = [sum(values[atom] for atom in row) for row in rows]
    for one in itertools.product(range(most + 1), repeat=len(values)):
        if all(sum(one[atom] for atom in row) == total for row, total in zip(rows, sums, strict=True)):
            yield one


@st.composite
def instances(draw):
    """A few atoms, sums of them in any overlap, and a threshold."""
    values = draw(st.lists(st.integers(0, 5), min_size=1, max_size=5))
    sets = st.sets(st.integers(0, len(values) - 1), min_size=1)
    candidates = draw(st.lists(sets, min_size=1, max_size=7))
    known = draw(st.lists(sets, max_size=1))
    return values, candidates, known, draw(st.integers(3, 4))


@given(instances())
@settings(max_examples=150, deadline=None)
def test_an_attacker_who_tries_everything_learns_no_small_number(instance):
    values, candidates, known, threshold = instance
    answers = choose([values], candidates, threshold=threshold, known=known)
    rows = [row for row, answer in zip(candidates, answers, strict=True) if answer]
    if not rows:
        return
    # What is known anyway was not this program's to hide, but counts as shown.
    worlds = list(possible(values, [*rows, *known], max(values) + threshold))
    for size in range(1, len(values) + 1):
        for some in itertools.combinations(range(len(values)), size):
            if 0 < sum(values[atom] for atom in some) < threshold:
                found = {sum(world[atom] for atom in some) for world in worlds}
                assert max(found) >= threshold, (some, found)
                assert len(found) > threshold, (some, found)


@given(instances())
@settings(max_examples=100, deadline=None)
def test_a_guarded_sum_stays_as_uncertain_as_a_small_one(instance):
    values, candidates, known, threshold = instance
    guarded = candidates[0]
    answers = choose([values], candidates, threshold=threshold, known=known, guarded=[guarded])
    rows = [row for row, answer in zip(candidates, answers, strict=True) if answer]
    if rows:
        found = {sum(one[i] for i in guarded) for one in possible(values, [*rows, *known], max(values) + threshold)}
        assert len(found) > threshold


@given(instances())
@settings(max_examples=60, deadline=None)
def test_in_two_worlds_what_is_shown_is_safe_in_both(instance):
    values, candidates, _, threshold = instance
    other = [value // 2 for value in values]
    answers = choose([values, other], candidates, threshold=threshold)
    rows = [row for row, answer in zip(candidates, answers, strict=True) if answer]
    for world in (values, other):
        sums = [sum(world[atom] for atom in row) for row in rows]
        assert not any(0 < one < threshold for one in sums)
        assert choose([world], [], threshold=threshold, known=rows) == []


@given(st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(3, 4))
@settings(max_examples=40, deadline=None)
def test_who_runs_the_program_on_every_possible_record_learns_no_small_number_of_a_list(values, threshold):
    """The strongest attacker: knows the rules, and asks which records would have led to the very same page."""
    total = set(range(len(values)))
    candidates = [total, *({atom} for atom in range(len(values)))]
    answers = shown(values, candidates, threshold, known=[total])
    rows = [row for row, answer in zip(candidates, answers, strict=True) if answer]
    alike = [
        one
        for one in possible(values, rows, max(6, threshold * 2))
        if shown(one, candidates, threshold, known=[total]) == answers
    ]
    for atom, value in enumerate(values):
        if 0 < value < threshold:
            assert len({one[atom] for one in alike}) > 1, alike


def test_a_small_number_is_not_shown_nor_the_only_other_part_of_its_total():
    assert shown([3, 20], [{0, 1}, {0}, {1}]) == [True, False, False]


def test_one_other_number_is_cover_enough():
    assert shown([3, 20, 30], [{0, 1, 2}, {0}, {1}, {2}]) == [True, False, True, False]


def test_two_small_numbers_that_add_up_to_few_need_a_third():
    # 1 + 2 = 3: who sees the total and the 20 knows of three people.
    assert shown([1, 2, 20, 40], [{0, 1, 2, 3}, {2}, {3}]) == [True, True, False]


def test_two_small_numbers_that_add_up_to_enough_cover_each_other():
    assert shown([3, 4, 20], [{0, 1, 2}, {2}, {0}, {1}]) == [True, True, False, False]


def test_two_hidden_numbers_are_not_told_by_their_being_as_large_as_small_ones_can_be():
    # Each of two that are hidden would be 4 at most; with 8 between them, both would be 4.
    assert shown([4, 4, 20], [{0, 1, 2}, {2}, {0}, {1}]) == [True, False, False, False]


def test_a_zero_is_nobody():
    assert shown([0, 20], [{0, 1}, {0}, {1}]) == [True, True, True]


def test_a_difference_of_nested_numbers_is_protected():
    # dropped out, failed, passed: 2 dropped out of 22.
    assert shown([2, 6, 14], [{0, 1, 2}, {1, 2}, {2}]) == [True, False, True]


def test_a_total_of_few_hides_all_its_parts():
    assert shown([1, 2], [{0, 1}, {0}, {1}]) == [False, False, False]


def test_differences_of_several_courses_cover_each_other():
    # Two courses: enrolled and dropped; the sums of both are shown, and each course's enrolled.
    dropped, stayed = {0, 2}, {1, 3}
    assert shown([2, 20, 4, 30], [dropped | stayed, {0, 1}, {2, 3}, stayed, {1}, {3}]) == [
        True, True, True, True, False, False,
    ]  # fmt: skip


def test_what_is_known_anyway_counts_as_shown():
    assert shown([3, 20], [{1}]) == [True]
    assert shown([3, 20], [{1}], known=[{0, 1}]) == [False]


def test_what_is_large_is_all_shown():
    values = list(range(5, 45))
    candidates = [set(range(40)), *({one} for one in range(40)), *({one, one + 1} for one in range(39))]
    assert all(shown(values, candidates))


def test_large_and_none_are_all_shown():
    assert all(shown([0, 7, 0, 9], [{0, 1, 2, 3}, {0, 1}, {0}, {1}, {2}, {3}]))


@pytest.mark.parametrize("every", [3, 17])
def test_hundreds_of_courses_take_a_moment(every):
    """Two hundred courses of fifty kinds over five years, of which one in `every` has few people."""
    values, courses = [], []
    for number in range(200):
        few = number % every == 0
        parts = [2 + number % 3, 1 + number % 4, 3] if few else [number % 6, number % 7, 20 + number % 9]
        courses.append([len(values), len(values) + 1, len(values) + 2])
        values += parts
    candidates = []
    for chosen in (lambda _: 0, lambda number: number % 50, lambda number: number // 40):
        for key in {chosen(number) for number in range(200)}:
            some = [course for number, course in enumerate(courses) if chosen(number) == key]
            candidates += [{one for course in some for one in course[start:]} for start in range(3)]
    candidates += [set(course[start:]) for course in courses for start in range(3)]
    started = time.process_time()
    answers = shown(values, candidates)
    assert time.process_time() - started < 4
    assert answers[0]
    assert sum(answers) > len(answers) / 5
