"""Runs all sides in turn, and again: A B C, A B C … A machine that gets slower meanwhile then slows all of them."""

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import sides
from benchmarks.sides import Answer
from paths import ROOT

Round = Mapping[str, Answer]
# In memory where there is such a folder, for all sides: what a disk costs differs too much from hour to hour.
SCRATCH = next((folder for folder in (Path("/dev/shm"), ROOT / ".cache") if folder.is_dir()), None)
_LARGE = 5_000


def repeats(size: int) -> int:
    """How many rounds there are unless somebody says: fewer where one takes minutes."""
    return 3 if size >= _LARGE else 5


def measure(
    sizes: Sequence[int],
    wanted: Collection[str],
    *,
    repeat: int = 0,
    scratch: Path | None = SCRATCH,
    say: Callable[[str], object] = lambda _: None,
) -> dict[int, list[Round]]:
    """Return the rounds of each size, with an answer of each of the `wanted` sides.

    `repeat` is how many rounds there are, 0 for `repeats`; `scratch` where all sides write, None for the system's place
    for what is temporary; `say` is told what runs.
    """
    measured = {}
    for size in sizes:
        names = [name for name in sides.SIDES if name in wanted and (size == sizes[0] or name not in sides.OF_NO_SIZE)]
        with tempfile.TemporaryDirectory(prefix="testamur-bench-", dir=scratch) as folder:
            measured[size] = list(_rounds(size, names, Path(folder), repeat or repeats(size), say))
    return measured


def _rounds(
    size: int, names: Sequence[str], folder: Path, repeat: int, say: Callable[[str], object]
) -> Iterator[Round]:
    sides.run(sides.PREPARE, size, folder)
    missing: dict[str, Answer] = {}
    for number in range(1, repeat + 1):
        answers = {}
        for name in names:
            if name not in missing:
                say(f"{size:,} awards, round {number} of {repeat}: {name}")
                answers[name] = sides.run(name, size, folder)
                if "missing" in answers[name]:
                    missing[name] = answers[name]
        # What is not there in one round is not there in the next.
        yield {**answers, **missing}
