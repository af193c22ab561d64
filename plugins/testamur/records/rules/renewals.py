"""Checks awards that renew earlier ones (`renews`): same learner, same achievement, a later day, each renewed once.

A renewal is a new award; the earlier one is unchanged, and ends when it ends. That one award renews another is the
institution's statement in the record, and is not signed. Each renewal has a later day than the award it renews, so
renewals never form a circle, and nothing needs to look for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.model.models import Award
from testamur.records.parsing.parsed import Parsed, problem


def check(
    parsed: Parsed, award: Award, awards: Mapping[str, Award], is_unread: Callable[[str], bool]
) -> Iterator[Problem]:
    """Yield the contradiction between an award and the one that it renews.

    `awards` are all that could be read; `unread(id)` says whether an award of that id exists but is wrong itself.
    """
    if not award.renews or award.erased:
        return
    earlier = awards.get(award.renews)
    if award.renews == award.id:
        wrong = "reference", "an award cannot renew itself", "Give the id of the earlier award"
    elif earlier is None:
        if is_unread(award.renews):
            return  # It exists and is wrong itself, which is reported for its own file.
        remedy = "Give the id of the earlier award, or leave the line out"
        wrong = "unknown-reference", "there is no award with this id", remedy
    else:
        found = _misfit(award, earlier)
        if found is None:
            return
        wrong = "reference", *found
    yield problem(parsed, ("renews",), *wrong, award.renews)


def check_renewed_once(awards: Iterable[tuple[Parsed, Award]]) -> Iterator[Problem]:
    """Yield a problem for each award that renews one which an earlier award renews already.

    A renewal that was withdrawn, replaced or erased since no longer counts.
    """
    first: dict[str, Award] = {}
    renewing = [(parsed, award) for parsed, award in awards if renews(award)]
    for parsed, award in sorted(renewing, key=lambda pair: _order(pair[1])):
        other = first.setdefault(award.renews, award)
        if other is not award:
            reason = f"{other.file} renews the same award"
            remedy = f"Renew that one instead (renews: {other.id}), or leave the line out"
            yield problem(parsed, ("renews",), "renewed-twice", reason, remedy, award.renews)


def renewed_by(awards: Iterable[Award]) -> dict[str, Award]:
    """Return the award that renews each one, by the id of the renewed one; only renewals that still count."""
    found: dict[str, Award] = {}
    for award in sorted(filter(renews, awards), key=_order):
        found.setdefault(award.renews, award)
    return found


def renews(award: Award) -> bool:
    """Say whether an award renews another, and has not been withdrawn, replaced or erased since."""
    return bool(award.renews) and award.state in {"active", "suspended"} and not award.erased


def _misfit(award: Award, earlier: Award) -> tuple[str, str] | None:
    """Return reason and remedy where `award` cannot renew `earlier`."""
    if award.learner and earlier.learner and award.learner != earlier.learner:
        return "the award that this one renews is another learner's", "Give the id of this learner's earlier award"
    if award.achievement != earlier.achievement:
        reason = f"the award that this one renews is of another achievement ({earlier.achievement})"
        return reason, "Leave the line out: an award of something else is no renewal"
    if earlier.awarded_date >= award.awarded_date:
        reason = f"the award that this one renews is not of an earlier day ({earlier.awarded_date})"
        return reason, "Look at both days, and at which of the two renews the other"
    # Whatever happens to the earlier award after its renewal does not affect the renewal.
    ended = next((line for line in earlier.history if line.act in _ENDS and line.date < award.awarded_date), None)
    if ended is None:
        return None
    reason = f"the award that this one renews {_ENDS[ended.act]} on {ended.date}, before this one was awarded"
    if ended.act == "superseded" and ended.by != award.id:
        return reason, f"Renew the one that replaced it (renews: {ended.by}), or leave the line out"
    return reason, "Leave the line out: this is a new award, and renews nothing"


_ENDS: Mapping[str, str] = {"revoked": "was withdrawn", "superseded": "was replaced", "erased": "was erased"}


def _order(award: Award) -> tuple[str, str]:
    # By day and id, so that the folders in which the files lie do not decide which renewal is the first.
    return award.awarded_date.isoformat(), award.id
