"""Every possible record of a few people, and what all records that lead to the same page have in common."""

import functools
import itertools
from collections import defaultdict


def records(people, size):
    """Every way to spread so many people over `size` numbers."""
    if size == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in records(people - first, size - 1):
            yield first, *rest


@functools.cache
def every_sum(size):
    """Every non-empty selection of so many numbers."""
    return [some for many in range(1, size + 1) for some in itertools.combinations(range(size), many)]


def total(record, row):
    """The sum of some numbers of a record."""
    return sum(record[number] for number in row)


def alike(found):
    """Group records, each given with what is shown of it, by what is shown; records that show nothing are left out."""
    pages = defaultdict(list)
    for record, page in found:
        pages[page].append(record)
    return [some for page, some in pages.items() if page]


def certain(some, threshold):
    """The small sums that are the same in all of some records."""
    return [
        row
        for row in every_sum(len(some[0]))
        if 0 < total(some[0], row) < threshold and len({total(one, row) for one in some}) == 1
    ]
