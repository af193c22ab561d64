"""Turns a text into the YAML parser's nodes, with bounded depth and plain words for syntax errors.

PyYAML's C parser does the reading. Whatever our subset leaves out is refused where values are constructed
(`yaml_subset`); here it is only kept from ending the process, and from hiding the problems after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from testamur.errors import Problem
from testamur.records.parsing.parsed import MAX_DEPTH, TOO_DEEP, Parsed
from testamur.text import characters
from testamur.text.languages.messages import msg

_EXPLICIT_KEY = re.compile(r"\?(?=\s|\Z)")
# Anything that may begin a refused construct, or nest deeper than the C composer survives. The 41 are one column more
# than DEPTH levels of a sign and a space take.
_UNUSUAL = re.compile(r"[&*!%]|^(?:---|\.\.\.)|\?(?=\s|\Z)|^[ ?:-]{41}", re.MULTILINE)
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def nodes(parsed: Parsed, text: str) -> Any:
    """Return the parser's root node, of as much of the text as can be read; None when there is none.

    Ordinary records take the fast way through the C composer; the others are assembled event by event.
    """
    if not _UNUSUAL.search(text) and text.count("[") + text.count("{") <= MAX_DEPTH:
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


@dataclass(slots=True)
class _OpenCollection:
    """A list or mapping whose end has not come yet."""

    node: Any
    key: Any = None  # of a mapping: a key whose value has not come yet

    def add(self, child: Any) -> None:
        """Add the next item of a list, or the next key or value of a mapping."""
        if isinstance(self.node, yaml.SequenceNode):
            self.node.value.append(child)
        elif self.key is None:
            self.key = child
        else:
            self.node.value.append((self.key, child))
            self.key = None


def _assemble(parsed: Parsed, text: str) -> Any:
    """Build the nodes event by event, no deeper than DEPTH; each keeps its event, so that `yaml_subset` can refuse it.

    The parser's own composer recurses in C for each level, where 100,000 brackets end the whole process. It also
    resolves aliases, after which nothing shows that there was one.
    """
    loader = _Parser(text)
    root: Any = None
    above: list[_OpenCollection] = []
    documents = 0
    try:
        while loader.check_event() and len(above) <= MAX_DEPTH:
            event = loader.get_event()
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                _refuse_document(parsed, event, documents)
            elif isinstance(event, yaml.CollectionEndEvent) and documents == 1:
                above.pop()
            elif isinstance(event, yaml.NodeEvent) and documents == 1:
                node = _node(event)
                root = root or node
                if above:
                    above[-1].add(node)
                if isinstance(node, yaml.CollectionNode):
                    above.append(_OpenCollection(node))
    except yaml.YAMLError as error:
        parsed.problems.append(_syntax_problem(parsed, text, error))
    finally:
        loader.dispose()
    return root


def _node(event: Any) -> Any:
    place = (event.start_mark, event.end_mark)
    if isinstance(event, yaml.SequenceStartEvent):
        node: Any = yaml.SequenceNode("", [], *place)
    elif isinstance(event, yaml.MappingStartEvent):
        node = yaml.MappingNode("", [], *place)
    else:
        node = yaml.ScalarNode("", getattr(event, "value", "*"), *place, getattr(event, "style", "*"))
    node.event = event
    return node


def event_of(node: Any) -> Any:
    """Return the event that a node was assembled from; None for a node of the C composer."""
    return getattr(node, "event", None)


def _refuse_document(parsed: Parsed, event: Any, number: int) -> None:
    place = place_of(event.start_mark)
    if event.version or event.tags:
        parsed.add(
            place, code="yaml-directive", reason=msg("directives (%) are not allowed"), remedy=msg("Remove the line")
        )
    if number == 2:
        remedy = msg("Put each record into a file of its own")
        parsed.add(place, code="yaml-multiple", reason=msg("a second document begins here"), remedy=remedy)


def _refuse_explicit_keys(parsed: Parsed, text: str) -> None:
    loader = _Parser(text)
    try:
        while loader.check_token():
            token = loader.get_token()
            # The token of a key without a question mark has no length.
            explicit = isinstance(token, yaml.KeyToken) and token.end_mark.index > token.start_mark.index
            # A list or mapping as a key is reported where it is constructed.
            if explicit and loader.check_token(yaml.ScalarToken, yaml.ValueToken):
                place = place_of(token.start_mark)
                parsed.add(
                    place,
                    code="yaml-key",
                    reason=msg("a name does not begin with ?"),
                    remedy=msg("Write name: value"),
                    value="?",
                )
    except yaml.YAMLError:
        pass  # Reported where the nodes are assembled.
    finally:
        loader.dispose()


class _SyntaxMessage(NamedTuple):
    """What the parser says of a mistake, told by a part of its message, and what people are told instead."""

    fragment: str
    reason: str
    remedy: str
    points_at_opening: bool = False  # what is never closed is best looked for where it opens


# The parser has no codes for its errors: its message is all there is to tell them apart.
_SYNTAX_MESSAGES = (
    _SyntaxMessage(
        "mapping values are not allowed",
        msg("a second name and colon stand where a text is"),
        msg('Put a text with a colon in quotes, as in name: "Part 1: the sea"; or begin the line below the one above'),
    ),
    _SyntaxMessage(
        "cannot start any token",
        msg("a text does not begin with this character"),
        msg('Put the text in quotes, as in name: "@harbour"'),
    ),
    _SyntaxMessage(
        "found unexpected end of stream",
        msg("a quotation mark opens here and none closes it"),
        msg("Write a quotation mark of the same kind at the end of the text"),
        points_at_opening=True,
    ),
    _SyntaxMessage(
        "expected ',' or",
        msg("a bracket opens here and is not closed as it should be"),
        msg("Write a comma between the items and the closing bracket behind the last"),
        points_at_opening=True,
    ),
    _SyntaxMessage(
        "could not find expected ':'",
        msg("no colon follows the name"),
        msg("Write name: value, with a space behind the colon"),
        points_at_opening=True,
    ),
    _SyntaxMessage(
        "did not find expected key",
        msg("the line does not belong to the one above"),
        msg("Begin it in the same column as the lines that it belongs to, and look for a missing quotation mark above"),
    ),
    _SyntaxMessage(
        "block sequence entries are not allowed",
        msg("a list begins behind a name"),
        msg("Begin the list on the line below, or write it in brackets: [a, b]"),
    ),
    _SyntaxMessage(
        "did not find expected node content",
        msg("a value is missing here, or a comma or bracket is one too many"),
        msg("Write a value between two commas, and a bracket only where one was opened"),
    ),
    _SyntaxMessage(
        "did not find expected <document start>",
        msg("there is text after the end of the record (...)"),
        msg("Remove the line with the three points"),
    ),
    _SyntaxMessage(
        "did not find expected comment or line break",
        msg("a text stands behind | or >, on the same line"),
        msg("Begin the text on the line below, two spaces further in"),
    ),
    _SyntaxMessage(
        "escape",
        msg("a \\ in double quotation marks has a meaning of its own"),
        msg("Write \\\\ for one, or use single quotation marks"),
    ),
)
_ANY_REMEDY = msg(
    "Look at this line and the one above: a colon with a space after the name, spaces at the start as in the lines "
    "around it, quotes closed"
)


def _syntax_problem(parsed: Parsed, text: str, error: yaml.YAMLError) -> Problem:
    parser_message = str(getattr(error, "problem", "") or "it cannot be read as YAML")
    said = msg("this cannot be read: {message}", message=characters.harmless(parser_message, 200))
    unknown = _SyntaxMessage("", said, _ANY_REMEDY)
    message = next((candidate for candidate in _SYNTAX_MESSAGES if candidate.fragment in parser_message), unknown)
    mark = getattr(error, "problem_mark", None)
    mark = (message.points_at_opening and getattr(error, "context_mark", None)) or mark
    line, column = place_of(mark) if mark is not None else (1, 1)
    lines = text.split("\n")
    # Since libyaml 0.2.6 the parser has a limit of its own, and may reach it while it looks ahead.
    if "maximum nesting depth" in parser_message:
        remedy = msg("Write a record as the examples show")
        return Problem(code="yaml-depth", file=parsed.file, line=line, column=column, reason=TOO_DEEP, remedy=remedy)
    return Problem(
        code="yaml-syntax", file=parsed.file, line=line, column=column, reason=message.reason, remedy=message.remedy,
        value=characters.harmless(lines[line - 1]) if line <= len(lines) else "",
    )  # fmt: skip


def place_of(mark: Any) -> tuple[int, int]:
    """Return a parser's mark, which counts from 0, as line and column from 1."""
    return mark.line + 1, mark.column + 1
