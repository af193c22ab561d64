"""Checks that an award fits the records it names, the issuer's policy and the calendar; finds missing names."""

from __future__ import annotations

import datetime
import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.model import scales
from testamur.records.model.models import Achievement, Award, Issuer, Learner
from testamur.records.parsing.kinds import KINDS, RecordKind
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.records.rules import award_dates
from testamur.text import award_id
from testamur.text.languages.messages import msg
from testamur.text.slugs import SLUG

_NAMED_BY_AWARDS: tuple[RecordKind, ...] = ("achievement", "learner")
_MAX_SUGGESTIONS = 20  # each looks at every achievement


def check_award(
    parsed: Parsed,
    award: Award,
    *,
    issuer: Issuer | None,
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield every contradiction of one award with its achievement, the issuer and the calendar."""
    # The walk over the files has checked the form of the id, and not its check character.
    if not award_id.is_award_id(award.id):
        yield problem(
            parsed,
            (),
            code="id-format",
            reason=msg("the last character of the award id does not fit the others"),
            remedy=msg("Let testamur new award choose the id"),
            value=award.id,
        )
    achievement = achievements.get(award.achievement)
    yield from _check_learner_of(parsed, award)
    yield from _check_language(parsed, award, achievement)
    yield from award_dates.check(parsed, award, achievement, issuer, today)
    if issuer is not None and issuer.repository == "open" and award.visibility in {"private", "sealed"}:
        yield problem(
            parsed,
            ("visibility",),
            code="privacy-private",
            reason=msg("nothing is private in an open repository")
            if award.visibility == "private"
            else msg("nothing is sealed in an open repository: names, and the keys of the links, can be read there"),
            remedy=msg("Write public or unlisted"),
            value=award.visibility,
        )
    if achievement is not None:
        yield from _check_results(parsed, award, achievement)


class ReferenceChecker:
    """Checks that the records which others name exist.

    `names` has the names of each kind (`achievement`, `learner`, `pathway`); `is_unread(folder, name)` says whether a
    folder (`achievements`, `learners`) has a file of that name which is wrong itself.
    """

    def __init__(self, names: Mapping[RecordKind, Collection[str]], is_unread: Callable[[str, str], bool]) -> None:
        self._names = names
        self._is_unread = is_unread
        self._suggestions = _MAX_SUGGESTIONS

    def check_award(self, parsed: Parsed) -> Iterator[Problem]:
        """Yield a problem for an award's achievement or learner that does not exist.

        Looks at the parsed file, so that a wrong date does not hide a wrong name until the next run.
        """
        for kind in _NAMED_BY_AWARDS:
            yield from self.check_name(parsed, (kind,), kind, (parsed.value or {}).get(kind))

    def check_name(self, parsed: Parsed, path: FieldPath, kind: RecordKind, name: object) -> Iterator[Problem]:
        """Yield a problem where no record of `kind` has the `name` at `path`."""
        if (
            isinstance(name, str)
            and name
            and name not in self._names[kind]
            and not self._is_unread(KINDS[kind].folder, name)
        ):
            reason = msg("there is no {kind} of this name", kind=kind)
            yield problem(
                parsed, path, code="unknown-reference", reason=reason, remedy=self._remedy(kind, name), value=name
            )

    def _remedy(self, kind: RecordKind, name: str) -> str:
        slug = re.sub(r"[\s_]+", "-", name[:100].strip()).removesuffix(".yml").lower()
        names = self._names[kind]
        if slug in names:
            return msg("Did you mean {slug}?", slug=slug)
        # No suggestion for a learner: the nearest id is another person's. And few in all: thousands of missing names
        # come from one renamed folder.
        if kind == "achievement" and self._suggestions:
            self._suggestions -= 1
            near = difflib.get_close_matches(slug, list(names), 1)
            if near:
                return msg("Did you mean {near}?", near=near[0])
        folder = f"credentials/{KINDS[kind].folder}/"
        if not SLUG.fullmatch(name):
            return msg("Write the name of a file in {folder}, without .yml", folder=folder)
        return msg("Add {folder}{name}.yml, or correct the name", folder=folder, name=name)


def check_former_ids(
    learners: Mapping[str, Learner], parsed: Callable[[str], Parsed], folder: str
) -> Iterator[Problem]:
    """Yield a problem for each former id of a learner that somebody has, or had. `parsed` parses a learner's file."""
    had: dict[str, str] = {}
    for learner in learners.values():
        for number, former in enumerate(learner.formerly):
            other = former if former in learners else had.setdefault(former, learner.id)
            if other != learner.id or former == learner.id:
                yield problem(
                    parsed(f"{folder}/learners/{learner.id}.yml"),
                    ("formerly", number),
                    code="id-reused",
                    reason=msg("{other} has this id, or had it: an id is one person's for good", other=other),
                    remedy=msg("Remove it here, or delete the other file if it is the same person's"),
                    value=former,
                )


def check_duplicates(awards: Collection[Award], parsed: Callable[[str], Parsed]) -> Iterator[Problem]:
    """Yield a warning for each award with the learner, achievement and day of another.

    `parsed` parses an award's file.
    """
    # Most learners have one award, and next to nothing is kept of these.
    held = Counter(award.learner for award in awards)
    first: dict[tuple[str, str, datetime.date], Award] = {}
    for award in awards:
        if not award.learner or held[award.learner] == 1 or award.state not in {"active", "suspended"}:
            continue
        other = first.setdefault((award.learner, award.achievement, award.awarded_date), award)
        if other is not award:
            yield problem(
                parsed(award.file),
                (),
                code="possible-duplicate",
                reason=msg("{file} is the same learner, achievement and day", file=other.file),
                remedy=msg("Remove one of them if they are the same award"),
                severity="warning",
            )


def _check_learner_of(parsed: Parsed, award: Award) -> Iterator[Problem]:
    if award.erased:
        for field in ("learner", "results", "evidence", "renews"):
            if getattr(award, field):
                yield problem(
                    parsed,
                    (field,),
                    code="erased-data",
                    reason=msg("the award was erased: nothing of the learner stays in its file"),
                    remedy=msg("Remove these lines"),
                )
    elif not award.learner:
        yield problem(
            parsed,
            (),
            code="missing-field",
            reason=msg("learner is missing"),
            remedy=msg("Add a line learner: with the name of a file in credentials/learners/"),
        )


def _check_language(parsed: Parsed, award: Award, achievement: Achievement | None) -> Iterator[Problem]:
    if achievement is None or isinstance(achievement.name, str) or not award.language:
        return
    if award.language not in achievement.name:
        yield problem(
            parsed,
            ("language",),
            code="missing-language",
            reason=msg(
                "{achievement} has no name in this language, so the credential would mix languages",
                achievement=award.achievement,
            ),
            remedy=msg(
                "Add the texts to {achievement}, or write one of: {names}",
                achievement=award.achievement,
                names=", ".join(achievement.name),
            ),
            value=award.language,
            severity="warning",
        )


def _check_results(parsed: Parsed, award: Award, achievement: Achievement) -> Iterator[Problem]:
    results = {result.id: result for result in achievement.result_descriptions}
    for name, value in award.results.items():
        if name not in results:
            known_ids = ", ".join(results) or "none"
            yield problem(
                parsed,
                ("results", name),
                code="unknown-reference",
                reason=msg(
                    "{slug} has no result of this id; it has: {known_ids}", slug=achievement.slug, known_ids=known_ids
                ),
                remedy=msg("Use one of its ids"),
                value=name,
                key=True,
            )
        elif reason := scales.why_off_scale(results[name], value):
            yield problem(
                parsed,
                ("results", name),
                code="scale",
                reason=reason,
                remedy=msg("Write a value of the scale"),
                value=value,
            )
        elif scales.is_below(results[name], value):
            needed = results[name].required_level or results[name].required_value
            reason = msg("this is less than {slug} asks for ({needed})", slug=achievement.slug, needed=needed)
            remedy = msg("Look at the value again; if it is right, this was not earned")
            yield problem(
                parsed,
                ("results", name),
                code="below-required",
                reason=reason,
                remedy=remedy,
                value=value,
                severity="warning",
            )
