"""The process in which a workbook is read, with bounds on memory and time. Started by `workbook`.

Cells become text as a person would type it: a day as 2026-05-14, a whole number without a point.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
import zipfile
from typing import Any

import python_calamine

from testamur.process_limits import bound

MEMORY = 1024 * 1024 * 1024  # bytes of addresses
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 20_000  # rows that are handed on: more than an import takes, so that it says so
_COMPUTING = 25  # seconds of the processor


class _RefusedError(Exception):
    """The workbook is not read; the text says why."""


def main(sheet: str) -> None:
    """Answer with JSON: `rows`, each a number and its cells; `sheets`, if there is none of this name; or `refused`."""
    bound("RLIMIT_AS", MEMORY)
    bound("RLIMIT_CPU", _COMPUTING)
    bound("RLIMIT_CORE", 0)
    try:
        answer = _read(sys.stdin.buffer.read(), sheet)
    except _RefusedError as error:
        answer = {"refused": str(error)}
    except python_calamine.PasswordError:
        answer = {"refused": "the workbook is locked with a password: take it off"}
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError):
        answer = {"refused": "the file is no workbook that can be read here, or it is damaged"}
    json.dump(answer, sys.stdout)


def _read(data: bytes, name: str) -> dict[str, Any]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(_unpacked(data)))
    shown = [
        one.name
        for one in book.sheets_metadata
        if one.typ == python_calamine.SheetTypeEnum.WorkSheet and (name or _is_shown(one))
    ]
    if name and name not in shown:
        return {"sheets": shown}
    if not shown:
        raise _RefusedError("the workbook has no sheet that is shown")
    rows = []
    for number, cells in enumerate(book.get_sheet_by_name(name or shown[0]).to_python(skip_empty_area=False), 1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            rows.append((number, texts))
        if len(rows) > MOST_ROWS:
            break
    return {"rows": rows, "left": shown[1:]}


def _is_shown(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.visible == python_calamine.SheetVisibleEnum.Visible


def _unpacked(data: bytes) -> bytes:
    """Return a workbook whose parts are stored as they are: no part grows beyond its bounds in a library's hands."""
    if not data.startswith(b"PK"):
        return data
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        parts = old.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _RefusedError(f"the workbook holds more than {MOST_UNPACKED // 2**20} MB")
        if any(part.flag_bits & 1 for part in parts):
            raise _RefusedError("the workbook is locked with a password: take it off")
        for part in parts:
            # Reads no more than the size that it says, and fails where there is more.
            new.writestr(zipfile.ZipInfo(part.filename), old.read(part))
    return packed.getvalue()


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()  # the hour of an award is nowhere recorded
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
