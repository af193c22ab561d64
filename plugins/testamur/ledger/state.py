"""The ledger's state of one award: every edition, and a digest of the record as it was signed.

No personal data: the digest is salted, so that nothing about the learner can be guessed from it, and it goes
when the award is erased (decision 4). Positions in the status lists stay: none is used twice.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, get_args

from testamur.credentials import sealed_file, status_list
from testamur.errors import DocumentError, LedgerError
from testamur.ledger.safeguards import file_shapes
from testamur.proofs import jcs
from testamur.records.model.frozen import Frozen
from testamur.records.model.history import State
from testamur.records.model.models import Award
from testamur.text import dates

_STATES: tuple[State, ...] = get_args(State)
_OPENING = re.compile(r"[0-9a-f]{64}", re.ASCII)


class StatusListIndex(NamedTuple):
    """A place in the status lists: the number of the lists, and the index in each of them."""

    list_number: int
    list_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One signed edition of an award's credential."""

    digest: str  # sha256:<64 hex digits> of the published bytes
    issued: str  # the instant of its proofs
    key: str  # the verification method that signed it
    list_number: int
    list_index: int
    opening: str = ""  # of a sealed award: what only who has this edition can work out (`credentials.sealed_entry`)

    @property
    def public_key(self) -> str:
        """The key that signed it, as its verification method names it (multibase)."""
        return self.key.rpartition("#")[2]

    @property
    def status_list_index(self) -> StatusListIndex:
        """Its place in the status lists."""
        return StatusListIndex(self.list_number, self.list_index)

    def is_later(self, now: datetime.datetime | None) -> bool:
        """Say whether it was signed later than `now`, by a clock that was ahead."""
        return now is not None and dates.read_instant(self.issued) > now


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardState:
    """An award's state after the last run that changed it. `editions` has the newest last."""

    achievement: str  # the slug
    achievement_text: str  # SHA-256 of the text as awarded: a file in achievements/<slug>/
    editions: tuple[Edition, ...]
    state: State
    corrections: int
    text_signature: str = ""  # that this award was issued with this text (`safeguards/signed_text.py`)
    history_lines: int  # the length of its history: a shorter one shows that the records are an older copy
    record_salt: str = ""  # "" once erased
    record_digest: str = ""
    erased: str = ""  # the day
    approved_by: tuple[str, ...] = ()  # accounts that approved the last act, if approval was looked up
    link_key: str = ""  # of a sealed award: what stands after # in its link, and opens it
    link_number: int = 0  # which of its links that is, by the record

    @property
    def current(self) -> Edition:
        """The current edition, the newest one."""
        return self.editions[-1]

    def is_of(self, spellings: Iterable[Frozen]) -> bool:
        """Say whether a record, in one of its spellings (`frozen.issued_as`), is as it was when it was signed."""
        return any(record_digest(frozen, self.record_salt) == self.record_digest for frozen in spellings)

    def for_pages(self) -> AwardState:
        """Return the state as what is published needs it, without what only the next run of issue compares."""
        if not (self.text_signature or self.record_salt or self.record_digest):
            return self
        return replace(self, text_signature="", record_salt="", record_digest="")

    def erase(self, day: str) -> AwardState:
        """Return the state of an erased award: nothing in it can be traced to the learner."""
        return replace(self, erased=day, record_salt="", record_digest="", link_key="", link_number=0)


def needs_link(award: Award, state: AwardState | None) -> bool:
    """Say whether a link that opens a sealed award has to be made: a first one, or another than the one before."""
    if award.visibility != "sealed" or award.erased:
        return False
    return state is None or not state.link_key or state.link_number != award.link


def digest(data: bytes) -> str:
    """Return the digest of published bytes: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def record_digest(frozen: Frozen, salt: str) -> str:
    """Return the digest of the part of a record that may not change; unsalted, names could be guessed from it."""
    return digest(jcs.canonicalize({"record": frozen, "salt": salt}))


def edition_value(edition: Edition) -> dict[str, Any]:
    """Return an edition as JSON in the ledger's files."""
    return {
        "digest": edition.digest,
        "index": edition.list_index,
        "issued": edition.issued,
        "key": edition.key,
        "list": edition.list_number,
        **({"opening": edition.opening} if edition.opening else {}),
    }


def read_edition(value: Mapping[str, Any]) -> Edition:
    """Read an edition; KeyError, TypeError or ValueError if it is none."""
    number, index = file_shapes.number(value["list"], 1), file_shapes.number(value["index"])
    if index >= status_list.BITS:
        raise ValueError(f"there is no place {index} in a status list {number}")
    return Edition(
        digest=file_shapes.text(value["digest"]),
        issued=sys.intern(file_shapes.instant(value["issued"])),
        key=sys.intern(file_shapes.text(value["key"])),
        list_number=number,
        list_index=index,
        opening=_opening(value.get("opening", "")),
    )


def _opening(value: Any) -> str:
    opening = file_shapes.text(value)
    if opening and not _OPENING.fullmatch(opening):
        raise ValueError("an opening is not 64 hexadecimal digits")
    return opening


def read_editions(values: Iterable[Mapping[str, Any]]) -> tuple[Edition, ...]:
    """Read all editions; as `read_edition`, and ValueError where there are none."""
    editions = tuple(map(read_edition, values))
    if not editions:
        raise ValueError("it has no edition")
    return editions


def _link_key(value: Any) -> str:
    text = file_shapes.text(value)
    if text:
        sealed_file.read_key(text)
    return text


def write(state: AwardState) -> bytes:
    """Return the bytes of a state's file."""
    value: dict[str, Any] = {
        "achievement": {
            "signature": state.text_signature,
            "slug": state.achievement,
            "text": state.achievement_text,
        },
        "corrections": state.corrections,
        "editions": [edition_value(edition) for edition in state.editions],
        "history": state.history_lines,
        "state": state.state,
        "v": 1,
    }
    if state.approved_by:
        value["approvedBy"] = list(state.approved_by)
    if state.link_key:
        value["link"] = {"key": state.link_key, "number": state.link_number}
    if state.erased:
        value["erased"] = state.erased
    else:
        value["record"] = {"digest": state.record_digest, "salt": state.record_salt}
    return jcs.canonicalize(value)


def read(data: bytes, name: str) -> AwardState:
    """Read a state's file; LedgerError, with the file's `name`, if it is none."""
    try:
        value = file_shapes.parse(data)
        return AwardState(
            # What thousands of states have in common is one text.
            achievement=sys.intern(file_shapes.text(value["achievement"]["slug"])),
            achievement_text=sys.intern(file_shapes.text(value["achievement"]["text"])),
            text_signature=file_shapes.text(value["achievement"].get("signature", "")),
            corrections=file_shapes.number(value["corrections"]),
            history_lines=file_shapes.number(value["history"]),
            editions=read_editions(value["editions"]),
            state=file_shapes.one_of(value["state"], _STATES),
            record_salt=file_shapes.text(value.get("record", {}).get("salt", "")),
            record_digest=file_shapes.text(value.get("record", {}).get("digest", "")),
            erased=file_shapes.text(value.get("erased", "")),
            approved_by=file_shapes.texts(value.get("approvedBy", [])),
            link_key=_link_key(value.get("link", {}).get("key", "")),
            link_number=file_shapes.number(value.get("link", {}).get("number", 0)),
        )
    except (ValueError, KeyError, TypeError, AttributeError, DocumentError) as error:
        raise LedgerError(f"{name} is not an award's state ({error}). Fetch the ledger again") from error
