"""The figures of each release, a line of JSON each: docs/bench.jsonl."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import rows
from benchmarks.report import Measured
from benchmarks.rows import NotMeasuredError, Row
from paths import ROOT
from testamur import __version__

FILE = ROOT / "docs" / "bench.jsonl"


def line(measured: Measured, chosen: Sequence[Row], machine: str, day: str) -> dict[str, Any]:
    """The median of each figure that was measured, by the key of its row and the number of awards."""
    figures: dict[str, dict[str, float]] = {}
    for row in chosen:
        for size, rounds in measured.items():
            try:
                middle = rows.median(row.figures(rounds))
            except NotMeasuredError:
                continue
            figures.setdefault(row.key, {})[str(size)] = round(middle, 4)
    return {"version": __version__, "date": day, "machine": machine, "figures": figures}


def append(entry: Mapping[str, Any], file: Path = FILE) -> None:
    """Add a line."""
    with file.open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(entry, ensure_ascii=False) + "\n")


def last(key: str, size: int, file: Path = FILE) -> float | None:
    """What the last line that has this figure says; None where there is no such line."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found = (json.loads(text)["figures"].get(key, {}).get(str(size)) for text in reversed(lines))
    return next((figure for figure in found if figure is not None), None)
