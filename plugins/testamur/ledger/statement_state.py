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

StatementStatus = Literal["active", "revoked"]
_SUBJECT = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementState:
    """A document's state. `subject_key` is that of `statements.Statement`, "" once the document was taken away."""

    subject_key: str
    editions: tuple[Edition, ...]
    state: StatementStatus
    credential_subject: str = ""  # urn:uuid:… of a learner record; survives re-issue
    content_salt: str = ""
    content_digest: str = ""

    @property
    def current(self) -> Edition:
        """The current edition, the newest one."""
        return self.editions[-1]

    def has_content(self, content: Mapping[str, Any]) -> bool:
        """Say whether the current edition was made from this content."""
        return record_digest(dict(content), self.content_salt) == self.content_digest

    def revoke(self) -> StatementState:
        """Return the state of a document that was withdrawn."""
        return replace(self, state="revoked")

    def take_away(self) -> StatementState:
        """Return the state of a document that is no longer kept."""
        return replace(self, subject_key="", credential_subject="", content_salt="", content_digest="")


def names_by_subject_key(states: Mapping[str, StatementState]) -> dict[str, str]:
    """Return the names of documents by what they are of, without those that were taken away."""
    return {state.subject_key: name for name, state in states.items() if state.subject_key}


def write(state: StatementState) -> bytes:
    """Return the bytes of a state's file."""
    value: dict[str, Any] = {
        "editions": [edition_value(edition) for edition in state.editions],
        "state": state.state,
        "v": 1,
    }
    if state.subject_key:
        value |= {"of": state.subject_key, "content": {"digest": state.content_digest, "salt": state.content_salt}}
    if state.credential_subject:
        value["subject"] = state.credential_subject
    return jcs.canonicalize(value)


def read(data: bytes, name: str) -> StatementState:
    """Read a state's file; LedgerError, with the file's `name`, if it is none."""
    try:
        value = file_shapes.parse(data)
        return StatementState(
            subject_key=file_shapes.text(value.get("of", "")),
            editions=read_editions(value["editions"]),
            state=file_shapes.one_of(value["state"], get_args(StatementStatus)),
            credential_subject=_subject(value.get("subject", "")),
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
