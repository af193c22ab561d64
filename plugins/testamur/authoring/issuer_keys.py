"""The keys in `issuer.yml`: one added, or one ended, without touching another line of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testamur.authoring.record_text import Edit, RecordText, first_right, read
from testamur.errors import UsageError
from testamur.records import files, yaml_subset
from testamur.records.characters import harmless

HEAD = "verificationMethod:"
_LIMIT = 256 * 1024  # bytes of a record


def add(file: Path, line: str) -> bool:
    """Add `line` (of `keysheet.issuer_line`) at the end of `issuer.yml`, whole; False when it does not go there."""
    data = added(files.read(file, _LIMIT), line)
    if data is None:
        return False
    draft = file.with_name(f".{file.name}.new")
    draft.write_bytes(data)
    draft.replace(file)
    return True


def added(before: bytes, line: str) -> bytes | None:
    """Return the file with `line` at its end; None when it does not go there.

    It does not where the list of keys is not the last thing in the file, or is written on one line: a person does
    that better.
    """
    known = yaml_subset.parse(before, "issuer.yml").value
    new = yaml_subset.parse(f"{HEAD}\n{line}\n".encode(), "issuer.yml").value
    methods = (known or {}).get("verificationMethod", [])
    if known is None or new is None or not isinstance(methods, list):
        return None
    wanted = {**known, "verificationMethod": [*methods, *new["verificationMethod"]]}
    stem = before if before.endswith(b"\n") else before + b"\n"
    for text in (f"{line}\n", f"{HEAD}\n{line}\n"):
        data = stem + text.encode()
        if yaml_subset.parse(data, "issuer.yml").value == wanted:
            return data
    return None


def ended(before: bytes, public_key: str, day: datetime.date, *, compromised: bool = False) -> bytes:
    """Return the file with the line of `public_key` (z6Mk…) ended on `day`: retired, or compromised.

    UsageError where there is no such key, or its line is written in a way that only a person edits well.
    """
    record = read(before, "issuer.yml")
    methods = record.value.get("verificationMethod", [])
    places = [place for place, one in enumerate(methods) if one.get("publicKeyMultibase") == public_key]
    if not places:
        raise UsageError(f"issuer.yml lists no key {harmless(public_key, 60)}")
    state = "compromised" if compromised else "retired"
    new = {"to": day.isoformat(), state: True}
    more = {name: value for name, value in new.items() if name not in methods[places[0]]}
    if not more:
        raise UsageError(f"that key is {state} already: nothing was changed")
    changed = [{**one, **more} if place == places[0] else one for place, one in enumerate(methods)]
    field = record.field("verificationMethod")
    node = field[1].value[places[0]] if field else None
    texts = [f"{name}: {'true' if value is True else value}" for name, value in more.items()]
    wanted = {**record.value, "verificationMethod": changed}
    return first_right(record, _ways(record, node, texts), wanted, f"in the line of {public_key}: {', '.join(texts)}")


def _ways(record: RecordText, node: Any, texts: list[str]) -> Iterator[list[Edit]]:
    end = record.end(node.value[-1][1])
    if record.is_flow(node):
        yield [(end, end, "".join(f", {text}" for text in texts))]
    else:
        margin = " " * node.value[0][0].start_mark.column
        yield [record.lines_at(record.line_end(end), [f"{margin}{text}" for text in texts])]
