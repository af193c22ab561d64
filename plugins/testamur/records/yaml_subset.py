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
from collections.abc import Iterator
from typing import Any

import yaml

from testamur.errors import Problem
from testamur.records import characters, yaml_guard
from testamur.records.parsed import DEEP, DEPTH, Parsed, Path

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SET = "tag:yaml.org,2002:set"
_EXPLICIT_KEY = re.compile(r"\?(?=\s|\Z)")
# What may begin something that is refused, or be deeper than the parser's own C code can bear.
_UNUSUAL = re.compile(r"[&*!%]|^(?:---|\.\.\.)|\?(?=\s|\Z)|^[ ?:-]{41}", re.MULTILINE)
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def parse(data: bytes, file: str) -> Parsed:
    """Read one record. Never raises: what is wrong is in `problems`, all of it where reading can go on."""
    parsed = Parsed(file)
    text = yaml_guard.admit(parsed, data)
    if text is None:
        return parsed
    root = _nodes(parsed, text)
    if isinstance(root, yaml.MappingNode):
        value = _construct(parsed, root, ())
        parsed.root, parsed.value = root, value if not parsed.problems else None
    elif not parsed.problems:
        _not_a_record(parsed, root)
    parsed.problems.sort(key=lambda problem: (problem.line, problem.column, problem.code))
    return parsed


def _nodes(parsed: Parsed, text: str) -> Any:
    """Return the parser's nodes, as far as they can be read; None when there are none."""
    if not _UNUSUAL.search(text) and text.count("[") + text.count("{") <= DEPTH:
        loader = _Parser(text)
        try:
            return loader.get_single_node()
        except yaml.YAMLError:
            pass  # It is read again below, which goes on as far as can be.
        finally:
            loader.dispose()
    if _EXPLICIT_KEY.search(text):
        _refuse_explicit_keys(parsed, text)
    return _assemble(parsed, text)


def _assemble(parsed: Parsed, text: str) -> Any:
    """Build the nodes event by event: no deeper than they may be, and each with what is refused about it.

    The parser's own composer calls itself for each level in C, where 100,000 brackets end the whole process.
    """
    loader = _Parser(text)
    root: Any = None
    above: list[Any] = []
    documents = 0
    try:
        while loader.check_event() and len(above) <= DEPTH:
            event = loader.get_event()
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                _refuse_document(parsed, event, documents)
            elif isinstance(event, yaml.CollectionEndEvent) and documents == 1:
                above.pop()
            elif isinstance(event, yaml.NodeEvent) and documents == 1:
                node = _node(event)
                root = root or node
                _hang(above, node)
                if isinstance(node, yaml.CollectionNode):
                    above.append(node)
    except yaml.YAMLError as error:
        parsed.problems.append(_syntax(parsed, text, error))
    finally:
        loader.dispose()
    return root


def _node(event: Any) -> Any:
    place = (event.start_mark, event.end_mark)
    if isinstance(event, yaml.SequenceStartEvent):
        node: Any = yaml.SequenceNode("", [], *place)
    elif isinstance(event, yaml.MappingStartEvent):
        node = yaml.MappingNode("", [], *place)
        node.name = None  # a key whose value has not come yet
    else:
        node = yaml.ScalarNode("", getattr(event, "value", "*"), *place, getattr(event, "style", "*"))
    node.event = event
    return node


def _hang(above: list[Any], node: Any) -> None:
    if not above:
        return
    if isinstance(above[-1], yaml.SequenceNode):
        above[-1].value.append(node)
    elif above[-1].name is None:
        above[-1].name = node
    else:
        above[-1].value.append((above[-1].name, node))
        above[-1].name = None


def _refuse_document(parsed: Parsed, event: Any, number: int) -> None:
    place = _at(event.start_mark)
    if event.version or event.tags:
        parsed.add("yaml-directive", place, "directives (%) are not allowed", "Remove the line")
    if number == 2:
        remedy = "Put each record into a file of its own"
        parsed.add("yaml-multiple", place, "a second document begins here", remedy)


def _refuse_explicit_keys(parsed: Parsed, text: str) -> None:
    loader = _Parser(text)
    try:
        while loader.check_token():
            token = loader.get_token()
            # A key that is written without a question mark has a token without a length.
            explicit = isinstance(token, yaml.KeyToken) and token.end_mark.index > token.start_mark.index
            # A list or mapping as a key is told where it is constructed.
            if explicit and loader.check_token(yaml.ScalarToken, yaml.ValueToken):
                place = _at(token.start_mark)
                parsed.add("yaml-key", place, "a name does not begin with ?", "Write name: value", "?")
    except yaml.YAMLError:
        pass  # It is told where the nodes are assembled.
    finally:
        loader.dispose()


def _not_a_record(parsed: Parsed, root: Any) -> None:
    place = _at(root.start_mark) if root is not None else (1, 1)
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.style and root.value in _NULLS):
        found = f"only {root.value}" if root is not None and root.value else "empty, or has only comments"
        parsed.add("yaml-empty", place, f"the file is {found}", "Write the record, or delete the file")
        return
    found = "a list" if isinstance(root, yaml.SequenceNode) else "a single value"
    shown = root.value if isinstance(root, yaml.ScalarNode) else ""
    reason = f"the file holds {found}, not a record"
    parsed.add("yaml-not-mapping", place, reason, "Begin each line with a name and a colon", shown)


def _construct(parsed: Parsed, node: Any, path: Path) -> Any:
    _refuse(parsed, node, path)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(parsed, node, path)
    if getattr(getattr(node, "event", None), "tag", None) == _SET:
        return None  # Its names have no values, which is no further problem of theirs.
    if len(path) >= DEPTH:
        remedy = "Write a record as the examples show"
        parsed.add("yaml-depth", _at(node.start_mark), DEEP, remedy, "", path[:3])
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_construct(parsed, item, (*path, index)) for index, item in enumerate(node.value)]
    return _mapping(parsed, node, path)


def _mapping(parsed: Parsed, node: Any, path: Path) -> dict[str, Any]:
    value: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for name, item in node.value:
        key = _key(parsed, name, path)
        # What stands under a name that is refused is read all the same: it may have problems of its own.
        found = _construct(parsed, item, path if key is None else (*path, key))
        if key is None:
            continue
        if key in value:
            reason = f"{characters.harmless(key)} stands here twice (first in line {lines[key]})"
            place = _at(name.start_mark)
            parsed.add("yaml-duplicate-key", place, reason, "Keep one of the two", key, (*path, key))
            continue
        lines[key] = name.start_mark.line + 1
        value[key] = found
    return value


def _refuse(parsed: Parsed, node: Any, path: Path) -> None:
    """Refuse an anchor, alias or tag. Only nodes that were assembled here can have one."""
    event = getattr(node, "event", None)
    if event is None:
        return
    place = _at(node.start_mark)
    if event.anchor:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        remedy = "Write the text out; put it in quotes if it begins with & or *"
        reason = "anchors and aliases (& and *) are not allowed"
        parsed.add("yaml-alias", place, reason, remedy, sign + event.anchor, path)
    if getattr(event, "tag", None):
        remedy = "Remove it; put the text in quotes if it begins with !"
        parsed.add("yaml-tag", place, "tags (!) are not allowed", remedy, event.tag, path)


def _key(parsed: Parsed, node: Any, path: Path) -> str | None:
    _refuse(parsed, node, path)
    place = _at(node.start_mark)
    if not isinstance(node, yaml.ScalarNode):
        parsed.add("yaml-key", place, "a name is one word, not a list or mapping", "Write name: value", "", path)
        return None
    if not node.style and node.value == "<<":
        parsed.add("yaml-merge", place, "merge keys (<<) are not allowed", "Write the lines out", "<<", path)
        return None
    if not node.style and (not isinstance(_plain(node.value), str) or node.value in _NULLS):
        quoted = f'Put it in quotes: "{characters.harmless(node.value)}"' if node.value else "Write name: value"
        parsed.add("yaml-key", place, "a name is text", quoted, node.value, path)
        return None
    return _text(parsed, node, path)


def _scalar(parsed: Parsed, node: Any, path: Path) -> Any:
    if node.style:
        return _text(parsed, node, path)
    if node.value in _NULLS:
        reason = f"{node.value} means nothing" if node.value else "nothing is written here"
        remedy = "Write a value, or remove the line"
        parsed.add("yaml-null", _at(node.start_mark), reason, remedy, node.value, path)
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
    for offset, code, reason in _unseen(text):
        place = f"{reason}, at character {offset + 1} of the text"
        remedy = "Use spaces" if code == "yaml-syntax" else "Delete the character"
        parsed.add(code, _at(node.start_mark), place, remedy, text, path)
    return unicodedata.normalize("NFC", text)


def _unseen(text: str) -> Iterator[tuple[int, str, str]]:
    if "\t" in text:
        yield text.index("\t"), "yaml-syntax", "a tab stands in the text"
    yield from characters.findings(text)


# What libyaml says, and what a person who has never programmed can do about it.
_SAID = (
    ("mapping values are not allowed", "a second name and colon stand where a text is",
     'Put a text with a colon in quotes, as in name: "Part 1: the sea"; or begin the line below the one above'),
    ("cannot start any token", "a text does not begin with this character",
     'Put the text in quotes, as in name: "@harbour"'),
    ("found unexpected end of stream", "a quotation mark opens here and none closes it",
     "Write a quotation mark of the same kind at the end of the text"),
    ("expected ',' or", "a bracket opens here and is not closed as it should be",
     "Write a comma between the items and the closing bracket behind the last"),
    ("could not find expected ':'", "no colon follows the name", "Write name: value, with a space behind the colon"),
    ("did not find expected key", "the line does not belong to the one above",
     "Begin it in the same column as the lines that it belongs to, and look for a missing quotation mark above"),
    ("escape", "a \\ in double quotation marks has a meaning of its own",
     "Write \\\\ for one, or use single quotation marks"),
)  # fmt: skip
_ANY_REMEDY = (
    "Look at this line and the one above: a colon with a space after the name, spaces at the start as in the lines "
    "around it, quotes closed"
)


def _syntax(parsed: Parsed, text: str, error: yaml.YAMLError) -> Problem:
    said = str(getattr(error, "problem", "") or "it cannot be read as YAML")
    reason, remedy = next(
        ((reason, remedy) for part, reason, remedy in _SAID if part in said),
        (f"this cannot be read: {characters.harmless(said, 200)}", _ANY_REMEDY),
    )
    # What is never closed is best looked for where it opens.
    opened = reason.startswith(("a quotation mark", "a bracket", "no colon"))
    mark = getattr(error, "problem_mark", None)
    mark = (opened and getattr(error, "context_mark", None)) or mark
    line, column = _at(mark) if mark is not None else (1, 1)
    lines = text.split("\n")
    return Problem(
        code="yaml-syntax", file=parsed.file, line=line, column=column, reason=reason, remedy=remedy,
        value=characters.harmless(lines[line - 1]) if line <= len(lines) else "",
    )  # fmt: skip


def _at(mark: Any) -> tuple[int, int]:
    # A parser counts from 0, people from 1.
    return mark.line + 1, mark.column + 1
