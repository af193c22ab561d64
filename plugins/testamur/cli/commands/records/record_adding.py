"""Writes a new record, and prints its path and its warnings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from testamur.authoring.editing import new_record
from testamur.records import registry as registries
from testamur.records.parsing.kinds import RecordKind
from testamur.records.registry import Registry
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg


def add_record(records: Path, name: str, kind: RecordKind, record: Mapping[str, Any]) -> Registry:
    """Write a record if the registry is right with it, and print its path; return the registry that now contains it."""
    registry = new_record.add_record(records, name, kind, record, today=latest_day_anywhere(now()))
    click.echo(records / name)
    file = registries.relative(records, records / name)
    for warning in registry.warnings:
        if warning.file == file:
            speaking.echo(msg("warning: {reason}. {remedy}.", reason=warning.reason, remedy=warning.remedy), err=True)
    return registry
