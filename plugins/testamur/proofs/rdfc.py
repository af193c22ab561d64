"""Canonicalizes a small RDF dataset: one name for each blank node, and one order of the lines.

Follows RDF Dataset Canonicalization (RDFC-1.0, with SHA-256). If no two blank nodes share a first-degree hash
(4.4.3, steps 3 and 4), as nearly always, that is all there is to do. If some do, pyoxigraph canonicalizes, or
`rdfc_names` if there are named graphs (decision 12); but the time can grow with the factorial of the number of
nodes that are alike, so beyond a small bound the dataset is refused.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from testamur.errors import DocumentError
from testamur.proofs import rdfc_names

Quad = tuple[str, str, str]
"""Subject, predicate and object in N-Quads' spelling, of the default graph; blank nodes start with `_:`."""
NamedQuad = tuple[str, str, str, str]
"""The same with the name of its graph."""

_MAX_ALIKE = 500  # blank nodes; each costs up to a millisecond
_MAX_ORDERS = 10_000  # orders to compare: two alike parents of four alike children each make 576


def canonicalize(quads: Collection[Quad], named: Collection[NamedQuad] = ()) -> bytes:
    """Return the canonical N-Quads of a dataset, in UTF-8; DocumentError if that would take too long.

    `quads` are those of the default graph and `named` those of the named graphs, each once.
    """
    hashes = _first_degree_hashes(quads, named)
    if len(set(hashes.values())) == len(hashes):
        ordered = sorted(hashes, key=hashes.__getitem__)
        names = {blank: f"_:c14n{number}" for number, blank in enumerate(ordered)}
    elif named:
        names = rdfc_names.canonical_names([*quads, *named], hashes)
    else:
        return _canonicalize_alike(quads, hashes)
    lines = [f"{names.get(s, s)} {p} {names.get(o, o)} .\n" for s, p, o in quads]
    lines += [f"{names.get(s, s)} {p} {names.get(o, o)} {names.get(g, g)} .\n" for s, p, o, g in named]
    # Python compares text by code points, the order that RDFC-1.0 asks for; UTF-16 units would sort otherwise.
    lines.sort()
    return "".join(lines).encode()


def _first_degree_hashes(quads: Collection[Quad], named: Collection[NamedQuad]) -> dict[str, str]:
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
    return {blank: hashlib.sha256("".join(sorted(own)).encode()).hexdigest() for blank, own in lines.items()}


def _canonicalize_alike(quads: Collection[Quad], hashes: Mapping[str, str]) -> bytes:
    """Canonicalize with the whole of RDFC-1.0, within bounds: a small hostile document could take exponential time."""
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
