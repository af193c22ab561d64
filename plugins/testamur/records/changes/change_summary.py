"""Describes a change in plain sentences for the registrar: "This change awards X to 30 learners".

Learners are named only where few people can read it: in an open repository their ids stand for them, and an erased
learner is named nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from testamur.records.changes.changes import ACTS, ChangeFacts
from testamur.records.changes.snapshots import Snapshot
from testamur.records.model.history import Act
from testamur.records.model.localized_text import say
from testamur.records.model.models import Award
from testamur.records.parsing.kinds import KINDS
from testamur.text.reporting import number_of

_MAX_NAMED = 30  # learners in one sentence
_VERBS: Mapping[Act, str] = {
    "revoked": "withdraws",
    "superseded": "replaces",
    "suspended": "puts on hold",
    "reinstated": "ends the hold on",
    "corrected": "corrects",
    "erased": "erases the learner's data from",
}
_FILES = {"configuration": "of the site's configuration", "prose": "of prose", "ledger": "of the ledger"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """How text from records is written: `plain` makes it harmless, `title` also sets a title apart."""

    before: Snapshot
    now: Snapshot
    plain: Callable[[str], str]
    title: Callable[[str], str]

    @property
    def names_learners(self) -> bool:
        """Say whether learners may be named: only in a repository that was closed and stays so."""
        issuers = [issuer for issuer in (self.before.issuer, self.now.issuer) if issuer is not None]
        return bool(issuers) and all(issuer.repository == "closed" for issuer in issuers)

    def achievement(self, slug: str) -> str:
        achievement = self.now.achievements.get(slug) or self.before.achievements.get(slug)
        issuer = self.now.issuer or self.before.issuer
        return self.title(say(achievement.name, *(issuer.languages if issuer else ())) if achievement else slug)

    def learner(self, learner_id: str) -> str:
        learner, old = self.now.learners.get(learner_id), self.before.learners.get(learner_id)
        if learner is None or not self.names_learners:
            return self.plain(learner_id)
        was = f", until now {old.name}" if old is not None and old.name != learner.name else ""
        return self.plain(f"{learner.name} ({learner_id}{was})")

    def people(self, learners: Iterable[str]) -> str:
        ids = sorted({learner_id for learner_id in learners if learner_id})
        more = f" and {len(ids) - _MAX_NAMED:,} more" if len(ids) > _MAX_NAMED else ""
        return ", ".join(self.learner(learner_id) for learner_id in ids[:_MAX_NAMED]) + more


def sentences(
    change: ChangeFacts, before: Snapshot, now: Snapshot, *, plain: Callable[[str], str], title: Callable[[str], str]
) -> list[str]:
    """Return the change's effects, one sentence each. All text from records goes through `plain` or `title`."""
    words = _Words(before=before, now=now, plain=plain, title=title)
    parts = [
        *_awards(change, words),
        *_acts(change, words),
        *_visibility(change, words),
        *_links(change),
        *_mergers(change, words),
        *_records(change, words),
        *_files(change),
    ]
    touched = number_of(len(change.files.get("record", ())), "file")
    if not parts and touched != "0 files":
        parts = [f"touches {touched} of records, of which nothing can be told: they say the same, or cannot be read"]
    if not parts:
        return ["This change touches no record and no file of the site."]
    return [f"{'It' if number else 'This change'} {part}." for number, part in enumerate(parts)]


def _awards(change: ChangeFacts, words: _Words) -> Iterator[str]:
    for slug, ids in change.awarded.items():
        learners = [words.now.awards[award_id].learner for award_id in ids]
        number = len(set(learners))
        to = number_of(number, "learner")
        times = f" ({number_of(len(ids), 'award')})" if len(ids) != number else ""
        yield f"awards {words.achievement(slug)} to {to}{times}: {words.people(learners)}"


def _acts(change: ChangeFacts, words: _Words) -> Iterator[str]:
    for act in ACTS:
        groups: dict[tuple[str, str], list[Award]] = {}
        for award_id in change.acts.get(act, ()):
            award = words.now.awards[award_id]
            line = award.last(act)
            groups.setdefault((award.achievement, line.reason if line else ""), []).append(award)
        for (slug, reason), awards in sorted(groups.items()):
            why = f", for the reason {reason}" if reason else ""
            yield f"{_VERBS[act]} {words.achievement(slug)}{_whose(act, awards, words)}{why}"


def _whose(act: Act, awards: Sequence[Award], words: _Words) -> str:
    if act == "erased":
        return f" ({number_of(len(awards), 'award')}: {_ids(award.id for award in awards)})"
    if len(awards) == 1:
        return f" of {words.people([awards[0].learner])}, awarded on {awards[0].awarded_date}"
    return f" of {number_of(len({award.learner for award in awards}), 'learner')}: " + words.people(
        award.learner for award in awards
    )


def _visibility(change: ChangeFacts, words: _Words) -> Iterator[str]:
    groups: dict[tuple[str, str], list[str]] = {}
    for award_id in change.visibility:
        pair = words.before.awards[award_id].visibility, words.now.awards[award_id].visibility
        groups.setdefault(pair, []).append(award_id)
    for (was, has), ids in sorted(groups.items()):
        yield f"makes {number_of(len(ids), 'award')} {has} that {'was' if len(ids) == 1 else 'were'} {was}: {_ids(ids)}"


def _links(change: ChangeFacts) -> Iterator[str]:
    if change.links:
        sealed = number_of(len(change.links), "sealed award")
        yield f"asks for another link of {sealed}, and the one before stops working: {_ids(change.links)}"


def _mergers(change: ChangeFacts, words: _Words) -> Iterator[str]:
    for learner_id in change.learners.get("edited", []):
        old, new = words.before.learners.get(learner_id), words.now.learners.get(learner_id)
        if old is not None and new is not None and (former := sorted(set(new.formerly) - set(old.formerly))):
            yield f"makes one record of {words.people([learner_id])} and {', '.join(map(words.plain, former))}"


def _records(change: ChangeFacts, words: _Words) -> Iterator[str]:
    for verb, ids in (("edits", change.edited), ("removes", change.removed)):
        if ids:
            yield f"{verb} {number_of(len(ids), 'award')}: {_ids(ids)}"
    for kind_of_change, verb in (("added", "adds"), ("edited", "edits"), ("removed", "removes")):
        for slug in change.achievements.get(kind_of_change, ()):
            version = _version(slug, words) if kind_of_change == "edited" else ""
            yield f"{verb} the achievement {words.achievement(slug)}{version}"
    for kind, changed_names in change.others.items():
        for kind_of_change, verb in (("added", "adds"), ("edited", "edits"), ("removed", "removes")):
            if changed_names.get(kind_of_change):
                names = ", ".join(words.plain(slug) for slug in changed_names[kind_of_change][:_MAX_NAMED])
                yield f"{verb} {KINDS[kind].words or f'the {kind}'} {names}"
    for kind_of_change, verb in (("added", "adds"), ("edited", "changes the details of"), ("removed", "removes")):
        ids = change.learners.get(kind_of_change, [])
        if ids:
            # A removed learner's name is not repeated: `words.learner` looks only at the records of now.
            yield f"{verb} {number_of(len(ids), 'learner')}: {words.people(ids)}"
    if change.issuer and _goes_live(words):
        yield "ends practice mode: from now on awards are real"
    if change.issuer:
        yield f"changes the institution's own record{_keys(words)}"


def _goes_live(words: _Words) -> bool:
    old, new = words.before.issuer, words.now.issuer
    return old is not None and new is not None and old.practice and not new.practice


def _version(slug: str, words: _Words) -> str:
    old, new = words.before.achievements.get(slug), words.now.achievements.get(slug)
    if old is None or new is None or old.version == new.version:
        return ""
    return f" (version {words.plain(old.version or 'none')} becomes {words.plain(new.version or 'none')})"


def _keys(words: _Words) -> str:
    old, new = words.before.issuer, words.now.issuer
    if old is None or new is None or old.verification_methods == new.verification_methods:
        return ""
    states = {method.public_key_multibase: method.state for method in old.verification_methods}
    acts = Counter(
        "added" if (was := states.get(method.public_key_multibase)) is None else method.state if was != method.state
        else "" for method in new.verification_methods
    )  # fmt: skip
    counts = [f"{number} {act}" for act, number in sorted(acts.items()) if act]
    return f", and its keys ({', '.join(counts) or 'their days'})"


def _files(change: ChangeFacts) -> Iterator[str]:
    for kind, words in _FILES.items():
        if change.files.get(kind):
            yield f"changes {number_of(len(change.files[kind]), 'file')} {words}"


def _ids(ids: Iterable[str]) -> str:
    sorted_ids = sorted(ids)
    more = f" and {len(sorted_ids) - _MAX_NAMED:,} more" if len(sorted_ids) > _MAX_NAMED else ""
    return ", ".join(sorted_ids[:_MAX_NAMED]) + more
