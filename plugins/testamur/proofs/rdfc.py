"""The one order of lines, and the one name of each blank node, of a small RDF dataset.

Follows RDF Dataset Canonicalization (RDFC-1.0, with SHA-256). Where the first-degree hash of every blank
node is its own (4.4.3, steps 3 and 4), which is nearly always, that is all there is to do. Where two are
alike, pyoxigraph canonicalizes; but the time that takes can grow with the factorial of what is alike, so
that beyond a small bound the dataset is refused.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from testamur.errors import DocumentError

Quad = tuple[str, str, str]
"""Subject, predicate and object in N-Quads' spelling; blank nodes start with `_:`, and none names a graph."""

_MOST_ALIKE = 500  # blank nodes; each costs up to a millisecond
_MOST_ORDERS = 10_000  # orders to compare: two alike parents of four alike children each make 576


def canonicalize(quads: Collection[Quad]) -> bytes:
    """Return the canonical N-Quads of `quads`, none of them twice; DocumentError where it would take too long."""
    hashes = _first_degree(quads)
    if len(set(hashes.values())) < len(hashes):
        return _among_equals(quads, hashes)
    ordered = sorted(hashes, key=hashes.__getitem__)
    names = {blank: f"_:c14n{number}" for number, blank in enumerate(ordered)}
    lines = [f"{names.get(s, s)} {p} {names.get(o, o)} .\n" for s, p, o in quads]
    lines.sort()
    return "".join(lines).encode()


def _first_degree(quads: Collection[Quad]) -> dict[str, str]:
    """Hash what is said of each blank node, calling it `_:a` and every other `_:z` (RDFC-1.0, 4.6.3)."""
    lines = defaultdict(list)
    for subject, predicate, object_ in quads:
        if subject[0] == "_":
            lines[subject].append(f"_:a {predicate} {'_:z' if object_[0] == '_' else object_} .\n")
        if object_[0] == "_":
            lines[object_].append(f"{'_:z' if subject[0] == '_' else subject} {predicate} _:a .\n")
    return {blank: hashlib.sha256("".join(sorted(said)).encode()).hexdigest() for blank, said in lines.items()}


def _among_equals(quads: Collection[Quad], hashes: Mapping[str, str]) -> bytes:
    """Canonicalize with RDFC-1.0 whole, within bounds."""
    counts = Counter(hashes.values())
    alike = {blank for blank, digest in hashes.items() if counts[digest] > 1}
    if len(alike) > _MOST_ALIKE or _orders(quads, hashes, alike) > _MOST_ORDERS:
        raise DocumentError("too many parts of the document are alike and have no id: give each an id, or say it once")
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in quads)
    dataset = Dataset(parse(lines, RdfFormat.N_QUADS, lenient=True))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    serialized = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    # Bytes of UTF-8 sort as code points do, and splitting them knows no line ends but \n and \r.
    return b"".join(sorted(serialized.splitlines(keepends=True)))


def _orders(quads: Collection[Quad], hashes: Mapping[str, str], alike: Collection[str]) -> int:
    """Count the orders that RDFC-1.0 compares at most: those of alike nodes below nodes that are alike (4.8.3)."""
    groups = Counter((s, p, hashes[o]) for s, p, o in quads if s in alike and o in alike)
    return math.prod(math.factorial(min(size, 20)) for size in groups.values())
