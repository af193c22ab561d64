"""Writes a new record (an achievement, learner or award) as a file, checked with all the others before it is kept.

Keys are in the order of the schema. A file appears whole or not at all, and never over an existing one.
"""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from testamur.authoring.editing import atomic_files, yaml_writer
from testamur.errors import UsageError
from testamur.records import registry
from testamur.records.parsing import files, schema
from testamur.records.parsing.kinds import IN_FOLDERS, RecordKind
from testamur.records.registry import Registry
from testamur.text import award_id
from testamur.text.characters import harmless
from testamur.text.languages.messages import Amount, msg

Random = Callable[[int], bytes]
_NUMBERED = re.compile(r"l-([0-9]{1,9})")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)?/(?:[0-9]{4}/)?[a-z0-9]+(?:-[a-z0-9]+)*\.yml")


def new_learner_id(taken: Collection[str], *, closed: bool, random: Random) -> str:
    """Return a free id for a learner: the next number in an open repository, a drawn one in a closed one.

    A drawn id says nothing about who came before whom. `random(n)` returns n random bytes.
    """
    if not closed:
        numbers = [int(match[1]) for name in taken if (match := _NUMBERED.fullmatch(name))]
        return f"l-{max(numbers, default=0) + 1}"
    while True:
        drawn = f"l-{int.from_bytes(random(4), 'big') % 900_000 + 100_000}"
        if drawn not in taken:
            return drawn


def award_path(award: str, awarded: datetime.date) -> str:
    """Return where an award's file goes below the records: a folder for each year."""
    return f"awards/{awarded.year}/{award}.yml"


def new_award_id(taken: Collection[str], random: Random) -> str:
    """Return an award id that no other award has."""
    while True:
        drawn = award_id.generate(random)
        if drawn not in taken:
            return drawn


def file_text(kind: RecordKind, record: Mapping[str, Any], *, schema_path: str = "") -> str:
    """Return a record's file: its keys in the order of the schema, without empty ones.

    `schema_path` is the path of the schema from the file's own folder; editors then help while typing.
    """
    fields = list(schema.bundled(kind)["properties"])
    ordered = {name: record[name] for name in sorted(record, key=lambda name: _schema_position(fields, name))}
    head = f"# yaml-language-server: $schema={schema_path}\n" if schema_path else ""
    return head + yaml_writer.write(_without_empty(ordered))


def add_record(
    folder: Path,
    name: str,
    kind: RecordKind,
    record: Mapping[str, Any],
    *,
    today: datetime.date,
    option: str = "",
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> Registry:
    """Write a record into the records `folder` under `name`; return the registry that it is now part of.

    `option` is the one of the command that gives another name. `pictures` come with it, by their names below `folder`.

    Raises UsageError if a file of this name exists, and RecordsError with the record's problems, or those that
    the records had before; the folder is then as it was.
    """
    # The name may be a person's: nothing that leads out of the folder gets further than this.
    if not _NAME.fullmatch(name):
        raise UsageError(
            msg(
                "{stem} is not a name for a file: use small letters, digits and hyphens", stem=harmless(Path(name).stem)
            )
        )
    # Loaded before as well, so that older problems are not reported as the new record's.
    registry.load(folder, today=today)
    path = folder / name
    if path.exists():
        how = f" with {option}" if option else ""
        raise UsageError(
            msg(
                "{path} exists already: nothing was changed. Choose another name{how}, or edit the file",
                path=path,
                how=how,
            )
        )
    text = file_text(kind, record, schema_path=schema_path(folder, path, kind))
    with atomic_files.create_tentatively(folder, {**pictures, name: text.encode()}):
        return registry.load(folder, today=today)


def refuse_too_many(registry: Registry, names: Iterable[str]) -> None:
    """Raise UsageError where new files, by their names below the records, would be more of a kind than can be read."""
    added = Counter(name.partition("/")[0] for name in names)
    for kind in IN_FOLDERS:
        if len(registry.of(kind.name)) + added[kind.folder] > files.MAX_RECORDS:
            raise UsageError(
                msg(
                    "there would be more than {max_records} files in {name}/{folder}: split the registry into several",
                    max_records=Amount(files.MAX_RECORDS),
                    name=registry.folder.name,
                    folder=kind.folder,
                )
            )


def _schema_position(fields: list[str], name: str) -> int:
    return fields.index(name) if name in fields else len(fields)


def _without_empty(value: Any) -> Any:
    """Return a record without empty values; false and 0 are values, and stay."""
    if isinstance(value, Mapping):
        return {name: inner for name, item in value.items() if not _is_empty(inner := _without_empty(item))}
    if isinstance(value, list | tuple):
        return [inner for item in value if not _is_empty(inner := _without_empty(item))]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or (not isinstance(value, bool | int | float) and not value)


def schema_path(folder: Path, path: Path, kind: RecordKind) -> str:
    """Return the path of the schema that editors use, from the file's own folder; "" if these records have none."""
    for schemas in (folder.parent / "schemas", folder / "schemas"):
        schema_file = schemas / f"{kind}.schema.json"
        if schema_file.is_file():
            return Path(os.path.relpath(schema_file, path.parent)).as_posix()
    return ""
