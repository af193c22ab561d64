r"""Writes PO files for translators' programs, with Babel, and reads what they give back, strictly.

Follows GNU gettext, "The Format of PO Files", as far as it is needed here: no plural forms, and in quotes no escapes
but `\n`, `\t`, `\r`, `\"` and `\\`. A file may come from anybody: its size, lines and entries are bounded and checked
before Babel sees them, and all lines that are wrong are reported together, with their numbers.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, write_po

from testamur.errors import Problem, UsageError
from testamur.records.parsing.parsed import MAX_PROBLEMS
from testamur.text.characters import harmless

MOST_BYTES = 8 * 1024 * 1024
MOST_ENTRIES = 20_000
_LONGEST = 100_000  # characters of one line
_STRING = r'"[^"\\]*(?:\\[\\"ntr][^"\\]*)*"'
_LINE = re.compile(rf"(?:(msgctxt|msgid|msgstr) +)?{_STRING}")
# What may come before each keyword; "" is a comment or the start of the file, which end an entry.
_BEFORE = {"msgctxt": {"", "msgstr"}, "msgid": {"", "msgstr", "msgctxt"}, "msgstr": {"msgid"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class PoEntry:
    """One text and its translation, "" if there is none yet; `line` is that of `msgid`."""

    context: str
    source: str
    text: str
    is_fuzzy: bool = False
    line: int = 0
    comments: tuple[str, ...] = ()  # for the translator
    place: tuple[str, int] | None = None  # file and line of the source


@dataclass(frozen=True, slots=True, kw_only=True)
class PoFile:
    """A file as it was read. If it has problems, it has no entries."""

    name: str
    language: str = ""  # as its first entry says, `pt-BR`
    entries: tuple[PoEntry, ...] = ()
    problems: tuple[Problem, ...] = ()


def write(
    entries: Iterable[PoEntry], *, language: str, project: str, contact: str, comment: str, now: datetime.datetime
) -> bytes:
    """Return a PO file for a translator. `now` is an instant with a zone; `comment` goes to the top of the file."""
    catalog = Catalog(
        locale=_locale(language),
        header_comment="\n".join(f"# {line}" for line in comment.splitlines()),
        project=project,
        version=now.date().isoformat(),
        msgid_bugs_address=contact or "-",
        creation_date=now,
        revision_date=now,
        fuzzy=False,
    )
    for entry in entries:
        message = catalog.add(
            entry.source,
            entry.text,
            context=entry.context,
            flags=["fuzzy"] if entry.is_fuzzy else (),
            auto_comments=entry.comments,
            locations=[entry.place] if entry.place else (),
        )
        # Babel takes `50 % de` for a placeholder of Python's, and translators' programs then insist on it.
        message.flags -= {"python-format", "python-brace-format"}
    file = io.BytesIO()
    write_po(file, catalog)
    return file.getvalue()


def read(data: bytes, name: str) -> PoFile:
    """Return a PO file's entries or its problems, which call it `name`. UsageError if it is far too large."""
    if len(data) > MOST_BYTES:
        raise UsageError(f"{name} has more than {MOST_BYTES:,} bytes: it is no file that testamur translate wrote")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _refused_file(name, [_problem(name, line, "encoding", "the file is not in UTF-8", "Save it as UTF-8")])
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    problems = list(_line_problems(name, lines))
    if problems:
        return _refused_file(name, problems)
    collected = _Collected()
    # Comments and a program's memory of earlier texts (`#~`, `#|`) are skipped, but not flags. Empty lines stay in
    # their place, so that numbers in messages are those of the file.
    telling = (line if not line.startswith("#") or line.startswith("#,") else "" for line in lines)
    try:
        PoFileParser(collected, ignore_obsolete=True, abort_invalid=True).parse(telling)
    except PoFileError as error:
        return _refused_file(
            name, [_problem(name, error.lineno + 1, "po-syntax", "this is no entry of a PO file", _AGAIN)]
        )
    header = next((message for message in collected.found if not message.id and not message.context), None)
    return PoFile(
        name=name,
        language=_language(str(header.string) if header else ""),
        entries=tuple(_entry(message) for message in collected.found if message is not header),
    )


_AGAIN = "Open the file with a program for PO files, and save it again"


class _Collected(Catalog):
    """Keeps every entry as it comes: a second one with the same name is reported, and not merged with the first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Message] = []

    def __setitem__(self, id: str | list[str] | tuple[str, ...], message: Message) -> None:  # noqa: A002 — Babel's name
        """Keep an entry."""
        del id
        self.found.append(message)


def _entry(message: Message) -> PoEntry:
    return PoEntry(
        context=message.context or "",
        source=str(message.id),
        text=str(message.string),
        is_fuzzy="fuzzy" in message.flags,
        line=message.lineno or 0,
    )


def _line_problems(name: str, lines: list[str]) -> Iterator[Problem]:
    """Yield a problem for every line that no PO file has, and for lines of an entry that are out of order."""
    before, entries, reported = "", 0, 0
    for number, line in enumerate(lines, 1):
        problem = None
        match = _LINE.fullmatch(line) if len(line) <= _LONGEST else None
        if not line:
            continue
        if line.startswith("#"):
            if line.startswith("#,") and before in {"msgctxt", "msgid"}:
                problem = _problem(name, number, "po-syntax", "a flag stands within an entry", _AGAIN, line)
            before = before if before in {"msgctxt", "msgid"} else ""
        elif match is None:
            problem = _problem(name, number, "po-syntax", _wrong(line), _AGAIN, line)
            before = next((keyword for keyword in _BEFORE if line.startswith(keyword)), before)
        elif match[1]:
            if before not in _BEFORE[match[1]]:
                problem = _problem(name, number, "po-syntax", f"{match[1]} stands here without its entry", _AGAIN)
            before, entries = match[1], entries + (match[1] == "msgid")
        elif not before:
            problem = _problem(name, number, "po-syntax", "this text belongs to no entry", _AGAIN, line)
        if entries > MOST_ENTRIES:
            reason = f"there are more than {MOST_ENTRIES:,} entries"
            yield _problem(name, number, "size", reason, "Give back the file that testamur translate wrote")
            return
        if problem:
            reported += 1
            yield problem
        if reported >= MAX_PROBLEMS:
            return
    if before in {"msgctxt", "msgid"}:
        yield _problem(name, len(lines), "po-syntax", "the file ends within an entry", _AGAIN)


def _wrong(line: str) -> str:
    if len(line) > _LONGEST:
        return f"the line has more than {_LONGEST:,} characters"
    if line.startswith(("msgid_plural", "msgstr[")):
        return "texts of records have no plural forms"
    if line.startswith(("msg", '"')):
        return 'the text does not stand in quotes, or has a \\ that means nothing in it (\\n, \\" and \\\\ do)'
    return "this is no line of a PO file"


def _language(header: str) -> str:
    for line in header.split("\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "language":
            return value.strip().replace("_", "-")
    return ""


def _locale(language: str) -> Locale | str:
    tag = language.replace("-", "_")
    try:
        locale = Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return tag
    return locale if str(locale) == tag else tag  # Babel leaves out what it has no data of.


def _refused_file(name: str, problems: list[Problem]) -> PoFile:
    return PoFile(name=name, problems=tuple(problems))


def _problem(name: str, line: int, code: str, reason: str, remedy: str, value: str = "") -> Problem:
    return Problem(code=code, file=name, line=line, reason=reason, remedy=remedy, value=harmless(value))
