"""Works out what an act after issuing changes in the records: which file, and to which bytes. Writes nothing.

An act is one more line of an award's `history` (docs/records.md, "History"); a correction may change a detail
with it. Records that would then be wrong are refused before anything is written, by the rules that read records.

It is longer than other modules since each way in which an act is refused has a sentence of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testamur.authoring.acts import correctable
from testamur.authoring.editing import atomic_files, history_editing
from testamur.errors import Problem, UsageError
from testamur.records.model.history import Act, HistoryLine
from testamur.records.model.models import Award
from testamur.records.parsing import files, model_readers, schema, yaml_subset
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.records.rules import references
from testamur.text import reporting
from testamur.text.languages.messages import Message, Row, msg, with_values

ACTS: Mapping[str, Act] = {
    "revoke": "revoked",
    "suspend": "suspended",
    "reinstate": "reinstated",
    "correct": "corrected",
    "supersede": "superseded",
    "erase": "erased",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The files that an act changes, as they are and as they will be (None: removed), and warnings about them."""

    before: Mapping[Path, bytes | None]
    after: Mapping[Path, bytes | None]
    warnings: tuple[Problem, ...] = ()

    def make(self, registry: Registry) -> None:
        """Write every file, or none: see `atomic_files.replace_all`."""
        atomic_files.replace_all(self.before, self.after, drafts=registry.folder.parent)


def act(
    registry: Registry,
    award: Award,
    line: HistoryLine,
    *,
    today: datetime.date,
    settings: Mapping[str, str] | None = None,
) -> Change:
    """Return the change that adds `line` to an award's history, and sets what `settings` says (`corrected` only).

    `settings` are texts by field (`validUntil`, `evidence.0.name`); an empty one removes a top-level field.
    UsageError says why that cannot be done, and what can.
    """
    path = file_of(registry, award)
    before = files.read(path, MAX_RECORD_BYTES)
    after = before
    for name, text in (settings or {}).items():
        after = correctable.set_detail(registry, award, after, name, text)
    after = history_editing.add_line(after, as_record(line))
    warnings = check(registry, {award.id: after}, today=today)
    return Change(before={path: before}, after={path: after}, warnings=warnings)


def file_of(registry: Registry, award: Award) -> Path:
    """Return where an award's file is."""
    return registry.folder.parent / award.file


def as_record(line: HistoryLine) -> dict[str, str]:
    """Return a line of history as it is written, without empty fields."""
    found = {"date": line.date.isoformat(), "act": line.act, "reason": line.reason, "by": line.by, "note": line.note}
    return {name: text for name, text in found.items() if text}


def check(
    registry: Registry, edited: Mapping[str, bytes], *, today: datetime.date, without: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """Check edited awards (file by id), and those that renew them, with all the records; return the warnings.

    `without` are the ids of learners whose files go. UsageError names everything that would then be wrong.
    """
    parsed = {key: yaml_subset.parse(data, registry.awards[key].file) for key, data in edited.items()}
    # The shape first: only a record that fits its schema can be read into the model.
    _refuse([problem for one in parsed.values() for problem in one.problems + schema.check("award", one)], parsed)
    changed = {key: model_readers.read_award(key, one.file, one.value or {}) for key, one in parsed.items()}
    together = registry.with_records(
        {
            "award": {**registry.awards, **changed},
            "learner": {key: one for key, one in registry.learners.items() if key not in without},
        }
    )
    # Every record of the registry was read, so there is no file that exists and is itself wrong.
    names = references.ReferenceChecker(
        {"achievement": together.achievements, "learner": together.learners}, lambda _, __: False
    )
    problems: list[Problem] = []
    for key, one in parsed.items():
        problems += names.check_award(one)
        problems += together.award_problems(one, changed[key], today)
    for award in together.awards.values():
        if award.renews in edited and award.id not in edited:
            # It was right until now. What deserves a look in it is none of this change.
            one = yaml_subset.parse(files.read(file_of(registry, award), MAX_RECORD_BYTES), award.file)
            problems += reporting.errors(together.award_problems(one, award, today))
    return _refuse(problems, parsed)


def _refuse(problems: Sequence[Problem], parsed: Mapping[str, Parsed]) -> tuple[Problem, ...]:
    """Raise UsageError for the errors among the problems; return the rest."""
    wrong = reporting.errors(problems)
    if not wrong:
        return tuple(problems)
    newest = {key: f"history.{len((one.value or {}).get('history', [])) - 1}" for key, one in parsed.items()}
    told = [_told(problem, newest) for problem in reporting.sort_problems(wrong)]
    raise UsageError(msg("nothing was changed: {problems}", problems=Row(told, "\n")))


def _told(problem: Problem, newest: Mapping[str, str]) -> Message:
    """Return a problem in words for somebody who typed a command: the new line of history is what they typed."""
    stem = Path(problem.file).stem
    if stem not in newest or not problem.field.startswith(newest[stem]):
        reason = problem.reason
        if problem.value:
            reason = msg("{reason} (found {value})", reason=reason, value=problem.value)
        return msg(
            "{file} would be wrong: {field}: {reason}. {remedy}",
            file=problem.file,
            field=problem.field,
            reason=reason,
            remedy=problem.remedy,
        )
    remedy = with_values(_REMEDIES[problem.code], award=stem) if problem.code in _REMEDIES else problem.remedy
    reason = problem.reason
    if problem.code in _OPTIONS:
        reason = msg("{option}: {reason}", option=f"--{problem.field.rpartition('.')[2]}", reason=reason)
    return msg("award {award}: {reason}. {remedy}", award=stem, reason=reason, remedy=remedy)


_OPTIONS = frozenset({"date-future", "date-order", "history-order", "unknown-reference", "reference", "format"})
_REMEDIES = {
    "history-impossible": msg("testamur history {award} shows what happened to it"),
    "history-erased": msg("testamur history {award} shows what happened to it"),
    "history-order": msg(
        "Give a day that is not before the last line of its history: testamur history {award} shows it"
    ),
    "missing-reason": msg(
        "Give one with --reason: under-review, awarded-in-error, requirements-not-met, learner-request or other"
    ),
    "missing-field": msg("Give the id of the new award with --by"),
}
