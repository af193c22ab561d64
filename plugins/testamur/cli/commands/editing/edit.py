"""`testamur edit`: changes an achievement, a learner or the issuer, and leaves every byte alone that is not concerned.

On a terminal each field is asked for, with what it is now; in a script options say what changes. What will be different
is shown before anything is written.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from testamur.authoring.acts import amending
from testamur.authoring.acts.amending import Amendment, FieldEdit
from testamur.authoring.courses import achievement_picture
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.finding.award_lookup import find_award, find_learner
from testamur.cli.commands.awards.act_output import NEXT_STEP, print_harmless, print_warnings
from testamur.cli.commands.editing import asked_edits, other_fields, record_diff
from testamur.cli.commands.editing import fields as tables
from testamur.cli.commands.editing.fields import EditableField, edit_options
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.model.history import HistoryLine
from testamur.records.parsing.formats import FormatError
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
        raise UsageError(
            msg("{which}: {reason}. {remedy}", which=harmless(which, 100), reason=error.reason, remedy=error.remedy)
        ) from None
    picture = achievement_picture.read(image, slug) if image else None
    edits = []
    if picture:
        edits.append(FieldEdit(path=("image", "file"), value=picture.name))
        if registry.achievements[slug].image is None:
            caption = asking.ask_required(
                caption, "--caption", msg("What the picture shows, for those who cannot see it")
            )
        print_warnings(picture.warnings)
        speaking.echo(picture.figures.sentence(), err=True)
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
@click.option("--logo", type=click.Path(path_type=Path), metavar="FILE", help="Its logo, SVG or PNG; it is copied.")
@_with(tables.ISSUER)
def issuer(*, records: Path, logo: Path | None, **given: Any) -> None:
    """Change what the site says of the institution.

    Its address is final. Keys have testamur rotate-key; the end of the registry has testamur close.
    """
    registry = registries.load(records, today=clock.today_of(records))
    picture = achievement_picture.read(logo, "logo", option="--logo", is_badge=False) if logo else None
    edits = [FieldEdit(path=("image",), value=picture.name)] if picture else []
    print_warnings(picture.warnings if picture else ())
    pictures = {records / picture.name: picture.data} if picture else {}
    _edit(registry, "issuer", "issuer", tables.ISSUER, given, edits, pictures)


@command.command()
@click.argument("which", metavar="AWARD")
@_with(other_fields.AWARD, language=False)
def award(*, which: str, records: Path, **given: Any) -> None:
    """Change who may find AWARD's page. What it says, testamur correct changes.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    registry = registries.load(records, today=clock.today_of(records))
    _edit(registry, "award", find_award(registry, which).id, other_fields.AWARD, {**given, "in_language": ""})


@command.command()
@click.argument("which", metavar="COURSE")
@_with(other_fields.OFFERING)
def offering(*, which: str, records: Path, **given: Any) -> None:
    """Change a run of a course, or write down how it went: COURSE is its file's name, without .yml."""
    _edit_by_name("offering", which, records, other_fields.OFFERING, given)


@command.command()
@click.argument("which", metavar="PATHWAY")
@_with(other_fields.PATHWAY)
def pathway(*, which: str, records: Path, **given: Any) -> None:
    """Change what is said of a pathway: PATHWAY is its file's name, without .yml. Its steps stand in the file."""
    _edit_by_name("pathway", which, records, other_fields.PATHWAY, given)


@command.command(name="known-issuer")
@click.argument("which", metavar="ISSUER")
@_with(other_fields.KNOWN_ISSUER)
def known_issuer(*, which: str, records: Path, **given: Any) -> None:
    """Change what is said of an issuer that you know, or end it: ISSUER is its file's name, without .yml."""
    _edit_by_name("known-issuer", which, records, other_fields.KNOWN_ISSUER, given)


@command.command()
@click.argument("which", metavar="ENDORSEMENT")
@_with(other_fields.ENDORSING, language=False)
def endorsing(*, which: str, records: Path, **given: Any) -> None:
    """Take an endorsement back that you gave, or end it: ENDORSEMENT is its file's name, without .yml."""
    _edit_by_name("endorsing", which, records, other_fields.ENDORSING, {**given, "in_language": ""})


def _edit_by_name(
    kind: RecordKind, name: str, records: Path, fields: Sequence[EditableField], given: Mapping[str, Any]
) -> None:
    registry = registries.load(records, today=clock.today_of(records))
    known = registry.of(kind)
    if name not in known:
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
    _edit(registry, kind, name, fields, given)


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
