"""Matches e-mail addresses from the registrar's own list with learners, on her machine, and keeps them nowhere.

An open repository must not hold addresses, so announcements there need such a list.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from testamur.authoring.spreadsheets import columns
from testamur.authoring.spreadsheets.spreadsheet import Sheet
from testamur.errors import Problem, UsageError
from testamur.records.parsing import formats
from testamur.records.parsing.formats import FormatError
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.folding import caseless


@dataclass(slots=True)
class Contacts:
    """Addresses by learner id, and a problem for each row that could not be matched with one learner."""

    addresses: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def match(sheet: Sheet, registry: Registry) -> Contacts:
    """Return the addresses in `sheet` by learner: found by id, else by a name that only one learner has.

    UsageError if no column has addresses, or none says whose they are.
    """
    mapped = columns.find(sheet, (), list(registry.achievements.values()), learners=registry.learners)
    at = mapped.fields
    if "email" not in at or not {"name", "learner"} & set(at):
        raise UsageError("the first row has to name a column E-mail, and one called Name or Learner id")
    named: dict[str, list[str]] = defaultdict(list)
    for learner in registry.learners.values():
        named[caseless(learner.name)].append(learner.id)
    found = Contacts(problems=list(sheet.problems))
    for row in sheet.rows:
        address = row.cells[at["email"]].strip()
        said = row.cells[at["learner"]].strip() if "learner" in at else ""
        name = row.cells[at["name"]].strip() if "name" in at else ""
        ids = [said] if said in registry.learners else named.get(caseless(name), []) if name and not said else []
        column = "learner" if said else "name"
        if not address:
            continue
        try:
            formats.email(address)
        except FormatError as error:
            found.problems.append(_problem(sheet, row.number, "email", address, error.reason, error.remedy))
            continue
        if len(ids) == 1:
            found.addresses[ids[0]] = address
        elif ids:
            reason = f"{len(ids)} learners have this name"
            found.problems.append(_problem(sheet, row.number, column, name, reason, "Add a column with learner ids"))
        else:
            reason = "no learner is called that"
            remedy = "Write the name as it stands in the records, or the learner id"
            found.problems.append(_problem(sheet, row.number, column, said or name, reason, remedy))
    return found


def _problem(sheet: Sheet, row: int, column: str, value: str, reason: str, remedy: str) -> Problem:
    return Problem(
        code="contact", file=sheet.file, line=row, field=column, value=harmless(value, 80), reason=reason, remedy=remedy
    )
