"""Works out the bits of every status list from the states of all awards and other documents.

The bit of a replaced edition is set for good, so that it is refused everywhere; the current edition's bit is
set unless the award is in force. Open Badges allows one status entry only, so an award on hold sets its
revocation bit too, and the suspension list, with the same positions, says that it is a hold (decision 2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from testamur.credentials import status_list
from testamur.credentials.addresses import Purpose
from testamur.ledger.state import Edition

ListName = tuple[Purpose, int]


class HasStatus(Protocol):
    """Anything with places in the status lists: an award, or another signed document."""

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Every edition, the newest last."""

    @property
    def state(self) -> str:
        """Its state: active, suspended, or one that is final."""


def positions(states: Iterable[HasStatus]) -> dict[int, set[int]]:
    """Return every position that was ever given out, by the number of its list; those of erased awards, too.

    A position that was used twice could withdraw another learner's award.
    """
    used: dict[int, set[int]] = {}
    for state in states:
        for edition in state.editions:
            used.setdefault(edition.list_number, set()).add(edition.list_index)
    return used


def status_lists(states: Collection[HasStatus]) -> dict[ListName, bytes]:
    """Return the bits of every status list."""
    numbers = sorted(positions(states))
    revoked: dict[int, set[int]] = {number: set() for number in numbers}
    suspended: dict[int, set[int]] = {number: set() for number in numbers}
    for state in states:
        for edition in state.editions[:-1]:
            revoked[edition.list_number].add(edition.list_index)
        current = state.editions[-1]
        # An erased award keeps the bit of its state: erasing is not withdrawing (docs/operating.md, "Erasing").
        if state.state != "active":
            revoked[current.list_number].add(current.list_index)
        if state.state == "suspended":
            suspended[current.list_number].add(current.list_index)
    lists: dict[ListName, bytes] = {}
    for number in numbers:
        lists["revocation", number] = status_list.with_bits(revoked[number])
        lists["suspension", number] = status_list.with_bits(suspended[number])
    return lists
