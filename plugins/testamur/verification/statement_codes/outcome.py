"""What was found of a statement code: a verdict of its own kind, and what was signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.credentials.statement_codes.statement_code import Statement
from testamur.verification.verdict import WORDS, Verdict

StatementVerdict = Literal["SIGNED", "INVALID", "SUPERSEDED", "UNTRUSTED ISSUER", "INDETERMINATE"]
_EXIT_CODES: Mapping[StatementVerdict, int] = {
    "SIGNED": 3,
    "INVALID": 1,
    "SUPERSEDED": 1,
    "UNTRUSTED ISSUER": 1,
    "INDETERMINATE": 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementExamination:
    """What was found of a statement code. `statement` is what it says, once its signature fits; None before that.

    `code` names the reason for machines: of SIGNED it is "ended" where its last day is past, else "".
    """

    verdict: StatementVerdict
    code: str
    sentence: str
    statement: Statement | None = None

    @property
    def exit_code(self) -> int:
        """1 for a definite no, else 3: what only the network can say was not checked."""
        return _EXIT_CODES[self.verdict]

    @property
    def address(self) -> str:
        """The page of the award, where the full check is made; "" where nothing can be said of it."""
        if self.statement is None:
            return ""
        return addresses.award(dids.base_of(self.statement.issuer), self.statement.award_id)

    @property
    def facts(self) -> Mapping[str, str]:
        """What was signed, for people."""
        if self.statement is None:
            return {}
        until = self.statement.valid_until
        facts = {
            "issuer": self.statement.issuer,
            "learner": self.statement.name,
            "achievement": self.statement.title,
            "awardedDate": self.statement.awarded.isoformat(),
            "validUntil": until.strftime("%Y-%m-%dT%H:%M:%SZ") if until else "",
            "address": self.address,
        }
        return {name: value for name, value in facts.items() if value}

    def as_json(self) -> dict[str, Any]:
        """Return the examination as JSON has it."""
        return {"verdict": self.verdict, "code": self.code, "sentence": self.sentence, "facts": dict(self.facts)}


def could_not_check(code: str, reason: str) -> StatementExamination:
    """Return what is found where something that has to be known is not; nothing of the statement is repeated."""
    return StatementExamination(
        verdict="INDETERMINATE", code=code, sentence=f"{WORDS[Verdict.INDETERMINATE]}: {reason}."
    )


def refused(code: str, reason: str) -> StatementExamination:
    """Return what is found of a statement on which nobody may rely; nothing of it is repeated."""
    return StatementExamination(verdict="INVALID", code=code, sentence=f"{WORDS[Verdict.INVALID]}: {reason}.")
