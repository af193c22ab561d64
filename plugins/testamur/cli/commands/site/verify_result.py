"""What `testamur verify` found out about one subject: a credential, what wraps some, or what could not even be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from testamur.verification.check import Check
from testamur.verification.examination import Examination
from testamur.verification.open_badges_2.recipient import Comparison
from testamur.verification.statement_codes.outcome import StatementExamination
from testamur.verification.verdict import WORDS, Verdict
from testamur.verification.wrapper import Wrapper

_KINDS = {"ClrCredential": "LEARNER RECORD", "VerifiablePresentation": "PRESENTATION"}


class Result(Protocol):
    """What is told of a subject, whatever it turned out to be."""

    @property
    def subject(self) -> str:
        """The subject, as it was given."""

    @property
    def verdict(self) -> str:
        """The verdict, or what stands in its place."""

    @property
    def sentence(self) -> str:
        """The verdict in the page's words."""

    @property
    def exit_code(self) -> int:
        """0 VALID, 1 a definite no, 3 could not be checked."""

    @property
    def checks(self) -> Sequence[Check]:
        """The checks that were made."""

    @property
    def facts(self) -> Mapping[str, str]:
        """What the credential says, believed or not."""

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A credential that was examined."""

    subject: str
    examination: Examination
    comparison: Comparison | None = None  # of its recipient with an e-mail address, where that was asked for

    @property
    def verdict(self) -> str:
        """The verdict; a preview's says that it is one."""
        verdict = self.examination.verdict
        return f"PREVIEW ({verdict})" if self.examination.preview else verdict

    @property
    def sentence(self) -> str:
        """The verdict in the page's words."""
        return self.examination.sentence

    @property
    def exit_code(self) -> int:
        """That of the verdict; a preview is never VALID, nor is an award to somebody else than was asked about."""
        codes = {self.examination.exit_code}
        if self.comparison:
            codes.add({True: 0, False: 1, None: 3}[self.comparison.fits])
        return 1 if 1 in codes else max(codes)

    @property
    def checks(self) -> Sequence[Check]:
        """All six checks."""
        return self.examination.checks

    @property
    def facts(self) -> Mapping[str, str]:
        """What the credential says, believed or not."""
        return self.examination.facts

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        found = self.comparison
        compared = {"recipient": {"fits": found.fits, "sentence": found.said}} if found else {}
        return {"subject": self.subject, **self.examination.as_json(), **compared}


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement code. `today` is what was found of the award at its own address, None where it was not reached."""

    subject: str
    examination: StatementExamination
    today: Examination | None = None

    @property
    def _is_of_another_copy(self) -> bool:
        """Say whether the award's page has, and vouches for, another copy than the one that the code was made of."""
        stated, today = self.examination.statement, self.today
        if stated is None or today is None:
            return False
        passed = {check.name for check in today.checks if check.outcome == "passed"}
        return {"proof", "issuer"} <= passed and today.digest != stated.digest

    @property
    def verdict(self) -> str:
        """SIGNED at best: how the award stands, its own page says."""
        return Verdict.SUPERSEDED if self._is_of_another_copy else self.examination.verdict

    @property
    def sentence(self) -> str:
        """What the signature says, and what it does not."""
        if self._is_of_another_copy:
            return f"{WORDS[Verdict.SUPERSEDED]}: the award's page has another copy than this code was made of."
        return self.examination.sentence

    @property
    def exit_code(self) -> int:
        """Where the award was examined, that decides; but another copy is a definite no."""
        if self._is_of_another_copy:
            return 1
        return 0 if self.today is not None and self.verdict == "SIGNED" else self.examination.exit_code

    @property
    def checks(self) -> Sequence[Check]:
        """None: there is one signature, and the sentence says what it is worth."""
        return ()

    @property
    def facts(self) -> Mapping[str, str]:
        """What was signed."""
        return self.examination.facts

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        found = {**self.examination.as_json(), "verdict": self.verdict, "sentence": self.sentence}
        return {"subject": self.subject, **found, "checks": []}


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A learner record or a presentation by itself; each credential in it is a result of its own."""

    subject: str
    wrapper: Wrapper

    @property
    def verdict(self) -> str:
        """The verdict; its kind, where nothing stands against it: that proves nothing of what is in it."""
        return self.wrapper.verdict or _KINDS[self.wrapper.kind]

    @property
    def sentence(self) -> str:
        """What can be said of it."""
        return self.wrapper.sentence

    @property
    def exit_code(self) -> int:
        """0 where nothing stands against it and it holds something."""
        return self.wrapper.exit_code

    @property
    def checks(self) -> Sequence[Check]:
        """Those of its own signature."""
        return self.wrapper.checks

    @property
    def facts(self) -> Mapping[str, str]:
        """What it says of itself."""
        return self.wrapper.facts

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        return {"subject": self.subject, **self.wrapper.as_json()}


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: nothing is known of it, which is never a pass."""

    subject: str
    reason: str
    verdict: str = Verdict.INDETERMINATE
    exit_code: int = Verdict.INDETERMINATE.exit_code
    checks: Sequence[Check] = ()

    @property
    def sentence(self) -> str:
        """Why it could not be read, and what to do."""
        return f"{WORDS[Verdict.INDETERMINATE]}: {self.reason}. Ask for the file, or try again later."

    @property
    def facts(self) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        return {"subject": self.subject, "verdict": self.verdict, "sentence": self.sentence, "checks": []}
