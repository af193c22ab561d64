"""What the forms for achievements, courses and endorsements ask, in a registrar's words.

The words of the answers that are offered stand here, with the codes of the schema that they mean.
"""

from __future__ import annotations

from collections.abc import Mapping

from testamur.github.record_forms.form_fields import Field, Form

KINDS: Mapping[str, str] = {
    "A badge": "Badge",
    "A micro-credential": "MicroCredential",
    "A course": "Course",
    "A certificate": "Certificate",
}
ASSESSMENTS: Mapping[str, str] = {
    "By a written exam": "written-exam",
    "By an oral exam": "oral-exam",
    "By a practical exam": "practical-exam",
    "By a project": "project",
    "By a portfolio": "portfolio",
    "By a presentation": "presentation",
    "By coursework": "coursework",
    "By a quiz": "quiz",
    "By watching the work": "observation",
    "By recognition of earlier learning": "recognition-of-prior-learning",
    "By being there": "attendance",
}
MODES: Mapping[str, str] = {"Online": "online", "In person": "in-person", "Both": "blended"}
LEVELS: Mapping[str, str] = {f"EQF level {level}": str(level) for level in range(1, 9)}
ROLES: Mapping[str, str] = {
    "An employer": "employer",
    "An institution": "institution",
    "A professional body": "professional-body",
    "A quality agency": "quality-agency",
    "A public body": "public-body",
    "Somebody else": "other",
}
_DAY = "Year-month-day: 2026-05-14."

FORMS: tuple[Form, ...] = (
    Form(
        id="achievement",
        name="New achievement",
        description="Something that can be earned from now on.",
        fields=(
            Field(id="title", label="What is it called?", placeholder="Data Analysis Foundations"),
            Field(
                id="slug",
                label="What is it called in addresses?",
                description="Small Latin letters, digits and hyphens. Left empty: made from its title. It is final.",
                required=False,
                placeholder="data-analysis-foundations",
            ),
            Field(id="kind", label="What kind is it?", kind="dropdown", options=tuple(KINDS)),
            Field(
                id="about", label="What is it?", kind="textarea", description="In a sentence or two, for its readers."
            ),
            Field(
                id="outcomes",
                label="What can one do afterwards?",
                kind="textarea",
                description="One a line, each beginning with a verb.",
                required=False,
                placeholder="Clean and join data from two sources",
            ),
            Field(id="criteria", label="What must one do to earn it?", kind="textarea"),
            Field(
                id="language",
                label="In which language is it taught?",
                description="Two or three letters: en.",
                required=False,
            ),
            Field(id="hours", label="How many hours does it take?", required=False, placeholder="50"),
            Field(id="credits", label="How many ECTS credits is it worth?", required=False, placeholder="2"),
            Field(
                id="level", label="On which level is it?", kind="dropdown", options=tuple(LEVELS), required=False
            ),
            Field(
                id="assessment",
                label="How is it assessed?",
                kind="dropdown",
                options=tuple(ASSESSMENTS),
                required=False,
            ),
            Field(id="mode", label="How does one take part?", kind="dropdown", options=tuple(MODES), required=False),
            Field(
                id="quality",
                label="What assures its quality?",
                description="Your own body or procedure.",
                required=False,
                placeholder="Yearly review by the teaching board",
            ),
        ),
    ),
    Form(
        id="course",
        name="Report of a course",
        description="One run of a course: when, for how many, and how it went. Numbers of people, and no names.",
        fields=(
            Field(
                id="achievement",
                label="What does the course lead to?",
                description="Its name, or the link to its page.",
                placeholder="Data Analysis Foundations",
            ),
            Field(id="run", label="What is this run called?", required=False, placeholder="Spring 2026"),
            Field(id="first", label="On which day did it begin?", description=_DAY),
            Field(id="last", label="On which day did it end?", description=_DAY),
            Field(id="language", label="In which language was it taught?", description="Two or three letters: en.",
                  required=False),
            Field(id="mode", label="How did one take part?", kind="dropdown", options=tuple(MODES), required=False),
            Field(id="places", label="How many could take part?", required=False, placeholder="24"),
            Field(id="enrolled", label="How many began?", required=False, placeholder="22"),
            Field(id="completed", label="How many of those stayed to the end?", required=False, placeholder="20"),
            Field(id="passed", label="How many of those passed?", required=False, placeholder="17"),
            Field(
                id="spread",
                label="How many reached what?",
                kind="textarea",
                description="One value or range a line, the lowest first: 60–69: 8.",
                required=False,
            ),
            Field(
                id="as_of",
                label="As of which day are these numbers?",
                description="Left empty: the last day of the course.",
                required=False,
            ),
            Field(
                id="source",
                label="Where do they come from?",
                required=False,
                placeholder="Enrolment list and mark sheets",
            ),
            Field(id="responses", label="How many learners said what they think of it?", required=False),
            Field(
                id="score",
                label="What did they give it, on average?",
                description="With the scale: 4.3 of 1-5.",
                required=False,
            ),
            Field(id="asked_on", label="On which day were they asked?", description=_DAY, required=False),
            Field(
                id="changed", label="What was changed because of it?", kind="textarea", required=False
            ),
        ),
    ),
    Form(
        id="endorsement",
        name="Endorsement received",
        description="What somebody else said of you, or of what can be earned, shown as what you wrote down.",
        fields=(
            Field(
                id="achievement",
                label="What do they endorse?",
                description="An achievement, by its name or the link to its page. Left empty: the institution itself.",
                required=False,
            ),
            Field(
                id="by",
                label="Who endorses it?",
                description="An organisation. Its name is published.",
                placeholder="North Quay Port Authority",
            ),
            Field(id="role", label="What kind of body is it?", kind="dropdown", options=tuple(ROLES), required=False),
            Field(id="url", label="Their own site", description="https://…", required=False),
            Field(id="comment", label="What do they say?", kind="textarea", description="In their own words."),
            Field(id="date", label="On which day did they say it?", description=_DAY),
            Field(id="source", label="Where can it be read?", description="https://…", required=False),
        ),
    ),
)  # fmt: skip
