"""From the states of all awards to the bits of every status list.

A superseded edition's bit is set for good, so that it is refused everywhere; the current edition's
bit is set unless the award is in force. Open Badges allows one status entry only, so an award on hold
sets its revocation bit too, and the suspension list, same positions, says that it is a hold
(docs/decisions/0002).
"""

from __future__ import annotations

from collections.abc import Mapping

from testamur.credentials import status_list
from testamur.credentials.addresses import Purpose
from testamur.ledger.state import AwardState

ListName = tuple[Purpose, int]


def positions(states: Mapping[str, AwardState]) -> dict[int, set[int]]:
    """Return every position that was ever given out, by the number of its list; erased awards' too."""
    used: dict[int, set[int]] = {}
    for known in states.values():
        for edition in known.editions:
            used.setdefault(edition.list_number, set()).add(edition.list_index)
    return used


def status_lists(states: Mapping[str, AwardState]) -> dict[ListName, bytes]:
    """Return the bits of every status list."""
    numbers = sorted(positions(states))
    revoked: dict[int, set[int]] = {number: set() for number in numbers}
    suspended: dict[int, set[int]] = {number: set() for number in numbers}
    for known in states.values():
        for edition in known.editions[:-1]:
            revoked[edition.list_number].add(edition.list_index)
        if known.state != "active":
            revoked[known.current.list_number].add(known.current.list_index)
        if known.state == "suspended":
            suspended[known.current.list_number].add(known.current.list_index)
    lists: dict[ListName, bytes] = {}
    for number in numbers:
        lists["revocation", number] = status_list.with_bits(revoked[number])
        lists["suspension", number] = status_list.with_bits(suspended[number])
    return lists
