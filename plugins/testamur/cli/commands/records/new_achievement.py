"""`testamur new achievement`: adds an achievement from options and answers."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

import click

from testamur.authoring.courses import achievement_picture
from testamur.authoring.courses.achievement_picture import AchievementPicture
from testamur.authoring.editing.answers import schema_check
from testamur.cli.commands.awards.act_output import print_warnings
from testamur.cli.commands.records.record_adding import add_record, free_name
from testamur.errors import UsageError
from testamur.records.parsing import schema
from testamur.records.rules import completeness
from testamur.terminal import options
from testamur.terminal.asking import ask_choice, ask_list, ask_optional, ask_optional_checked, ask_required
from testamur.terminal.languages import speaking
from testamur.text import reporting
from testamur.text.languages.messages import msg
from testamur.text.slugs import slug_of


class _AchievementOptions(TypedDict):
    name: str | None
    slug: str | None
    kind: str | None
    language: str | None
    description: str | None
    outcomes: tuple[str, ...]
    criteria: str | None
    ects: float | None
    hours: float | None
    eqf: int | None
    level_confirmed_by: str | None
    assessments: tuple[str, ...]
    supervision: str | None
    participation: str | None
    quality: str | None
    quality_type: str
    valid_for: str | None
    tags: tuple[str, ...]
    image: Path | None
    caption: str | None


@click.command(name="achievement")
@options.records
@click.option("--name", help="What readers see: Data Analysis Foundations.")
@click.option("--slug", help="Its name in files and addresses (default: from the name).")
@click.option(
    "--type", "kind", type=click.Choice(schema.values("achievement", "achievementType")), help="What kind it is."
)
@click.option("--language", help="The language it is taught in: en.")
@click.option("--description", help="What it is, in a few sentences.")
@click.option("--outcome", "outcomes", multiple=True, help="What one can do afterwards; may be given again.")
@click.option("--criteria", help="What one must do to earn it, in Markdown.")
@click.option("--credits", "ects", type=float, help="Workload in ECTS credits.")
@click.option("--hours", type=float, help="Workload in hours.")
@click.option("--eqf", type=click.IntRange(1, 8), help="Level in the European Qualifications Framework.")
@click.option("--level-confirmed-by", help="Who confirmed the level.")
@click.option(
    "--assessment", "assessments", multiple=True, type=click.Choice(schema.values("achievement", "assessment", "type")),
    help="How learning is assessed; may be given again.",
)  # fmt: skip
@click.option(
    "--supervision", type=click.Choice(schema.values("achievement", "assessment", "supervision")),
    help="Who watches, and whether identity is checked.",
)  # fmt: skip
@click.option(
    "--participation", type=click.Choice(schema.values("achievement", "participation")), help="How one takes part."
)
@click.option("--quality", help="What assures the quality: a body or a procedure.")
@click.option(
    "--quality-type",
    type=click.Choice(["internal", "external"]),
    default="internal",
    show_default=True,
    help="Whose it is.",
)
@click.option("--valid-for", help="How long an award lasts: P3Y is three years.")
@click.option("--tag", "tags", multiple=True, help="A word to find it by; may be given again.")
@click.option("--image", type=click.Path(path_type=Path), metavar="FILE",
              help="Art of its own, SVG or PNG; it is copied (default: a badge is drawn).")  # fmt: skip
@click.option("--caption", help="What --image shows, in a few words, for those who cannot see it.")
def command(*, records: Path, **given: Unpack[_AchievementOptions]) -> None:
    """Add something that can be earned."""
    name = _required(given["name"], "name", "--name", msg("What is it called"))
    slug = free_name(records, "achievements", given["slug"], slug_of(name), option="--slug")
    kind = given["kind"] or ask_choice(
        None, msg("What kind is it"), ["MicroCredential", "Badge", "Course", "Certificate"]
    )
    kinds = schema.values("achievement", "assessment", "type")
    assessments = ask_list(
        given["assessments"], msg("How it is assessed: {names}", names=", ".join(kinds)), values=kinds
    )
    if given["supervision"] and not assessments:
        raise UsageError(msg("--supervision says who watches an assessment: give its kind too, with --assessment"))
    if given["caption"] and not given["image"]:
        raise UsageError(msg("--caption says what a picture shows: give that too, with --image"))
    picture = achievement_picture.read(given["image"], slug) if given["image"] else None
    quality = ask_optional(given["quality"], msg("What assures its quality, a body or a procedure"))
    record = {
        "name": name,
        "achievementType": kind or "Achievement",
        "inLanguage": given["language"],
        "description": _required(
            given["description"], "description", "--description", msg("What it is, in a sentence or two")
        ),
        "outcomes": ask_list(given["outcomes"], msg("What one can do afterwards, beginning with a verb")),
        "criteria": _required(given["criteria"], "criteria", "--criteria", msg("What one must do to earn it")),
        "creditsAvailable": given["ects"],
        "workload": {"hours": given["hours"] if given["hours"] is not None else _hours()},
        "level": {"eqf": given["eqf"], "confirmedBy": given["level_confirmed_by"]},
        "assessment": {"type": assessments, "supervision": given["supervision"]} if assessments else {},
        "participation": ask_choice(
            given["participation"], msg("How one takes part"), schema.values("achievement", "participation")
        ),
        "qualityAssurance": {"name": quality, "type": given["quality_type"]} if quality else {},
        "tag": list(given["tags"]),
        "validFor": given["valid_for"],
        "image": _image(picture, given["caption"]) if picture else {},
    }
    pictures = {f"achievements/{picture.name}": picture.data} if picture else {}
    registry = add_record(records, f"achievements/{slug}.yml", "achievement", record, pictures)
    if picture:
        print_warnings(picture.warnings)
        speaking.echo(picture.figures.sentence(), err=True)
    stated = completeness.assess(registry.achievements[slug], registry.issuer)
    speaking.echo(reporting.one_line(speaking.spoken(msg("{sentence}.", sentence=str(stated)))), err=True)


def _required(given: str | None, field: str, option: str, question: str) -> str:
    return ask_required(given, option, question, check=schema_check("achievement", field))


def _image(picture: AchievementPicture, caption: str | None) -> dict[str, str]:
    question, check = (
        msg("What the picture shows, for those who cannot see it"),
        schema_check("achievement", "image", "caption"),
    )
    shown = ask_required(caption, "--caption", question, check=check)
    return {"file": picture.name, "caption": shown}


def _hours() -> float | None:
    answer = ask_optional_checked(
        msg("Workload in hours"), schema_check("achievement", "workload", "hours", read=_number)
    )
    return _number(answer) if answer else None


def _number(text: str) -> float:
    try:
        # Three of the command's four languages write a decimal comma.
        return float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        raise ValueError(msg("{text} is not a number of hours: write one such as 12.5", text=text)) from None
