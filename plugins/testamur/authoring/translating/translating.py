"""Plans the import of a translator's file: checks it text by text, and works out the new bytes of the records.

An entry is taken only if its source still reads as it did when the file was written. A file may come from anybody:
each text has to fit its schema and hold no character that a record must not hold, and all problems are reported at
once. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testamur.authoring.editing import text_editing
from testamur.authoring.editing.text_editing import Said, Saying
from testamur.authoring.translating.po_file import Entry, PoFile
from testamur.authoring.translating.translatable import Source, Unit, units
from testamur.errors import Problem, UsageError
from testamur.records.parsing import schema
from testamur.records.parsing.parsed import Parsed
from testamur.text import characters

Known = Mapping[str, tuple[Source, Unit]]
Taken = Mapping[str, tuple[Entry, str]]
"""Both by context."""


@dataclass(slots=True, kw_only=True)
class Plan:
    """The plan of an import: files with their new bytes, and every problem."""

    files: dict[Path, bytes] = field(default_factory=dict)
    before: dict[Path, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    written: int = 0  # texts
    there: int = 0  # texts that the records already have
    empty: int = 0  # entries without a translation
    fuzzy: int = 0  # entries left out since a translator has to look at them


def plan(po: PoFile, found: Iterable[Source], languages: Sequence[str], *, fuzzy: bool = False) -> Plan:
    """Return the plan for a file. With `fuzzy`, entries that are marked so are taken, too."""
    made = Plan()
    known = {unit.context: (source, unit) for source in found for unit in units(source.record, languages, po.language)}
    taken: dict[str, tuple[Entry, str]] = {}  # by context
    seen: dict[str, int] = {}
    for entry in po.entries:
        # Untranslated and fuzzy entries are not checked: their source may have changed long ago.
        if not entry.text.strip():
            made.empty += 1
        elif entry.is_fuzzy and not fuzzy:
            made.fuzzy += 1
        elif (problem := _refusal(po, entry, known, seen)) is not None:
            made.problems.append(problem)
        else:
            text = unicodedata.normalize("NFC", entry.text.replace("\r\n", "\n"))
            wrong = list(_wrong(po, entry, *known[entry.context], text))
            made.problems += wrong
            if not wrong:
                taken[entry.context] = entry, text
            seen[entry.context] = entry.line
    _fill(made, po, known, taken)
    return made


def _refusal(po: PoFile, entry: Entry, known: Known, seen: Mapping[str, int]) -> Problem | None:
    """Return the problem of an entry that is not, or no longer, one of this registry."""
    if not entry.context:
        reason = "the entry does not say which text it translates (msgctxt)"
        return _problem(po, entry, "po-context", reason, "Give back the file that testamur translate wrote")
    if entry.context in seen:
        reason = f"this text has an entry already (line {seen[entry.context]})"
        return _problem(po, entry, "duplicate", reason, "Keep one of the two")
    if entry.context not in known:
        reason = "the records have no such text: it was removed, or its place has changed"
        remedy = "Export again with --previous and this file, or take the entry out"
        return _problem(po, entry, "unknown-reference", reason, remedy)
    if unicodedata.normalize("NFC", entry.source) != known[entry.context][1].source:
        reason = "the text was changed after this file was written, so this translates another one"
        remedy = "Export again with --previous and this file, and look at what is fuzzy then"
        return _problem(po, entry, "source-changed", reason, remedy, entry.source)
    return None


def _wrong(po: PoFile, entry: Entry, source: Source, unit: Unit, text: str) -> Iterator[Problem]:
    """Yield the problems for which no record may hold a translation."""
    for offset, code, reason in characters.findings(text):
        where = f"{reason}, at character {offset + 1} of the text"
        yield _problem(po, entry, code, where, "Delete the character", text)
        return
    if "\t" in text:
        yield _problem(po, entry, "yaml-syntax", "a tab stands in the text", "Use spaces", text)
        return
    said: Said = text if unit.index is None else [text]
    value = text_editing.with_said(source.record.value, _saying(unit, po.language, said))
    for one in schema.check(source.record.kind, Parsed(source.parsed.file, value=value))[:1]:
        yield _problem(po, entry, one.code, one.reason, one.remedy, text)


def _fill(made: Plan, po: PoFile, known: Known, taken: Taken) -> None:
    """Add the new bytes of files: with texts that changed, and with lists that are translated whole."""
    sayings: dict[Path, list[tuple[Saying, Entry, int]]] = {}
    lists: dict[str, list[tuple[str, Unit]]] = {}
    for context, (source, unit) in known.items():
        if unit.index is not None:
            lists.setdefault(context.rpartition("[")[0], []).append((context, unit))
        elif context in taken:
            entry, text = taken[context]
            made.there += text == unit.existing
            if text != unit.existing:
                saying = _saying(unit, po.language, text)
                sayings.setdefault(source.path, []).append((saying, entry, 1))
    for found in lists.values():
        _fill_list(made, po, found, taken, sayings, known)
    by_path = {source.path: source for source, _ in known.values()}
    for path, wanted in sorted(sayings.items()):
        try:
            made.files[path] = text_editing.say(by_path[path].data, [saying for saying, _, _ in wanted])
        except UsageError as error:
            made.problems.append(_problem(po, wanted[0][1], "edit-by-hand", str(error), "Or leave these entries out"))
            continue
        made.before[path] = by_path[path].data
        made.written += sum(number for _, _, number in wanted)


def _fill_list(
    made: Plan,
    po: PoFile,
    found: Sequence[tuple[str, Unit]],
    taken: Taken,
    sayings: dict[Path, list[tuple[Saying, Entry, int]]],
    known: Known,
) -> None:
    fresh = [context for context, unit in found if context in taken and taken[context][1] != unit.existing]
    context, unit = found[0]
    made.there += sum(one in taken for one, _ in found) - len(fresh)
    if not fresh and not (unit.is_odd and all(one in taken for one, _ in found)):
        return
    texts = [taken[one][1] if one in taken else part.existing if not part.is_odd else "" for one, part in found]
    entry = taken[(fresh or [context])[0]][0]
    # Readers of a language get its list in the place of the whole: one that is translated in part would hide the rest.
    if all(texts):
        sayings.setdefault(known[context][0].path, []).append(
            (_saying(unit, po.language, texts), entry, max(1, len(fresh)))
        )
        return
    lacking = {one for (one, _), text in zip(found, texts, strict=True) if not text}
    if not lacking & {problem.field for problem in made.problems}:
        reason = f"a list is translated whole, and {len(lacking)} of the {len(texts)} texts of this one are not"
        made.problems.append(_problem(po, entry, "list-incomplete", reason, "Translate them too, or none of them"))


def _saying(unit: Unit, language: str, said: Said) -> Saying:
    return Saying(path=unit.text.path, language=language, own=unit.own, said=said)


def _problem(po: PoFile, entry: Entry, code: str, reason: str, remedy: str, value: Any = "") -> Problem:
    return Problem(
        code=code,
        file=po.name,
        line=entry.line,
        field=characters.harmless(entry.context, 200),
        value=characters.harmless(str(value)),
        reason=characters.harmless(reason, 1000),
        remedy=characters.harmless(remedy, 1000),
    )
