"""What was measured as Markdown, to be pasted into README.md: the goals, the stages, the files of an award."""

import statistics
from collections.abc import Iterator, Mapping, Sequence

from benchmarks import log_costs, rows
from benchmarks.our_side import STAGES
from benchmarks.rounds import Round
from benchmarks.rows import OURS, STOCK, NotMeasuredError, Row
from benchmarks.sides import Answer

Measured = Mapping[int, Sequence[Round]]


def report(measured: Measured, chosen: Sequence[Row], machine: str, day: str) -> str:
    """The whole text: the table of goals, and what lies behind it where it was measured."""
    rounds = ", ".join(f"{len(found)} at {size:,}" for size, found in measured.items())
    parts = [
        f"Measured on {day}: {machine}. Seconds of CPU unless it says otherwise, the median of the rounds "
        f"({rounds}), with the least and the most; every side in turn, in a process of its own.",
        "\n".join(_goals(measured, chosen)),
        *_notes(measured),
    ]
    names = {row.number for row in chosen}
    if "P1" in names:
        parts.append("\n".join(_stages(measured)))
    if "P8" in names:
        parts.append("\n".join(_files(measured)))
    if "log" in names and (logs := [one["log"] for rounds in measured.values() for one in rounds if "log" in one]):
        parts.append("\n".join(_logs(logs)))
    return "\n\n".join(parts) + "\n"


def digits(figure: float) -> str:
    """A figure with about three digits: what follows them is chance."""
    if figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}" if figure >= 0.1 else f"{figure:.3f}"


def _goals(measured: Measured, chosen: Sequence[Row]) -> Iterator[str]:
    yield _line("", "", "goal", *(f"{size:,}" for size in measured))
    yield _line("---", "---", "---", *("---:" for _ in measured))
    for row in chosen:
        yield _line(row.number, row.says, row.goal, *(_cell(row, rounds) for rounds in measured.values()))


def _cell(row: Row, rounds: Sequence[Round]) -> str:
    try:
        figures = row.figures(rounds)
    except NotMeasuredError as error:
        return str(error)
    middle, least, most = (digits(choose(figures)) for choose in (rows.median, min, max))
    return middle if least == most else f"{middle} ({least}–{most})"


def _notes(measured: Measured) -> Iterator[str]:
    slowest = [one["poison"] for rounds in measured.values() for one in rounds if "cpu" in one.get("poison", ())]
    if slowest:
        worst = max(slowest, key=lambda answer: answer["cpu"])
        yield f"The slowest of {worst['files']} hostile files was: {worst['title']}."


def _stages(measured: Measured) -> Iterator[str]:
    """µs of CPU an award, by stage, and the ratio of the stage to stock Pelican at the largest size."""
    largest = max(measured)
    head = [f"{size:,} awards" for size in measured]
    yield _line("µs of CPU an award", *head, f"at {largest:,}, of stock Pelican")
    yield _line("---", *("---:" for _ in head), "---:")
    for name, stages in (*((stage, (stage,)) for stage in STAGES), ("all together", STAGES)):
        each = [
            statistics.median(rows.cpu(one[OURS], *stages) for one in rounds) / size * 1e6
            for size, rounds in measured.items()
        ]
        ratio = statistics.median(rows.cpu(one[OURS], *stages) / rows.cpu(one[STOCK]) for one in measured[largest])
        yield _line(name, *(f"{figure:,.0f}" for figure in each), f"{ratio:.2f}")
    stock = [
        statistics.median(rows.cpu(one[STOCK]) for one in rounds) / size * 1e6 for size, rounds in measured.items()
    ]
    yield _line("stock Pelican, an article", *(f"{figure:,.0f}" for figure in stock), "1")


def _files(measured: Measured) -> Iterator[str]:
    """KB an award, by the name of the file."""
    weights = {size: rounds[-1][OURS]["award files"] for size, rounds in measured.items()}
    yield _line("KB an award", *(f"{size:,} awards" for size in measured))
    yield _line("---", *("---:" for _ in measured))
    for name in weights[max(measured)]:
        yield _line(f"`{name}`", *(f"{found.get(name, 0) / 1e3:.1f}" for found in weights.values()))


def _logs(answers: Sequence[Answer]) -> Iterator[str]:
    """Seconds of CPU for a log, by step and by its number of entries, beside what the prototype took."""
    sizes = log_costs.SIZES
    yield _line("seconds of CPU for a log of", *(f"{size:,} entries" for size in sizes))
    yield _line("---", *("---:" for _ in sizes))
    for step in (log_costs.TREE, log_costs.FILES, log_costs.PROOFS):
        taken = [statistics.median(one["logs"][str(size)]["steps"][step] for one in answers) for size in sizes]
        yield _line(step, *map(digits, taken))
    yield _line("the prototype: tree, checkpoint and files", *(str(log_costs.PROTOTYPE[size]) for size in sizes))
    largest = [answers[-1]["logs"][str(size)] for size in sizes]
    yield _line("files, and KB of them", *(f"{one['files']:,}, {one['bytes'] / 1e3:,.0f}" for one in largest))
    yield _line("bytes of the longest proof", *(f"{one['proof']:,}" for one in largest))


def _line(*cells: str) -> str:
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"
