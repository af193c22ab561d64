"""Keeps equal parts of many records once: names, codes and results, which a hundred thousand awards repeat."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from testamur.records.model.models import Learner

_REPEATED = ("achievement", "visibility", "language")
_MAX_RESULTS = 10_000  # different ones that are kept for comparing: where there are more, few are alike


class SharedValues:
    """The texts and results of the awards read so far."""

    __slots__ = ("_results",)

    def __init__(self) -> None:
        self._results: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}

    def share(self, value: dict[str, Any], *, learners: Mapping[str, Learner]) -> None:
        """Exchange the parts of a checked record for equal ones that are kept already. Nothing may change them."""
        for name in _REPEATED:
            if name in value:
                value[name] = sys.intern(value[name])
        learner = learners.get(value.get("learner", ""))
        if learner is not None:
            value["learner"] = learner.id
        if "results" in value:
            value["results"] = self._shared(value["results"])

    def _shared(self, results: dict[str, str]) -> dict[str, str]:
        parts = tuple(results.items())
        kept = self._results.get(parts)
        if kept is not None or len(self._results) >= _MAX_RESULTS:
            return kept or {sys.intern(name): value for name, value in parts}
        self._results[parts] = results
        return results
