"""Which rows of the catalogue of hostile inputs the tests name, and where: the table in docs/threat-model.md.

`python tests/catalogue_table.py` writes it anew. A test names a row by its number, `Y-22`, in a comment, an id of a
case or a docstring.
"""

import re
from collections import defaultdict
from pathlib import Path

from paths import ROOT

PAGE = ROOT / "docs" / "threat-model.md"
BEGIN, END = "<!-- rows: made by tests/catalogue_table.py -->\n", "<!-- end of rows -->\n"
_NUMBER = re.compile(r"(?<![\w-])([A-Z])-([0-9]{2})(?![\w-])")
_SKIPPED = {"node_modules", "vectors", "__pycache__"}
# What the rows of a letter attack.
LETTERS = {
    "Y": "records as YAML",
    "S": "the schema, and what a record means",
    "P": "ids, paths and files",
    "I": "pictures",
    "M": "text and Markdown",
    "K": "keys",
    "C": "credentials that a verifier is given",
    "J": "JWT",
    "B": "pictures with a credential in them, and QR codes",
    "L": "status lists",
    "D": "DIDs",
    "F": "configuration",
    "G": "the history of git",
    "A": "continuous integration, building, publishing",
    "T": "the transparency log",
    "V": "privacy",
}


def named() -> dict[str, set[Path]]:
    """The rows that tests name, and the files that do."""
    found = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if _SKIPPED.isdisjoint(path.parts) and path.name not in {"catalogue_table.py", "test_catalogue.py"}:
            for letter, number in _NUMBER.findall(path.read_text(encoding="utf-8")):
                if letter in LETTERS:
                    found[f"{letter}-{number}"].add(path)
    return found


def table() -> str:
    """The table as Markdown: a line for each letter."""
    rows = named()
    lines = ["| letter | is about | rows with tests | in |\n", "| --- | --- | --- | --- |\n"]
    for letter, about in LETTERS.items():
        own = sorted(row for row in rows if row.startswith(letter))
        files = sorted({path.relative_to(ROOT / "tests").as_posix() for row in own for path in rows[row]})
        places = ", ".join(f"`{name}`" for name in files)
        lines.append(f"| {letter} | {about} | {', '.join(_spans(own)) or 'none'} | {places} |\n")
    return "".join(lines)


def _spans(rows):
    """Numbers that follow each other as one span: `Y-01 to Y-33`."""
    numbers, spans = [int(row[2:]) for row in rows], []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    letter = rows[0][0] if rows else ""
    return [f"{letter}-{a:02}" if a == b else f"{letter}-{a:02} to {letter}-{b:02}" for a, b in spans]


def written(page: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
