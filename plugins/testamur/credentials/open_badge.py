"""Composes the unsigned Open Badges 3.0 credential of an award.

Follows Open Badges 3.0 (1EdTech) with the 3.0.3 context, over the Verifiable Credentials Data Model
2.0. Composed from a closed vocabulary: no nulls, no empty arrays, no relative addresses, one
language a document. Pure: the instant, the subject's id and the status entry arrive from outside.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from testamur.credentials import achievement_document, addresses, status_list
from testamur.credentials.document_parts import CONTEXT, Document, identified_by_name, without_empty
from testamur.credentials.shared_parts import SharedParts
from testamur.errors import DocumentError
from testamur.records.model.localized_text import say
from testamur.records.model.models import Achievement, Award, Evidence, Issuer, Learner
from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDetails:
    """What is drawn at random, or read, for one signing of one award."""

    valid_from: str  # the instant of this issue: 2026-06-01T09:30:00Z
    subject: str  # urn:uuid:…, the award's own; survives re-issue
    list_number: int
    list_index: int
    email_salt: str = ""  # 32 hex digits, only with consent


def compose(
    award: Award,
    achievement: Achievement,
    learner: Learner,
    issuer: Issuer,
    details: IssueDetails,
    *,
    endorsements: Sequence[Document] = (),
    parts: SharedParts | None = None,
) -> Document:
    """Return the unsigned credential of an award.

    `endorsements` are signed EndorsementCredentials; those of this achievement and of this issuer are embedded.
    `parts` composes what is the same for many awards of this issuer.
    """
    parts = parts or SharedParts(issuer)
    language = award.language or achievement_document.language_of(achievement, issuer)
    subject: Document = {
        "id": details.subject,
        "type": ["AchievementSubject"],
        "identifier": _identifiers(learner, details.email_salt),
        "achievement": parts.achievement(achievement, language, endorsements),
    }
    if achievement.credits_available:
        subject["creditsEarned"] = achievement.credits_available
    if award.results:
        subject["result"] = [
            _result(achievement, issuer.base, result_id, value, language) for result_id, value in award.results.items()
        ]
    document: Document = {
        "@context": CONTEXT,
        "id": addresses.award(issuer.base, award.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": say(achievement.name, language),
        "issuer": parts.profile(language, endorsements),
        "validFrom": details.valid_from,
        # Noon in UTC is that day nearly everywhere; midnight would be the day before in half of the world.
        "awardedDate": dates.noon(award.awarded_date),
        "credentialSubject": subject,
        "credentialStatus": status_list.entry(
            issuer.base, list_number=details.list_number, list_index=details.list_index
        ),
    }
    last_day = valid_until(award, achievement)
    if last_day:
        document["validUntil"] = dates.instant(dates.end_of_day(last_day, issuer.time_zone))
        # Verifiable Credentials 2.0, "Validity Period": the end may not come before the start. An award that had
        # already ended when it was first issued is in force for no time at all (decision 3). Both instants are in UTC
        # and of one form, so that text sorts as time does.
        document["validFrom"] = min(document["validFrom"], document["validUntil"])
    if award.evidence:
        document["evidence"] = [_evidence(item) for item in award.evidence]
    return document


def valid_until(award: Award, achievement: Achievement) -> datetime.date | None:
    """Return the award's last valid day, or None when it does not end."""
    if award.valid_until:
        return award.valid_until
    return dates.last_day(award.awarded_date, achievement.valid_for) if achievement.valid_for else None


def _evidence(item: Evidence) -> Document:
    return without_empty(
        id=item.id,
        type=["Evidence"],
        name=item.name,
        description=item.description,
        narrative=item.narrative,
        genre=item.genre,
    )


def email_hash(email: str, salt: str) -> str:
    """Return OB 3.0's `IdentityHash`: SHA-256 of the trimmed, lower-cased address followed by the salt."""
    return "sha256$" + hashlib.sha256((email.strip().lower() + salt).encode()).hexdigest()


def _identifiers(learner: Learner, email_salt: str) -> list[Document]:
    # The name comes first, where `ledger.pending` looks for what was signed.
    name = identified_by_name(learner.name)
    if not learner.consent_hashed_email:
        return [name]
    # With a short salt or none, one table of likely addresses would do for every award.
    if len(email_salt) < 32:
        raise DocumentError("an e-mail address is hashed with a salt of at least 128 random bits")
    hashed: Document = {
        "type": "IdentityObject",
        "hashed": True,
        "identityType": "emailAddress",
        "salt": email_salt,
        "identityHash": email_hash(learner.email, email_salt),
    }
    return [name, hashed]


def _result(achievement: Achievement, base: str, result_id: str, value: str, language: str) -> Document:
    description = next((candidate for candidate in achievement.result_descriptions if candidate.id == result_id), None)
    result: Document = {
        "type": ["Result"],
        "resultDescription": addresses.result_description(base, achievement.slug, result_id),
    }
    level = next((level for level in description.levels if level.id == value), None) if description else None
    if level is not None:
        # Named twice: by the level's address for machines, by its name for readers that know no rubrics.
        result["achievedLevel"] = addresses.rubric_level(base, achievement.slug, result_id, level.id)
        result["value"] = say(level.name, language)
    else:
        # Open Badges 3.0, `Result.status`: a Status result says its value there.
        result["status" if description and description.result_type == "Status" else "value"] = value
    return result
