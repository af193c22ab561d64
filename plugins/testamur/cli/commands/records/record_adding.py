"""Writes a new record, and prints its path and its warnings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from testamur.authoring.editing import new_record
from testamur.records import registry as registries
from testamur.records.parsing.kinds import RecordKind
from testamur.records.registry import Registry
from testamur.terminal.clock import today_of

# What gives a record another name, where it is not --as.
_NAMING: Mapping[RecordKind, str] = {"achievement": "--slug", "pathway": "--slug", "learner": "--id"}


def add_record(
    records: Path,
    name: str,
    kind: RecordKind,
    record: Mapping[str, Any],
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> Registry:
    """Write a record if the registry is right with it, and print its path; return the registry that now contains it."""
    registry = new_record.add_record(
        records,
        name,
        kind,
        record,
        today=today_of(records),
        option=_NAMING.get(kind, "--as"),
        pictures=pictures,
    )
    click.echo(records / name)
    file = registries.relative(records, records / name)
    for warning in registry.warnings:
        if warning.file == file:
            click.echo(f"warning: {warning.reason}. {warning.remedy}.", err=True)
    return registry
