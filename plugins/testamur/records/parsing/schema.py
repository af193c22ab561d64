"""Checks records against their JSON Schemas (2020-12), which are closed and bundled: nothing is ever fetched.

`jsonschema-rs` decides, and is fast; only a record that it refuses is checked again by `jsonschema`, whose errors
`schema_words` puts into words. Both apply the same patterns and formats, and both match `$` at the very end of a text
only: Python's own `$` would also match before a final line end.
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from testamur.errors import Problem, UsageError
from testamur.records.parsing import schema_words
from testamur.records.parsing.formats import FORMATS, FormatError
from testamur.records.parsing.kinds import RecordKind
from testamur.records.parsing.parsed import MAX_PROBLEMS, FieldPath, Parsed, more_problems, problem
from testamur.text.languages.messages import msg

if TYPE_CHECKING:
    import jsonschema

_COMMON = "common.schema.json"
_MAX_ITEMS_COMPARED = 1000  # items: a list that is longer is refused for its length


@functools.cache
def bundled(kind: RecordKind) -> dict[str, Any]:
    """Return the complete schema of one kind of record, which the site also publishes for editors.

    Raises UsageError when the installed files are damaged.
    """
    try:
        schema = _read(f"{kind}.schema.json")
        schema["$defs"] = _read(_COMMON)["$defs"]
        jsonschema_rs.Draft202012Validator(schema)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            msg("the schema of {kind} records is damaged ({error}). Install Testamur again", kind=kind, error=error)
        ) from None
    return schema


def values(kind: RecordKind, *path: str) -> list[str]:
    """Return the values allowed in a field of a record, or in the items of its list."""
    part = part_at(kind, path)
    return list(part.get("enum") or part["items"]["enum"])


def part_at(kind: RecordKind, path: FieldPath) -> Mapping[str, Any]:
    """Return what the schema itself has at a path of names; nothing where it has no such field, or refers elsewhere."""
    part: Mapping[str, Any] = bundled(kind)
    for name in path:
        part = part.get("properties", {}).get(name, {})
    return part


def _read(name: str) -> dict[str, Any]:
    text = (importlib.resources.files("testamur.records") / "schemas" / name).read_text(encoding="utf-8")
    # A validator would fetch a reference to elsewhere, so references lead into the bundle or are refused.
    away = re.search(r'"\$(?:dynamicR|recursiveR|r)ef":\s*"(?!#|common\.schema\.json#)([^"]*)', text)
    if away:
        raise ValueError(msg("it refers to {away}", away=away[1]))
    schema: dict[str, Any] = json.loads(text.replace(_COMMON + "#", "#"))
    return schema


def check(kind: RecordKind, parsed: Parsed) -> list[Problem]:
    """Return the problems that the schema of `kind` finds in a record: at most a hundred, and one for the rest."""
    if parsed.value is None or _deciding_validator(kind).is_valid(parsed.value):
        return []
    explained = itertools.chain.from_iterable(
        schema_words.problems(bundled(kind), parsed, error)
        for error in schema_words.without_echoes(_explaining_validator(kind).iter_errors(parsed.value))
    )
    # The validator reports each missing field by itself, and schema_words answers each report with all of them.
    problems = list(itertools.islice(_without_repetitions(explained), MAX_PROBLEMS + 1))
    if len(problems) > MAX_PROBLEMS:
        problems[MAX_PROBLEMS:] = [more_problems(parsed)]
    return problems or [_unexplained(parsed)]


def field_problem(kind: RecordKind, path: FieldPath, value: Any) -> Problem | None:
    """Return what the schema of `kind` finds in a field alone, of a record that is not there yet; None if nothing."""
    record = value
    for name in reversed(path):
        record = {name: record}
    field = ".".join(map(str, path))
    found = (one for one in check(kind, Parsed("", value=record)) if f"{one.field}.".startswith(f"{field}."))
    return next(found, None)


def _without_repetitions(problems: Iterator[Problem]) -> Iterator[Problem]:
    seen: set[Problem] = set()
    for explained in problems:
        if explained not in seen:
            seen.add(explained)
            yield explained


@functools.cache
def _deciding_validator(kind: RecordKind) -> jsonschema_rs.Draft202012Validator:
    def as_predicate(require: Any) -> Any:
        def has_format(text: str) -> bool:
            try:
                require(text)
            except FormatError:
                return False
            return True

        return has_format

    formats = {name: as_predicate(require) for name, require in FORMATS.items()}
    return jsonschema_rs.Draft202012Validator(bundled(kind), formats=formats, validate_formats=True)


@functools.cache
def _explaining_validator(kind: RecordKind) -> Any:
    # Imported here: it takes as long as a thousand right records, which need no explanation.
    import jsonschema
    from jsonschema import validators

    checker = jsonschema.FormatChecker(formats=())
    for name, require in FORMATS.items():
        checker.checks(name, raises=FormatError)(
            lambda value, require=require: require(value) is None if isinstance(value, str) else True
        )
    extend: Any = validators.extend
    explaining = extend(jsonschema.Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique})
    return explaining(bundled(kind), format_checker=checker)


def _pattern(_: Any, pattern: str, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    from jsonschema import ValidationError

    # A format is stricter than the pattern beside it, and its message is better.
    if "format" not in schema and isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(msg("the text does not have the form asked for"))


def _unique(_: Any, is_required: bool, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    from jsonschema import ValidationError

    # Items that cannot be sorted, such as mappings, the validator's own rule compares pair by pair. A longer list is
    # refused for its length.
    if not is_required or not isinstance(value, list):
        return
    if schema_words.first_repetition(value[:_MAX_ITEMS_COMPARED]) is not None:
        yield ValidationError(msg("the list has the same thing twice"))


def _unexplained(parsed: Parsed) -> Problem:
    # The two validators disagree. The record is refused: the explaining one does not overrule the deciding one.
    reason = msg("the record does not fit its schema, for a reason that cannot be put into words here")
    return problem(parsed, (), code="schema", reason=reason, remedy=msg("Compare it with the examples"))
