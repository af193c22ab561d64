"""Puts a verdict into one sentence for the page and the command line, with a remedy if something could not be checked.

The words are those of docs/verification.md, "Verdicts". A sentence ends with one full stop, and names the host
that really answered.
"""

from __future__ import annotations

from collections.abc import Sequence

from testamur.verification.check import Check
from testamur.verification.credential import Credential
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving import did_documents
from testamur.verification.verdict import WORDS, Verdict

ASK_ITSELF = "Ask the institution itself whether it issued this, at an address that you find on your own."
"""What helps where nothing shows who an issuer is: whoever made the credential chose every address in it."""

# The remedy for a check that could not run, by its code; for all other codes, one can only ask the issuer.
_ASK = "Ask the issuer"
_ORIGINAL = "Ask for the original file, or for a link"
_WAIT = "Check again later, or ask the issuer"
_THEN = "Ask the issuer how it stood then"
_REMEDIES = {
    "list-later": _THEN,
    "list-ended": "Ask whoever keeps this registry now",
    "clock": "Set the clock of this device, then check again",
    "not-supported": "Ask for the Open Badges 3.0 credential, as a file or a link",
    "no-credential": "",  # baked.py says what to do
    "not-json": _ORIGINAL,
    "duplicate-member": _ORIGINAL,
    "not-a-credential": _ORIGINAL,
    "index-disagrees": _WAIT,
    "index-unreachable": _WAIT,
    "issuer-unreachable": _WAIT,
    "keys-unreachable": _WAIT,
    "list-malformed": _WAIT,
    "list-stale": _WAIT,
    "list-unreachable": _WAIT,
    # A host's caches may be of two publishes for a while, and then one file does not fit another.
    "list-older": _WAIT,
    "list-not-entered": _WAIT,
    "log-keys": _WAIT,
    "log-older": _WAIT,
    "log-tail": _WAIT,
    "log-unreachable": _WAIT,
}
# Remedies that say what others say, and more: nobody is told the same thing twice.
_SAID_BY = {_ASK: (_WAIT, _THEN)}
# What these checks found goes on with the words of the verdict (WORDS): "its validity ended on …".
_BEFORE = {
    Verdict.SUPERSEDED: "Genuine, but ",
    Verdict.NOT_YET_VALID: "Genuine; ",
    Verdict.EXPIRED: "Genuine; ",
}
CONSEQUENCES = frozenset({"not-run", "no-key"})  # of another check that could not run, which says why


def say(verdict: Verdict, checks: Sequence[Check], credential: Credential | None) -> str:
    """Return the sentence of a verdict. `credential` is None if the document could not be read.

    An endorsement's sentence says what is endorsed, so that nobody takes it for an award.
    """
    words = _of_verdict(verdict, checks, credential)
    endorsed = credential.endorsed if credential else ""
    return f"{words} It is an endorsement of {quoted(endorsed, 200)}, not an award." if endorsed else words


def _of_verdict(verdict: Verdict, checks: Sequence[Check], credential: Credential | None) -> str:
    if verdict is Verdict.INDETERMINATE:
        return _could_not(checks)
    if verdict is Verdict.VALID and credential is not None:
        return " ".join([_valid(credential), *(check.limit for check in checks if check.limit)])
    found = [check.detail for check in checks if check.verdict is verdict]
    if verdict is Verdict.UNTRUSTED_ISSUER:
        also = [check.detail for check in checks if check.verdict is not verdict and _is_against(check)]
        return f"{WORDS[verdict]}: {'; '.join(dict.fromkeys([*found, *also]))}. {ASK_ITSELF}"
    if verdict is Verdict.INVALID:
        return f"{WORDS[verdict]}: {'; '.join(dict.fromkeys(found))}."
    said = f"{_BEFORE.get(verdict, '')}{found[0]}"
    return f"{said[:1].upper()}{said[1:]}."


def _is_against(check: Check) -> bool:
    return check.outcome in {"failed", "could-not-run"}


def _valid(credential: Credential) -> str:
    return f"{WORDS[Verdict.VALID]}. {proven(credential)}"


def proven(credential: Credential) -> str:
    """Return what a full set of passed checks proves, and what it does not."""
    host = did_documents.called(credential.issuer)
    left = credential.not_evaluated
    more = f" Not evaluated: {', '.join(left)}." if left else ""
    return f"{host} issued this, unaltered. It does not show who runs that address.{more}"


def _could_not(checks: Sequence[Check]) -> str:
    missing = [check for check in checks if check.outcome == "could-not-run" and check.code not in CONSEQUENCES]
    reasons = list(dict.fromkeys(check.detail for check in missing))
    sentence = f"{WORDS[Verdict.INDETERMINATE]}: {'; '.join(reasons)}."
    return " ".join([sentence, *(f"{remedy}." for remedy in _remedies(missing))])


def _remedies(missing: Sequence[Check]) -> list[str]:
    """Return what to do, each thing once."""
    found = dict.fromkeys(_REMEDIES.get(check.code, _ASK) for check in missing)
    return [one for one in found if one and found.keys().isdisjoint(_SAID_BY.get(one, ()))]
