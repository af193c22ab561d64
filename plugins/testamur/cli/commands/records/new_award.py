"""`testamur new award`: adds an award from options and answers, or with --due all milestones that are due."""

from __future__ import annotations

import functools
import secrets as randomness
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from testamur.authoring.editing import new_record
from testamur.authoring.finding import level_lookup
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.finding.award_lookup import find_award, find_learner
from testamur.cli.commands.records import new_due
from testamur.cli.commands.records.record_adding import add_record
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.model import scales
from testamur.records.model.localized_text import say
from testamur.records.model.models import Award, ResultDescription
from testamur.records.parsing import schema
from testamur.records.registry import Registry
from testamur.terminal import days, options
from testamur.terminal.asking import ask_optional, ask_required
from testamur.terminal.award_rows import achievement_slug
from testamur.terminal.clock import day_in, today_of
from testamur.text.languages.messages import msg


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


@click.command(name="award")
@options.records
@click.option("--achievement", help="What was earned: the name of its file, its title, or a link to its page.")
@click.option("--learner", help="Who earned it: their id, their whole name, or the link to an award of theirs.")
@click.option("--date", metavar="DATE", help="The day it was earned: 2026-05-14.")
@click.option("--valid-until", metavar="DATE", help="The last valid day (default: the achievement's validFor).")
@click.option(
    "--visibility",
    type=click.Choice(schema.values("award", "visibility")),
    help="Who finds the page (default: unlisted).",
)
@click.option("--language", help="The language of the credential.")
@click.option("--result", "results", multiple=True, metavar="ID=VALUE", help="A result; may be given again.")
@click.option("--evidence", multiple=True, metavar="NAME[=URL]", help="What shows it; may be given again.")
@click.option("--renews", metavar="AWARD", help="The earlier award that this one renews: says learner and achievement.")
@click.option("--due", is_flag=True, help="Instead: every milestone whose pathway a learner has completed, on --date.")
@click.option("--pathway", default="", metavar="SLUG", help="With --due: of this pathway only.")
@click.option("--dry-run", is_flag=True, help="With --due: write nothing, and say who would get what.")
def command(*, records: Path, due: bool, pathway: str, dry_run: bool, **given: Unpack[_AwardOptions]) -> None:
    """Add that a learner earned an achievement; or, with --due, every milestone that learners have come to.

    A milestone is due where its pathway is complete and nothing of it is in force. --due writes all of them or none,
    and a second time writes nothing.
    """
    if due:
        _check_beside_due(given)
        new_due.write(records, pathway=pathway, date=given["date"], visibility=given["visibility"], dry_run=dry_run)
        return
    if pathway or dry_run:
        raise UsageError(msg("{option} goes with --due only", option="--pathway" if pathway else "--dry-run"))
    registry = registries.load(records, today=today_of(records))
    earlier = _renewed_award(registry, given)
    if earlier is not None:
        given["achievement"], given["learner"] = earlier.achievement, earlier.learner
        given["date"] = given["date"] or day_in(registry.issuer.time_zone).isoformat()
    asked = msg("What was earned ({achievements})", achievements=_earnable_slugs(registry))
    check = AchievementLookup(registry.achievements.values()).find
    earned = achievement_slug(registry, ask_required(given["achievement"], "--achievement", asked, check=check))
    find = functools.partial(find_learner, registry, advice=msg(", or add them first: testamur new learner"))
    named = ask_required(given["learner"], "--learner", msg("Who earned it: learner id or whole name"), check=find)
    who = find(named).id
    day = days.ask_day(given["date"], "--date", msg("The day it was earned, e.g. 2026-05-14 or 14 May 2026"))
    awarded = days.day(day, "--date")
    record = {
        "achievement": earned,
        "learner": who,
        "awardedDate": day,
        "validUntil": given["valid_until"],
        "visibility": given["visibility"],
        "language": given["language"] or (earlier.language if earlier else ""),
        "renews": earlier.id if earlier else "",
        "results": _results(given["results"], registry, earned),
        "evidence": [{"name": name, "id": address} for name, address in map(_evidence, given["evidence"])],
    }
    award_id = new_record.new_award_id(registry.awards, randomness.token_bytes)
    add_record(records, new_record.award_path(award_id, awarded), "award", record)


def _check_beside_due(given: Mapping[str, Any]) -> None:
    """Refuse every option that says what was earned or by whom, which --due works out itself."""
    other = next((name for name, value in given.items() if value and name not in {"date", "visibility"}), "")
    if other:
        option = f"--{other.replace('_', '-').replace('results', 'result')}"
        raise UsageError(
            msg(
                "{option} does not go with --due, which finds out by itself what was earned, and by whom", option=option
            )
        )


def _renewed_award(registry: Registry, given: _AwardOptions) -> Award | None:
    """Return the award that `--renews` names; None without the option."""
    if not given["renews"]:
        return None
    for option in ("achievement", "learner"):
        if given[option]:
            raise UsageError(msg("--renews says the {option} already: leave out --{option}", option=option))
    earlier = find_award(registry, given["renews"])
    if earlier.erased:
        raise UsageError(
            msg(
                "award {id} was erased on {erased}: nothing says any more whose it was",
                id=earlier.id,
                erased=earlier.erased,
            )
        )
    return earlier


def _results(given: tuple[str, ...], registry: Registry, earned: str) -> dict[str, str | None]:
    """Return the results by id: from the options, or else from answers."""
    described = registry.achievements[earned].result_descriptions if earned in registry.achievements else ()
    results: dict[str, str | None] = {**_pairs(given, "--result")}
    if not given:
        languages = registry.issuer.languages
        results = {scale.id: ask_optional(None, _result_question(scale, languages)) for scale in described}
    for scale in described:
        if answer := results.get(scale.id):
            results[scale.id] = level_lookup.level_id(scale, answer)
    return results


def _result_question(scale: ResultDescription, languages: tuple[str, ...]) -> str:
    """Return the question for a result, with the levels of a rubric."""
    name = say(scale.name, *languages)
    if not scale.levels:
        return msg("Result: {name}", name=name)
    return msg("Result: {name} ({levels})", name=name, levels=scales.describe_levels(scale, *languages))


def _earnable_slugs(registry: Registry) -> str:
    slugs = [slug for slug, achievement in registry.achievements.items() if achievement.retired is None]
    if not slugs:
        raise UsageError(msg("nothing can be earned yet: add an achievement first, with testamur new achievement"))
    return ", ".join(slugs[:12]) + (", …" if len(slugs) > 12 else "")


def _pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    wrong = next((pair for pair in given if not pair.partition("=")[0] or "=" not in pair), None)
    if wrong is not None:
        raise UsageError(
            msg('{option} {wrong}: write id=value, e.g. {option} "final-project=87"', option=option, wrong=wrong)
        )
    return {name.strip(): value.strip() for name, _, value in (pair.partition("=") for pair in given)}


def _evidence(text: str) -> tuple[str, str]:
    name, mark, address = text.partition("=")
    return (name.strip(), address.strip()) if mark else (text.strip(), "")
