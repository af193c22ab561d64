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
from testamur.text.reporting import number_of

_BEGINS: Mapping[Act, str] = {
    "revoked": "Withdraw",
    "suspended": "Put on hold",
    "reinstated": "End the hold on",
    "corrected": "Correct",
    "superseded": "Replace",
}
_SEEN: Mapping[Act, str] = {
    "revoked": "Whoever opens or checks it is told “Withdrawn”{why}. A withdrawn award cannot come back.",
    "suspended": "Whoever opens or checks it is told “On hold”{why}; other people's verifiers say that it is revoked. "
    "testamur reinstate ends the hold.",
    "reinstated": "Whoever opens or checks it is told what they were told before the hold.",
    "corrected": "It is signed anew. The old copy is refused everywhere: tell the learner to download the new one.",
    "superseded": "Whoever opens or checks it is told “Replaced”{why}, with a link where the new one may be shown.",
}


def sentence(registry: Registry, award: Award, line: HistoryLine, settings: Mapping[str, str]) -> str:
    """Return the sentences on what `line`, and a correction's `settings`, will do to an award."""
    why = f", and “{REASON[line.reason].removesuffix('.')}”" if line.reason else ""
    changes = [
        f"{name} becomes {harmless(text)}" if text else f"{name} is removed" for name, text in sorted(settings.items())
    ]
    by = registry.awards.get(line.by)
    parts = [
        f"{_BEGINS[line.act]} the award of {_who(registry, award)}, as of {line.date}",
        *([f"by the one of {_who(registry, by)}"] if by else []),
        *changes,
    ]
    hold = " It is on hold now." if line.act == "revoked" and award.state == "suspended" else ""
    return f"{'; '.join(parts)}.{hold}\n{_SEEN[line.act].format(why=why)}"


def erasure(registry: Registry, what: Erasure) -> str:
    """Return the sentences on what erasing a learner will do, with a line for each of their awards."""
    listed = "\n".join(f"  {describe_award(registry, award)}{_state(award)}" for award in what.awards)
    head = (
        f"Erase {harmless(what.learner.name)} ({what.learner.id}): remove their file, and name, results and evidence "
        f"from {number_of(len(what.awards), 'award')}{':' if what.awards else '.'}"
    )
    seen = (
        "\nEach page then says that an award was here, and nothing else. Nothing is withdrawn: a copy that the learner "
        "kept still verifies. This cannot be taken back once it is published."
    )
    return f"{head}\n{listed}{seen}" if what.awards else head


def _who(registry: Registry, award: Award) -> str:
    """Return whose award it is and what for: "Ada Okafor, Harbour Visit, of 2026-05-14 (7k3q-…)"."""
    learner = registry.learners.get(award.learner)
    title = say(registry.achievements[award.achievement].name, *registry.issuer.languages)
    name = harmless(learner.name) if learner else "an erased learner"
    return f"{name}, {harmless(title)}, of {award.awarded_date} ({award.id})"


def _state(award: Award) -> str:
    return "" if award.state == "active" else f" ({STATES[award.state]})"
