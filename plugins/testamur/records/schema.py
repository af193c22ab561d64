"""Records against their JSON Schemas, and what a person is told when one does not fit.

`jsonschema-rs` says yes or no (fast); only a record that does not fit is read again by `jsonschema`,
whose errors become problems. Schemas are ours, closed, and bundled: nothing is ever fetched.
"""

from __future__ import annotations

import difflib
import functools
import importlib.resources
import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

import jsonschema
import jsonschema_rs

from testamur.errors import Problem
from testamur.records import characters
from testamur.records.formats import FORMATS, FormatError
from testamur.records.parsed import Parsed

Kind = Literal["issuer", "achievement", "learner", "award"]
KINDS: tuple[Kind, ...] = ("issuer", "achievement", "learner", "award")
_COMMON = "common.schema.json"
_NOUNS = {
    "string": "text",
    "object": "a mapping (lines of name: value)",
    "array": "a list (lines that begin with -)",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
_BOUNDS = {
    "minLength": ("length", "too short", "at least {} characters"),
    "maxLength": ("length", "too long", "at most {} characters"),
    "minItems": ("length", "too few", "at least {}"),
    "maxItems": ("length", "too many", "at most {}"),
    "minProperties": ("length", "too few", "at least {}"),
    "maxProperties": ("length", "too many", "at most {}"),
    "minimum": ("number", "too small", "at least {}"),
    "maximum": ("number", "too large", "at most {}"),
    "exclusiveMinimum": ("number", "too small", "more than {}"),
}


@functools.cache
def bundled(kind: Kind) -> dict[str, Any]:
    """Return the schema of one kind of record, whole: what the site publishes for editors."""
    folder = importlib.resources.files("testamur.records") / "schemas"
    common = json.loads((folder / _COMMON).read_text(encoding="utf-8"))
    text = (folder / f"{kind}.schema.json").read_text(encoding="utf-8").replace(_COMMON + "#", "#")
    schema: dict[str, Any] = json.loads(text)
    schema["$defs"] = json.loads(json.dumps(common["$defs"]).replace(_COMMON + "#", "#"))
    return schema


def check(kind: Kind, parsed: Parsed) -> list[Problem]:
    """Return every problem that the schema of `kind` finds in a parsed record."""
    if parsed.value is None or _fast(kind).is_valid(parsed.value):
        return []
    errors = list(_explaining(kind).iter_errors(parsed.value))
    told = {tuple(error.absolute_path) for error in errors if error.validator == "format"}
    problems = [
        problem
        for error in errors
        # A wrong date need not also hear that it does not match a pattern.
        if error.validator == "format" or error.validator != "pattern" or tuple(error.absolute_path) not in told
        for problem in _problems(kind, parsed, error)
    ]
    # A missing field is one error each to the validator, and every time all of them to us.
    return list(dict.fromkeys(problems)) or [_unexplained(kind, parsed)]


@functools.cache
def _fast(kind: Kind) -> jsonschema_rs.Draft202012Validator:
    def fits(ask: Any) -> Any:
        def asked(text: str) -> bool:
            try:
                ask(text)
            except FormatError:
                return False
            return True

        return asked

    formats = {name: fits(ask) for name, ask in FORMATS.items()}
    return jsonschema_rs.Draft202012Validator(bundled(kind), formats=formats, validate_formats=True)


@functools.cache
def _explaining(kind: Kind) -> jsonschema.Draft202012Validator:
    checker = jsonschema.FormatChecker(formats=())
    for name, ask in FORMATS.items():
        checker.checks(name, raises=FormatError)(
            lambda value, ask=ask: ask(value) is None if isinstance(value, str) else True
        )
    return jsonschema.Draft202012Validator(bundled(kind), format_checker=checker)


def _problems(kind: Kind, parsed: Parsed, error: jsonschema.ValidationError) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    found = cast("Any", error.instance)
    rule, asked = str(error.validator), cast("Any", error.validator_value)
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    example = _example(schema)
    if rule == "required":
        yield from _missing(kind, parsed, path, schema, found)
    elif rule == "unevaluatedProperties":
        yield from _unknown(parsed, path, schema, found)
    elif rule == "type":
        yield _type(parsed, path, asked, found, example)
    elif rule == "enum":
        near = difflib.get_close_matches(str(found), [str(value) for value in asked], 1)
        remedy = f"Did you mean {near[0]}?" if near else "Write one of these"
        yield problem(parsed, path, "value", "must be one of " + ", ".join(map(str, asked)), remedy, found)
    elif rule == "format":
        cause = error.cause
        if isinstance(cause, FormatError):
            yield problem(parsed, path, cause.code, cause.reason, cause.remedy, found)
    elif rule in {"pattern", "propertyNames"} or "propertyNames" in error.absolute_schema_path:
        language = "propertyNames" in error.absolute_schema_path
        code = "language-tag" if language and "tag" in str(schema.get("description", "")) else "format"
        reason = f"not in the form asked for: {schema.get('description', 'see the schema')}"
        yield problem(
            parsed,
            (*path, found) if language else path,
            code,
            reason,
            f"Write it {example}" if example else "Write one line of text that does not begin with a space",
            found,
            key=language,
        )
    elif rule in _BOUNDS:
        code, reason, limit = _BOUNDS[rule]
        size = len(found) if rule.endswith(("Length", "Items", "Properties")) else found
        yield problem(
            parsed,
            path,
            code,
            f"{reason}: {size}, where the limit is {limit.format(asked)}",
            f"Write {limit.format(asked)}",
            found,
        )
    elif rule == "uniqueItems":
        yield problem(
            parsed, path, "duplicate", "the same thing stands in the list twice", "Leave one of them out", found
        )
    else:
        yield problem(
            parsed,
            path,
            "schema",
            error.message.replace(repr(found), "the value"),
            "See the description in the schema",
            found,
        )


def problem(
    parsed: Parsed,
    path: tuple[str | int, ...],
    code: str,
    reason: str,
    remedy: str,
    found: object = None,
    *,
    key: bool = False,
    severity: Literal["error", "warning"] = "error",
) -> Problem:
    """Return a problem at one path of a parsed record, with the place in its file."""
    line, column = parsed.locate(path, key=key)
    value = "" if found is None or isinstance(found, dict | list) else characters.harmless(str(found))
    field = characters.harmless(".".join(map(str, path)), 200)
    return Problem(
        code=code, file=parsed.file, line=line, column=column, field=field, value=value,
        reason=characters.harmless(reason, 1000), remedy=remedy, severity=severity,
    )  # fmt: skip


def _missing(kind: Kind, parsed: Parsed, path: Any, schema: Any, found: Any) -> Iterator[Problem]:
    for name in schema.get("required", ()):
        if name not in found:
            example = _example(_resolve(kind, schema["properties"][name]))
            line = f"{name}: {example.removeprefix('like ')}" if example else f"{name}: …"
            yield problem(parsed, path, "missing-field", f"{name} is missing", f"Add a line {line}")


def _unknown(parsed: Parsed, path: Any, schema: Any, found: Any) -> Iterator[Problem]:
    known = list(schema.get("properties", {}))
    for name in found:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            remedy = f"Did you mean {near[0]}?" if near else "Known here: " + ", ".join(known)
            yield problem(parsed, (*path, name), "unknown-field", "there is no such field here", remedy, name, key=True)


def _type(parsed: Parsed, path: Any, asked: Any, found: Any, example: str) -> Problem:
    kinds = [asked] if isinstance(asked, str) else list(asked)
    wanted = " or ".join(_NOUNS.get(name, name) for name in kinds)
    remedy = f"Write it {example}" if example else f"Write {wanted}"
    code = "type"
    if "boolean" in kinds:
        remedy = "Write true or false"
    elif isinstance(found, bool | int | float) and "string" in kinds:
        remedy = f'Put it in quotes: "{str(found).lower()}"'
    elif {"number", "integer"} & set(kinds) and isinstance(found, str):
        code = "number" if found.lower() in {".nan", ".inf", "-.inf", "+.inf"} or "e" in found.lower() else "type"
        remedy = "Write a plain number, without quotes"
    return problem(parsed, path, code, f"found {_kind_of(found)}, where {wanted} is asked for", remedy, found)


def _kind_of(found: object) -> str:
    names = {bool: "true or false", str: "text", int: "a number", float: "a number", dict: "a mapping", list: "a list"}
    return names.get(type(found), "nothing")


def _example(schema: Mapping[str, Any]) -> str:
    examples = schema.get("examples", ())
    return (
        f"like {json.dumps(examples[0], ensure_ascii=False) if not isinstance(examples[0], str) else examples[0]}"
        if examples
        else ""
    )


def _resolve(kind: Kind, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    return {**bundled(kind)["$defs"][reference], **schema} if reference else schema


def _unexplained(kind: Kind, parsed: Parsed) -> Problem:
    # The two validators differ on a line end after a pattern: Python's `$` lets it pass.
    error = next(iter(_fast(kind).iter_errors(parsed.value)))
    path = tuple(error.instance_path)
    return problem(
        parsed, path, "format", "not in the form asked for", "Write one line of text, without a line end after it"
    )
