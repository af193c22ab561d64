"""Every error that Testamur raises on purpose, and `Problem`: one mistake in one record.

Any other exception that escapes is a fault in Testamur. A message says where, what, and what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# TestamurError               exit 1
# ├── UsageError              exit 2: the request cannot be carried out as it was made
# ├── RecordsError            records/: one or more records are wrong
# │   └── UnlistedRecordsError  records/: there are more files than can be, or their folder cannot be listed
# ├── KeyRefusedError         proofs/: a key that must not, or cannot, be used
# ├── CodedError              carries a code for programs beside its sentence for people
# │   ├── DocumentError       credentials/, proofs/: a document outside the closed vocabulary
# │   ├── LogError            log/: a note, a proof or a tree of the transparency log that does not hold
# │   └── VerificationError   verification/: a credential must not be trusted
# │       └── IndeterminateError  exit 3: it could not be checked
# ├── LedgerError             ledger/: the ledger is damaged, locked, or contradicts the records
# ├── PublishingError         publishing/: the site would make a claim that does not hold
# └── ArchiveError            authoring/archiving/: a registry's archive that is damaged, hostile or not whole


class TestamurError(Exception):
    """Base of every error raised on purpose: one clear message, never a traceback."""

    __test__ = False  # pytest would take the name for a test class.
    exitcode = 1


class UsageError(TestamurError):
    """The request cannot be carried out as it was made: a missing file, a wrong option, a conflict."""

    exitcode = 2


class RecordsError(TestamurError):
    """One or more records are wrong; `problems` lists them all, each with its place and remedy."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnlistedRecordsError(RecordsError):
    """The records could not be listed, so that nothing else is known of them."""


class KeyRefusedError(TestamurError):
    """A signing key that is weak, malformed, not the issuer's, or outside its period."""


class CodedError(TestamurError):
    """An error with a sentence for people (`reason`) and a code for programs.

    Its text holds both: `list-too-short: 8 entries, at least 131072 are asked for`.
    """

    # The two are fields, so that no caller cuts the code out of the message: a sentence may contain a colon too.

    def __init__(self, reason: str, *, code: str = "") -> None:
        self.reason, self.code = reason, code
        super().__init__(f"{code}: {reason}" if code else reason)


class DocumentError(CodedError):
    """A document says something outside the closed vocabulary that Testamur signs (decision 1).

    `path` is the place in the document (`credentialSubject.achievement.honours`), with which its text begins. Only
    status lists have codes.
    """

    def __init__(self, reason: str, *, code: str = "", path: str = "") -> None:
        super().__init__(reason, code=code)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else super().__str__()


class LogError(CodedError):
    """A note, a proof or a tree of the transparency log is malformed, or does not hold."""


class LedgerError(TestamurError):
    """The ledger is damaged, in use by another run, or contradicts the records."""


class PublishingError(TestamurError):
    """The site would make a claim that does not hold; nothing was published."""


class ArchiveError(TestamurError):
    """A registry's archive is damaged, hostile, or not whole: nothing in it is relied on."""


class VerificationError(CodedError):
    """A credential must not be trusted."""


class IndeterminateError(VerificationError):
    """A credential could not be checked. That is never a pass, and never an accusation either (decision 6)."""

    exitcode = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake at one place in one record, and what to type instead.

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
