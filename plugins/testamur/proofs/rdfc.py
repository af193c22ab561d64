"""Canonicalizes a small RDF dataset: one name for each blank node, and one order of the lines.

Follows RDF Dataset Canonicalization (RDFC-1.0, with SHA-256). If no two blank nodes share a first-degree hash
(4.4.3, steps 3 and 4), as nearly always, that is all there is to do. If some do, pyoxigraph canonicalizes, or
`rdfc_names` if there are named graphs (decision 12); but the time can grow with the factorial of the number of
nodes that are alike, so beyond a small bound the dataset is refused.

What is below a node with an id is alike in every dataset that has it: the hashes of blank nodes depend on the quads
that name them, and no others. Such a part is hashed and written once, and joined with the rest (`part_of`, `join`).
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from testamur.errors import DocumentError
from testamur.proofs import rdfc_names

Quad = tuple[str, str, str]
"""Subject, predicate and object in N-Quads' spelling, of the default graph; blank nodes start with `_:`."""
NamedQuad = tuple[str, str, str, str]
"""The same with the name of its graph."""

_MAX_ALIKE = 500  # blank nodes; each costs up to a millisecond
_MAX_ORDERS = 10_000  # orders to compare: two alike parents of four alike children each make 576
# Of what others made: in browsers, in which every hash takes longer, the same datasets are refused (`rdfc.js`).
_MAX_FOREIGN_BLANKS = 5_000
_MAX_FOREIGN_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a dataset, of which no blank node is named elsewhere; each is called by its hash, `_:9e…`."""

    lines: tuple[str, ...]  # finished, in their order: those without blank nodes
    quads: tuple[Quad, ...]  # with blank nodes, in the default graph
    named: tuple[NamedQuad, ...]  # with blank nodes, in named graphs
    hashes: Mapping[str, str]  # of the blank nodes

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        texts = chain(self.lines, chain.from_iterable(self.quads), chain.from_iterable(self.named))
        return sum(len(text) + 50 for text in texts)


def canonicalize(quads: Collection[Quad], named: Collection[NamedQuad] = ()) -> bytes:
    """Return the canonical N-Quads of a dataset, in UTF-8; DocumentError if that would take too long.

    `quads` are those of the default graph and `named` those of the named graphs, each once.
    """
    hashes = _first_degree_hashes(quads, named)
    if _all_differ(hashes, len(hashes)):
        names = _names_by_hash(hashes)
    elif named:
        names = rdfc_names.canonical_names([*quads, *named], hashes)
    else:
        return _canonicalize_alike(quads, hashes)
    return "".join(_sorted(_lines(quads, named, names))).encode()


def canonicalize_foreign(quads: Collection[Quad], named: Collection[NamedQuad], digest: str) -> bytes:
    """Return the same of a dataset that others made, with the bounds that browsers have, too.

    `digest` is the hash that names blank nodes, as `hashlib` calls it (RDFC-1.0, 4.1: SHA-256, or what a cryptosuite
    asks for).
    """
    hashes = _first_degree_hashes(quads, named, digest)
    if len(hashes) > _MAX_FOREIGN_BLANKS:
        raise DocumentError(f"more than {_MAX_FOREIGN_BLANKS} parts of the document have no id")
    if _all_differ(hashes, len(hashes)):
        names = _names_by_hash(hashes)
    else:
        names = rdfc_names.canonical_names([*quads, *named], hashes, digest, _MAX_FOREIGN_STEPS)
    return "".join(_sorted(_lines(quads, named, names))).encode()


def part_of(quads: Collection[Quad], named: Collection[NamedQuad]) -> Part | None:
    """Return quads as a part of any dataset; None where blank nodes in it are alike.

    No quad of the rest may name a blank node of these.
    """
    hashes = _first_degree_hashes(quads, named)
    if not _all_differ(hashes, len(hashes)):
        return None
    names = {blank: f"_:{digest}" for blank, digest in hashes.items()}
    lines = _sorted(_lines((quad for quad in quads if hashes.keys().isdisjoint(quad)), (), {}))
    return Part(
        lines=tuple(lines),
        quads=tuple((names.get(s, s), p, names.get(o, o)) for s, p, o in quads if not hashes.keys().isdisjoint((s, o))),
        named=tuple((names.get(s, s), p, names.get(o, o), names.get(g, g)) for s, p, o, g in named),
        hashes={names[blank]: digest for blank, digest in hashes.items()},
    )


def join(
    parts: Collection[Part], lines: Iterable[str], quads: Collection[Quad], named: Collection[NamedQuad]
) -> bytes | None:
    """Return what `canonicalize` returns of a dataset that has `parts`, and these quads besides.

    `lines` are finished ones, of quads without blank nodes. None where it has to be canonicalized as a whole, since
    some of its blank nodes are alike.
    """
    hashes = _first_degree_hashes(quads, named)
    number = len(hashes) + sum(len(part.hashes) for part in parts)
    for part in parts:
        hashes.update(part.hashes)
    if not _all_differ(hashes, number):
        return None
    names = _names_by_hash(hashes)
    all_lines = [*lines, *_lines(quads, named, names)]
    for part in parts:
        all_lines += part.lines
        all_lines += _lines(part.quads, part.named, names)
    # A part and the rest may say the same of one node, and a dataset has each quad once.
    return "".join(dict.fromkeys(_sorted(all_lines))).encode()


def _all_differ(hashes: Mapping[str, str], number: int) -> bool:
    """Say whether there are as many hashes as blank nodes; `number` counts those of one name as often as they come."""
    return len(set(hashes.values())) == number


def _names_by_hash(hashes: Mapping[str, str]) -> dict[str, str]:
    """Name blank nodes that all differ in the order of their hashes (RDFC-1.0, 4.4.3, step 4)."""
    return {blank: f"_:c14n{number}" for number, blank in enumerate(sorted(hashes, key=hashes.__getitem__))}


def _lines(quads: Iterable[Quad], named: Iterable[NamedQuad], names: Mapping[str, str]) -> list[str]:
    get = names.get
    lines = [f"{get(s, s)} {p} {get(o, o)} .\n" for s, p, o in quads]
    lines += [f"{get(s, s)} {p} {get(o, o)} {get(g, g)} .\n" for s, p, o, g in named]
    return lines


def _sorted(lines: list[str]) -> list[str]:
    """Sort lines by code points, the order that RDFC-1.0 asks for; UTF-16 units would sort otherwise."""
    lines.sort()
    return lines


def _first_degree_hashes(
    quads: Collection[Quad], named: Collection[NamedQuad], digest: str = "sha256"
) -> dict[str, str]:
    """Hash the quads of each blank node, calling it `_:a` and every other `_:z` (RDFC-1.0, 4.6.3)."""
    lines = defaultdict(list)
    for subject, predicate, object_ in quads:
        if subject[0] == "_":
            lines[subject].append(f"_:a {predicate} {'_:z' if object_[0] == '_' else object_} .\n")
        if object_[0] == "_":
            lines[object_].append(f"{'_:z' if subject[0] == '_' else subject} {predicate} _:a .\n")
    for subject, predicate, object_, graph in named:
        parts = (subject, object_, graph)
        for blank in {part for part in parts if part[0] == "_"}:
            s, o, g = (part if part[0] != "_" else "_:a" if part == blank else "_:z" for part in parts)
            lines[blank].append(f"{s} {predicate} {o} {g} .\n")
    function = getattr(hashlib, digest)
    return {blank: function("".join(sorted(own)).encode()).hexdigest() for blank, own in lines.items()}


def _canonicalize_alike(quads: Collection[Quad], hashes: Mapping[str, str]) -> bytes:
    """Canonicalize with the whole of RDFC-1.0, within bounds: a small hostile document could take exponential time."""
    # Imported here: it takes 10 MB, and next to no document has to be canonicalized so.
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

    counts = Counter(hashes.values())
    alike = {blank for blank, digest in hashes.items() if counts[digest] > 1}
    if len(alike) > _MAX_ALIKE or _count_orders(quads, hashes, alike) > _MAX_ORDERS:
        raise DocumentError("too many parts of the document are alike and have no id: give each an id, or say it once")
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in quads)
    dataset = Dataset(parse(lines, RdfFormat.N_QUADS, lenient=True))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    serialized = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    # Bytes of UTF-8 sort as code points do, and splitting them knows no line ends but \n and \r.
    return b"".join(sorted(serialized.splitlines(keepends=True)))


def _count_orders(quads: Collection[Quad], hashes: Mapping[str, str], alike: Collection[str]) -> int:
    """Count the orders that RDFC-1.0 compares at most: those of alike nodes below nodes that are alike (4.8.3)."""
    # No factorial larger than 20!: that is far beyond the bound, and larger ones would only take time to write.
    groups = Counter((s, p, hashes[o]) for s, p, o in quads if s in alike and o in alike)
    return math.prod(math.factorial(min(size, 20)) for size in groups.values())
