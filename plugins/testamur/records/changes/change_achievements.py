"""Checks what a change does to achievements that were awarded, and to the files of learners who are erased.

Follows docs/records.md, "Frozen once on main": the ledger keeps an achievement as it was awarded, so an edited one is a
new version of itself.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.changes.snapshots import Snapshot
from testamur.records.model.models import Achievement, Issuer
from testamur.records.parsing.parsed import Parsed, problem

# Fields that no credential states. All others count as signed, so a new field of the model does too until it is listed.
_UNSIGNED = frozenset({"slug", "version", "image", "color", "emblem", "retired"})
_NAMES = {
    "workload_hours": "workload",
    "tags": "tag",
    "alignments": "alignment",
    "result_descriptions": "resultDescription",
}  # in the record, where that is not the same word


def check(before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str) -> Iterator[Problem]:
    """Yield every forbidden change to achievements and learners. `folder` is the name of the records' folder."""
    yield from _check_achievements(before, now, parsed, folder)
    yield from _check_reuse(before, now, parsed, folder)
    yield from _check_former_ids(before, now, parsed, folder)


def edited_fields(before: Achievement, now: Achievement, own: Collection[str]) -> list[str]:
    """Return the record's names of the fields whose signed content has changed.

    A text is compared in the languages that it had, so adding a translation is no edit. A text without a language was
    in one of `own`, and must still say the same in one of these.
    """
    edited = [
        _NAMES.get(field.name) or _camel_case(field.name)
        for field in dataclasses.fields(Achievement)
        if field.name not in _UNSIGNED and _is_edited(getattr(before, field.name), getattr(now, field.name), own)
    ]
    # A drawn badge has the achievement's name for its caption, so adding art with that caption changes nothing.
    caption = before.image.caption if before.image else before.name
    if _is_edited(caption, now.image.caption if now.image else now.name, own) and "name" not in edited:
        edited.append("image")
    return edited


def _check_achievements(
    before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str
) -> Iterator[Problem]:
    awarded = {award.achievement for award in before.awards.values()}
    new_awards: dict[str, int] = defaultdict(int)
    for award in now.awards.values():
        new_awards[award.achievement] += ("award", award.id) not in before.names
    for slug in sorted(awarded):
        old, new = before.achievements.get(slug), now.achievements.get(slug)
        file = f"{folder}/achievements/{slug}.yml"
        if ("achievement", slug) in before.names and ("achievement", slug) not in now.names:
            yield _missing_achievement(file)
        elif old is not None and new is not None and old is not new:
            changed = edited_fields(old, new, unnamed_languages(old, before.issuer))
            if changed and new.version == old.version:
                yield _without_new_version(parsed(file), changed, old)
            if changed and new_awards[slug]:
                yield _edited_and_awarded(parsed(file), new_awards[slug])


def unnamed_languages(achievement: Achievement, issuer: Issuer | None) -> set[str]:
    """Return the languages in which a text that names none may be written."""
    return {language for language in (achievement.in_language, issuer.languages[0] if issuer else "") if language}


def _is_edited(before: object, now: object, own: Collection[str]) -> bool:
    if before == now:
        return False
    if isinstance(before, Mapping):
        texts = now if isinstance(now, Mapping) else dict.fromkeys(before, now)
        return any(texts.get(language) != before[language] for language in before)
    if isinstance(now, Mapping):
        return before not in [now[language] for language in own if language in now]
    if isinstance(before, tuple) and isinstance(now, tuple) and len(before) == len(now):
        return any(_is_edited(old, new, own) for old, new in zip(before, now, strict=True))
    if dataclasses.is_dataclass(before) and type(before) is type(now):
        names = [field.name for field in dataclasses.fields(before)]
        return any(_is_edited(getattr(before, name), getattr(now, name), own) for name in names)
    return True


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


def _missing_achievement(file: str) -> Problem:
    return Problem(
        code="achievement-missing",
        file=file,
        reason="this achievement was awarded, and its record is gone",
        remedy="Put the file back. When it can no longer be earned, add a line retired: with the last day",
    )


def _without_new_version(parsed: Parsed, changed: list[str], old: Achievement) -> Problem:
    return problem(
        parsed,
        (changed[0],),
        code="achievement-version",
        reason=f"this achievement was awarded{f' in version {old.version}' if old.version else ''}, "
        f"and what its awards say of it changes here: {', '.join(changed)}",
        remedy=f"Give it {'a new' if old.version else 'a'} version: (awards that exist keep their text), "
        "or put the text back. Another achievement is another file",
    )


def _edited_and_awarded(parsed: Parsed, number: int) -> Problem:
    awards = "1 award of it is" if number == 1 else f"{number:,} awards of it are"
    return problem(
        parsed,
        (),
        code="achievement-edited",
        reason=f"the achievement is edited, and {awards} made in the same change",
        remedy="Look whether the new text is what was earned; or split the change: the achievement first",
        severity="warning",
    )


def _check_reuse(before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str) -> Iterator[Problem]:
    """Yield a problem where the id of an erased learner passes to another person."""
    for learner_id in sorted(_erased_learners(before, now)):
        old, new = before.learners.get(learner_id), now.learners.get(learner_id)
        if old is not None and new is not None and old.name != new.name:
            yield problem(
                parsed(f"{folder}/learners/{learner_id}.yml"),
                ("name",),
                code="id-reused",
                reason="awards of this learner are erased here, and the name in the file is another one",
                remedy="Delete this file, and give another person another id",
            )
        elif new is not None and not any(award.learner == learner_id for award in now.awards.values()):
            yield problem(
                parsed(f"{folder}/learners/{learner_id}.yml"),
                (),
                code="erased-data",
                reason="every award of this learner is erased, and the learner's file is still here",
                remedy="Delete this file too, if the learner asked to be forgotten",
                severity="warning",
            )


def _check_former_ids(
    before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str
) -> Iterator[Problem]:
    """Yield a problem where a learner loses an id of before: what was issued under it would count as changed."""
    for learner_id, old in sorted(before.learners.items()):
        new = now.learners.get(learner_id)
        lost = sorted(set(old.formerly) - set(new.formerly)) if old.formerly and new is not None else []
        if lost:
            yield problem(
                parsed(f"{folder}/learners/{learner_id}.yml"),
                ("formerly",) if new is not None and new.formerly else (),
                code="issued-record-changed",
                reason=f"{', '.join(lost)} is a former id of this learner on the base, and here it is not",
                remedy="Put it back: awards were issued under it",
            )


def _erased_learners(before: Snapshot, now: Snapshot) -> set[str]:
    """Return the learners with an award that this change erases."""
    pairs = ((award, now.awards.get(award.id)) for award in before.awards.values() if award.learner)
    return {old.learner for old, new in pairs if new is not None and new.erased and not old.erased}
