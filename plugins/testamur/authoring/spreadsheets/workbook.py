"""Reads a sheet of a workbook (.xlsx, .xlsb, .xls, .ods) in a process of its own: whatever is in it, it stops nobody.

A workbook is an archive that can hold a thousand times its size, and a sheet whose last cell alone asks for more memory
than there is. So `workbook_worker` reads it, with bounds on memory and time.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import Any

from testamur import process_limits
from testamur.authoring.spreadsheets.encodings import MOST_BYTES, SAVE_AS
from testamur.authoring.spreadsheets.spreadsheet import Sheet, from_rows
from testamur.errors import UsageError
from testamur.text.characters import harmless
from testamur.text.languages.messages import Amount, msg

SECONDS = 30.0
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_START = (
    "import sys; sys.path[:] = sys.argv[2:]; "
    "from testamur.authoring.spreadsheets.workbook_worker import main; main(sys.argv[1])"
)


def is_workbook(data: bytes) -> bool:
    """Say whether a file begins as workbooks do, whatever its name."""
    return data.startswith(_BEGINNINGS)


def read(data: bytes, file: str, *, sheet: str = "") -> Sheet:
    """Return the rows of a workbook's first sheet that is shown, or of the one named; `file` is its name for people.

    A formula is read as the value that it had when the file was saved. Raises UsageError if it cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise UsageError(
            msg("the file has more than {most_bytes} bytes: import it in parts", most_bytes=Amount(MOST_BYTES))
        )
    answer = _ask(data, sheet)
    if "rows" in answer:
        found = from_rows(((number, tuple(cells)) for number, cells in answer["rows"]), file)
        return replace(found, left=() if sheet else tuple(answer["left"]))
    if "sheets" in answer:
        names = ", ".join(harmless(name, 40) for name in answer["sheets"][:20])
        raise UsageError(
            msg("the workbook has no sheet called {sheet}; it has: {names}", sheet=harmless(sheet), names=names)
        )
    raise UsageError(msg("{answer}. {save_as}, and import that file", answer=answer["refused"], save_as=SAVE_AS))


def _ask(data: bytes, sheet: str) -> dict[str, Any]:
    command, environment = process_limits.command(_START, sheet), process_limits.environment()
    try:
        done = subprocess.run(command, input=data, capture_output=True, env=environment, timeout=SECONDS, check=True)
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"refused": msg("reading the workbook takes more than {seconds} seconds", seconds=f"{SECONDS:.0f}")}
    except (subprocess.CalledProcessError, ValueError):
        return {"refused": msg("the workbook could not be read: it is damaged, or asks for too much memory")}
    return answer
