"""Suppression under attack: by adding and subtracting, and by trying every possible record; and what it still shows."""

import functools
import itertools
import time
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from every_record import alike, certain, every_sum, records, total
from testamur.figures.suppression import atoms, may_be_shown


def each(*numbers):
    return tuple(frozenset([number]) for number in numbers)


def shown(values, tree=None, candidates=None, threshold=5, **more):
    """What may be shown of a list, or of a tree: the total, and each atom."""
    tree = tree or each(*range(len(values)))
    candidates = candidates or [range(len(values)), *([one] for one in range(len(values)))]
    return may_be_shown([values], tree, candidates, threshold=threshold, **more)


def page(count_variants, tree, threshold, **more):
    """Everything that could be shown of some people: every sum of atoms, and its number."""
    rows = every_sum(len(count_variants[0]))
    answers = may_be_shown(count_variants, tree, rows, threshold=threshold, **more)
    return tuple((row, total(count_variants[0], row)) for row, answer in zip(rows, answers, strict=True) if answer)


# Every possible record ----------------------------------------------------------------------------------------------


def cells(parts, columns):
    """Parts that are each in so many columns, and the columns."""
    tree = tuple(frozenset(range(one * columns, one * columns + columns)) for one in range(parts))
    return tree, [{one * columns + column for one in range(parts)} for column in range(columns)]


PAIRS, TWO = cells(2, 2)
THREE_PAIRS, TWO_OF_THREE = cells(3, 2)
TRIPLES, THREE = cells(2, 3)
# The parts of the people, in which columns they stand, and the most people that are tried.
SHAPES = {
    "two parts": (each(0, 1), (), 20),
    "three parts": (each(0, 1, 2), (), 18),
    "four parts": (each(0, 1, 2, 3), (), 11),
    "two years of two": ((each(0, 1), each(2, 3)), (), 11),
    "years of one and three": ((each(0), each(1, 2, 3)), (), 11),
    "one part in columns": ((frozenset(range(3)),), [[{0, 1}, {2}], [{0}, {1}, {2}]], 18),
    "two parts in columns": (PAIRS, [TWO], 11),
    "two years in columns": (tuple((one,) for one in PAIRS), [TWO], 11),
    "three parts in columns": (THREE_PAIRS, [TWO_OF_THREE], 6),
    "two parts in more columns": (TRIPLES, [[THREE[0] | THREE[1], THREE[2]], THREE], 7),
}
EVERY_SHAPE = [(shape, threshold) for shape in SHAPES for threshold in (3, 5) if SHAPES[shape][2] > 7 or threshold == 3]


@functools.cache
def every_page(shape, threshold):
    tree, columns, most = SHAPES[shape]
    found = (one for people in range(most + 1) for one in records(people, len(atoms(tree))))
    return [(one, page([one], tree, threshold, columns=columns)) for one in found]


@pytest.mark.parametrize(("shape", "threshold"), EVERY_SHAPE)
def test_an_attacker_who_tries_every_possible_record_learns_no_small_number(shape, threshold):
    """The strongest attacker knows the rules, and asks which records would have led to the very same page."""
    for some in alike(every_page(shape, threshold)):
        assert not certain(some, threshold)


@pytest.mark.parametrize(
    ("shape", "record", "threshold"),
    [
        ("three parts", (1, 3, 3), 3),
        ("three parts", (4, 4, 4), 5),
        ("two years of two", (4, 4, 5, 1), 5),
        ("three parts in columns", (0, 3, 1, 2, 1, 2), 3),
    ],
    ids=str,
)
def test_pages_that_a_looser_rule_would_reveal_stay_ambiguous(shape, record, threshold):
    tree, columns, _ = SHAPES[shape]
    found = ((one, page([one], tree, threshold, columns=columns)) for one in records(sum(record), len(record)))
    assert all(not certain(some, threshold) for some in alike(found) if record in some)


@pytest.mark.parametrize(("shape", "threshold"), EVERY_SHAPE)
def test_an_attacker_who_adds_and_subtracts_cannot_tell_that_a_number_is_small(shape, threshold):
    found = every_page(shape, threshold)
    for rows in {tuple(row for row, _ in made) for _, made in found if made}:
        adding_up = defaultdict(list)
        for one, _ in found:
            adding_up[tuple(total(one, row) for row in rows)].append(one)
        pages = {made for _, made in found if tuple(row for row, _ in made) == rows}
        for made in pages:
            some = adding_up[tuple(number for _, number in made)]
            for row in every_sum(len(some[0])):
                numbers = {total(one, row) for one in some}
                if any(0 < number < threshold for number in numbers):
                    assert max(numbers) >= threshold
                    assert len(numbers) > threshold


@pytest.mark.parametrize("threshold", [3, 4])
@pytest.mark.parametrize("public", [(0, 1, 3, 3), (2, 0, 0, 0), (1, 2, 0, 5), (1, 1, 1, 1)])
@pytest.mark.parametrize(
    ("tree", "columns"), [(each(0, 1, 2, 3), ()), ((each(0, 1), each(2, 3)), ()), (PAIRS, [TWO])], ids=str
)
def test_subtracting_public_numbers_reveals_no_small_number(tree, columns, public, threshold):
    found = (one for people in range(10) for one in records(people, 4))
    made = []
    for one in found:
        every = [number + more for number, more in zip(one, public, strict=True)]
        made.append((one, page([every, one], tree, threshold, columns=columns)))
    for some in alike(made):
        assert not certain(some, threshold)


KNOWING = {
    "three in two columns": (THREE_PAIRS, 2, [TWO_OF_THREE], 6),
    "two in three columns": (TRIPLES, 3, [[THREE[0] | THREE[1], THREE[2]], THREE], 8),
}


@pytest.mark.parametrize(
    ("shape", "told", "guarded"),
    [
        *(
            ("three in two columns", *some)
            for some in (([0], []), ([0, 1], []), ([0], [1]), ([0], [1, 2]), ([], [0, 1]))
        ),
        *(("two in three columns", *some) for some in (([0], []), ([0], [1]), ([], [0]))),
    ],
    ids=str,
)
def test_an_attacker_who_knows_some_columns_learns_no_small_or_guarded_number(shape, told, guarded):
    """Achievements: of some, awards reveal how many passed; of others, awards are not shown."""
    tree, width, levels, most = KNOWING[shape]
    every, known = atoms(tree), {one * width for one in told}
    columns = [
        [known, every - known],
        *([*([known] if known else []), *(one - known for one in some)] for some in levels),
    ]
    more = {
        "columns": [[one for one in level if one] for level in (columns if told else levels)],
        "known_parts": [tree[one] for one in told],
        "guarded_parts": [tree[one] for one in guarded],
    }
    made = []
    for people in range(most + 1):
        for one in records(people, len(every)):
            if not any(0 < one[atom] < 3 for atom in known):  # awards of so few would not be shown
                found = page([one], tuple((part,) for part in tree), 3, **more)
                made.append((one, found and (*found, *((atom, one[atom]) for atom in sorted(known)))))
    for some in alike(made):
        assert not certain(some, 3)
        for part in guarded:
            passed = {one[part * width] for one in some}
            assert passed == {0} or len(passed) > 1


@st.composite
def populations(draw):
    """A few people in parts and parts of parts, of any shape, perhaps with columns."""
    parts, width = draw(st.sampled_from([(2, 1), (3, 1), (4, 1), (5, 1), (1, 2), (2, 2), (3, 2), (1, 3), (2, 3)]))
    leaves, columns = cells(parts, width)
    cuts = sorted(draw(st.sets(st.integers(1, parts - 1)))) if parts > 1 else []
    groups = [leaves[start:stop] for start, stop in itertools.pairwise([0, *cuts, parts])]
    tree = tuple(draw(st.sampled_from([some, atoms(some)])) for some in groups)
    levels = [[columns[0] | columns[1], columns[2]], columns] if width == 3 else [columns]
    people, size = draw(st.integers(0, 12 if parts * width < 6 else 9)), parts * width
    marks = sorted(draw(st.lists(st.integers(0, people), min_size=size - 1, max_size=size - 1)))
    values = tuple(stop - start for start, stop in itertools.pairwise([0, *marks, people]))
    return values, tree, levels if width > 1 else []


@given(populations(), st.integers(3, 5))
@settings(max_examples=60, deadline=None)
def test_no_population_reveals_a_small_number_to_an_attacker(population, threshold):
    values, tree, columns = population
    mine = page([values], tree, threshold, columns=columns)
    found = (one for one in records(sum(values), len(values)) if all(total(one, row) == number for row, number in mine))
    for some in alike((one, page([one], tree, threshold, columns=columns)) for one in found):
        assert values not in some or not certain(some, threshold)


@given(populations(), st.integers(3, 5))
@settings(max_examples=100, deadline=None)
def test_nothing_small_is_shown(population, threshold):
    values, tree, columns = population
    assert not any(0 < number < threshold for _, number in page([values], tree, threshold, columns=columns))


# What is still shown ------------------------------------------------------------------------------------------------


def test_a_small_number_and_the_only_other_part_of_its_total_are_hidden():
    assert shown([3, 20]) == [True, False, False]


def test_the_smallest_other_number_is_hidden_as_cover():
    assert shown([3, 20, 30]) == [True, False, False, True]
    assert shown([3, 30, 20]) == [True, False, True, False]


def test_numbers_equal_to_the_cover_are_hidden_too():
    # Were one of the two 3 shown, the order of the list would tell which, and so that the first is 1.
    assert shown([1, 3, 3], threshold=3) == [True, False, False, False]
    assert shown([1, 3, 3, 4], threshold=3) == [True, False, False, False, True]


def test_two_small_numbers_that_add_up_to_few_need_a_third():
    assert shown([1, 2, 20, 40]) == [True, False, False, False, True]


def test_two_small_numbers_that_add_up_to_enough_cover_each_other():
    assert shown([3, 4, 20]) == [True, False, False, True]


def test_two_hidden_numbers_at_the_largest_small_value_are_not_revealed_by_their_sum():
    # Each of two that are hidden would be 4 at most; with 8 between them, both would be 4.
    assert shown([4, 4, 20]) == [True, False, False, False]
    assert shown([1, 1, 1, 1, 1, 20]) == [True, *[False] * 6]


def test_if_all_numbers_are_small_only_the_total_is_shown():
    assert shown([4, 4, 4, 0]) == [True, False, False, False, False]


def test_a_total_of_few_hides_all_its_parts():
    assert shown([1, 2, 0]) == [False, False, False, False]


def test_a_zero_is_shown():
    assert shown([0, 20]) == [True, True, True]
    assert shown([0, 3, 20, 30]) == [True, True, False, False, True]


def test_large_numbers_and_zeros_are_all_shown():
    values = [*range(5, 45), 0, 0]
    candidates = [range(42), *([one] for one in range(42)), *([one, one + 1] for one in range(41))]
    assert all(shown(values, candidates=candidates))


def test_a_sum_is_shown_of_parts_that_are_shown_or_hidden_together():
    assert shown([3, 20, 30], candidates=[[0, 1], [1, 2], [0, 2]]) == [True, False, False]


def test_no_quarter_of_a_hidden_year_is_shown():
    tree = (each(0, 1), each(2, 3), each(4, 5))
    years = [[0, 1], [2, 3], [4, 5]]
    assert shown([3, 0, 20, 10, 30, 10], tree, years) == [False, False, True]
    assert shown([3, 0, 20, 10, 30, 10], tree) == [True, False, False, False, False, True, True]


def test_columns_are_shown_for_both_halves_or_for_neither():
    # Enrolled, and of these: completed, left.
    tree, columns = cells(2, 2)
    candidates = [columns[0], *tree, [0], [2]]
    assert shown([20, 6, 30, 9], tree, candidates, columns=[columns]) == [True, True, True, True, True]
    assert shown([20, 2, 30, 9], tree, candidates, columns=[columns]) == [True, True, True, False, False]
    assert shown([20, 2, 30, 1], tree, candidates, columns=[columns]) == [False, True, True, False, False]


def test_the_finest_possible_columns_are_shown():
    # 14 passed, 6 completed without that, 2 left; and the other way around.
    columns = [[{0, 1}, {2}], [{0}, {1}, {2}]]
    tree = (frozenset([0, 1, 2]),)
    assert shown([14, 6, 2], tree, [[0, 1, 2], [0, 1], [0]], columns=columns) == [True, False, False]
    assert shown([14, 2, 6], tree, [[0, 1, 2], [0, 1], [0]], columns=columns) == [True, True, False]


def test_numbers_that_a_reader_can_subtract_are_not_cover():
    public, hidden = [20, 9, 0], [2, 8, 9]
    every = [number + more for number, more in zip(public, hidden, strict=True)]
    assert may_be_shown([every, hidden], each(0, 1, 2), [[0], [1], [2]], threshold=5) == [False, False, True]


def test_columns_known_from_elsewhere_are_not_cover():
    # Two achievements; those who passed the first are told by its awards: 30 of 32 who began.
    tree, (passed, failed) = cells(2, 2)
    candidates = [*tree, [0], [2]]
    known = {"columns": [[{0}, {1, 2, 3}], [{0}, {2}, failed]], "known_parts": [tree[0]]}
    assert shown([30, 2, 20, 30], tree, candidates, columns=[[passed, failed]]) == [True, True, False, False]
    assert shown([30, 2, 20, 30], tree, candidates, **known) == [False, False, True, False]
    assert shown([30, 9, 20, 30], tree, candidates, **known) == [True, True, True, True]


def test_guarded_columns_are_not_revealed():
    tree, columns = cells(2, 2)
    candidates = [*tree, [0], [2]]
    guarded = {"columns": [columns], "guarded_parts": [tree[0]]}
    assert shown([30, 9, 20, 30], tree, candidates, **guarded) == [True, True, False, True]


@pytest.mark.parametrize("every", [3, 17])
def test_hundreds_of_courses_are_computed_quickly(every):
    """Two hundred courses of fifty kinds over five years, of which one in `every` has few people."""
    values, kinds = [], {}
    for number in range(200):
        few = number % every == 0
        parts = [2 + number % 3, 1 + number % 4, 3] if few else [number % 6, number % 7, 20 + number % 9]
        course = frozenset(range(len(values), len(values) + 3))
        kinds.setdefault(number % 50, {}).setdefault(number // 40, []).append(course)
        values += parts
    tree = tuple(tuple(map(tuple, years.values())) for years in kinds.values())
    rings = [set(range(start, 600, 3)) for start in range(3)]
    candidates = [range(600), *atoms_of(tree)]
    started = time.process_time()
    answers = shown(values, tree, candidates, columns=[[rings[0] | rings[1], rings[2]], rings])
    assert time.process_time() - started < 2
    assert answers[0]
    assert sum(answers) > len(answers) / 5


def atoms_of(tree):
    """Every node of a tree, as its atoms."""
    for part in tree:
        yield atoms(part)
        if not isinstance(part, frozenset):
            yield from atoms_of(part)
