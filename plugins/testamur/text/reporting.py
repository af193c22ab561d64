"""Formats problems for people, for programs and for GitHub. Text in, text out; nothing is printed here.

Text from a record is inert wherever it is shown: it begins no workflow command, is no live HTML, link or mention, and
sends no control character to a terminal. GitHub's formats follow its documentation, "Workflow commands".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from testamur.errors import Problem
from testamur.text.characters import harmless
from testamur.text.languages.messages import Amount, Message, Row, counted, listed, msg

Noun = TypeVar("Noun", bound=str)
_LONGEST = 2000  # characters of one reason or remedy
_SECRETS = re.compile(
    r"testamur-ed25519-[\w-]{8,}|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
    re.DOTALL,
)
_PUNCTUATION = re.compile(r"[^\w\s,.;]|_")
_AUTOLINK = re.compile(r"(?i)\bwww\.")
_MOST_ROWS = 500  # GitHub cuts a job summary off at 1 MB


def one_line(text: str, limit: int = _LONGEST) -> str:
    """Return text as one line for a terminal or a log, without private keys; harmless text stays as it is."""
    # NOTE: GitHub's runner obeys its older commands, `##[command]`, anywhere in a line, and not only at its start.
    return without_secrets(harmless(text, limit).replace("##[", "##\u200a["))


def without_secrets(text: str) -> str:
    """Return text without private keys: one pasted into a record, or quoted by a library, must not reach a log."""
    return _SECRETS.sub("(a private key: it is known now, so make a new one)", text)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by file and place, without repetitions."""
    return sorted(
        set(problems),
        key=lambda problem: (problem.file, problem.line, problem.column, problem.code, problem.field, problem.reason),
    )


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop an issue or a build: all but warnings."""
    return [problem for problem in problems if problem.severity == "error"]


def format_for_terminal(problems: Iterable[Problem], spoken: Callable[[str], str] = str) -> str:
    """Return the problems for a person to read: by file, each with its place, reason and remedy.

    `spoken` says a message in the language of that person.
    """
    blocks = []
    for file, file_problems in groupby(sort_problems(problems), key=lambda problem: problem.file):
        blocks.append(
            "\n".join([one_line(file, 300), *(_format_problem(problem, spoken) for problem in file_problems)])
        )
    return "\n\n".join(blocks)


def tally(problems: Sequence[Problem]) -> Message:
    """Return the number of problems in words: "2 problems and 1 warning in 2 files"."""
    wrong = len(errors(problems))
    found = [number_of(wrong, "problem")] if wrong else []
    if len(problems) > wrong:
        found.append(number_of(len(problems) - wrong, "warning"))
    if not found:
        return msg("no problems")
    files = number_of(len({problem.file for problem in problems}), "file")
    return msg("{problems} in {files}", problems=Row(found, msg(" and ").template), files=files)


def number_of(number: int, noun: str) -> Message:
    """Return "1 award", "2 awards"; a noun that is not in the table below stays English."""
    of_noun = _COUNTED.get(noun)
    return (
        of_noun(number)
        if of_noun
        else Message(f"{{number}} {noun}", {"number": Amount(number)}, f"{{number}} {noun}s", number)
    )


_COUNTED: Mapping[str, Callable[[int], Message]] = {
    "achievement": lambda number: counted("{number} achievement", "{number} achievements", number),
    "award": lambda number: counted("{number} award", "{number} awards", number),
    "certificate": lambda number: counted("{number} certificate", "{number} certificates", number),
    "change": lambda number: counted("{number} change", "{number} changes", number),
    "day": lambda number: counted("{number} day", "{number} days", number),
    "file": lambda number: counted("{number} file", "{number} files", number),
    "learner": lambda number: counted("{number} learner", "{number} learners", number),
    "letter": lambda number: counted("{number} letter", "{number} letters", number),
    "new learner": lambda number: counted("{number} new learner", "{number} new learners", number),
    "practice award": lambda number: counted("{number} practice award", "{number} practice awards", number),
    "practice learner": lambda number: counted("{number} practice learner", "{number} practice learners", number),
    "problem": lambda number: counted("{number} problem", "{number} problems", number),
    "record": lambda number: counted("{number} record", "{number} records", number),
    "row": lambda number: counted("{number} row", "{number} rows", number),
    "statement code": lambda number: counted("{number} statement code", "{number} statement codes", number),
    "status list": lambda number: counted("{number} status list", "{number} status lists", number),
    "text": lambda number: counted("{number} text", "{number} texts", number),
    "warning": lambda number: counted("{number} warning", "{number} warnings", number),
}


def numbers_of(number_by_noun: Mapping[Noun, int]) -> Message:
    """Return "2 awards, 1 learner"."""
    return listed(number_of(number, noun) for noun, number in number_by_noun.items())


def as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the problems as JSON objects, with the members of `Problem`; texts are made harmless."""
    return [
        {
            name: one_line(value) if isinstance(value, str) else value
            for name, value in dataclasses.asdict(problem).items()
        }
        for problem in sort_problems(problems)
    ]


def github_annotations(problems: Iterable[Problem]) -> str:
    """Return the problems as GitHub workflow commands: `::error file=…,line=…,col=…,title=…::message`."""
    return "\n".join(_annotation(problem) for problem in sort_problems(problems))


def job_summary(
    problems: Sequence[Problem], lines: Iterable[str], number_by_kind: Mapping[Noun, int], first: Iterable[str] = ()
) -> str:
    """Return the Markdown of a job summary: the problems as a table, then `lines` as a list.

    `first` are Markdown paragraphs that go above; the caller has made any text from a record `inert`.
    """
    records = numbers_of(number_by_kind)
    blocks = [*first, f"## Records: {tally(problems)}", *([records] if records else [])]
    rows = [_row(problem) for problem in sort_problems(problems)]
    if rows:
        blocks.append("\n".join(["| | where | what | what to do |", "| --- | --- | --- | --- |", *rows[:_MOST_ROWS]]))
    if len(rows) > _MOST_ROWS:
        blocks.append(f"And {len(rows) - _MOST_ROWS:,} more: `testamur check` prints them all.")
    items = [f"- {inert(line)}" for line in lines]
    return "\n\n".join([*blocks, *(["\n".join(items)] if items else [])]) + "\n"


def inert(text: str) -> str:
    """Return text that Markdown, HTML and GitHub's mentions and links leave alone: punctuation becomes references."""
    # GitHub looks for addresses and mentions after the references are resolved; an empty comment keeps them apart.
    shown = _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", one_line(text))
    return _AUTOLINK.sub("www<!-- -->.", shown).replace("&#64;", "&#64;<!-- -->")


def _format_problem(problem: Problem, spoken: Callable[[str], str]) -> str:
    place = msg("whole file")
    if problem.line:
        place = msg("line {line}, column {column}", line=problem.line, column=problem.column)
    sentence = _sentence(problem, spoken)
    if problem.severity == "warning":
        place = msg("{place}: warning", place=place)
    return f"  {spoken(place)}: {sentence}\n      {_remedy(problem, spoken)} [{problem.code}]"


def _sentence(problem: Problem, spoken: Callable[[str], str] = str) -> str:
    field = f"{one_line(problem.field, 200)}: " if problem.field else ""
    value = f" {spoken(msg('(found {value})', value=one_line(problem.value, 200)))}" if problem.value else ""
    return f"{field}{one_line(spoken(problem.reason))}{value}."


def _remedy(problem: Problem, spoken: Callable[[str], str] = str) -> str:
    text = one_line(spoken(problem.remedy))
    return text if text.endswith((".", "?", "…")) else f"{text}."


def _annotation(problem: Problem) -> str:
    properties = {
        "file": problem.file,
        "line": str(problem.line or 1),
        "col": str(problem.column or 1),
        "title": problem.code,
    }
    listed = ",".join(f"{name}={_property(one_line(value, 300))}" for name, value in properties.items())
    return f"::{problem.severity} {listed}::{_message(f'{_sentence(problem)} {_remedy(problem)}')}"


def _message(text: str) -> str:
    # The per cent sign first: else the escapes themselves would be escaped.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _row(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    cells = (problem.severity, f"<code>{inert(place)}</code>", inert(_sentence(problem)), inert(_remedy(problem)))
    return f"| {' | '.join(cells)} |"
