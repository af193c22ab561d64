"""Finds out which column of a spreadsheet is which field: as a person says, or by its name (`headings`).

A column is guessed only if one column and one field fit each other; if more do, the person is told which option
decides. Neither the place of a column nor its cells count, with two exceptions: a student number is the learner id, and
a badge's number the achievement, only if all its cells are one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.finding.learner_lookup import LEARNER_ID
from testamur.authoring.spreadsheets.headings import FIELD_OF, FIELDS
from testamur.authoring.spreadsheets.spreadsheet import Sheet
from testamur.errors import UsageError
from testamur.records.model.models import Achievement
from testamur.records.parsing.formats import FormatError
from testamur.text.characters import harmless
from testamur.text.folding import plain_words
from testamur.text.languages.messages import msg

RESULT = "result."  # and the id of an achievement's result
NAME_PARTS = ("first-name", "middle-name", "last-name")
_PARTS = frozenset({"first-name", "last-name"})  # neither does for a name by itself
# Words for the whole name that mean one half of it if the other half has a column of its own: beside a first name,
# `name` and French `nom` are the family name; beside a family name, Spanish `nombre` is the first.
_FAMILY_BESIDE_FIRST = frozenset({"name", "nom"})
_FIRST_BESIDE_FAMILY = frozenset({"nombre"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The column of each field, from 0, and of each column of results the ids that it may mean."""

    fields: Mapping[str, int]
    results: Mapping[int, frozenset[str]]
    given: frozenset[str] = frozenset()  # the fields that a person named; the others are guesses

    def without(self, field: str) -> Columns:
        """Return the columns with one field left out."""
        return replace(self, fields={name: at for name, at in self.fields.items() if name != field})

    def meaning(self, column: int) -> str:
        """Return the field of a column, as `--column` takes it; "" when it is not used."""
        if column in self.results:
            return " or ".join(f"{RESULT}{name}" for name in sorted(self.results[column]))
        return next((field for field, at in self.fields.items() if at == column), "")


def find(
    sheet: Sheet,
    given: Iterable[str],
    achievements: Collection[Achievement],
    *,
    given_by_option: Collection[str] = (),
    learners: Collection[str] = (),
) -> Columns:
    """Return the columns of a sheet; `given` are a person's options, `field=Header` each (`field=`: no column is this).

    `given_by_option` are fields that an option gives for every row: no column is guessed for them. `learners` are the
    known ids.
    Raises UsageError for an option that does not fit the sheet, and for a column that could be two fields.
    """
    fields, results, closed = _given(sheet, given, achievements)
    for field in given_by_option:
        if field in fields:
            raise UsageError(msg("--{field} and --column {field} both say it: leave one out", field=field))
    taken = {*fields.values(), *results}
    names = {at: plain_words(header) for at, header in enumerate(sheet.headers) if at not in taken}
    guesses = _guesses(sheet, names, fields, learners, AchievementLookup(achievements))
    spoken = {name for ids in results.values() for name in ids} | {field.removeprefix(RESULT) for field in closed}
    marks = _results(names, achievements, spoken)
    unwanted = {*fields, *closed, *given_by_option, *_other_form(fields)}
    guesses = {at: field for at, field in guesses.items() if field not in unwanted}
    _refuse_doubts(sheet, guesses, marks)
    _refuse_half(sheet, guesses, fields)
    return Columns(
        fields=fields | {field: at for at, field in guesses.items()}, results=results | marks, given=frozenset(fields)
    )


def _given(
    sheet: Sheet, given: Iterable[str], achievements: Collection[Achievement]
) -> tuple[dict[str, int], dict[int, frozenset[str]], set[str]]:
    """Return a person's options as fields, results, and fields that have no column."""
    fields: dict[str, int] = {}
    results: dict[int, frozenset[str]] = {}
    closed: set[str] = set()
    result_ids = {result.id for achievement in achievements for result in achievement.result_descriptions}
    for text in given:
        field, mark, header = (part.strip() for part in text.partition("="))
        result = field.removeprefix(RESULT) if field.startswith(RESULT) else ""
        if not mark or (field not in FIELDS and result not in result_ids):
            raise UsageError(_not_a_field(text, result_ids))
        if not header:
            closed.add(field)
            continue
        at = _column(sheet, header)
        if field in fields or at in fields.values() or at in results:
            raise UsageError(
                msg("--column {text}: this field or this column was given before: leave one out", text=harmless(text))
            )
        if result:
            results[at] = frozenset({result})
        else:
            fields[field] = at
    return fields, results, closed


def _not_a_field(text: str, results: Collection[str]) -> str:
    field_names = ", ".join([*FIELDS, *(f"{RESULT}{name}" for name in sorted(results)[:20])])
    example = '--column date="Completed on"'
    return msg(
        "--column {text}: write FIELD=HEADER, e.g. {example}. The fields are: {field_names}",
        text=harmless(text),
        example=example,
        field_names=field_names,
    )


def _column(sheet: Sheet, header: str) -> int:
    exact = [at for at, name in enumerate(sheet.headers) if name == header]
    close = [at for at, name in enumerate(sheet.headers) if name and plain_words(name) == plain_words(header)]
    if not exact and not close:
        raise UsageError(
            msg(
                "no column is called {header}; there are: {list_headers}",
                header=harmless(header),
                list_headers=list_headers(sheet.headers),
            )
        )
    return (exact or close)[0]


def list_headers(headers: Sequence[str]) -> str:
    """Return the names of columns for people: the first twenty."""
    named = [harmless(header, 40) for header in headers if header]
    return ", ".join(named[:20]) + (", …" if len(named) > 20 else "")


def _guesses(
    sheet: Sheet, names: Mapping[int, str], fields: Collection[str], learners: Collection[str], known: AchievementLookup
) -> dict[int, str]:
    """Return the field that each column's name means."""
    guesses = {at: FIELD_OF[name] for at, name in names.items() if name in FIELD_OF}
    halves = {*guesses.values(), *fields}
    for at, name in names.items():
        if name in _FAMILY_BESIDE_FIRST and "first-name" in halves and "last-name" not in halves:
            guesses[at] = "last-name"
        elif name in _FIRST_BESIDE_FAMILY and "last-name" in halves and "first-name" not in halves:
            guesses[at] = "first-name"
        elif (name == "learner" or guesses.get(at) == "student-number") and "learner" not in halves:
            guesses[at] = "learner" if _are_ids(sheet, at, learners) else guesses[at]
        elif guesses.get(at) == "badge-number" and "achievement" not in halves and _are_achievements(sheet, at, known):
            guesses[at] = "achievement"
    return {at: field for at, field in guesses.items() if field in FIELDS}


def _other_form(fields: Collection[str]) -> Collection[str]:
    """Return the fields that are not needed beside the name that a person gave: its parts, or the whole."""
    if "name" in fields:
        return NAME_PARTS
    return {"name"} if set(fields) >= _PARTS else ()


def _are_ids(sheet: Sheet, at: int, learners: Collection[str]) -> bool:
    cells = [cell for row in sheet.rows if (cell := row.cells[at].strip())]
    return bool(cells) and all(LEARNER_ID.fullmatch(cell) or cell in learners for cell in cells)


def _are_achievements(sheet: Sheet, at: int, known: AchievementLookup) -> bool:
    """Say whether a column of ids names achievements of this registry; those of another system do not."""
    try:
        return all(known.find(cell) for row in sheet.rows if (cell := row.cells[at].strip()))
    except FormatError:
        return False


def _results(
    names: Mapping[int, str], achievements: Collection[Achievement], taken: Collection[str]
) -> dict[int, frozenset[str]]:
    """Return the results that columns are called after, by their ids or names."""
    ids: dict[str, set[str]] = {}
    for achievement in achievements:
        for result in achievement.result_descriptions:
            for name in (result.id, *([result.name] if isinstance(result.name, str) else result.name.values())):
                ids.setdefault(plain_words(name), set()).add(result.id)
    results = {at: frozenset(ids.get(name, set()) - set(taken)) for at, name in names.items()}
    return {at: marks for at, marks in results.items() if marks}


def _refuse_doubts(sheet: Sheet, guesses: Mapping[int, str], marks: Mapping[int, frozenset[str]]) -> None:
    columns: dict[str, list[int]] = {}
    for at, field in guesses.items():
        columns.setdefault(field, []).append(at)
    for at, names in marks.items():
        for name in names:
            columns.setdefault(RESULT + name, []).append(at)
    for field, places in columns.items():
        if len(places) > 1:
            shown = " and ".join(harmless(sheet.headers[at], 40) for at in places)
            raise UsageError(
                msg('{shown} could both be {field}: say which, with --column {field}="…"', shown=shown, field=field)
            )
    both = next((at for at in guesses if at in marks), None)
    if both is not None:
        shown = harmless(sheet.headers[both], 40)
        raise UsageError(
            msg(
                '{shown} could be {guesses} or a result: say which, with --column {guesses}="{shown}" '
                'or --column {result}{min}="{shown}"',
                shown=shown,
                guesses=guesses[both],
                result=RESULT,
                min=min(marks[both]),
            )
        )
    if "name" in guesses.values() and set(NAME_PARTS) & set(guesses.values()):
        at = next(at for at, field in guesses.items() if field == "name")
        shown = harmless(sheet.headers[at], 40)
        raise UsageError(
            msg(
                "{shown} could be the whole name or a part of it, since other columns are called after "
                'parts: say --column name="{shown}", or --column name= if the parts make up the name',
                shown=shown,
            )
        )


def _refuse_half(sheet: Sheet, guesses: Mapping[int, str], given: Collection[str]) -> None:
    """Refuse to take a part of the name for the whole, which would be signed, unless a person says so."""
    half = {at: field for at, field in guesses.items() if field in _PARTS}
    if len(half) == 1 and not _PARTS & set(given):
        (at, field), (other,) = *half.items(), _PARTS - set(half.values())
        shown = harmless(sheet.headers[at], 40)
        raise UsageError(
            msg(
                "{shown} is {field}, and no column is known to be {other}: name it with --column "
                '{other}="…", or say --column name="{shown}"',
                shown=shown,
                field=field,
                other=other,
            )
        )
