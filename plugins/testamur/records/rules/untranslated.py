"""Finds the texts of a record that readers see, and which of the issuer's languages they lack.

The schemas themselves say which texts those are: whatever refers to `title`, `prose` or `textList` of the common
schema, at any depth. So a new kind of record needs nothing here. Pure: values in, values out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from testamur.records.parsing import schema
from testamur.records.parsing.kinds import RecordKind
from testamur.records.parsing.parsed import MAX_DEPTH, FieldPath
from testamur.text.languages.messages import counted
from testamur.text.reporting import number_of

Form = Literal["title", "prose", "textList"]
_FORMS: frozenset[str] = frozenset({"title", "prose", "textList"})
_MIXED = ("allOf", "anyOf", "oneOf")
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatableText:
    """One text of a record: a text or a list of texts, or a map of either by language."""

    path: FieldPath
    form: Form
    value: Any
    note: str  # what the schema says of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record that its schema accepts; `file` is its path below the records, with forward slashes."""

    kind: RecordKind
    file: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Untranslated:
    """What is missing in one language: the number of texts (each item of a list is one), and the fields by file."""

    language: str
    texts: int
    fields: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        return counted(
            "{language}: {number} text of {records} is not translated: {command}",
            "{language}: {number} texts of {records} are not translated: {command}",
            self.texts,
            language=self.language,
            command=f"testamur translate --export {self.language} --missing",
            records=number_of(len(self.fields), "record"),
        )


def texts(kind: RecordKind, value: Value) -> Iterator[TranslatableText]:
    """Yield every text of a record that readers see, in the order of the schema."""
    root = schema.bundled(kind)
    yield from _walk(root, root["$defs"], value, ())


@functools.cache
def has_texts(kind: RecordKind) -> bool:
    """Say whether records of this kind have such texts at all."""
    return _refers(schema.bundled(kind))


def is_text(kind: RecordKind, path: FieldPath) -> bool:
    """Say whether the field at a path of names is such a text."""
    return str(schema.part_at(kind, path).get("$ref", "")).rpartition("/")[2] in _FORMS


def own_language(kind: RecordKind, value: Value, languages: Sequence[str]) -> str:
    """Return the language of a text that names none: an achievement's own, if the issuer has it, else the first."""
    own = value.get("inLanguage", "") if kind == "achievement" else ""
    return own if own in languages else languages[0]


def by_language(text: TranslatableText, own: str) -> Mapping[str, Any]:
    """Return a text's values by language; a text without a language is in the record's `own`."""
    return text.value if isinstance(text.value, Mapping) else {own: text.value}


def name_of(path: FieldPath) -> str:
    """Return a path as people write it: `steps[0].name`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def find_untranslated(records: Iterable[Record], languages: Sequence[str]) -> list[Untranslated]:
    """Return what is missing in each of the issuer's `languages`, in their order; complete ones are left out."""
    counts = dict.fromkeys(languages, 0)
    fields: dict[str, dict[str, list[str]]] = {language: {} for language in languages}
    for record in records:
        own = own_language(record.kind, record.value, languages)
        for text in texts(record.kind, record.value):
            texts_by_language = by_language(text, own)
            for language in languages:
                if language not in texts_by_language:
                    counts[language] += _number(next(iter(texts_by_language.values())))
                    fields[language].setdefault(record.file, []).append(name_of(text.path))
    return [
        Untranslated(
            language=language,
            texts=counts[language],
            fields={file: tuple(names) for file, names in fields[language].items()},
        )
        for language in languages
        if counts[language]
    ]


def _walk(part: Any, shared: Mapping[str, Any], value: Any, path: FieldPath) -> Iterator[TranslatableText]:
    if not isinstance(part, Mapping) or len(path) > MAX_DEPTH:
        return
    form = part.get("$ref", "").rpartition("/")[2]
    if form in _FORMS:
        note = part.get("description") or shared[form]["description"]
        yield TranslatableText(path=path, form=cast(Form, form), value=value, note=note)
        return
    if form:
        yield from _walk(shared.get(form), shared, value, path)
    for mixed in (sub for name in _MIXED for sub in part.get(name, ())):
        yield from _walk(mixed, shared, value, path)
    if isinstance(value, Mapping):
        properties = part.get("properties", {})
        for name in properties:
            if name in value:
                yield from _walk(properties[name], shared, value[name], (*path, name))
        for name in value:
            if name not in properties:
                yield from _walk(part.get("additionalProperties"), shared, value[name], (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(part.get("items"), shared, item, (*path, index))


def _refers(part: Any) -> bool:
    """Say whether a schema, or any part of it, refers to a text that readers see."""
    if isinstance(part, Mapping):
        name = part.get("$ref")
        return (isinstance(name, str) and name.rpartition("/")[2] in _FORMS) or any(map(_refers, part.values()))
    return isinstance(part, list) and any(map(_refers, part))


def _number(text: Any) -> int:
    return len(text) if isinstance(text, list) else 1
