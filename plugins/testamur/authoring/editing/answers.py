"""What a person types in answer to a question, held to the schema of the record that it goes into."""

from __future__ import annotations

from collections.abc import Callable

from testamur.records.parsing import schema
from testamur.records.parsing.formats import FormatError
from testamur.records.parsing.kinds import RecordKind


def schema_check(
    kind: RecordKind, *path: str, read: Callable[[str], object] = str, is_list: bool = False
) -> Callable[[str], None]:
    """Return a check of answers: FormatError where no record of `kind` may have that one at `path`.

    `read` makes of the answer what the record has; ValueError of it passes. With `is_list`, an answer is one item.
    """

    def check(text: str) -> None:
        value = read(text)
        problem = schema.field_problem(kind, path, [value] if is_list else value)
        if problem is not None:
            raise FormatError(problem.code, problem.reason, problem.remedy)

    return check
