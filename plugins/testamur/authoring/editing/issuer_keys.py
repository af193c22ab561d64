"""Adds a key to `issuer.yml`, or ends one, without touching another line of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testamur.authoring.editing import atomic_files
from testamur.authoring.editing.record_text import Edit, RecordText, first_edit_that_reads_as, read_record
from testamur.errors import UsageError
from testamur.records.parsing import files, yaml_subset
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

HEAD = "verificationMethod:"
_LIMIT = 256 * 1024  # bytes of a record


def add_key(file: Path, line: str) -> bool:
    """Add `line` (of `keysheet.issuer_line`) at the end of `issuer.yml`; False if it does not fit there."""
    data = with_key(files.read(file, _LIMIT), line)
    if data is None:
        return False
    atomic_files.write(file, data, drafts=file.parent.parent)
    return True


def with_key(before: bytes, line: str) -> bytes | None:
    """Return the file with `line` at its end; None if it does not fit there.

    It does not if the list of keys is not the last thing in the file, or is written on one line: a person edits such a
    file better.
    """
    value = yaml_subset.parse(before, "issuer.yml").value
    new = yaml_subset.parse(f"{HEAD}\n{line}\n".encode(), "issuer.yml").value
    methods = (value or {}).get("verificationMethod", [])
    if value is None or new is None or not isinstance(methods, list):
        return None
    wanted = {**value, "verificationMethod": [*methods, *new["verificationMethod"]]}
    stem = before if before.endswith(b"\n") else before + b"\n"
    # Whichever of the two the strict reader then reads as what was meant; it knows better than any look at the text.
    for text in (f"{line}\n", f"{HEAD}\n{line}\n"):
        data = stem + text.encode()
        if yaml_subset.parse(data, "issuer.yml").value == wanted:
            return data
    return None


def require_key(file: Path, before: bytes, line: str) -> bytes:
    """Return issuer.yml with `line` at its end; UsageError if only a person can edit it well."""
    data = with_key(before, line)
    if data is None:
        raise UsageError(
            msg("{file}: put verificationMethod at the end, a line for each key; then run this again", file=file)
        )
    return data


def with_key_ended(before: bytes, public_key: str, day: datetime.date, *, compromised: bool = False) -> bytes:
    """Return the file with the key `public_key` (z6Mk…) ended on `day`: retired, or compromised.

    UsageError if there is no such key, or only a person can edit its line well.
    """
    record = read_record(before, "issuer.yml")
    methods = record.value.get("verificationMethod", [])
    places = [place for place, method in enumerate(methods) if method.get("publicKeyMultibase") == public_key]
    if not places:
        raise UsageError(msg("issuer.yml lists no key {public_key}", public_key=harmless(public_key, 60)))
    state = "compromised" if compromised else "retired"
    method = methods[places[0]]
    if method.get(state) is True:
        raise UsageError(msg("that key is {state} already: nothing was changed", state=state))
    # A key that was to begin later ends on its first day, and one that had ended before keeps its last day.
    last = max(method["from"], min(method.get("to", day.isoformat()), day.isoformat()))
    data = before
    for name, value in (("to", last), (state, True)):
        if method.get(name) != value:
            data = _with_field(data, places[0], name, value)
    return data


def _with_field(before: bytes, place: int, name: str, value: str | bool) -> bytes:
    """Return the file with `name: value` (a day, or true) in the key of this number."""
    record = read_record(before, "issuer.yml")
    methods = record.value["verificationMethod"]
    changed = [{**method, name: value} if number == place else method for number, method in enumerate(methods)]
    wanted = {**record.value, "verificationMethod": changed}
    field = record.field("verificationMethod")
    node = field[1].value[place] if field else None
    text = str(value).lower()
    what = msg(
        "add in the line of {methods}: {name}: {text}",
        methods=methods[place]["publicKeyMultibase"],
        name=name,
        text=text,
    )
    return first_edit_that_reads_as(record, _candidate_edits(record, node, name, text), wanted, what)


def _candidate_edits(record: RecordText, node: Any, name: str, text: str) -> Iterator[list[Edit]]:
    there = next((item for key, item in node.value if key.value == name), None)
    end = record.end(node.value[-1][1])
    if there is not None:
        yield [(there.start_mark.index, record.end(there), text)]
    elif record.is_flow(node):
        yield [(end, end, f", {name}: {text}")]
    else:
        margin = " " * node.value[0][0].start_mark.column
        yield [record.lines_at(record.line_end(end), [f"{margin}{name}: {text}"])]
