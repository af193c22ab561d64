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
from dataclasses import dataclass, field
from typing import Any

import yaml

from testamur.errors import Problem
from testamur.records import characters

LIMIT = 256 * 1024  # bytes
DEPTH = 20  # of nested lists and mappings
Path = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MAY_REFUSE = re.compile(r"[&*!%]|^(?:---|\.\.\.)", re.MULTILINE)
_PLAIN_ASCII = re.compile(rb"[\n\x20-\x7e]*")
_DEEP = f"more than {DEPTH} lists and mappings stand inside each other"
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(slots=True)
class Parsed:
    """One file as it was read. `value` is None when it could not be."""

    file: str
    value: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    root: Any = None  # the parser's nodes: where every value stands

    def locate(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the value at `path` or of its key; else of the nearest one above it."""
        mark = self.root.start_mark if self.root is not None else None
        node = self.root
        for number, part in enumerate(path):
            found = _child(node, part)
            if found is None:
                break
            name, node = found
            mark = (name if key and number == len(path) - 1 else node).start_mark
        return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def parse(data: bytes, file: str) -> Parsed:
    """Read one record. Never raises: what is wrong is in `problems`, all of it where reading can go on."""
    parsed = Parsed(file)
    text = _decode(parsed, data)
    if text is None or not _is_clean(parsed, text, data) or not _is_shallow(parsed, text):
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


def _add(
    parsed: Parsed, code: str, line: int, column: int, reason: str, remedy: str, value: str = "", path: Path = ()
) -> None:
    shown = characters.harmless(value) if value else ""
    name = characters.harmless(".".join(map(str, path)), 200) if path else ""
    parsed.problems.append(
        Problem(
            code=code, file=parsed.file, line=line, column=column, field=name, value=shown, reason=reason, remedy=remedy
        )
    )


def _decode(parsed: Parsed, data: bytes) -> str | None:
    if len(data) > LIMIT:
        _add(
            parsed,
            "size",
            0,
            0,
            f"the file has {len(data)} bytes; a record has at most {LIMIT}",
            "Put less into one record",
        )
        return None
    for mark, name in (
        (b"\xef\xbb\xbf", "UTF-8 with a byte order mark"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
    ):
        if data.startswith(mark):
            _add(
                parsed,
                "encoding",
                1,
                1,
                f"the file is {name} (at byte 0)",
                "Save it as UTF-8, without a byte order mark",
            )
            return None
    if data.startswith(b"version https://git-lfs"):
        _add(
            parsed,
            "lfs-pointer",
            1,
            1,
            "this is a Git LFS pointer, not the record",
            "Keep records in git itself: git lfs untrack it",
        )
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        guess = "UTF-16" if b"\0" in data[:64] else "another encoding, perhaps Latin-1"
        _add(
            parsed,
            "encoding",
            line,
            1,
            f"the file is not UTF-8 but {guess} (at byte {error.start})",
            "Save it as UTF-8",
        )
        return None


def _is_clean(parsed: Parsed, text: str, data: bytes) -> bool:
    if _PLAIN_ASCII.fullmatch(data):
        return True
    for offset, code, reason in characters.findings(text):
        line, column = _place(text, offset)
        _add(parsed, code, line, column, reason, "Delete the character, and type the text again around it")
    for number, line_text in enumerate(text.split("\n"), 1):
        if "\t" in line_text[: len(line_text) - len(line_text.lstrip())]:
            _add(
                parsed,
                "yaml-syntax",
                number,
                line_text.index("\t") + 1,
                "a tab stands at the start of the line",
                "Use spaces",
            )
    return not parsed.problems


def _is_shallow(parsed: Parsed, text: str) -> bool:
    """Refuse deep nesting before the parser sees it: its C code calls itself for each level."""
    if text.count("[") + text.count("{") > DEPTH:
        depth = 0
        for match in re.finditer(r"[\[\]{}]|#[^\n]*|\"(?:[^\"\\]|\\.)*\"", text):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
            if depth > DEPTH:
                return _too_deep(parsed, text, match.start())
    # Each level of block nesting needs a deeper column, or a dash of its own on the same line.
    for match in re.finditer(r"^ *(?:[-?:] +)*", text, re.MULTILINE):
        if match.end() - match.start() > 2 * DEPTH:
            dashes = sum(match[0].count(mark) for mark in "-?:")
            if dashes > DEPTH:
                return _too_deep(parsed, text, match.start())
    return True


def _too_deep(parsed: Parsed, text: str, offset: int) -> bool:
    line, column = _place(text, offset)
    _add(parsed, "yaml-depth", line, column, _DEEP, "Write a record as the examples show")
    return False


def _compose(parsed: Parsed, text: str) -> Any:
    """Return the parser's nodes; refuse what the subset leaves out as its events go by."""
    # Most records have none of the characters that begin what is refused: their events need no look.
    events = _events(parsed, text) if _MAY_REFUSE.search(text) else []
    if parsed.problems:
        return None
    documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
    if len(documents) > 1:
        mark = documents[1].start_mark
        _add(
            parsed,
            "yaml-multiple",
            mark.line + 1,
            1,
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
        _add(
            parsed,
            "yaml-empty",
            1,
            1,
            "the file is empty, or has only comments",
            "Write the record, or delete the file",
        )
        return None
    if not isinstance(root, yaml.MappingNode):
        found = "a list" if isinstance(root, yaml.SequenceNode) else "a single value"
        nothing = isinstance(root, yaml.ScalarNode) and root.value in _NULLS
        code = "yaml-empty" if nothing else "yaml-not-mapping"
        _add(
            parsed,
            code,
            root.start_mark.line + 1,
            1,
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
    line, column = mark.line + 1, mark.column + 1
    if getattr(event, "anchor", None):
        _add(
            parsed,
            "yaml-alias",
            line,
            column,
            "anchors and aliases (& and *) are not allowed",
            "Write the text out; put it in quotes if it begins with & or *",
            event.anchor,
        )
    if getattr(event, "tag", None):
        _add(
            parsed,
            "yaml-tag",
            line,
            column,
            "tags (!) are not allowed",
            "Remove it; put the text in quotes if it begins with !",
            event.tag,
        )
    if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
        _add(parsed, "yaml-directive", line, column, "directives (%) are not allowed", "Remove the line")


def _construct(parsed: Parsed, node: Any, path: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(parsed, node, path)
    if len(path) >= DEPTH:
        mark = node.start_mark
        _add(parsed, "yaml-depth", mark.line + 1, mark.column + 1, _DEEP, "Write a record as the examples show")
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
            _add(
                parsed,
                "yaml-duplicate-key",
                mark.line + 1,
                mark.column + 1,
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
        _add(
            parsed,
            "yaml-key",
            mark.line + 1,
            mark.column + 1,
            "a name is one word, not a list or mapping",
            "Write name: value",
            "",
            path,
        )
        return None
    if not node.style and node.value == "<<":
        _add(
            parsed,
            "yaml-merge",
            mark.line + 1,
            mark.column + 1,
            "merge keys (<<) are not allowed",
            "Write the lines out",
            "<<",
            path,
        )
        return None
    if not node.style and (not isinstance(_plain(node.value), str) or node.value in _NULLS):
        _add(
            parsed,
            "yaml-key",
            mark.line + 1,
            mark.column + 1,
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
        _add(
            parsed,
            "yaml-null",
            mark.line + 1,
            mark.column + 1,
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
    text: str = node.value
    if text.isascii() and text.isprintable():
        return text
    # A quoted text can name any character ("\\e"), so what was read is looked at again.
    for offset, code, reason in characters.findings(text):
        mark = node.start_mark
        _add(
            parsed,
            code,
            mark.line + 1,
            mark.column + 1,
            f"{reason}, at character {offset + 1} of the text",
            "Delete the character",
            text,
            path,
        )
    return unicodedata.normalize("NFC", text)


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    if isinstance(node, yaml.MappingNode):
        return next(
            ((name, item) for name, item in node.value if unicodedata.normalize("NFC", str(name.value)) == str(part)),
            None,
        )
    return None


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


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
