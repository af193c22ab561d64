"""Puts a JSON Schema validator's errors into words: what is wrong with a record, and what to type instead.

One function for each keyword that our schemas use; `problems` picks by the keyword.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import jsonschema

from testamur.errors import Problem
from testamur.records.parsing import schema_examples
from testamur.records.parsing.formats import FormatError
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.text.folding import letters_only

LINE = r"^\S(?:[^\n]*\S)?$"  # the pattern of a text of one line
TEXT = r"\S"  # the pattern of a text that may have several
_NOUNS = {
    "string": "text",
    "object": "a mapping (lines of name: value)",
    "array": "a list (lines that begin with -)",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
_BOUNDS = {
    "maxLength": ("length", "the text has {0} characters, and {1} are allowed", "Shorten it"),
    "minLength": ("length", "the text has {0} characters, and at least {1} are required", "Write more"),
    "maxItems": ("length", "the list has {0} items, and {1} are allowed", "Leave some of them out"),
    "minItems": (
        "length",
        "the list has {0} items, and at least {1} are required",
        "Write at least {1}, or remove the line",
    ),
    "maxProperties": ("length", "{0} names stand here, and {1} are allowed", "Leave some of them out"),
    "minProperties": ("length", "nothing stands between the brackets", "Write a name and a value, or remove the line"),
    "minimum": ("number", "the number is less than {1}", "Write {1} or more"),
    "maximum": ("number", "the number is more than {1}", "Write {1} or less"),
    "exclusiveMinimum": ("number", "the number is not more than {1}", "Write a number above {1}, or remove the line"),
}
# Numbers that YAML or Python would read and a record must not have, and numbers with more digits than a double keeps.
_NO_NUMBER = re.compile(r"(?i)[-+]?(?:\.?nan|\.?inf|infinity|[0-9]+(?:\.[0-9]*)?e[-+]?[0-9]+|[0-9]{17,})")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


@dataclass(frozen=True, slots=True)
class _Miss:
    """A value, and the keyword of its schema that it breaks."""

    parsed: Parsed
    path: FieldPath
    rule: str
    asked: Any
    found: Any
    schema: Mapping[str, Any]  # of the value, with the description and examples of where it is referred to
    bundle: Mapping[str, Any]

    def told(self, code: str, reason: str, remedy: str) -> Problem:
        return problem(self.parsed, self.path, code, reason, remedy, self.found)


def problems(bundle: Mapping[str, Any], parsed: Parsed, error: jsonschema.ValidationError) -> Iterator[Problem]:
    """Yield the problems that one error of the validator stands for; `bundle` is the whole schema."""
    miss = _Miss(
        parsed, tuple(error.absolute_path), str(error.validator), error.validator_value, error.instance,
        schema_examples.described(bundle, list(error.absolute_schema_path)[:-1]), bundle,
    )  # fmt: skip
    if "propertyNames" in error.absolute_schema_path:
        yield _name(miss, error)
    elif isinstance(error.cause, FormatError):
        told = error.cause
        yield problem(parsed, miss.path, told.code, told.reason, told.remedy, told.shown or miss.found)
    else:
        yield from _TOLD[miss.rule](miss)


def without_echoes(errors: Iterable[jsonschema.ValidationError]) -> Iterator[jsonschema.ValidationError]:
    """Leave out errors that follow from another one of the same value: an empty text also fails its pattern."""
    for error in errors:
        found, schema = error.instance, cast("Mapping[str, Any]", error.schema)
        empty = error.validator == "pattern" and found == "" and "minLength" in schema
        too_long = error.validator == "format" and len(cast("str", found)) > schema.get("maxLength", math.inf)
        if not (empty or too_long):
            yield error


def repeated(items: list[Any]) -> int | None:
    """Return the index of the first item that occurs earlier in the list; None when none does. Linear."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        written = json.dumps(item, sort_keys=True)
        if written in seen:
            return index
        seen.add(written)
    return None


def _name(miss: _Miss, error: jsonschema.ValidationError) -> Problem:
    path = (*miss.path, miss.found)
    if isinstance(error.cause, FormatError):
        code, reason, remedy = error.cause.code, error.cause.reason, error.cause.remedy
    else:
        code, (reason, remedy) = "format", _form(miss)
    return problem(miss.parsed, path, code, reason, remedy, miss.found, key=True)


def _missing(miss: _Miss) -> Iterator[Problem]:
    for name in miss.schema["required"]:
        if name not in miss.found:
            example = schema_examples.example(miss.bundle, miss.schema["properties"][name]) or "…"
            reason, remedy = f"{name} is missing", f"Add a line {name}: {example}"
            yield problem(miss.parsed, miss.path, "missing-field", reason, remedy)


def _unknown(miss: _Miss) -> Iterator[Problem]:
    known = list(miss.schema["properties"])
    for name in miss.found:
        if name not in known:
            near = _nearest(name, known)
            remedy = f"Did you mean {near}?" if near else "Known here: " + ", ".join(known)
            path = (*miss.path, name)
            reason = "there is no such field here"
            yield problem(miss.parsed, path, "unknown-field", reason, remedy, name, key=True)


def _type(miss: _Miss) -> Iterator[Problem]:
    kinds = [miss.asked] if isinstance(miss.asked, str) else list(miss.asked)
    wanted = " or ".join(_NOUNS[name] for name in kinds)
    code, remedy = "type", ""
    if "string" in kinds and isinstance(miss.found, bool | int | float):
        code, remedy = _as_text(miss)
    elif {"number", "integer"} & set(kinds) and isinstance(miss.found, str):
        code, remedy = _as_number(miss.found)
    elif "boolean" in kinds:
        remedy = "Write true or false, without quotes"
    example = schema_examples.example(miss.bundle, miss.schema)
    remedy = remedy or (f"Write it like {example}" if example else f"Write {wanted}")
    yield miss.told(code, f"{_kind_of(miss.found)} stands here, where {wanted} is asked for", remedy)


def _as_text(miss: _Miss) -> tuple[str, str]:
    if "date" in str(miss.schema.get("format", "")) or "founded" in str(miss.schema.get("format", "")):
        return "date-format", "Write year-month-day, e.g. 2026-03-01"
    if "format" in miss.schema:
        return "type", ""
    return "type", f'Put it in quotes: "{str(miss.found).lower()}"'


def _as_number(found: str) -> tuple[str, str]:
    if _NO_NUMBER.fullmatch(found):
        return "number", "Write a plain number of at most 16 digits, such as 2 or 2.5"
    if _COMMA.fullmatch(found):
        return "type", f"Write it with a point: {found.replace(',', '.')}"
    return "type", "Write a plain number, such as 2 or 2.5, without quotes"


def _choice(miss: _Miss) -> Iterator[Problem]:
    near = _nearest(str(miss.found), miss.asked)
    remedy = f"Did you mean {near}?" if near else f"Write one of these, such as {miss.asked[0]}"
    yield miss.told("value", "it must be one of " + ", ".join(miss.asked), remedy)


def _pattern(miss: _Miss) -> Iterator[Problem]:
    yield miss.told("length" if not miss.found.strip() else "format", *_form(miss))


def _form(miss: _Miss) -> tuple[str, str]:
    if not miss.found.strip() and miss.asked in {LINE, TEXT}:
        return f"only spaces stand here, where 1 to {miss.schema.get('maxLength')} characters do", "Write the text"
    if miss.asked == LINE and "\n" in miss.found.strip():
        return "the text has several lines, where one is asked for", "Write it as one line"
    if miss.asked == LINE:
        return "a space or line end stands at the start or end of the text", "Remove it"
    form = str(miss.schema.get("form") or miss.schema.get("description", "")).rstrip(".")
    example = schema_examples.example(miss.bundle, miss.schema)
    return f"this is not in the form asked for: {form}", f"Write it like {example}" if example else "Correct it"


def _bound(miss: _Miss) -> Iterator[Problem]:
    code, reason, remedy = _BOUNDS[miss.rule]
    size = miss.found if code == "number" else len(miss.found)
    if miss.rule == "minLength" and not miss.found:
        limit = miss.schema.get("maxLength")
        reason = f"nothing stands between the quotation marks, where 1 to {limit} characters do"
        remedy = "Write the text"
    yield miss.told(code, reason.format(size, miss.asked), remedy.format(size, miss.asked))


def _unique(miss: _Miss) -> Iterator[Problem]:
    index = repeated(miss.found)
    path = (*miss.path, index or 0)
    reason = "the same stands in this list already"
    yield problem(miss.parsed, path, "duplicate", reason, "Leave one of the two out", miss.found[index or 0])


_TOLD: Mapping[str, Callable[[_Miss], Iterator[Problem]]] = {
    "required": _missing,
    "unevaluatedProperties": _unknown,
    "type": _type,
    "enum": _choice,
    "pattern": _pattern,
    "uniqueItems": _unique,
    **dict.fromkeys(_BOUNDS, _bound),
}


def _kind_of(found: object) -> str:
    names = {bool: "true or false", str: "text", dict: "a mapping", list: "a list"}
    # By the exact type: to isinstance, True is a number.
    return names.get(type(found), "a number")


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name in `known` that was probably meant, ignoring case, hyphens and the like."""
    # Cut, since difflib compares letter by letter: a name may have as many as a whole file.
    folded = {letters_only(one): one for one in known}
    near = difflib.get_close_matches(letters_only(name[:80]), folded, 1)
    return folded[near[0]] if near else None
