"""A registry with some files changed, and every problem that is reported of it."""

import datetime

from registries import FILES, FIRST, make_registry
from testamur.errors import RecordsError
from testamur.records import registry

TODAY = datetime.date(2026, 11, 1)
NAME = f"awards/2026/{FIRST}.yml"
VISIT = "achievements/visit.yml"
AWARD = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n"
OPEN = FILES["issuer.yml"] + "repository: open\npublicNames: true\n"


def problems(folder, files=None, today=TODAY):
    """Return every problem and warning of a registry in `folder`."""
    records = make_registry(folder, files)
    try:
        return list(registry.load(records, today=today, pictures=1).warnings)
    except RecordsError as error:
        return list(error.problems)


def found(folder, files=None, today=TODAY):
    """Return code, line and field of each."""
    return [(problem.code, problem.line, problem.field) for problem in problems(folder, files, today)]


def history(*lines):
    """Return an award with these lines of history, each in braces."""
    return AWARD + "history:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
