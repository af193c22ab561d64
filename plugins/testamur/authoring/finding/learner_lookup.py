"""Finds the learner that a row of a spreadsheet means: by id, else by e-mail address, else by name.

A name alone tells nobody apart: a namesake is a doubt, which a person settles. Nothing is matched by likeness, and
nobody's record is changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from testamur.authoring.editing import new_record
from testamur.authoring.editing.new_record import Random
from testamur.records.model.models import Learner
from testamur.text.characters import harmless
from testamur.text.folding import alike, caseless
from testamur.text.languages.messages import msg

LEARNER_ID = re.compile(r"l-[0-9]{1,9}")

_MOST_NAMESAKES = 50  # the awards of each are looked at, for every row with that name


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerDetails:
    """The learner of one row, as far as it says: fields that it does not have are ""."""

    row: int
    id: str = ""
    name: str = ""
    email: str = ""


class Refusal(NamedTuple):
    """Why the learner of a row cannot be found: the field at fault, and what to type instead."""

    field: str
    code: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerMatch:
    """Who is meant: one for sure, one of several or nobody yet (`doubt`), somebody new (no candidates), or a refusal.

    `is_other_name`: the doubt is about an address that somebody of another name has, and not about a name.
    `note` is a remark that needs no answer.
    """

    candidates: tuple[str, ...] = ()
    doubt: str = ""
    is_other_name: bool = False
    refusal: Refusal | None = None
    note: str = ""


class LearnerLookup:
    """The learners of a registry, and those whom rows bring in.

    `reserved` are ids that rows name, which nobody else gets. `random(n)` returns n random bytes.
    """

    def __init__(self, learners: Mapping[str, Learner], *, closed: bool, reserved: Collection[str], random: Random):
        self._closed, self._random = closed, random
        self._former = {former: learner.id for learner in learners.values() for former in learner.formerly}
        self._reserved = dict.fromkeys((*learners, *self._former, *reserved))
        self._last = 0  # the number given last, in an open repository
        self._details: dict[str, LearnerDetails] = {}
        self._by_name: dict[str, list[str]] = {}
        self._unmailed: dict[str, list[str]] = {}  # by name, those without an address
        self._by_email: dict[str, list[str]] = {}
        for learner in learners.values():
            self._remember(LearnerDetails(row=0, id=learner.id, name=learner.name, email=learner.email))

    def find(self, person: LearnerDetails) -> LearnerMatch:
        """Return who is meant; changes nothing."""
        if person.id:
            return self._find_by_id(person)
        if not person.name and not person.email:
            return LearnerMatch(
                refusal=Refusal(
                    field="name",
                    code="missing-field",
                    reason=msg("nobody is named here"),
                    remedy=msg("Write the learner's name"),
                )
            )
        mailed = self._by_email.get(_address(person.email), []) if person.email else []
        if mailed:
            return self._find_by_address(person, mailed)
        if not person.name:
            remedy = msg("Write the learner's name, or correct the address")
            return LearnerMatch(
                refusal=Refusal(
                    field="name",
                    code="missing-field",
                    reason=msg("no learner has this address, and there is no name"),
                    remedy=remedy,
                )
            )
        return self._find_by_name(person)

    def add(self, person: LearnerDetails) -> str:
        """Add a new learner, and return their id."""
        learner_id = person.id or self._free_id()
        self._remember(LearnerDetails(row=person.row, id=learner_id, name=person.name, email=person.email))
        return learner_id

    def describe(self, learner_id: str) -> str:
        """Return a candidate in words, `l-4821 (Ada Okafor, ada@mail.example)`, or with the row they came in."""
        person = self._details[learner_id]
        address = f", {harmless(person.email)}" if person.email else ""
        name = harmless(person.name)
        return f"{name}{address} of row {person.row}" if person.row else f"{person.id} ({name}{address})"

    def _find_by_id(self, person: LearnerDetails) -> LearnerMatch:
        recorded = self._details.get(self._former.get(person.id, person.id))
        if recorded is not None:
            if person.name and alike(person.name) != alike(recorded.name):
                reason = msg("{id} is {name}", id=recorded.id, name=harmless(recorded.name))
                return LearnerMatch(
                    refusal=Refusal(
                        field="name",
                        code="other-name",
                        reason=reason,
                        remedy=msg("Correct the learner id, or the name"),
                    )
                )
            return LearnerMatch(candidates=(recorded.id,), note=self._other_address(person, recorded))
        if not LEARNER_ID.fullmatch(person.id):
            remedy = msg("Write an id that exists, or one like l-4821 for somebody new; a student number is not one")
            return LearnerMatch(
                refusal=Refusal(
                    field="learner",
                    code="unknown-reference",
                    reason=msg("there is no learner of this id"),
                    remedy=remedy,
                )
            )
        if not person.name:
            remedy = msg("Correct the id, or write the name of somebody new")
            return LearnerMatch(
                refusal=Refusal(
                    field="learner",
                    code="unknown-reference",
                    reason=msg("there is no learner of this id"),
                    remedy=remedy,
                )
            )
        return LearnerMatch(note=self._namesakes(person))

    def _find_by_address(self, person: LearnerDetails, mailed: list[str]) -> LearnerMatch:
        if len(mailed) > _MOST_NAMESAKES:
            return _too_many_matches("email", "address")
        named = [
            learner_id
            for learner_id in mailed
            if not person.name or alike(self._details[learner_id].name) == alike(person.name)
        ]
        if len(named) == 1:
            return LearnerMatch(candidates=(named[0],))
        if named:
            remedy = msg("Add a column with learner ids")
            return LearnerMatch(
                refusal=Refusal(
                    field="email", code="ambiguous", reason=msg("several learners have this address"), remedy=remedy
                )
            )
        doubt = msg("{describe_all} has this address, and another name", describe_all=self._describe_all(mailed))
        return LearnerMatch(candidates=tuple(mailed), doubt=doubt, is_other_name=True)

    def _find_by_name(self, person: LearnerDetails) -> LearnerMatch:
        same = self._by_name.get(alike(person.name), [])
        # Two addresses tell two people apart; an address and none do not, since the same person may have left it out.
        namesakes = self._unmailed.get(alike(person.name), []) if person.email else same
        if not namesakes:
            return LearnerMatch(note=self._namesakes(person))
        if len(namesakes) > _MOST_NAMESAKES:
            return _too_many_matches("name", "name")
        is_exact = all(caseless(self._details[one].name) == caseless(person.name) for one in namesakes)
        name = msg("this name") if is_exact else msg("this name, perhaps written otherwise")
        return LearnerMatch(
            candidates=tuple(namesakes),
            doubt=msg("{describe_all} has {name}", describe_all=self._describe_all(namesakes), name=name),
        )

    def _namesakes(self, person: LearnerDetails) -> str:
        same = self._by_name.get(alike(person.name), [])
        return (
            msg(
                "taken as somebody other than {describe_all}, who has this name too",
                describe_all=self._describe_all(same),
            )
            if same
            else ""
        )

    def _other_address(self, person: LearnerDetails, recorded: LearnerDetails) -> str:
        if not person.email or not recorded.email or _address(person.email) == _address(recorded.email):
            return ""
        return msg("{id} has another address, which stays as it is", id=recorded.id)

    def _describe_all(self, ids: list[str]) -> str:
        shown = [self.describe(learner_id) for learner_id in ids[:3]]
        return " or ".join(shown) + (f" or {len(ids) - 3} more" if len(ids) > 3 else "")

    def _remember(self, person: LearnerDetails) -> None:
        self._details[person.id] = person
        self._reserved[person.id] = None
        self._by_name.setdefault(alike(person.name), []).append(person.id)
        if not person.email:
            self._unmailed.setdefault(alike(person.name), []).append(person.id)
        else:
            self._by_email.setdefault(_address(person.email), []).append(person.id)

    def _free_id(self) -> str:
        if self._closed:
            return new_record.new_learner_id(self._reserved, closed=True, random=self._random)
        if not self._last:
            # Counted once: finding the highest number again for each of thousands would take quadratic time.
            self._last = int(new_record.new_learner_id(self._reserved, closed=False, random=self._random)[2:]) - 1
        self._last += 1
        return f"l-{self._last}"


def _too_many_matches(field: str, what: str) -> LearnerMatch:
    reason = msg("more than {most_namesakes} learners have this {what}", most_namesakes=_MOST_NAMESAKES, what=what)
    return LearnerMatch(
        refusal=Refusal(field=field, code="ambiguous", reason=reason, remedy=msg("Add a column with learner ids"))
    )


def _address(email: str) -> str:
    return email.strip().casefold()
