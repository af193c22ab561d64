"""A result of every kind: its description, its value, and its words on an award's page."""

from dataclasses import replace

from page_samples import ACHIEVEMENT, award, document
from testamur.records.model.models import ResultDescription, RubricLevel

RUBRIC = ResultDescription(
    id="talk",
    name="Talk",
    result_type="PerformanceLevel",
    levels=(
        RubricLevel(id="first", name="Beginning", description="Reads from a sheet."),
        RubricLevel(id="second", name="Proficient", description="Speaks freely.", points="2"),
        RubricLevel(id="third", name="Expert", description="Answers every question.", points="3"),
    ),
    required_level="second",
)
KINDS = {
    "percent": (
        ResultDescription(id="a", name="Project", result_type="Percent", value_max="100", required_value="60"),
        "87",
        "87% 60% needed to pass",
    ),
    "a letter": (
        ResultDescription(
            id="a", name="Grade", result_type="LetterGrade", allowed_value=("C", "B", "A"), required_value="C"
        ),
        "B",
        "B level 2 of 3 C needed to pass B reached A",
    ),
    "points": (
        ResultDescription(id="a", name="Quiz", result_type="RawScore", value_min="0", value_max="25"),
        "18",
        "18 Points on a scale from 0 to 25",
    ),
    "a grade point average": (
        ResultDescription(id="a", name="Average", result_type="GradePointAverage", value_max="4", required_value="2.5"),
        "3.5",
        "3.5 Grade point average of at most 4 2.5 needed to pass",
    ),
    "a status": (ResultDescription(id="a", name="Course", result_type="Status"), "Completed", "Completed"),
    "a level of a rubric": (
        RUBRIC,
        "third",
        "Expert level 3 of 3Answers every question. "
        "Beginning Proficient 2 points needed to pass Expert 3 points reached",
    ),
    "a remark": (ResultDescription(id="a", name="Remark", result_type="Result"), "Came early", "Came early"),
}


def signed(description, value):
    achievement = replace(ACHIEVEMENT, result_descriptions=(description,))
    return document(award(results={description.id: value}), achievement)
