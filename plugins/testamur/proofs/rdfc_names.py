"""Names the blank nodes of a dataset with named graphs in which some nodes are alike.

Follows RDF Dataset Canonicalization (RDFC-1.0), 4.4.3, 4.7.3 and 4.8.3. pyoxigraph does the same, faster, for
datasets without named graphs; but in a named graph it counts a blank node that several quads relate only once, and
the processors that sign credentials count it once a quad, which gives other names (decision 12).

Time is bounded by counting steps: a dataset that needs too many is refused with a DocumentError. Of what others made,
the same datasets are refused in a browser (theme/static/verifier/rdfc.js), so that both verifiers give one answer.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from testamur.errors import DocumentError

AnyQuad = Sequence[str]
"""Subject, predicate and object, and the name of the graph unless it is the default one."""

_MAX_STEPS = 100_000  # paths that are compared or followed; each takes some ten microseconds
_MAX_DEPTH = 200  # nodes of one path; a list of a hundred items that are alike is one
_ALIKE = "too many parts of the document are alike and have no id: give each an id, or say it once"
_POSITIONS = "sog"  # as 4.8.3 calls subject, object and graph; predicates are never blank


class _NameIssuer:
    """Gives names in the order in which they are asked for."""

    def __init__(self, prefix: str, names: Mapping[str, str] | None = None) -> None:
        self.prefix = prefix
        self.names = dict(names or {})

    def issue(self, blank: str) -> str:
        return self.names.setdefault(blank, f"{self.prefix}{len(self.names)}")

    def copy(self) -> _NameIssuer:
        # Each path that is tried gives names of its own; only those of the least path are kept.
        return _NameIssuer(self.prefix, self.names)


def canonical_names(
    quads: Collection[AnyQuad], hashes: Mapping[str, str], digest: str = "sha256", most_steps: int = _MAX_STEPS
) -> dict[str, str]:
    """Return the canonical name of every blank node; `hashes` are those of the first degree (4.6.3)."""
    return _Naming(quads, hashes, digest, most_steps).names()


class _Naming:
    """One run of the algorithm: the names given so far, and how many steps that took."""

    def __init__(self, quads: Collection[AnyQuad], hashes: Mapping[str, str], digest: str, most_steps: int) -> None:
        self.hashes = hashes
        self.most_steps = most_steps
        self.function = getattr(hashlib, digest)
        self.canonical = _NameIssuer("_:c14n")
        self.steps = 0
        self.quads_of: defaultdict[str, list[AnyQuad]] = defaultdict(list)
        for quad in quads:
            for blank in {part for part in _parts(quad) if part[0] == "_"}:
                self.quads_of[blank].append(quad)

    def names(self) -> dict[str, str]:
        """Name those that differ in the order of their hashes, then those that are alike (4.4.3, 4 and 5)."""
        groups = defaultdict(list)
        for blank, digest in self.hashes.items():
            groups[digest].append(blank)
        ordered = sorted(groups.items())
        for _, blanks in ordered:
            if len(blanks) == 1:
                self.canonical.issue(blanks[0])
        for _, blanks in ordered:
            results = []
            for blank in blanks:
                if blank not in self.canonical.names:
                    issuer = _NameIssuer("_:b")
                    issuer.issue(blank)
                    results.append(self.hash_n_degree(blank, issuer, 1))
            for _, issuer in sorted(results, key=lambda result: result[0]):
                # In the order in which the path named them, which a dict keeps (4.4.3, 5.3).
                for blank in issuer.names:
                    self.canonical.issue(blank)
        return self.canonical.names

    def hash_n_degree(self, blank: str, issuer: _NameIssuer, depth: int) -> tuple[str, _NameIssuer]:
        """Hash a node by the nodes around it ("Hash N-Degree Quads", 4.8.3)."""
        if depth > _MAX_DEPTH:
            raise DocumentError(_ALIKE)
        related = defaultdict(list)
        for quad in self.quads_of[blank]:
            for position, part in zip(_POSITIONS, _parts(quad), strict=False):
                if part[0] == "_" and part != blank:
                    related[self.hash_related(part, quad, issuer, position)].append(part)
        data = ""
        # `issuer` goes from one group to the next: what the first has named counts as named for the second.
        for digest, blanks in sorted(related.items()):
            path, issuer = min(
                (self.follow(order, issuer, depth) for order in self.orders_of(blanks)), key=lambda result: result[0]
            )
            data += digest + path
        return self.hash(data), issuer

    def follow(self, order: Iterable[str], issuer: _NameIssuer, depth: int) -> tuple[str, _NameIssuer]:
        """Follow nodes in one order (4.8.3, 5.4)."""
        issuer, path, ahead = issuer.copy(), "", []
        for blank in order:
            if blank in self.canonical.names:
                path += self.canonical.names[blank]
            else:
                ahead += [] if blank in issuer.names else [blank]
                path += issuer.issue(blank)
        # Only after the whole order is named: a node further on may be one that stands later in this very order.
        for blank in ahead:
            digest, beyond = self.hash_n_degree(blank, issuer, depth + 1)
            path += f"{issuer.issue(blank)}<{digest}>"
            issuer = beyond
        return path, issuer

    def orders_of(self, blanks: list[str]) -> Iterable[tuple[str, ...]]:
        """Return every order of nodes, each once even if a node is there several times."""
        counts = Counter(blanks)
        number = math.factorial(len(blanks)) // math.prod(map(math.factorial, counts.values()))
        self.steps += number
        # `permutations` makes all orders before the set drops those that are alike: 40,320 for 8 nodes, nine times
        # as many for 9.
        if self.steps > self.most_steps or (len(counts) > 1 and len(blanks) > 8):
            raise DocumentError(_ALIKE)
        return [tuple(blanks)] if len(counts) == 1 else set(itertools.permutations(blanks))

    def hash_related(self, blank: str, quad: AnyQuad, issuer: _NameIssuer, position: str) -> str:
        """Hash a node by how it is related to another (4.7.3): the position, the predicate, then the node."""
        # A node counts by its canonical name, else by the name that this path gave it, else by its quads. The
        # predicate counts unless the node is the name of the graph.
        name = self.canonical.names.get(blank) or issuer.names.get(blank) or self.hashes[blank]
        return self.hash(f"{position}{quad[1] if position != 'g' else ''}{name}")

    def hash(self, text: str) -> str:
        return str(self.function(text.encode()).hexdigest())


def _parts(quad: AnyQuad) -> tuple[str, ...]:
    return (quad[0], *quad[2:])
