"""Writes the values of members that are no objects, as JSON-LD 1.1 API, "Object to RDF Conversion", says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError
from testamur.proofs import jcs, nquads
from testamur.proofs.linked_data.active_context import ActiveContext
from testamur.proofs.linked_data.vocabulary import NO_SCOPE, Definition
from testamur.proofs.nquads import OutsideError
from testamur.proofs.terms import BOOLEAN, DOUBLE

_JSON = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>"
_STRING = "http://www.w3.org/2001/XMLSchema#string"  # that of text without a datatype, which N-Quads leaves out
_VALUE, _LANGUAGE, _TYPE = "@value", "@language", "@type"
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


def write(active: ActiveContext, definition: Definition, value: object) -> str:
    """Write text, a number or a truth value of a member as its definition says; OutsideError where it cannot be."""
    kind = definition.type
    if not isinstance(value, str):
        # Only of text is an address made (JSON-LD 1.1 API, "Value Expansion").
        return _native(value, "" if kind.startswith("@") else kind)
    if kind in {"@id", "@vocab"}:
        inside = active if definition.scope == NO_SCOPE else active.extend(definition.scope, overrides=True)
        return inside.expand(value, is_term=kind == "@vocab")
    return nquads.write_literal(value) + _datatype(kind)


def write_json(value: object) -> str:
    """Write whatever JSON a member has as text in canonical form (`"@type": "@json"`)."""
    try:
        text = jcs.canonicalize(value).decode()
    except DocumentError as error:
        raise OutsideError(error.reason) from error
    return nquads.write_literal(text) + _JSON


def write_value_object(active: ActiveContext, definition: Definition, value: Mapping[str, Any]) -> tuple[str, str]:
    """Write an object with `@value`; return its language tag besides, if it has one that not all would write alike."""
    if not {_VALUE, _LANGUAGE, _TYPE}.issuperset(value) or len(value) > 2:
        other = next((name for name in value if name not in {_VALUE, _LANGUAGE}), _TYPE)
        raise OutsideError("nothing signs this member of a value", other)
    held = value[_VALUE]
    if _TYPE in value:
        inside = active if definition.scope == NO_SCOPE else active.extend(definition.scope, overrides=True)
        kind = inside.expand(value[_TYPE], is_term=True)[1:-1]
        return (nquads.write_literal(held) + _datatype(kind) if isinstance(held, str) else _native(held, kind)), ""
    if _LANGUAGE not in value:
        return (nquads.write_literal(held) if isinstance(held, str) else _native(held, "")), ""
    tag = value[_LANGUAGE]
    if not isinstance(tag, str) or not _TAG.fullmatch(tag):
        raise OutsideError("a language tag belongs here", _LANGUAGE)
    # Processors write tags in small letters, which they may and need not (JSON-LD 1.1 API, "Expansion", 13.4.7).
    return f"{nquads.write_literal(held)}@{tag.lower()}", "" if tag == tag.lower() else tag


def _datatype(kind: str) -> str:
    return f"^^<{kind}>" if kind and kind != _STRING else ""


def _native(value: object, kind: str) -> str:
    """Write a number or a truth value."""
    if isinstance(value, bool):
        return f'"{"true" if value else "false"}"{_datatype(kind) if kind else BOOLEAN}'
    digits, own = nquads.write_number(value, is_double=_datatype(kind) == DOUBLE)
    return digits + (_datatype(kind) if kind else own)
