"""The results that a signed credential states, each on its scale: a mark, a level of a rubric, a value of a list.

Follows Open Badges 3.0, `Result`, `ResultDescription` and `RubricCriterionLevel`. Nothing is taken from a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleStep:
    """One level of a rubric (OB 3.0 `RubricCriterionLevel`), or one value of a scale of words."""

    name: str
    description: str = ""
    level: str = ""  # the level's own mark
    points: str = ""
    is_reached: bool = False
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result the learner reached, on its scale; "" where the document is silent."""

    name: str
    value: str
    kind: str = ""  # OB 3.0 ResultType: Percent, LetterGrade …
    lowest: str = ""
    highest: str = ""
    required: str = ""
    status: str = ""  # OB 3.0 ResultStatusType: Completed …
    steps: tuple[ScaleStep, ...] = ()  # the levels of a rubric, lowest first; of a scale of words, its values

    @property
    def reached(self) -> ScaleStep | None:
        """The level or value that was reached, where the document has it among the others."""
        return next((step for step in self.steps if step.is_reached), None)

    @property
    def place(self) -> int:
        """The place of what was reached, from 1; 0 where it is not among the others."""
        return next((place for place, step in enumerate(self.steps, 1) if step.is_reached), 0)


def read_results(results: Iterable[Document], descriptions: Iterable[Document]) -> Iterable[Result]:
    """Yield the results of a credential, each with the description that it names."""
    by_id = {item["id"]: item for item in descriptions}
    for item in results:
        description = by_id.get(item.get("resultDescription"), {})
        yield Result(
            name=description.get("name", ""),
            value=item.get("value", ""),
            kind=description.get("resultType", ""),
            lowest=description.get("valueMin", ""),
            highest=description.get("valueMax", ""),
            required=description.get("requiredValue", ""),
            status=item.get("status", ""),
            steps=tuple(_steps(item, description)),
        )


def _steps(result: Document, description: Document) -> Iterable[ScaleStep]:
    """Yield the levels of a rubric, or the values of a scale of words, as the document has them."""
    for level in description.get("rubricCriterionLevel", ()):
        yield ScaleStep(
            name=level.get("name", ""),
            description=level.get("description", ""),
            level=level.get("level", ""),
            points=level.get("points", ""),
            is_reached=level["id"] == result.get("achievedLevel"),
            is_required=level["id"] == description.get("requiredLevel"),
        )
    for value in description.get("allowedValue", ()):
        is_reached, is_required = value == result.get("value"), value == description.get("requiredValue")
        yield ScaleStep(name=value, is_reached=is_reached, is_required=is_required)
