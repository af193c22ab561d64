"""`testamur new`: one achievement, learner or award, from options or asked for, checked before it is kept."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from testamur.authoring.editing import new_record
from testamur.authoring.finding import levels
from testamur.authoring.finding.achievement_lookup import Earned
from testamur.authoring.finding.awards_meant import find_award, find_learner
from testamur.cli.commands.records import new_due, new_endorsement
from testamur.errors import UsageError
from testamur.records import registry
from testamur.records.model import scales
from testamur.records.model.models import Award, ResultDescription, say
from testamur.records.parsing import formats, schema
from testamur.records.parsing.kinds import RecordKind
from testamur.records.registry import Registry
from testamur.records.rules import completeness
from testamur.terminal import days, options
from testamur.terminal.asking import choice, needed, optional, several
from testamur.terminal.award_rows import achievement_of
from testamur.terminal.clock import day_in, now, today
from testamur.text import reporting
from testamur.text.slugs import slug_of


def _values(kind: RecordKind, *path: str) -> list[str]:
    """Return the values that a field of a record may have."""
    found: Any = schema.bundled(kind)
    for name in path:
        found = found["properties"][name]
    return list(found.get("enum") or found["items"]["enum"])


@click.group()
def command() -> None:
    """Add one record. What no option gives is asked for on a terminal."""


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


@command.command()
@options.records
@click.option("--name", help="What readers see: Data Analysis Foundations.")
@click.option("--slug", help="Its name in files and addresses (default: from the name).")
@click.option("--type", "kind", type=click.Choice(_values("achievement", "achievementType")), help="What kind it is.")
@click.option("--language", help="The language it is taught in: en.")
@click.option("--description", help="What it is, in a few sentences.")
@click.option("--outcome", "outcomes", multiple=True, help="What one can do afterwards; may be given again.")
@click.option("--criteria", help="What one must do to earn it, in Markdown.")
@click.option("--credits", "ects", type=float, help="Workload in ECTS credits.")
@click.option("--hours", type=float, help="Workload in hours.")
@click.option("--eqf", type=click.IntRange(1, 8), help="Level in the European Qualifications Framework.")
@click.option("--level-confirmed-by", help="Who confirmed the level.")
@click.option(
    "--assessment", "assessments", multiple=True, type=click.Choice(_values("achievement", "assessment", "type")),
    help="How learning is assessed; may be given again.",
)  # fmt: skip
@click.option(
    "--supervision", type=click.Choice(_values("achievement", "assessment", "supervision")),
    help="Who watches, and whether identity is checked.",
)  # fmt: skip
@click.option("--participation", type=click.Choice(_values("achievement", "participation")), help="How one takes part.")
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
def achievement(*, records: Path, **given: Unpack[_AchievementOptions]) -> None:
    """Add something that can be earned."""
    name = needed(given["name"], "--name", "What is it called")
    slug = given["slug"] or slug_of(name)
    if not slug:
        slug = needed(None, "--slug", "Its name in files and addresses, in small Latin letters")
    kind = given["kind"] or choice(None, "What kind is it", ["MicroCredential", "Badge", "Course", "Certificate"])
    assessments = several(
        given["assessments"], f"How it is assessed: {', '.join(_values('achievement', 'assessment', 'type'))}"
    )
    if given["supervision"] and not assessments:
        raise UsageError("--supervision says who watches an assessment: give its kind too, with --assessment")
    quality = optional(given["quality"], "What assures its quality, a body or a procedure")
    record = {
        "name": name,
        "achievementType": kind or "Achievement",
        "inLanguage": given["language"],
        "description": needed(given["description"], "--description", "What it is, in a sentence or two"),
        "outcomes": several(given["outcomes"], "What one can do afterwards, beginning with a verb"),
        "criteria": needed(given["criteria"], "--criteria", "What one must do to earn it"),
        "creditsAvailable": given["ects"],
        "workload": {"hours": given["hours"] if given["hours"] is not None else _hours()},
        "level": {"eqf": given["eqf"], "confirmedBy": given["level_confirmed_by"]},
        "assessment": {"type": assessments, "supervision": given["supervision"]} if assessments else {},
        "participation": choice(given["participation"], "How one takes part", _values("achievement", "participation")),
        "qualityAssurance": {"name": quality, "type": given["quality_type"]} if quality else {},
        "tag": list(given["tags"]),
        "validFor": given["valid_for"],
    }
    found = _keep(records, f"achievements/{slug}.yml", "achievement", record)
    click.echo(reporting.one_line(f"{completeness.of(found.achievements[slug], found.issuer)}."), err=True)


@command.command()
@options.records
@click.option("--name", help="The name as the learner writes it.")
@click.option("--id", "learner_id", help="The name of the file (default: a free one).")
@click.option("--email", help="For the institution's own use; never published. Closed repositories only.")
@click.option("--consent", metavar="DATE", help="The day the learner agreed to --profile or --hashed-email.")
@click.option("--profile", is_flag=True, help="The learner agreed to a page of their public awards.")
@click.option(
    "--hashed-email", is_flag=True, help="The learner agreed to a salted hash of the address in the credential."
)
def learner(
    *,
    records: Path,
    name: str | None,
    learner_id: str | None,
    email: str | None,
    consent: str | None,
    profile: bool,
    hashed_email: bool,
) -> None:
    """Add somebody who earns things: the only file with their name in it."""
    found = registry.load(records, today=today())
    if (profile or hashed_email) and not consent:
        raise UsageError(
            "--profile and --hashed-email need the learner's consent: give its day with --consent 2026-05-02"
        )
    closed = found.issuer.repository == "closed"
    record = {
        "name": needed(name, "--name", "The learner's name, as they write it"),
        "email": optional(email, "Their e-mail address, never published") if closed else email,
        "consent": {"date": consent, "profile": profile or None, "hashedEmail": hashed_email or None},
    }
    stem = learner_id or new_record.learner_id(found.learners, closed=closed, random=randomness.token_bytes)
    _keep(records, f"learners/{stem}.yml", "learner", record)


class _AwardOptions(TypedDict):
    achievement: str | None
    learner: str | None
    date: str | None
    valid_until: str | None
    visibility: str | None
    language: str | None
    results: tuple[str, ...]
    evidence: tuple[str, ...]
    renews: str | None


@command.command()
@options.records
@click.option("--achievement", help="What was earned: the name of its file, its title, or a link to its page.")
@click.option("--learner", help="Who earned it: their id, their whole name, or the link to an award of theirs.")
@click.option("--date", metavar="DATE", help="The day it was earned: 2026-05-14.")
@click.option("--valid-until", metavar="DATE", help="The last valid day (default: the achievement's validFor).")
@click.option(
    "--visibility", type=click.Choice(_values("award", "visibility")), help="Who finds the page (default: unlisted)."
)
@click.option("--language", help="The language of the credential.")
@click.option("--result", "results", multiple=True, metavar="ID=VALUE", help="A result; may be given again.")
@click.option("--evidence", multiple=True, metavar="NAME[=URL]", help="What shows it; may be given again.")
@click.option("--renews", metavar="AWARD", help="The earlier award that this one renews: says learner and achievement.")
@click.option("--due", is_flag=True, help="Instead: every milestone whose pathway a learner has completed, on --date.")
@click.option("--pathway", default="", metavar="SLUG", help="With --due: of this pathway only.")
@click.option("--dry-run", is_flag=True, help="With --due: write nothing, and say who would get what.")
def award(*, records: Path, due: bool, pathway: str, dry_run: bool, **given: Unpack[_AwardOptions]) -> None:
    """Add that a learner earned an achievement; or, with --due, every milestone that learners have come to.

    A milestone is due where its pathway is complete and nothing of it is in force. --due writes all of them or none,
    and a second time writes nothing.
    """
    if due:
        other = next((name for name, value in given.items() if value and name not in {"date", "visibility"}), "")
        if other:
            option = f"--{other.replace('_', '-').replace('results', 'result')}"
            raise UsageError(f"{option} does not go with --due, which finds out by itself what was earned, and by whom")
        new_due.write(records, pathway=pathway, date=given["date"], visibility=given["visibility"], dry_run=dry_run)
        return
    if pathway or dry_run:
        raise UsageError(f"{'--pathway' if pathway else '--dry-run'} goes with --due only")
    found = registry.load(records, today=today())
    earlier = _renewed(found, given)
    if earlier is not None:
        given["achievement"], given["learner"] = earlier.achievement, earlier.learner
        given["date"] = given["date"] or day_in(found.issuer.time_zone).isoformat()
    asked = f"What was earned ({_some(found)})"
    check = Earned(found.achievements.values()).slug
    earned = achievement_of(found, needed(given["achievement"], "--achievement", asked, check=check))
    who = find_learner(found, needed(given["learner"], "--learner", "Who earned it: learner id or whole name")).id
    day = needed(given["date"], "--date", "The day it was earned, year-month-day", check=formats.date)
    awarded = days.day(day, "--date")
    results = _pairs(given["results"], "--result")
    scales_of = found.achievements[earned].result_descriptions if earned in found.achievements else ()
    if not given["results"]:
        results = {scale.id: optional(None, _asked(scale, found.issuer.languages)) for scale in scales_of}
    for scale in scales_of:
        if results.get(scale.id):
            results[scale.id] = levels.meant(scale, results[scale.id] or "")
    record = {
        "achievement": earned,
        "learner": who,
        "awardedDate": day,
        "validUntil": given["valid_until"],
        "visibility": given["visibility"],
        "language": given["language"] or (earlier.language if earlier else ""),
        "renews": earlier.id if earlier else "",
        "results": results,
        "evidence": [{"name": name, "id": address} for name, address in map(_evidence, given["evidence"])],
    }
    award_id = new_record.new_award_id(found.awards, randomness.token_bytes)
    _keep(records, new_record.award_path(award_id, awarded), "award", record)


command.add_command(new_endorsement.command)


def _renewed(found: Registry, given: _AwardOptions) -> Award | None:
    """Return the award that `--renews` names; None where it names none."""
    if not given["renews"]:
        return None
    for option in ("achievement", "learner"):
        if given[option]:
            raise UsageError(f"--renews says the {option} already: leave out --{option}")
    earlier = find_award(found, given["renews"])
    if earlier.erased:
        raise UsageError(f"award {earlier.id} was erased on {earlier.erased}: nothing says any more whose it was")
    return earlier


def _asked(scale: ResultDescription, languages: tuple[str, ...]) -> str:
    """Return the question for a result, with the levels of a rubric."""
    known = f" ({scales.levels(scale, *languages)})" if scale.levels else ""
    return f"Result: {say(scale.name, *languages)}{known}"


def _keep(records: Path, name: str, kind: RecordKind, record: Mapping[str, Any]) -> Registry:
    """Keep a record, and print where it is."""
    found = new_record.keep(records, name, kind, record, today=today(now()))
    click.echo(records / name)
    file = registry.relative(records, records / name)
    for warning in found.warnings:
        if warning.file == file:
            click.echo(f"warning: {warning.reason}. {warning.remedy}.", err=True)
    return found


def _hours() -> float | None:
    answer = optional(None, "Workload in hours")
    try:
        return float(answer) if answer else None
    except ValueError:
        raise UsageError(f"the workload is not a number of hours: {answer}") from None


def _some(found: Registry) -> str:
    known = [slug for slug, one in found.achievements.items() if one.retired is None]
    if not known:
        raise UsageError("nothing can be earned yet: add an achievement first, with testamur new achievement")
    return ", ".join(known[:12]) + (", …" if len(known) > 12 else "")


def _pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    wrong = next((one for one in given if not one.partition("=")[0] or "=" not in one), None)
    if wrong is not None:
        raise UsageError(f'{option} {wrong}: write id=value, e.g. {option} "final-project=87"')
    return {name.strip(): value.strip() for name, _, value in (one.partition("=") for one in given)}


def _evidence(text: str) -> tuple[str, str]:
    name, mark, address = text.partition("=")
    return (name.strip(), address.strip()) if mark else (text.strip(), "")
