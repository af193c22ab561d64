"""`testamur revoke`, `suspend`, `reinstate`, `correct` and `supersede`: add a line to an award's history.

Each says what will happen, and to whom, before anything is written, and on a terminal asks for consent.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Unpack

import click

from testamur.authoring.acts import act_preview, correctable, history_acts
from testamur.authoring.finding.award_lookup import find_award
from testamur.cli.commands.awards.act_options import (
    FINAL,
    AwardActOptions,
    award_act_options,
    award_argument,
    reason_for,
    reason_option,
)
from testamur.cli.commands.awards.act_output import NEXT_STEP, print_harmless, print_warnings
from testamur.errors import UsageError
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.model.frozen import issued_as
from testamur.records.model.history import FINAL as FINAL_STATES
from testamur.records.model.history import HistoryLine
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.terminal import asking, clock
from testamur.text.languages.messages import msg


@click.command()
@award_argument
@reason_option("revoke")
@award_act_options("revoke")
def revoke(**given: Unpack[AwardActOptions]) -> None:
    """Withdraw AWARD, for good. It keeps its page, which says so and accuses nobody.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    _add_line("revoke", **given)


@click.command()
@award_argument
@reason_option("suspend")
@award_act_options("suspend")
def suspend(**given: Unpack[AwardActOptions]) -> None:
    """Put AWARD on hold, while something is looked into. testamur reinstate ends the hold.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    _add_line("suspend", **given)


@click.command()
@award_argument
@reason_option("reinstate")
@award_act_options("reinstate")
def reinstate(**given: Unpack[AwardActOptions]) -> None:
    """End the hold on AWARD.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    _add_line("reinstate", **given)


@click.command()
@award_argument
@reason_option("correct")
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE",
    help="validUntil, awardedDate, language, or evidence.0.name; may be given again. Empty: removed.",
)  # fmt: skip
@award_act_options("correct")
def correct(*, settings: tuple[str, ...], **given: Unpack[AwardActOptions]) -> None:
    """Correct details of AWARD: it is signed anew, and the old copy is refused everywhere.

    Without --set, it asks on a terminal; in a script it adds the line only: for what was edited by hand, in its file or
    in its learner's.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    _add_line("correct", settings=settings, **given)


@click.command()
@award_argument
@reason_option("supersede")
@click.option("--by", metavar="AWARD", help="The award that takes its place.")
@award_act_options("supersede")
def supersede(*, by: str | None, **given: Unpack[AwardActOptions]) -> None:
    """Replace AWARD by another award of the same learner: its page then leads to the new one.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    _add_line("supersede", by=by, **given)


def _add_line(
    name: str, *, by: str | None = None, settings: tuple[str, ...] = (), **given: Unpack[AwardActOptions]
) -> None:
    """Add a line to an award's history, after saying what that will do."""
    today = clock.today_of(given["records"])
    registry = registries.load(given["records"], today=today)
    award = find_award(registry, given["which"])
    replacement = _replacement(registry, by) if name == "supersede" else None
    # The day is the institution's own: an act late in its evening is not of the next day because UTC is ahead.
    line = HistoryLine(
        date=given["day"] or clock.day_in(registry.issuer.time_zone),
        act=history_acts.ACTS[name],
        reason=reason_for(name, given["reason"]),
        by=replacement.id if replacement else "",
        note=given["note"].strip(),
    )
    changed = _settings(settings)
    if name == "correct" and not changed:
        changed = {} if given["yes"] else _asked_settings(award)
    if name == "correct" and not changed:
        _refuse_nothing_to_correct(registry, award, given["ledger"])
    change = history_acts.act(registry, award, line, today=today, settings=changed)
    print_harmless(act_preview.sentence(registry, award, line, changed))
    print_harmless(_hint_if_not_issued(award, given["ledger"], name))
    asking.confirm_or_abort(given["yes"], final=name in FINAL)
    change.make(registry)
    click.echo(history_acts.file_of(registry, award))
    print_warnings(change.warnings)
    print_harmless(NEXT_STEP)


def _replacement(registry: Registry, given: str | None) -> Award:
    return find_award(registry, asking.ask_required(given, "--by", msg("The award that takes its place")))


def _settings(given: tuple[str, ...]) -> Mapping[str, str]:
    malformed = next((setting for setting in given if "=" not in setting), None)
    if malformed is not None:
        raise UsageError(
            msg("--set {malformed}: write field=value, e.g. --set validUntil=2029-05-14", malformed=malformed)
        )
    pairs = [setting.partition("=") for setting in given]
    names = [name.strip() for name, _, _ in pairs]
    if len(set(names)) < len(names):
        raise UsageError(msg("--set has the same field twice: give each once"))
    return {name: value.strip() for name, (_, _, value) in zip(names, pairs, strict=True)}


def _asked_settings(award: Award) -> Mapping[str, str]:
    """Ask on a terminal which details are wrong, and what they should be; none without one, or if a file was edited."""
    details = correctable.details(award)

    def check(text: str) -> None:
        if text not in details:
            raise ValueError(msg("write one of {names}", names=", ".join(details)))

    settings: dict[str, str] = {}
    question = msg("What is wrong: {names}", names=", ".join(details))
    while name := asking.ask_optional_checked(question, check, otherwise=msg("nothing else")):
        answer = asking.ask_changed(details[name], name)
        if answer is not None:
            settings[name] = answer
    return settings


def _refuse_nothing_to_correct(registry: Registry, award: Award, ledger: Path) -> None:
    """Raise UsageError where the ledger, if there is one here, shows that a correction would correct nothing."""
    state = Ledger(ledger).state(award.id) if (ledger / "format").exists() else None
    if state is None or award.erased or award.state in FINAL_STATES:
        return
    if award.corrections > state.corrections:
        raise UsageError(msg("a correction of award {id} is written already: testamur issue signs it", id=award.id))
    if state.is_of(issued_as(award, registry.learners[award.learner])):
        raise UsageError(
            msg(
                "award {id} says what was issued, so there is nothing to correct: give what is wrong "
                "with --set (--set validUntil=2029-05-14), or change its learner's name first, with "
                "testamur edit learner {learner}",
                id=award.id,
                learner=award.learner,
            )
        )


def _hint_if_not_issued(award: Award, ledger: Path, name: str) -> str:
    """Return a hint that an award was never issued and so needs no act; "" if it was, or if there is no ledger here."""
    if not (ledger / "format").exists() or Ledger(ledger).state(award.id) is not None:
        return ""
    what = msg("edit its file") if name == "correct" else msg("delete its file")
    return msg("It is not issued yet: instead of this, you can still {what}, and nobody ever saw it.", what=what)
