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


def match_contacts(sheet: Sheet, registry: Registry) -> Contacts:
    """Return the addresses in `sheet` by learner: found by id, else by a name that only one learner has.

    UsageError if no column has addresses, or none says whose they are.
    """
    mapped = columns.find(sheet, (), list(registry.achievements.values()), learners=registry.learners)
    at = mapped.fields
    if "email" not in at or not {"name", "learner"} & set(at):
        raise UsageError("the first row has to name a column E-mail, and one called Name or Learner id")
    ids_by_name: dict[str, list[str]] = defaultdict(list)
    for learner in registry.learners.values():
        ids_by_name[caseless(learner.name)].append(learner.id)
    contacts = Contacts(problems=list(sheet.problems))
    for row in sheet.rows:
        address = row.cells[at["email"]].strip()
        learner_id = row.cells[at["learner"]].strip() if "learner" in at else ""
        name = row.cells[at["name"]].strip() if "name" in at else ""
        ids = [learner_id] if learner_id in registry.learners else []
        if name and not learner_id:
            ids = ids_by_name.get(caseless(name), [])
        column = "learner" if learner_id else "name"
        if not address:
            continue
        try:
            formats.email(address)
        except FormatError as error:
            contacts.problems.append(_problem(sheet, row.number, "email", address, error.reason, error.remedy))
            continue
        if len(ids) == 1:
            contacts.addresses[ids[0]] = address
        elif ids:
            reason = f"{len(ids)} learners have this name"
            contacts.problems.append(_problem(sheet, row.number, column, name, reason, "Add a column with learner ids"))
        else:
            reason = "no learner is called that"
            remedy = "Write the name as it stands in the records, or the learner id"
            contacts.problems.append(_problem(sheet, row.number, column, learner_id or name, reason, remedy))
    return contacts


def _problem(sheet: Sheet, row: int, column: str, value: str, reason: str, remedy: str) -> Problem:
    return Problem(
        code="contact", file=sheet.file, line=row, field=column, value=harmless(value, 80), reason=reason, remedy=remedy
    )
