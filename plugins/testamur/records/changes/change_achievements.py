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
_UNSIGNED = frozenset({"slug", "version", "image", "color", "retired"})
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


def edited_fields(before: Achievement, now: Achievement, own: Collection[str]) -> list[str]:
    """Return the record's names of the fields whose signed content has changed.

    A text is compared in the languages that it had, so adding a translation is no edit. A text without a language was
    in one of `own`, and must still say the same in one of these.
    """
    found = [
        _NAMES.get(one.name) or _camel_case(one.name)
        for one in dataclasses.fields(Achievement)
        if one.name not in _UNSIGNED and _is_edited(getattr(before, one.name), getattr(now, one.name), own)
    ]
    # A drawn badge has the achievement's name for its caption, so adding art with that caption changes nothing.
    caption = before.image.caption if before.image else before.name
    if _is_edited(caption, now.image.caption if now.image else now.name, own) and "name" not in found:
        found.append("image")
    return found


def _check_achievements(
    before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str
) -> Iterator[Problem]:
    awarded = {award.achievement for award in before.awards.values()}
    fresh: dict[str, int] = defaultdict(int)
    for award in now.awards.values():
        fresh[award.achievement] += ("award", award.id) not in before.names
    for slug in sorted(awarded):
        old, new = before.achievements.get(slug), now.achievements.get(slug)
        file = f"{folder}/achievements/{slug}.yml"
        if ("achievement", slug) in before.names and ("achievement", slug) not in now.names:
            yield _missing(file)
        elif old is not None and new is not None and old is not new:
            changed = edited_fields(old, new, _own(old, before.issuer))
            if changed and new.version == old.version:
                yield _unversioned(parsed(file), changed, old)
            if changed and fresh[slug]:
                yield _awarded_too(parsed(file), fresh[slug])


def _own(achievement: Achievement, issuer: Issuer | None) -> set[str]:
    """Return the languages in which a text that names none may be written."""
    return {language for language in (achievement.in_language, issuer.languages[0] if issuer else "") if language}


def _is_edited(before: object, now: object, own: Collection[str]) -> bool:
    if before == now:
        return False
    if isinstance(before, Mapping):
        said = now if isinstance(now, Mapping) else dict.fromkeys(before, now)
        return any(said.get(language) != before[language] for language in before)
    if isinstance(now, Mapping):
        return before not in [now[language] for language in own if language in now]
    if isinstance(before, tuple) and isinstance(now, tuple) and len(before) == len(now):
        return any(_is_edited(old, new, own) for old, new in zip(before, now, strict=True))
    if dataclasses.is_dataclass(before) and type(before) is type(now):
        names = [one.name for one in dataclasses.fields(before)]
        return any(_is_edited(getattr(before, name), getattr(now, name), own) for name in names)
    return True


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


def _missing(file: str) -> Problem:
    return Problem(
        code="achievement-missing",
        file=file,
        reason="this achievement was awarded, and its record is gone",
        remedy="Put the file back. When it can no longer be earned, add a line retired: with the last day",
    )


def _unversioned(parsed: Parsed, changed: list[str], old: Achievement) -> Problem:
    return problem(
        parsed,
        (changed[0],),
        "achievement-version",
        f"this achievement was awarded{f' in version {old.version}' if old.version else ''}, "
        f"and what its awards say of it changes here: {', '.join(changed)}",
        f"Give it {'a new' if old.version else 'a'} version: (awards that exist keep their text), "
        "or put the text back. Another achievement is another file",
    )


def _awarded_too(parsed: Parsed, number: int) -> Problem:
    awards = "1 award of it is" if number == 1 else f"{number:,} awards of it are"
    return problem(
        parsed,
        (),
        "achievement-edited",
        f"the achievement is edited, and {awards} made in the same change",
        "Look whether the new text is what was earned; or split the change: the achievement first",
        severity="warning",
    )


def _check_reuse(before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str) -> Iterator[Problem]:
    """Yield a problem where the id of an erased learner passes to another person."""
    for learner_id in sorted(_erased(before, now)):
        old, new = before.learners.get(learner_id), now.learners.get(learner_id)
        if old is not None and new is not None and old.name != new.name:
            yield problem(
                parsed(f"{folder}/learners/{learner_id}.yml"),
                ("name",),
                "id-reused",
                "awards of this learner are erased here, and the name in the file is another one",
                "Delete this file, and give another person another id",
            )
        elif new is not None and not any(award.learner == learner_id for award in now.awards.values()):
            yield problem(
                parsed(f"{folder}/learners/{learner_id}.yml"),
                (),
                "erased-data",
                "every award of this learner is erased, and the learner's file is still here",
                "Delete this file too, if the learner asked to be forgotten",
                severity="warning",
            )


def _erased(before: Snapshot, now: Snapshot) -> set[str]:
    """Return the learners with an award that this change erases."""
    pairs = ((award, now.awards.get(award.id)) for award in before.awards.values() if award.learner)
    return {old.learner for old, new in pairs if new is not None and new.erased and not old.erased}
