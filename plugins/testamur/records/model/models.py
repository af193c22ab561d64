"""The models that checked records become: frozen dataclasses, with the records' own names.

A document that was signed is never rebuilt from these: a signature also covers members that no model knows, so it
stays the document that was read.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from testamur.records.model.certificates import DEFAULT_DESIGN, CertificateDesign
from testamur.records.model.history import HistoryLine, State, fold
from testamur.records.model.localized_text import Text, Texts
from testamur.records.model.log_settings import LogSettings
from testamur.records.model.micro_credentials import Assessment, Level, QualityAssurance, Stackability

Visibility = Literal["public", "unlisted", "sealed", "private"]
KeyState = Literal["active", "retired", "compromised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationMethod:
    """A public key of the issuer, its period, and whether signatures by it are still relied on."""

    public_key_multibase: str
    from_: datetime.date
    to: datetime.date | None = None
    state: KeyState = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """`credentials/issuer.yml`: the institution, its address, keys and policies."""

    base: str  # absolute, without a trailing slash: https://badges.harbour.example
    name: Text
    description: Text = ""
    country: str  # ISO 3166-1 alpha-2
    contact: str = ""
    requests_url: str = ""
    answer_days: int | None = None
    has_insights: bool = True  # a page of figures
    figures_threshold: int = 5  # figures about fewer people are not shown
    linkedin_organization_id: str = ""
    url: str = ""  # the institution's own site
    time_zone: str = "UTC"  # an IANA name
    languages: tuple[str, ...] = ("en",)
    image: str = ""  # a path below credentials/
    certificate: CertificateDesign = DEFAULT_DESIGN
    repository: Literal["closed", "open"] = "closed"
    public_names: bool = False
    practice: bool = False
    compact: bool = False  # awards' pictures have no files: the browser makes them at download
    approval: Literal["second-person", "single"] = "second-person"
    confirmed_by: str = ""
    records_url: str = ""  # of the records' repository on GitHub
    founded: datetime.date | None = None
    closed: datetime.date | None = None  # the last day on which something is awarded
    successor: str = ""  # where a closed registry goes on
    lists_valid_until: datetime.date | None = None  # of the last status lists, once nothing is to change any more
    ledger_id: str = ""  # which ledger is this registry's; neither signed nor published
    verification_methods: tuple[VerificationMethod, ...] = ()
    log: LogSettings | None = None

    @property
    def compromised_keys(self) -> frozenset[str]:
        """The public keys whose private halves may be in other hands: no signature by them is relied on."""
        return frozenset(
            method.public_key_multibase for method in self.verification_methods if method.state == "compromised"
        )

    @property
    def cut_offs(self) -> Mapping[str, int]:
        """The first index of the log that is not trusted, by compromised key: what was entered before stays good."""
        acts = self.log.acts if self.log else ()
        found = {
            act.key: act.trusted_below
            for act in acts
            if act.operation == "key-revoke" and act.trusted_below is not None
        }
        return {key: below for key, below in found.items() if key in self.compromised_keys}


LEVELS = frozenset({"ext:EQF", "ext:QF-EHEA"})
"""The `targetType`s of alignments that state a level of a qualifications framework, and no skill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """One alignment of an achievement: with a skill, a level, or another entry of a framework."""

    target_name: Text
    target_url: str
    target_framework: str = ""
    target_code: str = ""
    target_description: Text = ""
    target_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLevel:
    """One level of a rubric (Open Badges 3.0, `RubricCriterionLevel`)."""

    id: str
    name: Text
    description: Text = ""
    level: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDescription:
    """A result that an award of the achievement may or must state."""

    id: str
    name: Text
    result_type: str
    value_min: str = ""
    value_max: str = ""
    required_value: str = ""
    allowed_value: tuple[str, ...] = ()
    levels: tuple[RubricLevel, ...] = ()  # of a rubric, lowest first
    required_level: str = ""  # the id of one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementImage:
    """The achievement's own art: a file below `credentials/achievements/`, and its caption."""

    file: str
    caption: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """`credentials/achievements/<slug>.yml`: what can be earned."""

    slug: str
    name: Text
    achievement_type: str
    description: Text
    criteria: Text
    in_language: str = ""
    outcomes: Texts = ()
    credits_available: float | None = None  # ECTS
    workload_hours: float | None = None
    level: Level | None = None
    assessment: Assessment | None = None
    participation: str = ""
    quality_assurance: QualityAssurance | None = None
    prerequisites: Text = ""
    stackability: Stackability | None = None
    further_information: str = ""
    tags: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    result_descriptions: tuple[ResultDescription, ...] = ()
    valid_for: str = ""  # an ISO 8601 duration of years, months or days
    version: str = ""
    image: AchievementImage | None = None
    color: str = ""  # of the generated badge design: #rrggbb
    emblem: str = ""  # of the same: a name; "" for the one that its words choose
    retired: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """`credentials/learners/<learner-id>.yml`: the only place where a learner's name is written."""

    id: str
    name: str
    email: str = ""
    consent_date: datetime.date | None = None
    consent_profile: bool = False
    consent_hashed_email: bool = False
    formerly: tuple[str, ...] = ()  # ids under which the same person was here too


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence that the achievement was earned."""

    id: str = ""  # an https address
    name: str = ""
    description: str = ""
    narrative: str = ""
    genre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """`credentials/awards/**/<award-id>.yml`: this learner earned that achievement."""

    id: str
    folder: str  # of its record, relative to the repository, with forward slashes: one text for all that lie there
    achievement: str
    learner: str  # "" once erased
    awarded_date: datetime.date
    valid_until: datetime.date | None = None  # the last valid day
    visibility: Visibility = "unlisted"
    link: int = 1  # of a sealed award: which of its links counts
    language: str = ""
    renews: str = ""  # the id of the earlier award that this one renews
    results: Mapping[str, str]
    evidence: tuple[Evidence, ...] = ()
    history: tuple[HistoryLine, ...] = ()

    @property
    def file(self) -> str:
        """Its record's file, relative to the repository, with forward slashes."""
        return f"{self.folder}/{self.id}.yml"

    @property
    def state(self) -> State:
        """The state to which all of `history` leads."""
        return fold(self.history)

    def state_on(self, day: datetime.date) -> State:
        """Return the state at the end of a day."""
        return fold(tuple(line for line in self.history if line.date <= day))

    def last(self, act: str) -> HistoryLine | None:
        """Return the newest line of `history` with this act."""
        return next((line for line in reversed(self.history) if line.act == act), None)

    @property
    def erased(self) -> datetime.date | None:
        """The day the learner's data was removed, if it was."""
        return next((line.date for line in self.history if line.act == "erased"), None)

    @property
    def corrections(self) -> int:
        """How many times details were corrected; each correction issues the credential anew."""
        return sum(line.act == "corrected" for line in self.history)
