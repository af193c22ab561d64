"""A strict subset of YAML, in which what a person sees is what is read.

No tags, anchors, aliases, merge keys, directives, explicit or non-text keys, duplicate keys, second
documents or nulls; no tabs, no characters that cannot be seen. `true` and `false` are booleans,
plain numbers are numbers, and everything else is text: `NO`, `yes`, `0123` and `2026-03-01` stay as
they were written. Size and depth are checked before the parser sees the file.

Every value knows its line and column; they are looked up only when a problem needs them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

from testamur.errors import Problem
from testamur.records import characters, yaml_guard
from testamur.records.parsed import DEEP, DEPTH, Parsed, Path

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MAY_REFUSE = re.compile(r"[&*!%]|^(?:---|\.\.\.)", re.MULTILINE)
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def parse(data: bytes, file: str) -> Parsed:
    """Read one record. Never raises: what is wrong is in `problems`, all of it where reading can go on."""
    parsed = Parsed(file)
    text = yaml_guard.admit(parsed, data)
    if text is None:
        return parsed
    try:
        parsed.root = _compose(parsed, text)
    except yaml.YAMLError as error:
        parsed.problems.append(_syntax(parsed, text, error))
        parsed.root = None
    if parsed.root is not None and not parsed.problems:
        value = _construct(parsed, parsed.root, ())
        parsed.value = value if not parsed.problems else None
    parsed.problems.sort(key=lambda problem: (problem.line, problem.column, problem.code))
    return parsed


def _compose(parsed: Parsed, text: str) -> Any:
    """Return the parser's nodes; refuse what the subset leaves out as its events go by."""
    # Most records have none of the characters that begin what is refused: their events need no look.
    events = _events(parsed, text) if _MAY_REFUSE.search(text) else []
    if parsed.problems:
        return None
    documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
    if len(documents) > 1:
        mark = documents[1].start_mark
        parsed.add(
            "yaml-multiple",
            _at(mark),
            "a second document begins here",
            "Put each record into a file of its own",
        )
        return None
    loader = _Parser(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    if root is None:
        parsed.add(
            "yaml-empty",
            (1, 1),
            "the file is empty, or has only comments",
            "Write the record, or delete the file",
        )
        return None
    if not isinstance(root, yaml.MappingNode):
        found = "a list" if isinstance(root, yaml.SequenceNode) else "a single value"
        nothing = isinstance(root, yaml.ScalarNode) and root.value in _NULLS
        code = "yaml-empty" if nothing else "yaml-not-mapping"
        parsed.add(
            code,
            _at(root.start_mark),
            f"the file holds {found}, not a record",
            "Begin each line with a name and a colon",
        )
        return None
    return root


def _events(parsed: Parsed, text: str) -> list[Any]:
    loader = _Parser(text)
    events = []
    try:
        while loader.check_event():
            events.append(loader.get_event())
            _refuse(parsed, events[-1])
    finally:
        loader.dispose()
    return events


def _refuse(parsed: Parsed, event: Any) -> None:
    mark = event.start_mark
    line, column = _at(mark)
    if getattr(event, "anchor", None):
        parsed.add(
            "yaml-alias",
            (line, column),
            "anchors and aliases (& and *) are not allowed",
            "Write the text out; put it in quotes if it begins with & or *",
            event.anchor,
        )
    if getattr(event, "tag", None):
        parsed.add(
            "yaml-tag",
            (line, column),
            "tags (!) are not allowed",
            "Remove it; put the text in quotes if it begins with !",
            event.tag,
        )
    if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
        parsed.add("yaml-directive", (line, column), "directives (%) are not allowed", "Remove the line")


def _construct(parsed: Parsed, node: Any, path: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(parsed, node, path)
    if len(path) >= DEPTH:
        mark = node.start_mark
        parsed.add("yaml-depth", _at(mark), DEEP, "Write a record as the examples show")
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_construct(parsed, item, (*path, index)) for index, item in enumerate(node.value)]
    value: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for name, item in node.value:
        key = _key(parsed, name, path)
        if key is None:
            continue
        if key in value:
            mark = name.start_mark
            parsed.add(
                "yaml-duplicate-key",
                _at(mark),
                f"{characters.harmless(key)} stands here twice (first in line {lines[key]})",
                "Keep one of the two",
                key,
                (*path, key),
            )
            continue
        lines[key] = name.start_mark.line + 1
        value[key] = _construct(parsed, item, (*path, key))
    return value


def _key(parsed: Parsed, node: Any, path: Path) -> str | None:
    mark = node.start_mark
    if not isinstance(node, yaml.ScalarNode):
        parsed.add(
            "yaml-key",
            _at(mark),
            "a name is one word, not a list or mapping",
            "Write name: value",
            "",
            path,
        )
        return None
    if not node.style and node.value == "<<":
        parsed.add(
            "yaml-merge",
            _at(mark),
            "merge keys (<<) are not allowed",
            "Write the lines out",
            "<<",
            path,
        )
        return None
    if not node.style and (not isinstance(_plain(node.value), str) or node.value in _NULLS):
        parsed.add(
            "yaml-key",
            _at(mark),
            "a name is text",
            f'Put it in quotes: "{characters.harmless(node.value)}"',
            node.value,
            path,
        )
        return None
    return _text(parsed, node, path)


def _scalar(parsed: Parsed, node: Any, path: Path) -> Any:
    if node.style:
        return _text(parsed, node, path)
    if node.value in _NULLS:
        mark = node.start_mark
        parsed.add(
            "yaml-null",
            _at(mark),
            "nothing is written here",
            "Write a value, or remove the line",
            "",
            path,
        )
        return None
    value = _plain(node.value)
    return _text(parsed, node, path) if isinstance(value, str) else value


def _plain(text: str) -> bool | int | float | str:
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _text(parsed: Parsed, node: Any, path: Path) -> str:
    # The last line end of a block is no part of the text: a file without it means the same.
    text: str = node.value.rstrip("\n") if node.style in {"|", ">"} else node.value
    if text.isascii() and text.isprintable():
        return text
    # A quoted text can name any character ("\\e"), so what was read is looked at again.
    for offset, code, reason in characters.findings(text):
        mark = node.start_mark
        parsed.add(
            code,
            _at(mark),
            f"{reason}, at character {offset + 1} of the text",
            "Delete the character",
            text,
            path,
        )
    return unicodedata.normalize("NFC", text)


def _syntax(parsed: Parsed, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = str(getattr(error, "problem", "") or "it cannot be read as YAML")
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    code = "yaml-multiple" if "another document" in str(error) else "yaml-alias" if "alias" in what else "yaml-syntax"
    shown = text.split("\n")[line - 1] if 0 < line <= text.count("\n") + 1 else ""
    return Problem(
        code=code, file=parsed.file, line=line, column=column, value=characters.harmless(shown),
        reason=f"this cannot be read: {characters.harmless(what, 200)}",
        remedy="Look at this line and the one above: a colon with a space after the name, spaces at the start as in "
        "the lines around it, quotes closed",
    )  # fmt: skip


def _at(mark: Any) -> tuple[int, int]:
    # A parser counts from 0, people from 1.
    return mark.line + 1, mark.column + 1
