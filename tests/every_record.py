"""Every record of a few people that could be, and what those have in common that would lead to the same page."""

import functools
import itertools
from collections import defaultdict


def records(people, size):
    """Every way in which so many people may be spread over `size` numbers."""
    if size == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in records(people - first, size - 1):
            yield first, *rest


@functools.cache
def every_sum(size):
    """Every choice of some of so many numbers."""
    return [some for many in range(1, size + 1) for some in itertools.combinations(range(size), many)]


def total(record, row):
    """The sum of some numbers of a record."""
    return sum(record[number] for number in row)


def alike(found):
    """Of records and what is shown of each: the records that look the same, of those of which something is shown."""
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
