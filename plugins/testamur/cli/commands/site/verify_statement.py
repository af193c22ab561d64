"""What `testamur verify` does with a statement code: checks its signature, then its award, where that is reached."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from testamur.cli.commands.site.verify_result import Examined, Result
from testamur.credentials.statement_codes import statement_code
from testamur.proofs.cose import sign1
from testamur.terminal.verify_subjects import VerificationContext
from testamur.verification.check import Check
from testamur.verification.examination import Examination
from testamur.verification.reading import award_links, baked
from testamur.verification.resolving.resolver import Unavailable
from testamur.verification.statement_codes import published_award, statement_examination
from testamur.verification.statement_codes.outcome import StatementExamination

_LONGEST_ADDRESS = 2000  # letters of a statement code's address, however it is broken over lines


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement code. `today` is what was found of the award at its own address, None where it was not reached."""

    subject: str
    examination: StatementExamination
    today: Examination | None = None

    @property
    def verdict(self) -> str:
        """SIGNED at best: how the award stands, its own page says."""
        return self.examination.verdict

    @property
    def sentence(self) -> str:
        """What the signature says, and what it does not."""
        return self.examination.sentence

    @property
    def exit_code(self) -> int:
        """Where the award was examined, that decides, as long as the code is of that award."""
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
        return {"subject": self.subject, **self.examination.as_json(), "checks": []}


def statement_in(data: bytes) -> bytes | None:
    """Return the signed statement that a file holds, as bytes or as the address of its code; None in any other."""
    if data.startswith(sign1.BEGINNING):
        return data
    if len(data) > _LONGEST_ADDRESS or not data.isascii():
        return None
    return statement_code.signed_in(award_links.unwrapped(data.decode("ascii")))


def results(
    name: str,
    signed: bytes,
    context: VerificationContext,
    *,
    now: datetime.datetime,
    ask: Callable[[bytes, str], Examination],
) -> list[Result]:
    """Return what was found of a signed statement and, where it is signed and can be reached, of its award.

    `ask` examines a credential that lies at an award's page.
    """
    stated = statement_examination.examine(signed, resolver=context.resolver, now=now, trusted=context.trusted)
    if stated.verdict != "SIGNED":
        return [Stated(name, stated)]
    today = None
    with contextlib.suppress(Unavailable):
        today = ask(context.resolver.fetch(f"{stated.address}credential.json", limit=baked.MOST_BYTES), stated.address)
    found = Stated(name, published_award.hold_against(stated, today, resolver=context.resolver), today)
    return [found] if today is None else [found, Examined(stated.address, today)]
