"""Reads a strict subset of YAML, in which a file means what a reviewer sees in it.

No tags, anchors, aliases, merge keys, directives, explicit or non-text keys, duplicate keys, second
documents or nulls; no tabs, no invisible characters. `true` and `false` are booleans, plain numbers are
numbers, and everything else is text: `NO`, `yes`, `0123` and `2026-03-01` stay as they were written, and
Norway's country code is not false, as it is in YAML 1.1. Size and depth are checked before the parser sees the file.

Every value has a line and column, which are looked up only when a problem needs them.
"""

from __future__ import annotations

import contextlib
import gc
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml

from testamur.records.parsing import yaml_guard, yaml_plain
from testamur.records.parsing.parsed import MAX_DEPTH, TOO_DEEP, FieldPath, Parsed
from testamur.records.parsing.yaml_nodes import event_of, nodes, place_of
from testamur.records.parsing.yaml_plain import NULLS, typed
from testamur.text import characters
from testamur.text.languages.messages import msg

_LONG = 32 * 1024  # characters; such a record is rare, and takes too long to be read again for a problem's place
_SET = "tag:yaml.org,2002:set"


def parse(data: bytes, file: str) -> Parsed:
    """Read one record. Never raises: `problems` has everything that is wrong, as far as reading can go on."""
    parsed = Parsed(file)
    text = yaml_guard.decode(parsed, data)
    if text is None:
        return parsed
    value = yaml_plain.read(text)
    if value is not None:
        parsed.value, parsed.text, parsed.nodes = value, text, _read_again
        return parsed
    if not yaml_guard.admit(parsed, text, data):
        return parsed
    is_long = len(text) > _LONG
    with _uncollected() if is_long else contextlib.nullcontext():
        _read(parsed, text)
    if not is_long:
        parsed.root = None
    parsed.problems.sort(key=lambda problem: (problem.line, problem.column, problem.code))
    return parsed


def _read(parsed: Parsed, text: str) -> None:
    """Read a text with the parser, and keep the nodes; add every problem to `parsed`."""
    root = nodes(parsed, text)
    if isinstance(root, yaml.MappingNode):
        whole = _construct(parsed, root, ())
        parsed.value = whole if not parsed.problems else None
        parsed.text, parsed.nodes, parsed.root = text, _read_again, root
    else:
        _report_no_record(parsed, root)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Put off collecting garbage: while nodes become many, all of them would be looked through again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_again(parsed: Parsed) -> Any:
    # The problems are known already, so the second reading reports to a stand-in.
    return nodes(Parsed(parsed.file), parsed.text)


def _report_no_record(parsed: Parsed, root: Any) -> None:
    if isinstance(root, yaml.SequenceNode):
        _construct(parsed, root, ())
    elif root is not None:
        _refuse(parsed, root, ())
    if parsed.problems:
        return
    place = place_of(root.start_mark) if root is not None else (1, 1)
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.style and root.value in NULLS):
        contents = (
            msg("only {value}", value=root.value)
            if root is not None and root.value
            else msg("empty, or has only comments")
        )
        parsed.add(
            place,
            code="yaml-empty",
            reason=msg("the file is {contents}", contents=contents),
            remedy=msg("Write the record, or delete the file"),
        )
        return
    held = msg("a list") if isinstance(root, yaml.SequenceNode) else msg("a single value")
    shown = root.value if isinstance(root, yaml.ScalarNode) else ""
    reason = msg("the file holds {contents}, not a record", contents=held)
    parsed.add(
        place,
        code="yaml-not-mapping",
        reason=reason,
        remedy=msg("Begin each line with a name, a colon and a space"),
        value=shown,
    )


def _construct(parsed: Parsed, node: Any, path: FieldPath) -> Any:
    _refuse(parsed, node, path)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(parsed, node, path)
    if getattr(event_of(node), "tag", None) == _SET:
        return None  # The members of a !!set have no values; the tag was reported, and that is enough.
    if len(path) >= MAX_DEPTH:
        remedy = msg("Write a record as the examples show")
        parsed.add(place_of(node.start_mark), code="yaml-depth", reason=TOO_DEEP, remedy=remedy, path=path[:3])
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_construct(parsed, item, (*path, index)) for index, item in enumerate(node.value)]
    return _mapping(parsed, node, path)


def _mapping(parsed: Parsed, node: Any, path: FieldPath) -> dict[str, Any]:
    value: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for name, item in node.value:
        key = _key(parsed, name, path)
        # The value under a refused name is read all the same: it may have problems of its own.
        item_value = _construct(parsed, item, path if key is None else (*path, key))
        if key is None:
            continue
        # PyYAML keeps the last of two in silence: a reviewer could read the first, and the institution sign the second.
        if key in value:
            reason = msg("{key} is given twice (first in line {lines})", key=characters.harmless(key), lines=lines[key])
            place = place_of(name.start_mark)
            parsed.add(
                place,
                code="yaml-duplicate-key",
                reason=reason,
                remedy=msg("Keep one of the two"),
                value=key,
                path=(*path, key),
            )
            continue
        lines[key] = name.start_mark.line + 1
        value[key] = item_value
    return value


def _refuse(parsed: Parsed, node: Any, path: FieldPath) -> None:
    """Refuse an anchor, alias or tag. Only nodes that `yaml_nodes` assembled can have one: the others have no event."""
    event = event_of(node)
    if event is None:
        return
    place = place_of(node.start_mark)
    if event.anchor:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        remedy = msg("Write the text out; put it in quotes if it begins with & or *")
        reason = msg("anchors and aliases (& and *) are not allowed")
        parsed.add(place, code="yaml-alias", reason=reason, remedy=remedy, value=sign + event.anchor, path=path)
    if getattr(event, "tag", None):
        remedy = msg("Remove it; put the text in quotes if it begins with !")
        parsed.add(
            place, code="yaml-tag", reason=msg("tags (!) are not allowed"), remedy=remedy, value=event.tag, path=path
        )


def _key(parsed: Parsed, node: Any, path: FieldPath) -> str | None:
    _refuse(parsed, node, path)
    place = place_of(node.start_mark)
    if not isinstance(node, yaml.ScalarNode):
        parsed.add(
            place,
            code="yaml-key",
            reason=msg("a name is one word, not a list or mapping"),
            remedy=msg("Write name: value"),
            path=path,
        )
        return None
    if not node.style and node.value == "<<":
        parsed.add(
            place,
            code="yaml-merge",
            reason=msg("merge keys (<<) are not allowed"),
            remedy=msg("Write the lines out"),
            value="<<",
            path=path,
        )
        return None
    if not node.style and (not isinstance(typed(node.value), str) or node.value in NULLS):
        quoted = (
            msg('Put it in quotes: "{value}"', value=characters.harmless(node.value))
            if node.value
            else msg("Write name: value")
        )
        parsed.add(place, code="yaml-key", reason=msg("a name is text"), remedy=quoted, value=node.value, path=path)
        return None
    return _text(parsed, node, path)


def _scalar(parsed: Parsed, node: Any, path: FieldPath) -> Any:
    if node.style:
        return _text(parsed, node, path)
    if node.value in NULLS:
        reason = msg("{value} means nothing", value=node.value) if node.value else msg("nothing is written here")
        remedy = msg("Write a value, or remove the line; a value that begins with # needs quotes")
        parsed.add(
            place_of(node.start_mark), code="yaml-null", reason=reason, remedy=remedy, value=node.value, path=path
        )
        return None
    value = typed(node.value)
    return _text(parsed, node, path) if isinstance(value, str) else value


def _text(parsed: Parsed, node: Any, path: FieldPath) -> str:
    # The last line end of a block is not part of the text: whether a file ends in one must not change what is signed.
    text: str = node.value.rstrip("\n") if node.style in {"|", ">"} else node.value
    if text.isascii() and text.isprintable():
        return text
    # An escape in a quoted text can name any character ("\\e"), so the result is checked as the file was.
    for offset, code, reason in _odd_characters(text):
        place = msg("{reason}, at character {number} of the text", reason=reason, number=offset + 1)
        remedy = msg("Use spaces") if code == "yaml-syntax" else msg("Delete the character")
        parsed.add(place_of(node.start_mark), code=code, reason=place, remedy=remedy, value=text, path=path)
    return unicodedata.normalize("NFC", text)


def _odd_characters(text: str) -> Iterator[tuple[int, str, str]]:
    if "\t" in text:
        yield text.index("\t"), "yaml-syntax", msg("a tab stands in the text")
    yield from characters.findings(text)
