"""RDFC-1.0 for distinct and for indistinguishable blank nodes, compared with other implementations."""

import random
import subprocess
import sys

import pytest
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from paths import ROOT
from testamur.errors import DocumentError
from testamur.proofs import rdfc
from thoroughness import either


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


def test_a_dataset_is_labelled_as_by_the_full_algorithm():
    for seed in range(200):
        quads = {quad for quad in dataset(seed) if quad[0] != quad[2]}
        assert rdfc.canonicalize(quads) == independent(quads), seed


def test_input_names_of_blank_nodes_do_not_matter():
    quads = {("_:a", "<x:p>", "_:b"), ("_:b", "<x:p>", '"1"'), ("_:a", "<x:q>", '"2"')}
    renamed = {(s.replace("a", "z"), p, o.replace("a", "z")) for s, p, o in quads}
    assert rdfc.canonicalize(quads) == rdfc.canonicalize(renamed)


def test_lines_sort_by_code_point():
    quads = {("<x:s>", "<x:p>", '"\U00010000"'), ("<x:s>", "<x:p>", '"\uff5e"')}
    assert rdfc.canonicalize(quads).decode().split("\n")[0].endswith('"\uff5e" .')


def test_too_many_orders_are_refused():  # C-26
    quads = {("<x:s>", "<x:p>", f"_:p{parent}") for parent in range(2)}
    quads |= {(f"_:p{parent}", "<x:c>", f"_:c{parent}x{child}") for parent in range(2) for child in range(8)}
    with pytest.raises(DocumentError, match="alike"):
        rdfc.canonicalize(quads)


# Named graphs: PyLD is asked, for pyoxigraph gives other names where two quads relate the same nodes ---------------


def with_graphs(seed):
    """A small dataset, half of it in graphs named by blank nodes or IRIs."""
    draw = random.Random(seed)
    quads = {quad for quad in dataset(seed) if quad[0] != quad[2]}
    graphs = [f"_:g{number}" for number in range(draw.randint(1, 3))] + ["<https://e.org/g>"]
    named = {(*quad, draw.choice(graphs)) for quad in sorted(quads) if draw.random() < 0.7}
    return {quad for quad in quads if draw.random() < 0.5}, named


def written(quads):
    return "".join(" ".join(quad) + " .\n" for quad in quads)


def test_a_dataset_with_named_graphs_is_labelled_as_by_a_json_ld_processor():
    options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    for seed in range(either(100, 1_000)):
        quads, named = with_graphs(seed)
        theirs = jsonld.normalize(written(quads | named), options)
        assert rdfc.canonicalize(quads, named).decode() == theirs, seed


def test_input_names_of_blank_nodes_in_named_graphs_do_not_matter():
    quads = {("<x:s>", "<x:proof>", f"_:{graph}") for graph in "abc"}
    named = {(f"_:{graph}s", f"<x:{member}>", '"1"', f"_:{graph}") for graph in "abc" for member in "pqr"}
    renamed = [{tuple(part.replace("_:a", "_:z") for part in quad) for quad in some} for some in (quads, named)]
    assert rdfc.canonicalize(quads, named) == rdfc.canonicalize(*renamed)


def test_too_many_orders_in_named_graphs_are_refused():  # C-26
    named = {(f"_:p{parent}", "<x:c>", f"_:c{parent}x{child}", "_:g") for parent in range(2) for child in range(9)}
    with pytest.raises(DocumentError, match="alike"):
        rdfc.canonicalize((), named)


# Parts ---------------------------------------------------------------------------------------------------------------


def renamed(quads, number):
    """The same with other names of blank nodes for each part: no quad of a part names one of another."""
    return {tuple(f"{name}of{number}" if name.startswith("_:") else name for name in quad) for quad in quads}


def test_a_dataset_in_parts_is_written_as_the_whole():
    joined = 0
    for seed in range(either(300, 3_000)):
        three = [[renamed(quads, number) for quads in with_graphs(seed * 3 + number)] for number in range(3)]
        parts = [rdfc.part_of(*some) for some in three[1:]]
        data = rdfc.join(parts, (), *three[0]) if all(parts) else None
        if data is not None:
            joined += 1
            whole = [set().union(*quads) for quads in zip(*three, strict=True)]
            assert data == rdfc.canonicalize(*whole), seed
    assert joined > 20


def test_alike_blank_nodes_in_a_part_make_none():
    assert rdfc.part_of({("<x:s>", "<x:p>", "_:a"), ("<x:s>", "<x:p>", "_:b")}, ()) is None


def test_blank_nodes_that_are_alike_in_two_parts_are_not_joined():
    one = rdfc.part_of({("<x:s>", "<x:p>", "_:a")}, ())
    assert rdfc.join([one, one], (), set(), set()) is None


def test_blank_nodes_of_a_part_and_of_the_rest_that_are_alike_are_not_joined():
    one = rdfc.part_of({("<x:s>", "<x:p>", "_:a")}, ())
    assert rdfc.join([one], (), {("<x:s>", "<x:p>", "_:b")}, set()) is None


def test_what_two_parts_say_alike_is_written_once():
    one = rdfc.part_of({("<x:s>", "<x:p>", '"1"'), ("<x:s>", "<x:p>", '"2"')}, ())
    other = rdfc.part_of({("<x:s>", "<x:p>", '"2"')}, ())
    assert rdfc.join([one, other], ['<x:s> <x:p> "1" .\n'], set(), set()) == b'<x:s> <x:p> "1" .\n<x:s> <x:p> "2" .\n'


def test_the_canonicalizer_for_alike_nodes_is_not_imported_before_one_is_needed():
    """It takes 10 MB."""
    script = "import sys, testamur.terminal.building; print('pyoxigraph' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
