"""What a form asks for, done to the records: the same programs that the commands run, and all of it or nothing.

A title or a sentence here has no name in it: both are read by whoever may read issues.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from testamur.authoring.acts import correcting, erasing, erasure_letter, history_acts
from testamur.authoring.editing import atomic_files
from testamur.authoring.editing.new_record import Random
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.finding.award_lookup import find_award, find_learner
from testamur.authoring.spreadsheets import columns, import_plan, importing, spreadsheet
from testamur.authoring.spreadsheets.rows import WHO
from testamur.errors import Problem, RecordsError, UsageError
from testamur.github import form_body, forms
from testamur.github.record_forms import acts as record_acts
from testamur.github.record_forms import spoken_forms
from testamur.github.record_forms.additions import title_of
from testamur.github.record_forms.answers import read_day
from testamur.github.record_forms.form_fields import Form
from testamur.records.model.history import HistoryLine
from testamur.records.parsing.formats import FormatError
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.reporting import number_of

# What to do about the problems of an import for which the command has an option, by their codes.
_REMEDIES = {
    "unclear-person": "Write the learner id instead of the name; or answer the question whether somebody of this name "
    "is here",
    "duplicate-row": "Remove one of the two; for two people of one name add a column with their addresses",
    "privacy-email": "Remove the column",
    "fraction-unclear": "Write percentages as numbers up to 100: 87.5",
    "date-format": "Write days as year-month-day: 2026-05-14",
}
_RESULT = re.compile(r"([^:]{1,200}):\s*(.{1,200})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChange:
    """What a form comes to: a title for the change, and what writes it (all of it, or nothing)."""

    title: str
    make: Callable[[], object]
    letter: str = ""  # to the learner, whose name is in it


def apply(
    form: Form,
    body: str,
    registry: Registry,
    *,
    today: datetime.date,
    random: Random,
    sent: datetime.date | None = None,
) -> FormChange:
    """Return what the answers of `body` come to. Writes nothing.

    `sent` is the day on which the form was sent, where that is known: the day of an award for which it names none.
    RecordsError has the problems by question; UsageError is one sentence about the whole.
    """
    is_open = registry.issuer.repository == "open"
    spoken = spoken_forms.as_sent(form, body)
    asked = spoken.asked(is_open=is_open)
    by_label = form_body.parse(body, [one.label for one in asked], form=spoken.name)
    answers = {one.id: by_label[one.label] for one in asked}
    if form.id == "award" and not answers["date"] and sent is not None:
        answers["date"] = sent.isoformat()
    form_body.refuse_missing(asked, answers, form=spoken.name)
    answers = spoken_forms.in_english(form, spoken, answers)
    # Problems are told at the questions as they were asked.
    if form.id in record_acts.ACTS:
        title, make = record_acts.apply(spoken, answers, registry, today)
        return FormChange(title=title, make=make)
    return _ACTS[form.id](spoken, answers, registry, today, random)


def _award(
    form: Form, answers: Mapping[str, str], registry: Registry, today: datetime.date, random: Random
) -> FormChange:
    slug = _slug(registry, answers["achievement"])
    results = [_RESULT.fullmatch(line.strip()) for line in answers["results"].split("\n") if line.strip()]
    if None in results:
        raise RecordsError([form.problem("results", "a line is no result", "Write one a line: Final project: 87")])
    who = answers["learner"]
    is_id = who in registry.learners
    head = ["learner id" if is_id else "name", *(["e-mail"] if answers.get("email") else []), "date", "visibility"]
    row = [who, *([answers["email"]] if answers.get("email") else []), _day(form, "date", answers)]
    row.append(forms.VISIBILITY[answers["visibility"]])
    for found in results:
        if found:
            head.append(found[1].strip())
            row.append(found[2].strip())
    text = io.StringIO()
    csv.writer(text).writerows([head, row])
    same = forms.SAME_PERSON[answers["same"]]
    try:
        return _import(form, text.getvalue(), registry, today, random, achievement=slug, same=same)
    except RecordsError as error:
        # The table is ours, so what is wrong with a cell of it is told at the question that the cell came from.
        who = form.question("learner")
        labels = {"date": form.question("date"), "name": who, "learner id": who}
        told = [replace(one, line=0, field=labels.get(one.field, one.field)) for one in error.problems]
        raise RecordsError(told) from None


def _award_many(
    form: Form, answers: Mapping[str, str], registry: Registry, today: datetime.date, random: Random
) -> FormChange:
    slug = _slug(registry, answers["achievement"]) if answers["achievement"] else ""
    day = _day(form, "date", answers) if answers["date"] else ""
    same = forms.SAME_PERSON[answers["same"]]
    return _import(form, answers["table"], registry, today, random, achievement=slug, day=day, same=same)


def _import(
    form: Form,
    table: str,
    registry: Registry,
    today: datetime.date,
    random: Random,
    *,
    achievement: str,
    day: str = "",
    same: import_plan.Answer | None,
) -> FormChange:
    sheet = spreadsheet.read(table, form.name)
    if not sheet.rows and not sheet.problems:
        raise UsageError("the table has a first row, and no row after it: paste the rows of the learners too")
    earned = [registry.achievements[achievement]] if achievement else list(registry.achievements.values())
    said = [name for name, value in (("achievement", achievement), ("date", day)) if value]
    mapped = columns.find(sheet, (), earned, given_by_option=said, learners=registry.learners)
    _complete(mapped, achievement, day)
    if registry.issuer.repository == "open" and "learner" not in mapped.fields:
        raise UsageError("everyone can read this repository: give learner ids, and no names")
    said_of_all = {import_plan.EVERY: same} if same else {}
    settings = import_plan.Settings(today=today, achievement=achievement, day=day, answers=said_of_all)
    made = importing.plan_import(sheet, mapped, registry, settings, random=random)
    if made.wrong:
        raise RecordsError([_in_words_of_the_form(one) for one in made.wrong])
    if not made.awards:
        there = ", ".join(award for _, award in made.there)
        raise UsageError(f"there is nothing to do: these awards are there already ({harmless(there, 200)})")
    slugs = {achievement} if achievement else set()
    title = f"Award {_titles(registry, slugs) or 'badges'} to {number_of(made.awards, 'learner')}"
    return FormChange(title=title, make=lambda: atomic_files.create_all(registry.folder, made.files))


def _in_words_of_the_form(one: Problem) -> Problem:
    """Return a problem with a remedy that can be done here: options of a command cannot."""
    return replace(one, remedy=_REMEDIES.get(one.code, one.remedy))


def _complete(mapped: columns.Columns, achievement: str, day: str) -> None:
    if not set(WHO) & set(mapped.fields):
        raise UsageError("no column is known to say who: call it Name. The first row has to name the columns")
    if not achievement and "achievement" not in mapped.fields:
        raise UsageError("nothing says what was earned: answer that question, or add a column called Badge")
    if not day and "date" not in mapped.fields:
        raise UsageError("nothing says on which day: answer that question, or add a column called Date")


def _withdraw(
    form: Form, answers: Mapping[str, str], registry: Registry, today: datetime.date, random: Random
) -> FormChange:
    del form, random
    award = find_award(registry, answers["award"])
    reason = forms.REASONS[answers["reason"]]
    name, verb = {
        forms.HOLD: ("suspend", "Put an award on hold"),
        forms.END_HOLD: ("reinstate", "End the hold on an award"),
        forms.WITHDRAW: ("revoke", "Withdraw an award"),
    }[answers["act"]]
    line = HistoryLine(date=today, act=history_acts.ACTS[name], reason="" if name == "reinstate" else reason)
    change = history_acts.act(registry, award, line, today=today)
    return FormChange(title=f"{verb}: {_titles(registry, {award.achievement})}", make=lambda: change.make(registry))


def _correct(
    form: Form, answers: Mapping[str, str], registry: Registry, today: datetime.date, random: Random
) -> FormChange:
    del random
    award = find_award(registry, answers["award"])
    line = HistoryLine(date=today, act="corrected", reason="details-corrected")
    if answers["detail"] == forms.NAME:
        if registry.issuer.repository == "open":
            raise UsageError("everyone can read this: names are not written in forms here. Edit the learner's own file")
        change = correcting.rename(registry, registry.learners[award.learner], answers["text"], line, today=today)
        return FormChange(title="Correct a learner's name", make=lambda: change.make(registry))
    field = {forms.UNTIL: "validUntil", forms.DAY: "awardedDate"}[answers["detail"]]
    change = history_acts.act(registry, award, line, today=today, settings={field: _day(form, "text", answers)})
    title = f"Correct a day: {_titles(registry, {award.achievement})}"
    return FormChange(title=title, make=lambda: change.make(registry))


def _removal(
    form: Form, answers: Mapping[str, str], registry: Registry, today: datetime.date, random: Random
) -> FormChange:
    del random
    if forms.AGREED not in form_body.checked(answers["agreed"]):
        raise RecordsError([form.problem("agreed", "the box is not ticked", "Tick it, if that is what you want")])
    learner = find_learner(registry, answers["learner"])
    line = HistoryLine(date=today, act="erased", reason="learner-request")
    erasure = erasing.erase(registry, learner, line, today=today)
    title = f"Remove a learner's data from {number_of(len(erasure.awards), 'award')}"
    letter = erasure_letter.letter(registry, erasure, day=today, asked=True)
    return FormChange(title=title, make=lambda: erasure.change.make(registry), letter=letter)


_ACTS = {
    "award": _award,
    "award-many": _award_many,
    "withdraw": _withdraw,
    "correct": _correct,
    "removal": _removal,
}


def _slug(registry: Registry, text: str) -> str:
    try:
        return AchievementLookup(registry.achievements.values()).find(text)
    except FormatError as error:
        raise UsageError(f"{harmless(text, 100)}: {error.reason}. {error.remedy}") from None


def _day(form: Form, field: str, answers: Mapping[str, str]) -> str:
    try:
        return read_day(answers[field])
    except FormatError as error:
        raise RecordsError([form.problem(field, error.reason, error.remedy)]) from None


def _titles(registry: Registry, slugs: set[str]) -> str:
    return ", ".join(title_of(registry, slug) for slug in sorted(slugs))
