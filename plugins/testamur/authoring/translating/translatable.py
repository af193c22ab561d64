"""Collects the texts of the records for a translator: one entry a text, identified by the text's place.

`achievements/visit.yml#outcomes[2]` is the third text of that list. `sources` reads the records; the rest is pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from testamur.authoring.translating.po_file import PoEntry
from testamur.errors import UsageError
from testamur.records.changes import snapshots
from testamur.records.parsing import files, schema, yaml_subset
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import relative
from testamur.records.rules import untranslated
from testamur.records.rules.untranslated import Record, TranslatableText
from testamur.text import characters

_LENGTHS = {
    "title": "One line of at most 200 characters.",
    "prose": "At most 10,000 characters; several lines are fine.",
}
_OF_A_LIST = "One line of at most 1,000 characters, of a list: translate all of it."
_NO_TEXTS = ("learner", "award")  # they have one language only, and may be many


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One record's file and its content."""

    path: Path
    data: bytes
    parsed: Parsed
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One text to translate: a text of a record, or one of a list of texts."""

    context: str
    text: TranslatableText
    own: str
    index: int | None  # in a list
    source: str
    existing: str  # "" if it is not translated
    is_odd: bool = False  # the translated list has another number of texts


def sources(folder: Path) -> list[Source]:
    """Return every record that has texts for readers; UsageError if one is not valid."""
    listing = files.walk(folder)
    paths: list[Path] = [listing.issuer] if listing.issuer else []
    for kind, kind_paths in listing.records.items():
        if kind not in _NO_TEXTS:
            paths += kind_paths
    return [source for path in paths if (source := _source(folder, path)) is not None]


def _source(folder: Path, path: Path) -> Source | None:
    file = relative(folder, path)
    name = snapshots.name_of(file)
    if name is None or not untranslated.has_texts(name[0]):
        return None
    data = files.read(path, MAX_RECORD_BYTES)
    parsed = yaml_subset.parse(data, file)
    if parsed.value is None or parsed.problems or schema.check(name[0], parsed):
        raise UsageError(f"{file} is wrong: testamur check says how")
    below = path.relative_to(folder).as_posix()
    return Source(path=path, data=data, parsed=parsed, record=Record(kind=name[0], file=below, value=parsed.value))


def units(record: Record, languages: Sequence[str], language: str) -> Iterator[Unit]:
    """Yield the texts of a record that can be translated into `language`, translated or not."""
    own = untranslated.own_language(record.kind, record.value, languages)
    for text in untranslated.texts(record.kind, record.value):
        translations = untranslated.by_language(text, own)
        tag = next(
            (tag for tag in (languages[0], own, *languages, *translations) if tag in translations and tag != language),
            None,
        )
        if tag is None:
            continue  # It exists in this language only: there is nothing to translate from.
        context = f"{record.file}#{untranslated.name_of(text.path)}"
        if isinstance(translations[tag], str):
            yield Unit(
                context=context,
                text=text,
                own=own,
                index=None,
                source=translations[tag],
                existing=translations.get(language, ""),
            )
            continue
        there = translations.get(language, [])
        for index, source in enumerate(translations[tag]):
            yield Unit(
                context=f"{context}[{index}]",
                text=text,
                own=own,
                index=index,
                source=source,
                existing=there[index] if index < len(there) else "",
                is_odd=bool(there) and len(there) != len(translations[tag]),
            )


def entries(
    sources: Iterable[Source],
    languages: Sequence[str],
    language: str,
    *,
    previous: Sequence[PoEntry] = (),
    missing: bool = False,
) -> Iterator[PoEntry]:
    """Yield an entry for every text, or only for those `missing`; fuzzy ones need a translator's look.

    `previous` are the entries of an earlier file: the translation of a text that has changed since is kept as fuzzy.
    """
    by_context = {entry.context: entry for entry in previous}
    by_source = {entry.source: entry for entry in previous if entry.text}
    for source in sources:
        for unit in units(source.record, languages, language):
            old = by_context.get(unit.context)
            # A text that has moved is found by its words, since the place of a text in a list changes easily.
            if old is None or old.source != unit.source:
                old = by_source.get(unit.source, old)
            changed = old is not None and old.source != unit.source
            kept = unit.existing or (old.text if old else "")
            fuzzy = bool(kept) and (unit.is_odd or changed or (not unit.existing and old is not None and old.is_fuzzy))
            if missing and unit.existing and not fuzzy:
                continue
            yield PoEntry(
                context=unit.context,
                source=unit.source,
                text=kept,
                is_fuzzy=fuzzy,
                comments=tuple(_comments(unit, old.source if changed and old else "")),
                place=(source.parsed.file, source.parsed.locate(unit.text.path, key=True)[0]),
            )


def _comments(unit: Unit, earlier: str) -> Iterator[str]:
    yield f"{unit.text.note} {_LENGTHS[unit.text.form] if unit.index is None else _OF_A_LIST}"
    if earlier:
        yield f"The text has changed. It was: {characters.harmless(earlier, 500)}"
