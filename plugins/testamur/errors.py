"""Every error that Testamur raises on purpose, and the problem that a record's reader is shown.

Anything else that escapes is a fault of ours. A message says where, what, and what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# TestamurError               exit 1
# ├── UsageError              exit 2: asked for something that cannot be done as asked
# ├── RecordsError            records/: one or more records are wrong
# ├── KeyRefusedError         proofs/: a key that must not, or cannot, be used
# ├── CodedError              has a code for programs beside what it says
# │   ├── DocumentError       credentials/, proofs/: a document outside the closed vocabulary
# │   └── VerificationError   verification/: a credential must not be trusted
# │       └── IndeterminateError  exit 3: it could not be checked
# ├── LedgerError             ledger/: the ledger is damaged, locked, or contradicts the records
# └── PublishingError         publishing/: what the site would say does not hold


class TestamurError(Exception):
    """Base of every error raised on purpose: one clear message, never a traceback."""

    __test__ = False  # pytest would take the name for a test class.
    exitcode = 1


class UsageError(TestamurError):
    """What was asked for cannot be done as it was asked."""

    exitcode = 2


class RecordsError(TestamurError):
    """One or more records are wrong; `problems` has each, with its place and remedy."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class KeyRefusedError(TestamurError):
    """A key that is weak, malformed, not the issuer's, or out of its period."""


class CodedError(TestamurError):
    """An error that is also for programs: `said` tells people why, `code` names the reason, or the place in a document.

    Its text has both: `list-too-short: 8 entries, at least 131072 are asked for`.
    """

    def __init__(self, said: str, *, code: str = "") -> None:
        self.said, self.code = said, code
        super().__init__(f"{code}: {said}" if code else said)


class DocumentError(CodedError):
    """A document that says something outside the vocabulary that is signed."""


class LedgerError(TestamurError):
    """The ledger is damaged, in use, or contradicts the records."""


class PublishingError(TestamurError):
    """The site would say something that does not hold; nothing was published."""


class VerificationError(CodedError):
    """A credential must not be trusted."""


class IndeterminateError(VerificationError):
    """A credential could not be checked, which is never a pass."""

    exitcode = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one place of one record, and what to type instead.

    `file` is relative to the repository, with forward slashes. `line` and `column` count from 1;
    0 means "the whole file". `field` is a dotted path (`results.final-project`, `history.2.reason`).
    `value` is what was found, already made harmless (`text.characters.harmless`).
    """

    code: str
    file: str
    line: int = 0
    column: int = 0
    field: str = ""
    value: str = ""
    reason: str
    remedy: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        found = f" (found {self.value})" if self.value else ""
        return f"{place}:{field} {self.reason}{found}. {self.remedy} [{self.code}]"
