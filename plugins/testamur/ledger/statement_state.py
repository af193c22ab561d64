"""The ledger's state of a signed document other than an award: an endorsement that is given, or a learner record.

A file beside the document, under a random name (decision 10). When a record is taken away (consent withdrawn, a
learner erased), nothing left in its state can be traced to anybody, and its places in the status lists stay used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from testamur.errors import LedgerError
from testamur.ledger.safeguards import file_shapes
from testamur.ledger.state import Edition, edition_value, read_editions, record_digest
from testamur.proofs import jcs

State = Literal["active", "revoked"]
_SUBJECT = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementState:
    """A document's state. `of` is the key of its source (`statements.Statement.key`), "" once it was taken away."""

    of: str
    editions: tuple[Edition, ...]
    state: State
    subject: str = ""  # urn:uuid:… of a learner record; survives re-issue
    content_salt: str = ""
    content_digest: str = ""

    @property
    def current(self) -> Edition:
        """The current edition, the newest one."""
        return self.editions[-1]

    def is_of(self, content: Mapping[str, Any]) -> bool:
        """Say whether the current edition was made from this content."""
        return record_digest(dict(content), self.content_salt) == self.content_digest

    def take_away(self) -> StatementState:
        """Return the state of a document that is no longer kept."""
        return replace(self, of="", subject="", content_salt="", content_digest="")


def names(states: Mapping[str, StatementState]) -> dict[str, str]:
    """Return the names of documents by their sources, without those that were taken away."""
    return {known.of: name for name, known in states.items() if known.of}


def revoked(known: StatementState) -> StatementState:
    """Return the state of a document that was withdrawn."""
    return replace(known, state="revoked")


def write(state: StatementState) -> bytes:
    """Return the bytes of a state's file."""
    value: dict[str, Any] = {
        "editions": [edition_value(edition) for edition in state.editions],
        "state": state.state,
        "v": 1,
    }
    if state.of:
        value |= {"of": state.of, "content": {"digest": state.content_digest, "salt": state.content_salt}}
    if state.subject:
        value["subject"] = state.subject
    return jcs.canonicalize(value)


def read(data: bytes, name: str) -> StatementState:
    """Read a state's file; LedgerError, with the file's `name`, if it is none."""
    try:
        value = file_shapes.parse(data)
        return StatementState(
            of=file_shapes.text(value.get("of", "")),
            editions=read_editions(value["editions"]),
            state=file_shapes.one_of(value["state"], get_args(State)),
            subject=_subject(value.get("subject", "")),
            content_salt=file_shapes.text(value.get("content", {}).get("salt", "")),
            content_digest=file_shapes.text(value.get("content", {}).get("digest", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError(f"{name} is not a document's state ({error}). Fetch the ledger again") from error


def _subject(value: Any) -> str:
    """Return the subject of a record; ValueError for another than those drawn here, since it is signed again."""
    if value and not _SUBJECT.fullmatch(file_shapes.text(value)):
        raise ValueError("its subject is none that testamur issue draws")
    return file_shapes.text(value)
