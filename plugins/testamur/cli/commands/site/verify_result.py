"""What `testamur verify` found out about one subject: a credential, what wraps some, or what could not even be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from testamur.verification.check import Check
from testamur.verification.examination import Examination
from testamur.verification.open_badges_2.recipient import Comparison
from testamur.verification.resolving.mirror_notes import MirrorNote
from testamur.verification.verdict import WORDS, Verdict
from testamur.verification.wrapper import Wrapper

_KINDS = {"ClrCredential": "LEARNER RECORD", "VerifiablePresentation": "PRESENTATION"}

_OF_ITSELF = "Of the award itself:"
_WITH_ARCHIVE = "With an archive of the registry, from somebody whom you trust: testamur verify --archive FILE."


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
    mirror: MirrorNote | None = None  # of the copy on which it was found

    @property
    def verdict(self) -> str:
        """The verdict; a preview's says that it is one."""
        verdict = self.examination.verdict
        return f"PREVIEW ({verdict})" if self.examination.preview else verdict

    @property
    def sentence(self) -> str:
        """The verdict in the page's words; of a copy, whose it is and who keeps it."""
        if self.mirror is None:
            return self.examination.sentence
        note, verdict = self.mirror, self.examination.verdict
        said = (
            f"A copy kept by {note.keeper} since {note.since}, of {note.of}. {_OF_ITSELF} {self.examination.sentence}"
        )
        return f"{said} {_WITH_ARCHIVE}" if verdict is Verdict.INDETERMINATE else said

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
        copy = {"copy": self.mirror.as_json(), "sentence": self.sentence} if self.mirror else {}
        return {"subject": self.subject, **self.examination.as_json(), **compared, **copy}


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


def worst_exit_code(codes: Sequence[int]) -> int:
    """Return the exit code for several results: a definite no (1) is worse than an unchecked one (3)."""
    return 1 if 1 in codes else max(codes, default=0)
