"""The nine verdicts, their order, and the words for each (docs/verification.md, "Verdicts").

Only a full set of passed checks is VALID; a check that could not run is never a pass.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The answer of an examination, the gravest first: `GRAVEST_FIRST` relies on this order."""

    INVALID = "INVALID"
    UNTRUSTED_ISSUER = "UNTRUSTED ISSUER"
    REVOKED = "REVOKED"
    SUSPENDED = "SUSPENDED"
    SUPERSEDED = "SUPERSEDED"
    NOT_YET_VALID = "NOT YET VALID"
    EXPIRED = "EXPIRED"
    INDETERMINATE = "INDETERMINATE"
    VALID = "VALID"

    @property
    def exit_code(self) -> int:
        """0 for VALID, 3 for INDETERMINATE, 1 for every definite no (docs/formats.md, "Exit codes")."""
        return {Verdict.VALID: 0, Verdict.INDETERMINATE: 3}.get(self, 1)


GRAVEST_FIRST: tuple[Verdict, ...] = tuple(Verdict)

WORDS: dict[Verdict, str] = {
    Verdict.VALID: "Genuine and current",
    Verdict.EXPIRED: "Genuine; its validity ended",
    Verdict.NOT_YET_VALID: "Genuine; not yet in force",
    Verdict.SUSPENDED: "On hold",
    Verdict.REVOKED: "Withdrawn",
    Verdict.SUPERSEDED: "Genuine, but replaced",
    Verdict.UNTRUSTED_ISSUER: "The signature fits, but this issuer is not known here",
    Verdict.INVALID: "Do not rely on this: altered, or not theirs",
    Verdict.INDETERMINATE: "Could not be checked",
}
"""How the sentence of each verdict begins. What the check found completes it: `Withdrawn` … `on 2026-09-01`."""

ASSERTS_GENUINE = frozenset({Verdict.SUPERSEDED, Verdict.NOT_YET_VALID, Verdict.EXPIRED, Verdict.VALID})
"""The verdicts that call a credential genuine: never said while its key may be one that was not to sign that day."""
