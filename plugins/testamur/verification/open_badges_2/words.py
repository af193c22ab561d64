"""What is said of an award of Open Badges 2.0: its facts, and the sentence of its verdict.

Of a hosted award nothing is signed, so that no sentence about it speaks of a signature: the address says so.
"""

from __future__ import annotations

from testamur.verification import sentence
from testamur.verification.open_badges_2 import linked
from testamur.verification.open_badges_2.checks import Findings
from testamur.verification.reading.shapes import text_of
from testamur.verification.verdict import WORDS, Verdict

ADDRESS_SAYS = "Its address says so, but this issuer is not known here"


def say(verdict: Verdict, findings: Findings) -> str:
    """Return the sentence of a verdict."""
    checks, assertion = findings.checks, findings.assertion
    if assertion is None or verdict not in (Verdict.VALID, Verdict.UNTRUSTED_ISSUER):
        return sentence.say(verdict, checks, None)
    host = linked.host_of(assertion.id if assertion.way == "hosted" else findings.issuer)
    unknown = sentence.say(Verdict.UNTRUSTED_ISSUER, checks, None)
    if verdict is Verdict.UNTRUSTED_ISSUER:
        if assertion.way == "signed":
            return unknown
        # The same reasons, behind words that do not speak of a signature.
        reasons = unknown.removeprefix(WORDS[verdict]).removesuffix(sentence.ASK_ITSELF)
        return f"{ADDRESS_SAYS}{reasons}Nothing is signed: {host} vouches for it. {sentence.ASK_ITSELF}"
    told = "issued this, unaltered" if assertion.way == "signed" else "says so today; nothing is signed"
    return f"{WORDS[Verdict.VALID]}. {host} {told}. It does not show who runs that address."


def facts_of(findings: Findings) -> dict[str, str]:
    """Return the main facts that an award states, for people, believed or not; only those that are text."""
    if findings.assertion is None:
        return {}
    document, recipient = findings.assertion.document, findings.assertion.recipient
    facts = {
        "issuer": findings.issuer,
        "issuerName": text_of(findings.profile, "name"),
        "learner": recipient.identity if recipient and not recipient.hashed else "",
        "achievement": text_of(findings.badge, "name"),
        "awardedDate": text_of(document, "issuedOn")[:10],
        "validUntil": text_of(document, "expires"),
        "address": findings.assertion.id,
    }
    return {name: value for name, value in facts.items() if value}
