"""Changes one record: by options or by asking, shown before it is written. What `testamur edit` has for every kind."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from testamur.authoring.acts import amending
from testamur.authoring.acts.amending import Amendment, FieldEdit
from testamur.cli.commands.awards.act_output import NEXT_STEP, print_harmless, print_warnings
from testamur.cli.commands.editing import asked_edits, record_diff
from testamur.cli.commands.editing import fields as tables
from testamur.cli.commands.editing.fields import EditableField, edit_options
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.model.history import HistoryLine
from testamur.records.parsing.kinds import KINDS, RecordKind
from testamur.records.registry import Registry
from testamur.terminal import asking, clock, options
from testamur.terminal.languages import speaking
from testamur.terminal.options import Command
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

_FEW = 12  # names that a message lists
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
_IN_LANGUAGE = click.option(
    "--in", "in_language", default="", metavar="TAG", help="The language of the texts given here."
)
_VERSION = next(field for field in tables.ACHIEVEMENT if field.path == ("version",))


def with_fields(fields: Sequence[EditableField], *, language: bool = True) -> Callable[[Command], Command]:
    """Return the decorator that adds an option for each field, then those that every edit has."""

    def add(function: Command) -> Command:
        shared = _DRY_RUN(options.yes(options.records(function)))
        return edit_options(fields)(_IN_LANGUAGE(shared) if language else shared)

    return add


def load_with(records: Path, kind: RecordKind, name: str) -> Registry:
    """Return the registry; UsageError, with those that there are, where no record of a kind is called `name`."""
    registry = registries.load(records, today=clock.today_of(records))
    known = registry.of(kind)
    if name in known:
        return registry
    near = difflib.get_close_matches(name, list(known), 1)
    hint = (
        msg("Did you mean {near}?", near=near[0])
        if near
        else msg("There are: {names}", names=", ".join(sorted(known)[:_FEW]) or msg("none"))
    )
    raise UsageError(
        msg(
            "{name}: there is no such file in {folder}. {hint}",
            name=harmless(name, 100),
            folder=records / KINDS[kind].folder,
            hint=hint,
        )
    )


def edit_record(
    registry: Registry,
    kind: RecordKind,
    stem: str,
    fields: Sequence[EditableField],
    given: Mapping[str, Any],
    more: Sequence[FieldEdit] = (),
    pictures: Mapping[Path, bytes] = MappingProxyType({}),
) -> None:
    """Ask, or read the options; show what will be different; and write it. `more` is asked for already."""
    today = clock.today_of(registry.folder)
    language = given.get("in_language", "")
    if language and language not in registry.issuer.languages:
        raise UsageError(
            msg(
                "--in {language}: the site has {names}. Add the language first, with testamur edit issuer --language",
                language=harmless(language),
                names=", ".join(registry.issuer.languages),
            )
        )
    edits = [*asked_edits.given(fields, given), *more] or asked_edits.asked(registry, kind, stem, fields, language)
    line = HistoryLine(date=clock.day_in(registry.issuer.time_zone), act="corrected", reason="details-corrected")

    def amend() -> Amendment:
        return amending.amend(registry, kind, stem, edits, today=today, line=line, language=language, pictures=pictures)

    amendment = amend()
    if kind == "achievement" and (changed := amending.fields_for_a_version(registry, amendment.registry, stem)):
        # Awards that exist keep their text, so that whoever compares two can tell which rules were which.
        speaking.echo(
            msg("It was awarded, and what its awards say changes here: {names}.", names=", ".join(changed)), err=True
        )
        version = asking.ask_required(
            None, _VERSION.option, msg("What the new version is called (2027); awards that exist keep their text")
        )
        edits.append(FieldEdit(path=_VERSION.path, value=version))
        amendment = amend()
    record_diff.show(registry.folder.parent, amendment.change)
    print_warnings(amendment.change.warnings)
    main = amendment.registry.issuer.languages[0]
    if main != registry.issuer.languages[0]:
        speaking.echo(
            msg("From then on, every text that names no language is taken to be in {language}.", language=main),
            err=True,
        )
    if given["dry_run"]:
        speaking.echo(msg("Nothing was written."), err=True)
        return
    asking.confirm_or_abort(given["yes"])
    amendment.change.make(registry)
    for path in amendment.change.after:
        click.echo(path)
    print_harmless(NEXT_STEP)
