"""The text of an issue form, as GitHub renders it: a heading for each label, then the answer.

GitHub, "Syntax for issue forms".

What somebody typed is text and stays text: it is cut into answers by the headings of this form and by nothing else.
A heading that comes twice is a problem, and never a guess. Bounded, and refused where the records' reader would.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from testamur.errors import Problem, RecordsError
from testamur.github.record_forms.form_fields import Field
from testamur.text import characters

MOST = 64 * 1024  # characters; GitHub's own limit is 65,536
_NOTHING = "_No response_"
_FENCE = re.compile(r"\A(`{3,})[a-z]*\n(.*?)\n?\1\Z", re.DOTALL)
_CHECKED = re.compile(r"- \[[xX]\] (.+)")


def parse(body: str, labels: Sequence[str], *, form: str) -> dict[str, str]:
    """Return the answers by label; "" where nothing was answered. `form` is its name for people.

    RecordsError has every problem: a text that is too long or has characters that cannot be seen, and a label that is
    missing, or there twice.
    """
    if len(body) > MOST:
        raise RecordsError([_problem(form, "", f"the form has more than {MOST:,} characters", "Send it in parts")])
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    headings = re.compile(rf"^### ({'|'.join(map(re.escape, labels))})[ \t]*$", re.MULTILINE)
    parts = headings.split(text)
    found = list(zip(parts[1::2], parts[2::2], strict=True))
    problems = list(_wrong_headings([label for label, _ in found], labels, form))
    answers = {label: _answer(text) for label, text in found}
    for label, answer in answers.items():
        lines = [line.strip() for line in answer.replace("\t", " ").split("\n")]
        unseen = next((one for one in lines if characters.harmless(one, len(one) + 1) != one), None)
        if unseen is not None:
            shown = characters.harmless(unseen, 80)
            reason = "there is a character in it that cannot be seen"
            problems.append(_problem(form, label, reason, "Type it again by hand, instead of pasting it", shown))
    if problems:
        raise RecordsError(problems)
    return answers


def headings(body: str) -> frozenset[str]:
    """Return all headings of a text, whatever form it was made with, if any."""
    return frozenset(line.removeprefix("### ").strip() for line in body.splitlines() if line.startswith("### "))


def refuse_missing(asked: Sequence[Field], answers: Mapping[str, str], *, form: str) -> None:
    """Raise RecordsError for every question that needs an answer and has none, or one that was not offered.

    `answers` are by the ids of the questions.
    """
    missing = [one.label for one in asked if one.required and not answers[one.id]]
    wrong = [one.label for one in asked if one.kind == "dropdown" and answers[one.id] not in {*one.options, ""}]
    problems = [_problem(form, label, "there is no answer", "Answer it, and send the form again") for label in missing]
    problems += [_problem(form, label, "this is none of the answers offered", "Choose one") for label in wrong]
    if problems:
        raise RecordsError(problems)


def checked(answer: str) -> tuple[str, ...]:
    """Return the boxes that were ticked, by their text."""
    return tuple(found[1].strip() for line in answer.split("\n") if (found := _CHECKED.fullmatch(line.strip())))


def _answer(text: str) -> str:
    answer = text.strip("\n").strip()
    if answer == _NOTHING:
        return ""
    fenced = _FENCE.match(answer)
    return fenced[2].strip("\n") if fenced else answer


def _wrong_headings(found: Sequence[str], labels: Sequence[str], form: str) -> list[Problem]:
    remedy = "Fill in the form again from its button, and leave the headings as they are"
    return [
        _problem(
            form, label, "this heading is missing" if label not in found else "this heading is there twice", remedy
        )
        for label in labels
        if found.count(label) != 1
    ]


def _problem(form: str, label: str, reason: str, remedy: str, value: str = "") -> Problem:
    return Problem(code="form", file=form, field=label, value=value, reason=reason, remedy=remedy)
