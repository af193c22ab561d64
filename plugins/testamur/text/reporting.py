"""Formats problems for people, for programs and for GitHub. Text in, text out; nothing is printed here.

Text from a record is inert wherever it is shown: it begins no workflow command, is no live HTML, link or mention, and
sends no control character to a terminal. GitHub's formats follow its documentation, "Workflow commands".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from testamur.errors import Problem
from testamur.text.characters import harmless

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


def format_for_terminal(problems: Iterable[Problem]) -> str:
    """Return the problems for a person to read: by file, each with its place, reason and remedy."""
    blocks = []
    for file, file_problems in groupby(sort_problems(problems), key=lambda problem: problem.file):
        blocks.append("\n".join([one_line(file, 300), *(_format_problem(problem) for problem in file_problems)]))
    return "\n\n".join(blocks)


def tally(problems: Sequence[Problem]) -> str:
    """Return the number of problems in words: "2 problems and 1 warning in 2 files"."""
    wrong = len(errors(problems))
    parts = [number_of(wrong, "problem")] if wrong else []
    if len(problems) > wrong:
        parts.append(number_of(len(problems) - wrong, "warning"))
    files = number_of(len({problem.file for problem in problems}), "file")
    return f"{' and '.join(parts)} in {files}" if parts else "no problems"


def number_of(number: int, noun: str) -> str:
    """Return "1 award", "2 awards"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def numbers_of(number_by_noun: Mapping[Noun, int]) -> str:
    """Return "2 awards, 1 learner"."""
    return ", ".join(number_of(number, noun) for noun, number in number_by_noun.items())


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


def _format_problem(problem: Problem) -> str:
    place = f"line {problem.line}, column {problem.column}" if problem.line else "whole file"
    mark = "warning: " if problem.severity == "warning" else ""
    return f"  {place}: {mark}{_sentence(problem)}\n      {_remedy(problem)} [{problem.code}]"


def _sentence(problem: Problem) -> str:
    field = f"{one_line(problem.field, 200)}: " if problem.field else ""
    value = f" (found {one_line(problem.value, 200)})" if problem.value else ""
    return f"{field}{one_line(problem.reason)}{value}."


def _remedy(problem: Problem) -> str:
    text = one_line(problem.remedy)
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
