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
from testamur.terminal import asking
from testamur.terminal.asking import ask_required
from testamur.terminal.clock import today_of
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg
from testamur.text.slugs import SLUG

# What gives a record another name, where it is not --as.
_NAMING: Mapping[RecordKind, str] = {"achievement": "--slug", "pathway": "--slug", "learner": "--id"}


def free_name(records: Path, folder: str, given: str | None, made: str, *, option: str = "--as") -> str:
    """Return the name of a new record's file: as given, else as made from its title; asked for where that is taken.

    UsageError without a terminal, where nothing could be made of the title.
    """
    question = msg("Its name in files and addresses, in small Latin letters")

    def check(text: str) -> None:
        if not SLUG.fullmatch(text):
            raise ValueError(msg("write small letters, digits and hyphens"))
        if (records / folder / f"{text}.yml").exists():
            raise ValueError(msg("{folder}/{text}.yml is there already", folder=folder, text=text))

    if given or not made:
        return given or ask_required(None, option, question, check=check)
    if asking.is_terminal() and (records / folder / f"{made}.yml").exists():
        speaking.echo(
            msg("{folder}/{made}.yml is there already: this one needs another name.", folder=folder, made=made),
            err=True,
        )
        return ask_required(None, option, question, check=check)
    return made


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
            speaking.echo(msg("warning: {reason}. {remedy}.", reason=warning.reason, remedy=warning.remedy), err=True)
    return registry
