"""Finds the part of a JSON Schema that describes a value, and an example for people.

An example is written as a person types it into a record, with quotes only where YAML needs them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z](?:[^:#]*[^:#\s])?|https?://\S+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_TEXT = frozenset({"true", "false", "null"})


def described(bundle: Mapping[str, Any], steps: Iterable[Any]) -> Any:
    """Return the part of the schema `bundle` at the end of `steps`, as `_referred` returns it."""
    schema: Any = bundle
    for step in steps:
        schema = _referred(bundle, schema)[step]
    return _referred(bundle, schema)


def example(bundle: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return an example of a schema's values as a person types it into a record; "" when there is none."""
    schema = _referred(bundle, schema)
    if schema.get("examples"):
        return _typed(schema["examples"][0])
    if "enum" in schema:
        return _typed(schema["enum"][0])
    return "true" if schema.get("type") == "boolean" else ""


def _referred(bundle: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    """Resolve a schema's `$ref`; its own members win. `form` is the description of the definition that it refers to."""
    if "$ref" not in schema:
        return schema
    other = bundle["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return {**other, **schema, "form": other["description"]}


def _typed(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    is_plain = _PLAIN.fullmatch(value) or _DAY.fullmatch(value)
    return value if is_plain and value not in _NOT_TEXT else json.dumps(value, ensure_ascii=False)
