"""What is said of a bundle: how the award stood on the day of the last list in it, and who can say more.

Mirrored by `theme/static/verifier/bundle_words.js`, word for word.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from testamur.verification import sentence
from testamur.verification.check import Check
from testamur.verification.credential import Credential
from testamur.verification.reading.instants import said
from testamur.verification.verdict import WORDS, Verdict

_BY_ITSELF = ("proof", "validity", "status", "registered")
_ELSEWHERE = "Check it at the issuer's own address, or with its keys from elsewhere than this file."


def say(
    verdict: Verdict,
    checks: Sequence[Check],
    credential: Credential,
    as_of: datetime.datetime | None,
    *,
    is_anchored: bool,
) -> str:
    """Return the sentence. `as_of` is when the list in the bundle was signed, None where there is none."""
    found = {check.name: check for check in checks}
    if not is_anchored and verdict is Verdict.INDETERMINATE:
        reasons = dict.fromkeys(check.detail for check in checks if _is_cause(check))
        alone = "; ".join(found[name].detail for name in _BY_ITSELF if name in found and not _is_cause(found[name]))
        return f"{WORDS[verdict]}: {'; '.join(reasons)}. By this file alone: {alone}. {_ELSEWHERE}"
    if as_of is None or found["status"].outcome == "could-not-run" or verdict is Verdict.INVALID:
        return sentence.say(verdict, checks, credential)
    # Of a registry that closed, nothing changes after its last list, which says so itself.
    tail = found["status"].limit or (
        f"Its status ends with the issuer's list of {said(as_of)}: how it stands since then, only its page can say."
    )
    if verdict is not Verdict.VALID:
        return f"{sentence.say(verdict, checks, credential)} {tail}"
    entered = found.get("registered")
    by_then = f" Registered by then: {entered.detail}." if entered and entered.outcome == "passed" else ""
    return f"Genuine; in force on {said(as_of)}. {sentence.proven(credential)}{by_then} {tail}"


def _is_cause(check: Check) -> bool:
    return check.outcome == "could-not-run" and check.code not in sentence.CONSEQUENCES
