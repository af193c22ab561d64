"""Finds the learner that a row of a spreadsheet means: by id, else by e-mail address, else by name.

A name alone tells nobody apart: a namesake is a doubt, which a person settles. Nothing is matched by likeness, and
nobody's record is changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from testamur.authoring.editing import new_record
from testamur.authoring.editing.new_record import Random
from testamur.records.model.models import Learner
from testamur.text.characters import harmless
from testamur.text.folding import caseless

LEARNER_ID = re.compile(r"l-[0-9]{1,9}")

_MOST_NAMESAKES = 50  # the awards of each are looked at, for every row with that name


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The learner of one row, as far as it says: fields that it does not have are ""."""

    row: int
    id: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Who is meant: one for sure, one of several or nobody yet (`doubt`), somebody new (no candidates), or a refusal.

    `is_other_name`: the doubt is about an address that somebody of another name has, and not about a name.
    `refusal` is field, code, reason and remedy. `note` is a remark that needs no answer.
    """

    candidates: tuple[str, ...] = ()
    doubt: str = ""
    is_other_name: bool = False
    refusal: tuple[str, str, str, str] | None = None
    note: str = ""


class People:
    """The learners of a registry, and those whom rows bring in.

    `reserved` are ids that rows name, which nobody else gets. `random(n)` returns n random bytes.
    """

    def __init__(self, learners: Mapping[str, Learner], *, closed: bool, reserved: Collection[str], random: Random):
        self._closed, self._random = closed, random
        self._reserved = dict.fromkeys((*learners, *reserved))
        self._last = 0  # the number given last, in an open repository
        self._known: dict[str, Person] = {}
        self._by_name: dict[str, list[str]] = {}
        self._unmailed: dict[str, list[str]] = {}  # by name, those without an address
        self._by_email: dict[str, list[str]] = {}
        for learner in learners.values():
            self._remember(Person(row=0, id=learner.id, name=learner.name, email=learner.email))

    def find(self, person: Person) -> Match:
        """Return who is meant; changes nothing."""
        if person.id:
            return self._by_id(person)
        if not person.name and not person.email:
            return Match(refusal=("name", "missing-field", "nobody is named here", "Write the learner's name"))
        mailed = self._by_email.get(_address(person.email), []) if person.email else []
        if mailed:
            return self._by_address(person, mailed)
        if not person.name:
            remedy = "Write the learner's name, or correct the address"
            return Match(refusal=("name", "missing-field", "no learner has this address, and there is no name", remedy))
        return self._by_its_name(person)

    def add(self, person: Person) -> str:
        """Add a new learner, and return their id."""
        found = person.id or self._free_id()
        self._remember(Person(row=person.row, id=found, name=person.name, email=person.email))
        return found

    def describe(self, learner_id: str) -> str:
        """Return a candidate in words, `l-4821 (Ada Okafor, ada@mail.example)`, or with the row they came in."""
        known = self._known[learner_id]
        address = f", {harmless(known.email)}" if known.email else ""
        name = harmless(known.name)
        return f"{name}{address} of row {known.row}" if known.row else f"{known.id} ({name}{address})"

    def _by_id(self, person: Person) -> Match:
        known = self._known.get(person.id)
        if known is not None:
            if person.name and caseless(person.name) != caseless(known.name):
                reason = f"{person.id} is {harmless(known.name)}"
                return Match(refusal=("name", "other-name", reason, "Correct the learner id, or the name"))
            return Match(candidates=(known.id,), note=self._other_address(person, known))
        if not LEARNER_ID.fullmatch(person.id):
            remedy = "Write an id that exists, or one like l-4821 for somebody new; a student number is not one"
            return Match(refusal=("learner", "unknown-reference", "there is no learner of this id", remedy))
        if not person.name:
            remedy = "Correct the id, or write the name of somebody new"
            return Match(refusal=("learner", "unknown-reference", "there is no learner of this id", remedy))
        return Match(note=self._namesakes(person))

    def _by_address(self, person: Person, mailed: list[str]) -> Match:
        if len(mailed) > _MOST_NAMESAKES:
            return _too_many("email", "address")
        named = [one for one in mailed if not person.name or caseless(self._known[one].name) == caseless(person.name)]
        if len(named) == 1:
            return Match(candidates=(named[0],))
        if named:
            remedy = "Add a column with learner ids"
            return Match(refusal=("email", "ambiguous", "several learners have this address", remedy))
        doubt = f"{self._all(mailed)} has this address, and another name"
        return Match(candidates=tuple(mailed), doubt=doubt, is_other_name=True)

    def _by_its_name(self, person: Person) -> Match:
        same = self._by_name.get(caseless(person.name), [])
        # Two addresses tell two people apart; an address and none do not, since the same person may have left it out.
        alike = self._unmailed.get(caseless(person.name), []) if person.email else same
        if not alike:
            return Match(note=self._namesakes(person))
        if len(alike) > _MOST_NAMESAKES:
            return _too_many("name", "name")
        return Match(candidates=tuple(alike), doubt=f"{self._all(alike)} has this name")

    def _namesakes(self, person: Person) -> str:
        same = self._by_name.get(caseless(person.name), [])
        return f"taken as somebody other than {self._all(same)}, who has this name too" if same else ""

    def _other_address(self, person: Person, known: Person) -> str:
        if not person.email or not known.email or _address(person.email) == _address(known.email):
            return ""
        return f"{known.id} has another address, which stays as it is"

    def _all(self, ids: list[str]) -> str:
        shown = [self.describe(one) for one in ids[:3]]
        return " or ".join(shown) + (f" or {len(ids) - 3} more" if len(ids) > 3 else "")

    def _remember(self, person: Person) -> None:
        self._known[person.id] = person
        self._reserved[person.id] = None
        self._by_name.setdefault(caseless(person.name), []).append(person.id)
        if not person.email:
            self._unmailed.setdefault(caseless(person.name), []).append(person.id)
        else:
            self._by_email.setdefault(_address(person.email), []).append(person.id)

    def _free_id(self) -> str:
        if self._closed:
            return new_record.learner_id(self._reserved, closed=True, random=self._random)
        if not self._last:
            # Counted once: finding the highest number again for each of thousands would take quadratic time.
            self._last = int(new_record.learner_id(self._reserved, closed=False, random=self._random)[2:]) - 1
        self._last += 1
        return f"l-{self._last}"


def _too_many(field: str, what: str) -> Match:
    reason = f"more than {_MOST_NAMESAKES} learners have this {what}"
    return Match(refusal=(field, "ambiguous", reason, "Add a column with learner ids"))


def _address(email: str) -> str:
    return email.strip().casefold()
