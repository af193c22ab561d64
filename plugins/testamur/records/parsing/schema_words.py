"""Puts a JSON Schema validator's errors into words: what is wrong with a record, and what to type instead.

One function for each keyword that our schemas use; `problems` picks by the keyword.

It is longer than other modules since it is one list: a sentence and a remedy for each keyword.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from testamur.errors import Problem
from testamur.records.parsing import schema_examples
from testamur.records.parsing.formats import FormatError
from testamur.records.parsing.parsed import FieldPath, Parsed, Refusal, problem
from testamur.text.folding import letters_only
from testamur.text.languages.messages import Row, listed, msg, with_values

if TYPE_CHECKING:
    import jsonschema

LINE = r"^\S(?:[^\n]*\S)?$"  # the pattern of a text of one line
TEXT = r"\S"  # the pattern of a text that may have several
_NOUNS = {
    "string": msg("text"),
    "object": msg("a mapping (lines of name: value)"),
    "array": msg("a list (lines that begin with -)"),
    "integer": msg("a whole number"),
    "number": msg("a number"),
    "boolean": msg("true or false"),
}
# {size} is that of what the record has, {limit} what the rule requires.
_BOUNDS = {
    "maxLength": Refusal("length", msg("the text has {size} characters, and {limit} are allowed"), msg("Shorten it")),
    "minLength": Refusal(
        "length", msg("the text has {size} characters, and at least {limit} are required"), msg("Write more")
    ),
    "maxItems": Refusal(
        "length", msg("the list has {size} items, and {limit} are allowed"), msg("Leave some of them out")
    ),
    "minItems": Refusal(
        "length",
        msg("the list has {size} items, and at least {limit} are required"),
        msg("Write at least {limit}, or remove the line"),
    ),
    "maxProperties": Refusal(
        "length", msg("there are {size} names, and {limit} are allowed"), msg("Leave some of them out")
    ),
    "minProperties": Refusal(
        "length", msg("the mapping is empty"), msg("Write a name and a value, or remove the line")
    ),
    "minimum": Refusal("number", msg("the number is less than {limit}"), msg("Write {limit} or more")),
    "maximum": Refusal("number", msg("the number is more than {limit}"), msg("Write {limit} or less")),
    "exclusiveMinimum": Refusal(
        "number", msg("the number is not more than {limit}"), msg("Write a number above {limit}, or remove the line")
    ),
}
# Numbers that YAML or Python would read and a record must not have, and numbers with more digits than a double keeps.
_NO_NUMBER = re.compile(r"(?i)[-+]?(?:\.?nan|\.?inf|infinity|[0-9]+(?:\.[0-9]*)?e[-+]?[0-9]+|[0-9]{17,})")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


@dataclass(frozen=True, slots=True)
class _BrokenRule:
    """A value, and the keyword (`rule`) of its schema that it breaks."""

    parsed: Parsed
    path: FieldPath
    rule: str
    required: Any  # what the rule says
    value: Any
    schema: Mapping[str, Any]  # of the value, with the description and examples of where it is referred to
    bundle: Mapping[str, Any]

    def problem(self, refusal: Refusal) -> Problem:
        """Return the problem of the value as a whole."""
        return problem(self.parsed, self.path, **refusal._asdict(), value=self.value)


def problems(bundle: Mapping[str, Any], parsed: Parsed, error: jsonschema.ValidationError) -> Iterator[Problem]:
    """Yield the problems that one error of the validator stands for; `bundle` is the whole schema."""
    broken = _BrokenRule(
        parsed, tuple(error.absolute_path), str(error.validator), error.validator_value, error.instance,
        schema_examples.described(bundle, list(error.absolute_schema_path)[:-1]), bundle,
    )  # fmt: skip
    if "propertyNames" in error.absolute_schema_path:
        yield _name(broken, error)
    elif isinstance(error.cause, FormatError):
        refusal, value = error.cause.refusal, error.cause.shown or broken.value
        yield problem(parsed, broken.path, **refusal._asdict(), value=value)
    else:
        yield from _PROBLEMS_BY_RULE[broken.rule](broken)


def without_echoes(errors: Iterable[jsonschema.ValidationError]) -> Iterator[jsonschema.ValidationError]:
    """Leave out errors that follow from another one of the same value: an empty text also fails its pattern."""
    for error in errors:
        value, schema = error.instance, cast("Mapping[str, Any]", error.schema)
        is_empty = error.validator == "pattern" and value == "" and "minLength" in schema
        is_too_long = error.validator == "format" and len(cast("str", value)) > schema.get("maxLength", math.inf)
        if not (is_empty or is_too_long):
            yield error


def first_repetition(items: list[Any]) -> int | None:
    """Return the index of the first item that occurs earlier in the list; None when none does. Linear."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        written = json.dumps(item, sort_keys=True)
        if written in seen:
            return index
        seen.add(written)
    return None


def _name(broken: _BrokenRule, error: jsonschema.ValidationError) -> Problem:
    path = (*broken.path, broken.value)
    refusal = error.cause.refusal if isinstance(error.cause, FormatError) else _refusal_of_form(broken, "format")
    return problem(broken.parsed, path, **refusal._asdict(), value=broken.value, key=True)


def _missing(broken: _BrokenRule) -> Iterator[Problem]:
    for name in broken.schema["required"]:
        if name not in broken.value:
            example = schema_examples.example(broken.bundle, broken.schema["properties"][name]) or "…"
            reason, remedy = (
                msg("{name} is missing", name=name),
                msg("Add a line {name}: {example}", name=name, example=example),
            )
            yield problem(broken.parsed, broken.path, code="missing-field", reason=reason, remedy=remedy)


def _unknown(broken: _BrokenRule) -> Iterator[Problem]:
    fields = list(broken.schema["properties"])
    for name in broken.value:
        if name not in fields:
            near = _nearest(name, fields)
            remedy = (
                msg("Did you mean {near}?", near=near) if near else msg("Known here: {fields}", fields=listed(fields))
            )
            path = (*broken.path, name)
            reason = msg("there is no such field here")
            yield problem(broken.parsed, path, code="unknown-field", reason=reason, remedy=remedy, value=name, key=True)


def _type(broken: _BrokenRule) -> Iterator[Problem]:
    kinds = [broken.required] if isinstance(broken.required, str) else list(broken.required)
    wanted = Row((_NOUNS[name] for name in kinds), msg(" or ").template)
    code, remedy = "type", ""
    if "string" in kinds and isinstance(broken.value, bool | int | float):
        code, remedy = _as_text(broken)
    elif {"number", "integer"} & set(kinds) and isinstance(broken.value, str):
        code, remedy = _as_number(broken.value)
    elif "boolean" in kinds:
        remedy = msg("Write true or false, without quotes")
    example = schema_examples.example(broken.bundle, broken.schema)
    remedy = remedy or (
        msg("Write it like {example}", example=example) if example else msg("Write {wanted}", wanted=wanted)
    )
    yield broken.problem(
        Refusal(
            code,
            msg("this is {found}, and {wanted} is required", found=_kind_of(broken.value), wanted=wanted),
            remedy,
        )
    )


def _as_text(broken: _BrokenRule) -> tuple[str, str]:
    """Return the code, and the remedy if there is a special one, for a number or truth value where a text belongs."""
    if "date" in str(broken.schema.get("format", "")) or "founded" in str(broken.schema.get("format", "")):
        return "date-format", msg("Write year-month-day, e.g. 2026-03-01")
    if "format" in broken.schema:
        return "type", ""
    return "type", msg('Put it in quotes: "{value}"', value=str(broken.value).lower())


def _as_number(text: str) -> tuple[str, str]:
    """Return the code and the remedy for a text where a number belongs."""
    if _NO_NUMBER.fullmatch(text):
        return "number", msg("Write a plain number of at most 16 digits, such as 2 or 2.5")
    if _COMMA.fullmatch(text):
        return "type", msg("Write it with a point: {value}", value=text.replace(",", "."))
    return "type", msg("Write a plain number, such as 2 or 2.5, without quotes")


def _choice(broken: _BrokenRule) -> Iterator[Problem]:
    near = _nearest(str(broken.value), broken.required)
    remedy = (
        msg("Did you mean {near}?", near=near)
        if near
        else msg("Write one of these, such as {required}", required=broken.required[0])
    )
    yield broken.problem(Refusal("value", msg("it must be one of {values}", values=listed(broken.required)), remedy))


def _pattern(broken: _BrokenRule) -> Iterator[Problem]:
    yield broken.problem(_refusal_of_form(broken, "length" if not broken.value.strip() else "format"))


def _refusal_of_form(broken: _BrokenRule, code: str) -> Refusal:
    if not broken.value.strip() and broken.required in {LINE, TEXT}:
        reason = msg("only spaces stand here, where 1 to {limit} characters do", limit=broken.schema.get("maxLength"))
        return Refusal(code, reason, msg("Write the text"))
    if broken.required == LINE and "\n" in broken.value.strip():
        return Refusal(code, msg("the text has several lines, where one is asked for"), msg("Write it as one line"))
    if broken.required == LINE:
        return Refusal(code, msg("a space or line end stands at the start or end of the text"), msg("Remove it"))
    form = str(broken.schema.get("form") or broken.schema.get("description", "")).rstrip(".")
    example = schema_examples.example(broken.bundle, broken.schema)
    remedy = msg("Write it like {example}", example=example) if example else msg("Correct it")
    return Refusal(code, msg("this is not in the form asked for: {form}", form=form), remedy)


def _bound(broken: _BrokenRule) -> Iterator[Problem]:
    code, reason, remedy = _BOUNDS[broken.rule]
    size, limit = broken.value if code == "number" else len(broken.value), broken.required
    if broken.rule == "minLength" and not broken.value:
        limit = broken.schema.get("maxLength")
        reason = msg("nothing stands between the quotation marks, where 1 to {limit} characters do")
        remedy = msg("Write the text")
    reason, remedy = (with_values(text, size=size, limit=limit) for text in (reason, remedy))
    yield broken.problem(Refusal(code, reason, remedy))


def _unique(broken: _BrokenRule) -> Iterator[Problem]:
    index = first_repetition(broken.value)
    path = (*broken.path, index or 0)
    reason = msg("this is already in the list")
    yield problem(
        broken.parsed,
        path,
        code="duplicate",
        reason=reason,
        remedy=msg("Leave one of the two out"),
        value=broken.value[index or 0],
    )


_PROBLEMS_BY_RULE: Mapping[str, Callable[[_BrokenRule], Iterator[Problem]]] = {
    "required": _missing,
    "unevaluatedProperties": _unknown,
    "type": _type,
    "enum": _choice,
    "pattern": _pattern,
    "uniqueItems": _unique,
    **dict.fromkeys(_BOUNDS, _bound),
}


def _kind_of(value: object) -> str:
    names = {bool: msg("true or false"), str: msg("text"), dict: msg("a mapping"), list: msg("a list")}
    # By the exact type: to isinstance, True is a number.
    return names.get(type(value), msg("a number"))


def _nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that was probably meant, ignoring case, hyphens and the like."""
    # Cut, since difflib compares letter by letter: a name may have as many as a whole file.
    folded = {letters_only(known_name): known_name for known_name in names}
    near = difflib.get_close_matches(letters_only(name[:80]), folded, 1)
    return folded[near[0]] if near else None
