"""One step of verification: what it found, in a sentence, and the verdict that a failure leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from testamur.verification.verdict import Verdict

Name = Literal["document", "issuer", "proof", "validity", "status", "edition", "registered"]
# In the order in which they are listed: `check.js` and every vector have the same. `registered` follows them where an
# issuer keeps a log.
NAMES: tuple[Name, ...] = ("document", "issuer", "proof", "validity", "status", "edition")
Outcome = Literal["passed", "failed", "could-not-run", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check. `code` names the reason for machines; `verdict` is set when it failed."""

    name: Name
    outcome: Outcome
    detail: str
    code: str = ""
    verdict: Verdict | None = None
    limit: str = ""  # of a check that passed: a sentence that is said with every good verdict

    def as_json(self) -> dict[str, str]:
        """Return the check as JSON has it, without its verdict: that of the whole examination counts."""
        return {"name": self.name, "outcome": self.outcome, "code": self.code, "detail": self.detail}


def passed(name: Name, detail: str, code: str = "", limit: str = "") -> Check:
    """Return a check that passed; `code` and `limit` say what it rests on where that is not the usual."""
    return Check(name, "passed", detail, code, limit=limit)


def failed(name: Name, code: str, detail: str, verdict: Verdict = Verdict.INVALID) -> Check:
    """Return a check that failed, for the reason `code`."""
    return Check(name, "failed", detail, code, verdict)


def could_not_run(name: Name, code: str, detail: str) -> Check:
    """Return a check that could not be made: never a pass."""
    return Check(name, "could-not-run", detail, code)


def not_applicable(name: Name, detail: str) -> Check:
    """Return a check that has no meaning here."""
    return Check(name, "not-applicable", detail)
