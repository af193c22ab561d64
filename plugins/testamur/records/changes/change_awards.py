"""Checks what a change does to awards on the base, where next to nothing may change.

Follows docs/records.md, "Frozen once on main": `history` grows at its end, `visibility` may change, and a detail
changes only together with a new `corrected` or `erased` line. Another learner, achievement or result is another award.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator

from testamur.errors import Problem
from testamur.records.changes.snapshots import Snapshot
from testamur.records.model.frozen import frozen
from testamur.records.model.history import FINAL, HistoryLine
from testamur.records.model.models import Award
from testamur.records.parsing.parsed import Parsed, problem
from testamur.text.display import display_value

_FREE = frozenset({"id", "folder", "history", "visibility", "link"})  # have rules of their own, or are free to change
_IDENTITY = ("learner", "achievement", "results")  # another one is another award
# Every other field is a detail, so a new field of the model is frozen from its first day.
_DETAILS = [field.name for field in dataclasses.fields(Award) if field.name not in {*_FREE, *_IDENTITY}]
_NAMES = {"awarded_date": "awardedDate", "valid_until": "validUntil"}  # in the record, where that differs


def added_lines(before: Award, now: Award) -> tuple[HistoryLine, ...]:
    """Return the lines that were added to the history."""
    return now.history[len(before.history) :]


def check(before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed]) -> Iterator[Problem]:
    """Yield every forbidden change to awards on the base. `parsed` parses a record of now, to find its lines."""
    # A renamed file is one award that is gone and one that is new, so the message names a new one that looks like it.
    fresh = {_likeness(new): new.file for new in now.awards.values() if ("award", new.id) not in before.names}
    for award_id, old in sorted(before.awards.items()):
        new = now.awards.get(award_id)
        if new is None and ("award", award_id) not in now.names:
            yield _missing_award(old, fresh.get(_likeness(old), "") if old.learner else "")
        # Unchanged records are the same object in both snapshots (`snapshots.of_base`).
        elif new is not None and new is not old:
            yield from _check_award(old, new, now, parsed(new.file))
        if new is not None:
            yield from _check_details_of_learner(old, new, before, now, parsed)


def _check_award(old: Award, new: Award, now: Snapshot, parsed: Parsed) -> Iterator[Problem]:
    # Where an old line was changed or removed, nothing added later counts as an explanation.
    index = _first_change(old, new)
    if index is not None:
        yield _changed_line(old, new, index, parsed)
    acts = {line.act for line in added_lines(old, new)} if index is None else set()
    for name in _IDENTITY:
        was, has = getattr(old, name), getattr(new, name)
        if name == "learner" and _is_merged(was, has, now):
            continue
        # Erasing empties the learner and the results; the achievement cannot be empty, so it must stay.
        if was != has and (has or "erased" not in acts):
            yield _another_award(parsed, name, old, new, now)
    for name in _DETAILS:
        was, has = getattr(old, name), getattr(new, name)
        if was != has and not acts & {"corrected", "erased"}:
            field = _NAMES.get(name, name)
            shown = [item.name or item.id for item in was] if isinstance(was, tuple) else was
            yield problem(
                parsed,
                (field,),
                code="issued-record-changed",
                reason=f"this award is on the base with {field}: {display_value(shown)}",
                remedy="Put it back as it was; or, for a detail of the same award, add a line to history with "
                "act: corrected",
                value=None if isinstance(has, tuple) else has or "nothing",
            )


def _first_change(old: Award, new: Award) -> int | None:
    """Return the index of the first changed or missing line of history; None where history only grew."""
    for index, line in enumerate(old.history):
        if index >= len(new.history) or not _is_kept(line, new.history[index], new):
            return index
    return None


def _is_kept(line: HistoryLine, now: HistoryLine, award: Award) -> bool:
    # A note may name the learner, so erasing an award may remove it.
    cleared = award.erased is not None and not now.note
    return (line.date, line.act, line.reason, line.by) == (now.date, now.act, now.reason, now.by) and (
        line.note == now.note or cleared
    )


def _changed_line(old: Award, new: Award, index: int, parsed: Parsed) -> Problem:
    line = old.history[index]
    was = f"{line.date} {line.act}" + (f", {line.reason}" if line.reason else "")
    if old.state != "active" and new.state not in {old.state, *FINAL}:
        gone = {"revoked": "withdrawn", "superseded": "replaced", "suspended": "on hold"}[old.state]
        remedy = "Put the line back" + (
            ", and end the hold with a new line, act: reinstated"
            if old.state == "suspended"
            else ": this cannot be undone. Where it was a mistake, make a new award"
        )
        reason = f"the award is {gone} on the base, and here the line that says so is missing ({was})"
        return problem(parsed, ("history",), code="un-revoke", reason=reason, remedy=remedy)
    same = index < len(new.history) and dataclasses.replace(new.history[index], note=line.note) == line
    reason = (
        f"the note of line {index + 1} of history ({was}) is not as it is on the base"
        if same
        else f"line {index + 1} of history is on the base as {was}, and here it is not"
    ) + ": what happened stays written"
    remedy = "Put it back as it was, and write what is new below the last line"
    return problem(parsed, ("history", index), code="issued-history-changed", reason=reason, remedy=remedy)


def _another_award(parsed: Parsed, field: str, old: Award, new: Award, now: Snapshot) -> Problem:
    was, has = getattr(old, field), getattr(new, field)
    remedy = (
        "Put it back; make a new award with what is right (testamur new award), and add to this one's history "
        "a line with act: superseded and by: the new award's id"
    )
    reason = f"this award is on the base with {field}: {display_value(was)}; another one is another award"
    if field == "learner" and not has:
        reason = f"this award is on the base with learner: {was}, and here it has none"
        remedy = "Put it back; or, to remove the learner's data, add a line to history with act: erased"
    elif field == "learner" and was and ("learner", was) not in now.names:
        reason = f"{was} is this learner's id on the base, and an id never changes"
        remedy = f"Put it back, and the learner's file too: {_folder(new)}/learners/{was}.yml"
    return problem(parsed, (field,), code="issued-record-changed", reason=reason, remedy=remedy, value=has or "nothing")


def _check_details_of_learner(
    old: Award, new: Award, before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed]
) -> Iterator[Problem]:
    """Yield a problem where a learner's signed details change without a new `corrected` line in this award.

    A withdrawn or replaced award cannot be corrected, and need not be: what it says no longer counts.
    """
    was, has = before.learners.get(old.learner), now.learners.get(new.learner)
    if was is None or has is None or was == has or new.state in FINAL:
        return
    if was.id != has.id and not _is_merged(was.id, has.id, now):
        return
    differs = [name for name, value in frozen(new, was).items() if frozen(new, has)[name] != value]
    if not differs or any(line.act == "corrected" for line in added_lines(old, new)):
        return
    yield problem(
        parsed(new.file),
        ("learner",),
        code="issued-record-changed",
        reason=f"the {' and the '.join(differs)} of {was.id} changes here, and this award was made out to the old one",
        remedy="Add a line to this award's history with act: corrected, reason: details-corrected. "
        "Another person is another learner, with another id",
        value=new.learner,
    )


def _is_merged(was: str, has: str, now: Snapshot) -> bool:
    """Say whether a learner's record has become part of another (docs/records.md, "One place for each fact")."""
    kept = now.learners.get(has)
    return kept is not None and was in kept.formerly and ("learner", was) not in now.names


def _missing_award(old: Award, alike: str) -> Problem:
    renamed = f" ({alike} looks like it: an award's id never changes)" if alike else ""
    return Problem(
        code="issued-record-missing",
        file=old.file,
        reason=f"this award is on the base, and its record is gone{renamed}",
        remedy="Put the file back under this name. To withdraw an award, add a history line with act: revoked; "
        "to remove a learner's data, one with act: erased",
    )


def _likeness(award: Award) -> tuple[str, str, datetime.date]:
    return award.learner, award.achievement, award.awarded_date


def _folder(award: Award) -> str:
    return award.file.split("/", 1)[0]
