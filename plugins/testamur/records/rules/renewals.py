"""Checks awards that renew earlier ones (`renews`): same learner, same achievement, a later day, each renewed once.

A renewal is a new award; the earlier one is unchanged, and ends when it ends. That one award renews another is the
institution's statement in the record, and is not signed. Each renewal has a later day than the award it renews, so
renewals never form a circle, and nothing needs to look for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.model.models import Award
from testamur.records.parsing.parsed import Parsed, Refusal, problem
from testamur.text.languages.messages import msg

_ENDS: Mapping[str, str] = {
    "revoked": msg("was withdrawn"),
    "superseded": msg("was replaced"),
    "erased": msg("was erased"),
}


def check(
    parsed: Parsed, award: Award, awards: Mapping[str, Award], is_unread: Callable[[str], bool]
) -> Iterator[Problem]:
    """Yield the contradiction between an award and the one that it renews.

    `awards` are all that could be read; `is_unread(id)` says whether an award of that id exists but is wrong itself.
    """
    if not award.renews or award.erased:
        return
    refusal = _refusal(award, awards, is_unread)
    if refusal is not None:
        yield problem(parsed, ("renews",), **refusal._asdict(), value=award.renews)


def check_renewed_once(awards: Iterable[Award], parsed: Callable[[str], Parsed]) -> Iterator[Problem]:
    """Yield a problem for each award that renews one which an earlier award renews already.

    A renewal that was withdrawn, replaced or erased since no longer counts. `parsed` parses an award's file.
    """
    first: dict[str, Award] = {}
    for award in sorted(filter(renews, awards), key=_order):
        other = first.setdefault(award.renews, award)
        if other is not award:
            reason = msg("{file} renews the same award", file=other.file)
            remedy = msg("Renew that one instead (renews: {id}), or leave the line out", id=other.id)
            yield problem(
                parsed(award.file), ("renews",), code="renewed-twice", reason=reason, remedy=remedy, value=award.renews
            )


def renewed_by(awards: Iterable[Award]) -> dict[str, Award]:
    """Return the award that renews each one, by the id of the renewed one; only renewals that still count."""
    renewals: dict[str, Award] = {}
    for award in sorted(filter(renews, awards), key=_order):
        renewals.setdefault(award.renews, award)
    return renewals


def renews(award: Award) -> bool:
    """Say whether an award renews another, and has not been withdrawn, replaced or erased since."""
    return bool(award.renews) and award.state in {"active", "suspended"} and not award.erased


def _refusal(award: Award, awards: Mapping[str, Award], is_unread: Callable[[str], bool]) -> Refusal | None:
    """Return why `award` cannot renew the award that it names; None where it can."""
    if award.renews == award.id:
        return Refusal("reference", msg("an award cannot renew itself"), msg("Give the id of the earlier award"))
    earlier = awards.get(award.renews)
    if earlier is not None:
        return _refusal_of_earlier(award, earlier)
    if is_unread(award.renews):
        return None  # It exists and is wrong itself, which is reported for its own file.
    remedy = msg("Give the id of the earlier award, or leave the line out")
    return Refusal("unknown-reference", msg("there is no award with this id"), remedy)


def _refusal_of_earlier(award: Award, earlier: Award) -> Refusal | None:
    """Return why `award` cannot renew `earlier`; None where it can."""
    if award.learner and earlier.learner and award.learner != earlier.learner:
        reason = msg("the award that this one renews is another learner's")
        return Refusal("reference", reason, msg("Give the id of this learner's earlier award"))
    if award.achievement != earlier.achievement:
        reason = msg("the renewed award is for another achievement ({achievement})", achievement=earlier.achievement)
        return Refusal("reference", reason, msg("Leave the line out: an award of something else is no renewal"))
    if earlier.awarded_date >= award.awarded_date:
        reason = msg(
            "the award that this one renews is not of an earlier day ({awarded_date})",
            awarded_date=earlier.awarded_date,
        )
        return Refusal("reference", reason, msg("Look at both days, and at which of the two renews the other"))
    # Whatever happens to the earlier award after its renewal does not affect the renewal.
    ended = next((line for line in earlier.history if line.act in _ENDS and line.date < award.awarded_date), None)
    if ended is None:
        return None
    reason = msg(
        "the award that this one renews {ends} on {date}, before this one was awarded",
        ends=_ENDS[ended.act],
        date=ended.date,
    )
    if ended.act == "superseded" and ended.by != award.id:
        return Refusal(
            "reference",
            reason,
            msg("Renew the one that replaced it (renews: {by}), or leave the line out", by=ended.by),
        )
    return Refusal("reference", reason, msg("Leave the line out: this is a new award, and renews nothing"))


def _order(award: Award) -> tuple[str, str]:
    # By day and id, so that the folders in which the files lie do not decide which renewal is the first.
    return award.awarded_date.isoformat(), award.id
