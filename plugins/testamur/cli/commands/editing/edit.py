"""`testamur edit`: changes an achievement, a learner or the issuer, and leaves every byte alone that is not concerned.

On a terminal each field is asked for, with what it is now; in a script options say what changes. What will be different
is shown before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from testamur.authoring.acts import amending
from testamur.authoring.acts.amending import Amendment, FieldEdit
from testamur.authoring.courses import achievement_picture
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.finding.award_lookup import find_learner
from testamur.cli.commands.awards.act_output import NEXT_STEP, print_harmless, print_warnings
from testamur.cli.commands.editing import fields as tables
from testamur.cli.commands.editing import record_diff
from testamur.cli.commands.editing.fields import EditableField, edit_options
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.model.history import HistoryLine
from testamur.records.parsing.formats import FormatError
from testamur.records.parsing.kinds import RecordKind
from testamur.records.registry import Registry
from testamur.terminal import asking, clock, options
from testamur.terminal.options import Command
from testamur.text.characters import harmless

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
_IN_LANGUAGE = click.option(
    "--in", "in_language", default="", metavar="TAG", help="The language of the texts given here."
)
_VERSION = next(field for field in tables.ACHIEVEMENT if field.path == ("version",))


@click.group()
def command() -> None:
    """Change one record. What no option gives is asked for on a terminal, with what it is now."""


def _with(fields: Sequence[EditableField], *, language: bool = True) -> Callable[[Command], Command]:
    """Return the decorator that adds an option for each field, then those that every edit has."""

    def add(function: Command) -> Command:
        shared = _DRY_RUN(options.yes(options.records(function)))
        return edit_options(fields)(_IN_LANGUAGE(shared) if language else shared)

    return add


@command.command()
@click.argument("which", metavar="ACHIEVEMENT")
@click.option("--image", type=click.Path(path_type=Path), metavar="FILE",
              help="Art of its own, SVG or PNG; it is copied.")  # fmt: skip
@click.option("--caption", help="What the picture shows, in a few words, for those who cannot see it.")
@_with(tables.ACHIEVEMENT)
def achievement(*, which: str, records: Path, image: Path | None, caption: str | None, **given: Any) -> None:
    """Change what can be earned: ACHIEVEMENT is its file's name, its title, or the link to its page.

    An empty text takes a field out. Once it was awarded, a text or requirement that changes needs another --version:
    awards that exist keep what they say.
    """
    registry = registries.load(records, today=clock.today_of(records))
    try:
        slug = AchievementLookup(registry.achievements.values()).find(which)
    except FormatError as error:
        raise UsageError(f"{harmless(which, 100)}: {error.reason}. {error.remedy}") from None
    picture = achievement_picture.read(image, slug) if image else None
    edits = []
    if picture:
        edits.append(FieldEdit(path=("image", "file"), value=picture.name))
        if registry.achievements[slug].image is None:
            caption = asking.ask_required(caption, "--caption", "What the picture shows, for those who cannot see it")
        print_warnings(picture.warnings)
    if caption:
        edits.append(FieldEdit(path=("image", "caption"), value=caption))
    pictures = {records / "achievements" / picture.name: picture.data} if picture else {}
    _edit(registry, "achievement", slug, tables.ACHIEVEMENT, given, edits, pictures)


@command.command()
@click.argument("which", metavar="LEARNER")
@_with(tables.LEARNER, language=False)
def learner(*, which: str, records: Path, **given: Any) -> None:
    """Change a learner's details: LEARNER is an id, a whole name, or one of their awards.

    A new name corrects each award of theirs that has not ended: it is signed anew, and the old copy is refused.
    """
    registry = registries.load(records, today=clock.today_of(records))
    found = find_learner(registry, which)
    _edit(registry, "learner", found.id, tables.LEARNER, {**given, "in_language": ""})


@command.command()
@_with(tables.ISSUER)
def issuer(*, records: Path, **given: Any) -> None:
    """Change what the site says of the institution.

    Its address is final. Keys have testamur rotate-key; the end of the registry has testamur close.
    """
    registry = registries.load(records, today=clock.today_of(records))
    _edit(registry, "issuer", "issuer", tables.ISSUER, given)


def _edit(
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
    language = given["in_language"]
    if language and language not in registry.issuer.languages:
        raise UsageError(
            f"--in {harmless(language)}: the site has {', '.join(registry.issuer.languages)}. Add the language first, "
            "with testamur edit issuer --language"
        )
    edits = [*_given_edits(fields, given), *more] or _asked_edits(registry, kind, stem, fields, language)
    line = HistoryLine(date=clock.day_in(registry.issuer.time_zone), act="corrected", reason="details-corrected")

    def amend() -> Amendment:
        return amending.amend(registry, kind, stem, edits, today=today, line=line, language=language, pictures=pictures)

    amendment = amend()
    if kind == "achievement" and (changed := amending.fields_for_a_version(registry, amendment.registry, stem)):
        # Awards that exist keep their text, so that whoever compares two can tell which rules were which.
        click.echo(f"It was awarded, and what its awards say changes here: {', '.join(changed)}.", err=True)
        version = asking.ask_required(
            None, _VERSION.option, "What the new version is called (2027); awards that exist keep their text"
        )
        edits.append(FieldEdit(path=_VERSION.path, value=version))
        amendment = amend()
    record_diff.show(registry.folder.parent, amendment.change)
    print_warnings(amendment.change.warnings)
    if given["dry_run"]:
        click.echo("Nothing was written.", err=True)
        return
    asking.confirm_or_abort(given["yes"])
    amendment.change.make(registry)
    for path in amendment.change.after:
        click.echo(path)
    print_harmless(NEXT_STEP)


def _given_edits(fields: Sequence[EditableField], given: Mapping[str, Any]) -> list[FieldEdit]:
    """Return the edits that options ask for; an empty text takes its field out."""
    edits = []
    for field in fields:
        text = given[field.parameter]
        if field.is_list and text:
            items = [item.strip() for item in text if item.strip()]
            edits.append(FieldEdit(path=field.path, value=[field.value(item) for item in items] or None))
        elif not field.is_list and text is not None:
            edits.append(FieldEdit(path=field.path, value=field.value(text.strip()) if text.strip() else None))
    return edits


def _asked_edits(
    registry: Registry, kind: RecordKind, stem: str, fields: Sequence[EditableField], language: str
) -> list[FieldEdit]:
    """Ask for each field on a terminal; UsageError where nobody is there, and no option says what changes."""
    if not asking.is_terminal():
        names = ", ".join(field.option for field in fields[:3])
        raise UsageError(f"nothing says what changes: give it ({names}, …), or run this on a terminal to be asked")
    click.echo("Enter leaves a field as it is; a hyphen (-) takes it out.", err=True)
    record = amending.current(registry, kind, stem)
    edits = []
    for field in fields:
        now = amending.text_in(registry, kind, record, field.path, language)
        if field.is_list:
            answers = asking.ask_changed_list(now or [], field.question, values=field.values, check=field.check)
            if answers is not None:
                edits.append(FieldEdit(path=field.path, value=[field.value(item) for item in answers] or None))
            continue
        answer = asking.ask_changed(_shown(now), field.question, values=field.values, check=field.check)
        if answer is not None:
            edits.append(FieldEdit(path=field.path, value=field.value(answer) if answer else None))
    return edits


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
