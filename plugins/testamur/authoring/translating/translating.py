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

from testamur.authoring.editing import translation_editing
from testamur.authoring.editing.entry_lines import Words
from testamur.authoring.editing.translation_editing import Translation
from testamur.authoring.translating.po_file import PoEntry, PoFile
from testamur.authoring.translating.translatable import Source, Unit, units
from testamur.errors import Problem, UsageError
from testamur.records.parsing import schema
from testamur.records.parsing.parsed import Parsed
from testamur.text import characters

UnitsByContext = Mapping[str, tuple[Source, Unit]]
TakenEntries = Mapping[str, tuple[PoEntry, str]]
"""Both by context."""


@dataclass(slots=True, kw_only=True)
class TranslationPlan:
    """The plan of an import: files with their new bytes, and every problem."""

    files: dict[Path, bytes] = field(default_factory=dict)
    before: dict[Path, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    written: int = 0  # texts
    there: int = 0  # texts that the records already have
    empty: int = 0  # entries without a translation
    fuzzy: int = 0  # entries left out since a translator has to look at them


def plan_import(
    po: PoFile, sources: Iterable[Source], languages: Sequence[str], *, fuzzy: bool = False
) -> TranslationPlan:
    """Return the plan for a file. With `fuzzy`, entries that are marked so are taken, too."""
    plan = TranslationPlan()
    units_by_context = {
        unit.context: (source, unit) for source in sources for unit in units(source.record, languages, po.language)
    }
    taken: dict[str, tuple[PoEntry, str]] = {}  # by context
    seen: dict[str, int] = {}
    for entry in po.entries:
        # Untranslated and fuzzy entries are not checked: their source may have changed long ago.
        if not entry.text.strip():
            plan.empty += 1
        elif entry.is_fuzzy and not fuzzy:
            plan.fuzzy += 1
        elif (problem := _refusal(po, entry, units_by_context, seen)) is not None:
            plan.problems.append(problem)
        else:
            text = unicodedata.normalize("NFC", entry.text.replace("\r\n", "\n"))
            wrong = list(_wrong(po, entry, *units_by_context[entry.context], text))
            plan.problems += wrong
            if not wrong:
                taken[entry.context] = entry, text
            seen[entry.context] = entry.line
    _fill(plan, po, units_by_context, taken)
    return plan


def _refusal(po: PoFile, entry: PoEntry, units_by_context: UnitsByContext, seen: Mapping[str, int]) -> Problem | None:
    """Return the problem of an entry that is not, or no longer, one of this registry."""
    if not entry.context:
        reason = "the entry does not say which text it translates (msgctxt)"
        return _problem(po, entry, "po-context", reason, "Give back the file that testamur translate wrote")
    if entry.context in seen:
        reason = f"this text has an entry already (line {seen[entry.context]})"
        return _problem(po, entry, "duplicate", reason, "Keep one of the two")
    if entry.context not in units_by_context:
        reason = "the records have no such text: it was removed, or its place has changed"
        remedy = "Export again with --previous and this file, or take the entry out"
        return _problem(po, entry, "unknown-reference", reason, remedy)
    if unicodedata.normalize("NFC", entry.source) != units_by_context[entry.context][1].source:
        reason = "the text was changed after this file was written, so this translates another one"
        remedy = "Export again with --previous and this file, and look at what is fuzzy then"
        return _problem(po, entry, "source-changed", reason, remedy, entry.source)
    return None


def _wrong(po: PoFile, entry: PoEntry, source: Source, unit: Unit, text: str) -> Iterator[Problem]:
    """Yield the problems for which no record may hold a translation."""
    for offset, code, reason in characters.findings(text):
        where = f"{reason}, at character {offset + 1} of the text"
        yield _problem(po, entry, code, where, "Delete the character", text)
        return
    if "\t" in text:
        yield _problem(po, entry, "yaml-syntax", "a tab stands in the text", "Use spaces", text)
        return
    translated: Words = text if unit.index is None else [text]
    value = translation_editing.with_translation(source.record.value, _translation(unit, po.language, translated))
    for problem in schema.check(source.record.kind, Parsed(source.parsed.file, value=value))[:1]:
        yield _problem(po, entry, problem.code, problem.reason, problem.remedy, text)


def _fill(plan: TranslationPlan, po: PoFile, units_by_context: UnitsByContext, taken: TakenEntries) -> None:
    """Add the new bytes of files: with texts that changed, and with lists that are translated whole."""
    translations: dict[Path, list[tuple[Translation, PoEntry, int]]] = {}
    lists: dict[str, list[tuple[str, Unit]]] = {}
    for context, (source, unit) in units_by_context.items():
        if unit.index is not None:
            lists.setdefault(context.rpartition("[")[0], []).append((context, unit))
        elif context in taken:
            entry, text = taken[context]
            plan.there += text == unit.existing
            if text != unit.existing:
                translation = _translation(unit, po.language, text)
                translations.setdefault(source.path, []).append((translation, entry, 1))
    for list_units in lists.values():
        _fill_list(plan, po, list_units, taken, translations, units_by_context)
    by_path = {source.path: source for source, _ in units_by_context.values()}
    for path, wanted in sorted(translations.items()):
        try:
            plan.files[path] = translation_editing.set_translations(
                by_path[path].data, [translation for translation, _, _ in wanted]
            )
        except UsageError as error:
            plan.problems.append(_problem(po, wanted[0][1], "edit-by-hand", str(error), "Or leave these entries out"))
            continue
        plan.before[path] = by_path[path].data
        plan.written += sum(number for _, _, number in wanted)


def _fill_list(
    plan: TranslationPlan,
    po: PoFile,
    list_units: Sequence[tuple[str, Unit]],
    taken: TakenEntries,
    translations: dict[Path, list[tuple[Translation, PoEntry, int]]],
    units_by_context: UnitsByContext,
) -> None:
    fresh = [context for context, unit in list_units if context in taken and taken[context][1] != unit.existing]
    context, unit = list_units[0]
    plan.there += sum(context in taken for context, _ in list_units) - len(fresh)
    if not fresh and not (unit.is_odd and all(context in taken for context, _ in list_units)):
        return
    texts = [
        taken[context][1] if context in taken else part.existing if not part.is_odd else ""
        for context, part in list_units
    ]
    entry = taken[(fresh or [context])[0]][0]
    # Readers of a language get its list in the place of the whole: one that is translated in part would hide the rest.
    if all(texts):
        translations.setdefault(units_by_context[context][0].path, []).append(
            (_translation(unit, po.language, texts), entry, max(1, len(fresh)))
        )
        return
    lacking = {context for (context, _), text in zip(list_units, texts, strict=True) if not text}
    if not lacking & {problem.field for problem in plan.problems}:
        reason = f"a list is translated whole, and {len(lacking)} of the {len(texts)} texts of this one are not"
        plan.problems.append(_problem(po, entry, "list-incomplete", reason, "Translate them too, or none of them"))


def _translation(unit: Unit, language: str, text: Words) -> Translation:
    return Translation(path=unit.text.path, language=language, own=unit.own, words=text)


def _problem(po: PoFile, entry: PoEntry, code: str, reason: str, remedy: str, value: Any = "") -> Problem:
    return Problem(
        code=code,
        file=po.name,
        line=entry.line,
        field=characters.harmless(entry.context, 200),
        value=characters.harmless(str(value)),
        reason=characters.harmless_message(reason),
        remedy=characters.harmless_message(remedy),
    )
