"""`make bench`: what awards cost, beside what others take for as much, in one run on one machine.

Prints tables in Markdown, and asserts nothing. docs/scale.md says what is measured; benchmarks/ measures it.
"""

import argparse
import datetime
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests")]

from benchmarks import history, machine, report, rounds, rows, scale_page, sides  # noqa: E402 — found only now


def main():
    options = arguments()
    if options.side:
        name, size, place = options.side
        sides.answer(name, int(size), Path(place))
        return
    chosen = options.only
    measured = rounds.measure(
        options.sizes,
        {side for row in chosen for side in row.sides},
        repeat=options.repeat,
        scratch=options.scratch,
        say=lambda text: print(text, file=sys.stderr),
    )
    where, day = machine.description(), datetime.datetime.now(datetime.UTC).date().isoformat()
    print(report.report(measured, chosen, where, day))
    if options.append:
        history.append(history.line(measured, chosen, where, day))
    if options.fill:
        text = options.fill.read_text(encoding="utf-8")
        try:
            options.fill.write_text(scale_page.fill(text, measured, where, day), encoding="utf-8")
        except ValueError as error:
            sys.exit(f"{options.fill}: {error}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=positive, default=[1000, 10000], help="numbers of awards")
    parser.add_argument("--repeat", type=positive, default=0, help="rounds; 5, and 3 where there are 5,000 or more")
    parser.add_argument("--only", type=some_rows, default=rows.chosen(), help="rows of the table: P1,P5")
    parser.add_argument("--scratch", type=folder, default=rounds.SCRATCH, help="where all sides write; else in memory")
    parser.add_argument("--append", action="store_true", help="add the figures to docs/bench.jsonl")
    parser.add_argument("--fill", type=Path, metavar="PAGE", help="fill in a page: docs/scale.md")
    parser.add_argument("--side", nargs=3, metavar=("NAME", "SIZE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill and not any(rows.OURS in row.sides for row in options.only):
        parser.error("--fill needs a row that measures our side: P1")
    return options


def positive(text):
    number = int(text.replace(",", ""))
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number


def folder(text):
    path = Path(text).resolve()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return path


def some_rows(text):
    try:
        return rows.chosen(text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


if __name__ == "__main__":
    main()
