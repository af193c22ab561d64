"""`testamur edit`: changes an achievement, a learner or the issuer, and leaves every byte alone that is not concerned.

On a terminal each field is asked for, with what it is now; in a script options say what changes. What will be different
is shown before anything is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from testamur.authoring.acts import amending
from testamur.authoring.acts.amending import FieldEdit
from testamur.authoring.courses import achievement_picture
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.finding.award_lookup import find_award, find_learner
from testamur.cli.commands.awards.act_output import print_warnings
from testamur.cli.commands.courses import course_figures
from testamur.cli.commands.courses.course_figures import FigureOptions
from testamur.cli.commands.editing import fields as tables
from testamur.cli.commands.editing import other_fields
from testamur.cli.commands.editing.one_record import edit_record, load_with, with_fields
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.parsing.formats import FormatError
from testamur.terminal import asking, clock
from testamur.terminal.languages import speaking
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg


@click.group()
def command() -> None:
    """Change one record. What no option gives is asked for on a terminal, with what it is now."""


@command.command()
@click.argument("which", metavar="ACHIEVEMENT")
@click.option("--image", type=click.Path(path_type=Path), metavar="FILE",
              help="Art of its own, SVG or PNG; it is copied.")  # fmt: skip
@click.option("--caption", help="What the picture shows, in a few words, for those who cannot see it.")
@with_fields(tables.ACHIEVEMENT)
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
    edit_record(registry, "achievement", slug, tables.ACHIEVEMENT, given, edits, pictures)


@command.command()
@click.argument("which", metavar="LEARNER")
@with_fields(tables.LEARNER, language=False)
def learner(*, which: str, records: Path, **given: Any) -> None:
    """Change a learner's details: LEARNER is an id, a whole name, or one of their awards.

    A new name corrects each award of theirs that has not ended: it is signed anew, and the old copy is refused.
    """
    registry = registries.load(records, today=clock.today_of(records))
    found = find_learner(registry, which)
    edit_record(registry, "learner", found.id, tables.LEARNER, given)


@command.command()
@click.option("--logo", type=click.Path(path_type=Path), metavar="FILE", help="Its logo, SVG or PNG; it is copied.")
@with_fields(tables.ISSUER)
def issuer(*, records: Path, logo: Path | None, **given: Any) -> None:
    """Change what the site says of the institution.

    Its address is final. Keys have testamur rotate-key; the end of the registry has testamur close.
    """
    registry = registries.load(records, today=clock.today_of(records))
    picture = achievement_picture.read(logo, "logo", option="--logo", is_badge=False) if logo else None
    edits = [FieldEdit(path=("image",), value=picture.name)] if picture else []
    print_warnings(picture.warnings if picture else ())
    pictures = {records / picture.name: picture.data} if picture else {}
    edit_record(registry, "issuer", "issuer", tables.ISSUER, given, edits, pictures)


@command.command()
@click.argument("which", metavar="AWARD")
@with_fields(other_fields.AWARD, language=False)
def award(*, which: str, records: Path, **given: Any) -> None:
    """Change who may find AWARD's page. What it says, testamur correct changes.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    registry = registries.load(records, today=clock.today_of(records))
    found = find_award(registry, which)
    if given.get("visibility") == "sealed" and found.visibility not in {"sealed", "private"}:
        speaking.echo(
            msg(
                "If this award was on the site already, whoever came by has read it, and its old copies stay good: an "
                "award is best sealed before its first publish."
            ),
            err=True,
        )
    edit_record(registry, "award", found.id, other_fields.AWARD, given)


@command.command()
@click.argument("which", metavar="COURSE")
@course_figures.figure_options
@with_fields(other_fields.OFFERING)
def offering(*, which: str, records: Path, **given: Any) -> None:
    """Change a run of a course, or write down how it went: COURSE is its file's name, without .yml.

    What was said of it joins what was said before; how results are spread takes the place of what is there.
    """
    registry = load_with(records, "offering", which)
    edits, figures = [], cast(FigureOptions, given)
    results_of, counts = course_figures.spread(registry, registry.offerings[which].achievement, figures, ask=False)
    if counts:
        edits.append(FieldEdit(path=("results",), value={"of": results_of, "counts": counts}))
    if (said := course_figures.feedback(figures, ask=False)) is not None:
        before = amending.current(registry, "offering", which).get("feedback", [])
        edits.append(FieldEdit(path=("feedback",), value=[*before, said]))
    edit_record(registry, "offering", which, other_fields.OFFERING, given, edits)


@command.command()
@click.argument("which", metavar="PATHWAY")
@with_fields(other_fields.PATHWAY)
def pathway(*, which: str, records: Path, **given: Any) -> None:
    """Change what is said of a pathway: PATHWAY is its file's name, without .yml. Its steps stand in the file."""
    edit_record(load_with(records, "pathway", which), "pathway", which, other_fields.PATHWAY, given)


@command.command(name="known-issuer")
@click.argument("which", metavar="ISSUER")
@with_fields(other_fields.KNOWN_ISSUER)
def known_issuer(*, which: str, records: Path, **given: Any) -> None:
    """Change what is said of an issuer that you know, or end it: ISSUER is its file's name, without .yml."""
    registry = load_with(records, "known-issuer", which)
    edit_record(registry, "known-issuer", which, other_fields.KNOWN_ISSUER, given)


@command.command()
@click.argument("which", metavar="ENDORSEMENT")
@with_fields(other_fields.ENDORSING, language=False)
def endorsing(*, which: str, records: Path, **given: Any) -> None:
    """Take an endorsement back that you gave, or end it: ENDORSEMENT is its file's name, without .yml."""
    registry = load_with(records, "endorsing", which)
    edit_record(registry, "endorsing", which, other_fields.ENDORSING, given)
