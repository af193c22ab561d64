"""Says what was built: how much, for which day, and what people should look after before it is too late."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from testamur.ledger.safeguards import list_age
from testamur.publishing import publication
from testamur.publishing.site import budget as budgets
from testamur.publishing.site.budget import Budget
from testamur.publishing.site.parts.manifest import Manifest
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import Amount, counted, msg
from testamur.text.reporting import number_of


def report(published: publication.Publication, output: Path) -> None:
    """Print what was built, and what is missing on the site because it is not issued yet."""
    speaking.echo(msg("Built {output}/ {summary}.", output=output, summary=summary(published)))
    report_size(output)
    warn_of_time(published)


def report_part(published: publication.Publication, manifest: Manifest, output: Path) -> None:
    """Print which part of a site was built; with the first, what `report` says of all of it."""
    awards = number_of(manifest.written.number, "award")
    speaking.echo(
        msg(
            "Built {output}/, part {shard} of the site as of {date}: {awards}.",
            output=output,
            shard=manifest.shard,
            date=published.now.date(),
            awards=awards,
        )
    )
    if manifest.shard.has_common:
        warn_of_time(published)


def report_size(output: Path) -> None:
    """Print what a site takes of its host, and what to do where that is much."""
    budget = budgets.measure(output)
    speaking.echo(budget_line(budget))
    if budget.is_due:
        speaking.echo(due_line(budget), err=True)


def budget_line(budget: Budget) -> str:
    """Return what a site takes of its host."""
    line = msg(
        "The site has {site} MB; GitHub Pages takes {limit} MB",
        site=_megabytes(budget.site),
        limit=_megabytes(budgets.HOST_LIMIT),
    )
    if not budget.awards:
        return msg("{line}.", line=line)
    each = budget.award_bytes / budget.awards / 1000
    return msg(
        "{line}: room for {room} more awards of {each} KB.",
        line=line,
        room=Amount(budget.room),
        each=Decimal(f"{each:.1f}"),
    )


def due_line(budget: Budget) -> str:
    """Return what to do about a site that nears its host's limit."""
    part = f"{budget.site / budgets.HOST_LIMIT:.0%}"
    share = msg("The site fills {part} of what GitHub Pages takes", part=part)
    if not budget.picture_bytes:  # it is compact already, or has no awards
        return msg("{share}. Look for a larger host in time.", share=share)
    return msg(
        "{share}. `compact: true` in issuer.yml is due: it saves the {pictures} MB of awards' pictures, which their "
        "pages then make at download, and leaves room for {room} more awards.",
        share=share,
        pictures=_megabytes(budget.picture_bytes),
        room=Amount(budget.compact_room),
    )


def _megabytes(size: int) -> Amount | Decimal:
    return Amount(round(size / 1e6)) if size >= 10_000_000 else Decimal(f"{size / 1e6:.1f}")


def warn_of_time(published: publication.Publication) -> None:
    """Print by when lists have to be signed anew, and how many awards wait to be issued."""
    if not published.preview and (
        warning := list_age.age_warning(list_age.signing_days(published.ledger), published.now.date())
    ):
        speaking.echo(warning, err=True)
    if published.waiting:
        speaking.echo(
            counted(
                "{number} award not issued yet, and not on the site.",
                "{number} awards not issued yet, and not on the site.",
                len(published.waiting),
            ),
            err=True,
        )


def summary(published: publication.Publication) -> str:
    """Return a one-line summary of a site."""
    public = sum(issued.award.visibility == "public" for issued in published.awards)
    awards, achievements = (
        number_of(len(published.awards), "award"),
        number_of(len(published.registry.achievements), "achievement"),
    )
    said = msg(
        "as of {day}: {awards} ({public} public), {achievements}",
        day=published.now.date(),
        awards=awards,
        public=Amount(public),
        achievements=achievements,
    )
    if published.practice_at:
        return msg("{summary}, a PRACTICE site signed with a throwaway key", summary=said)
    return msg("{summary}, a PREVIEW site signed with a throwaway key", summary=said) if published.preview else said
