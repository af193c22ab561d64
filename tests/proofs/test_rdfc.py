"""RDFC-1.0, where blank nodes differ and where they are alike; every answer is pyoxigraph's own."""

import random

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from testamur.errors import DocumentError
from testamur.proofs import rdfc


def independent(quads):
    dataset = Dataset(parse("".join(f"{s} {p} {o} .\n" for s, p, o in quads), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return b"".join(sorted(serialize(dataset, format=RdfFormat.N_QUADS).splitlines(keepends=True)))


def dataset(seed):
    """A small dataset with blank nodes in chains and stars, many of them alike."""
    draw = random.Random(seed)
    blanks = [f"_:x{number}" for number in range(draw.randint(1, 6))]
    subjects = [*blanks, "<https://e.org/s>"]
    objects = [*blanks, "<https://e.org/o>", '"a"', '"b"']
    return {
        (draw.choice(subjects), f"<https://e.org/{draw.randint(1, 2)}>", draw.choice(objects))
        for _ in range(draw.randint(1, 10))
    }


@pytest.mark.parametrize("seed", range(200))
def test_a_dataset_is_named_as_the_whole_algorithm_names_it(seed):
    quads = {quad for quad in dataset(seed) if quad[0] != quad[2]}
    assert rdfc.canonicalize(quads) == independent(quads)


def test_the_names_given_before_do_not_matter():
    quads = {("_:a", "<x:p>", "_:b"), ("_:b", "<x:p>", '"1"'), ("_:a", "<x:q>", '"2"')}
    renamed = {(s.replace("a", "z"), p, o.replace("a", "z")) for s, p, o in quads}
    assert rdfc.canonicalize(quads) == rdfc.canonicalize(renamed)


def test_lines_sort_by_code_point():
    quads = {("<x:s>", "<x:p>", '"\U00010000"'), ("<x:s>", "<x:p>", '"\uff5e"')}
    assert rdfc.canonicalize(quads).decode().split("\n")[0].endswith('"\uff5e" .')


def test_too_many_orders_are_refused():
    quads = {("<x:s>", "<x:p>", f"_:p{parent}") for parent in range(2)}
    quads |= {(f"_:p{parent}", "<x:c>", f"_:c{parent}x{child}") for parent in range(2) for child in range(8)}
    with pytest.raises(DocumentError, match="alike"):
        rdfc.canonicalize(quads)
