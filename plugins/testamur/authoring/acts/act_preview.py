"""Describes an act in a sentence or two for the registrar about to do it: to whom it is done, and what others see."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.authoring.acts.erasing import Erasure
from testamur.authoring.finding.award_lookup import describe_award
from testamur.publishing.words.texts import REASON
from testamur.records.model.history import Act, HistoryLine
from testamur.records.model.localized_text import say
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.records.rules.histories import STATES
from testamur.text.characters import harmless
from testamur.text.languages.messages import Message, Row, msg, with_values
from testamur.text.reporting import number_of

_BEGINS: Mapping[Act, Message] = {
    "revoked": msg("Withdraw the award of {whose}, as of {day}"),
    "suspended": msg("Put on hold the award of {whose}, as of {day}"),
    "reinstated": msg("End the hold on the award of {whose}, as of {day}"),
    "corrected": msg("Correct the award of {whose}, as of {day}"),
    "superseded": msg("Replace the award of {whose}, as of {day}"),
}
_SEEN: Mapping[Act, Message] = {
    "revoked": msg("Whoever opens or checks it is told “Withdrawn”{why}. A withdrawn award cannot come back."),
    "suspended": msg(
        "Whoever opens or checks it is told “On hold”{why}; other people's verifiers say that it is revoked. "
        "testamur reinstate ends the hold."
    ),
    "reinstated": msg("Whoever opens or checks it is told what they were told before the hold."),
    "corrected": msg(
        "It is signed anew. The old copy is refused everywhere: tell the learner to download the new one."
    ),
    "superseded": msg(
        "Whoever opens or checks it is told “Replaced”{why}, with a link where the new one may be shown."
    ),
}


def sentence(registry: Registry, award: Award, line: HistoryLine, settings: Mapping[str, str]) -> str:
    """Return the sentences on what `line`, and a correction's `settings`, will do to an award."""
    why = msg(", and “{reason}”", reason=REASON[line.reason].removesuffix(".")) if line.reason else ""
    changes = [
        msg("{field} becomes {text}", field=name, text=harmless(text))
        if text
        else msg("{field} is removed", field=name)
        for name, text in sorted(settings.items())
    ]
    by = registry.awards.get(line.by)
    parts = [
        with_values(_BEGINS[line.act], whose=_who(registry, award), day=line.date),
        *([msg("by the one of {whose}", whose=_who(registry, by))] if by else []),
        *changes,
    ]
    acts = msg("{acts}.", acts=Row(parts, msg("; ").template))
    if line.act == "revoked" and award.state == "suspended":
        acts = msg("{sentence} It is on hold now.", sentence=acts)
    return Row((acts, with_values(_SEEN[line.act], why=why)), "\n")


def erasure(registry: Registry, what: Erasure) -> str:
    """Return the sentences on what erasing a learner will do, with a line for each of their awards."""
    awards = [f"  {describe_award(registry, award)}{_state(award)}" for award in what.awards]
    head = msg(
        "Erase {name} ({learner}): remove their file, and name, results and evidence from {awards}",
        name=harmless(what.learner.name),
        learner=what.learner.id,
        awards=number_of(len(what.awards), "award"),
    )
    seen = msg(
        "Each page then says that an award was here, and nothing else. Nothing is withdrawn: a copy that the learner "
        "kept still verifies. This cannot be taken back once it is published."
    )
    return (
        Row((msg("{sentence}:", sentence=head), *awards, seen), "\n") if awards else msg("{sentence}.", sentence=head)
    )


def _who(registry: Registry, award: Award) -> str:
    """Return whose award it is and what for: "Ada Okafor, Harbour Visit, of 2026-05-14 (7k3q-…)"."""
    learner = registry.learners.get(award.learner)
    title = say(registry.achievements[award.achievement].name, *registry.issuer.languages)
    name = harmless(learner.name) if learner else msg("an erased learner")
    return msg(
        "{name}, {title}, of {day} ({award})", name=name, title=harmless(title), day=award.awarded_date, award=award.id
    )


def _state(award: Award) -> str:
    return "" if award.state == "active" else f" ({STATES[award.state]})"
