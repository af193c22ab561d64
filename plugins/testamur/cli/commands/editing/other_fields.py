"""The fields that `testamur edit` changes of awards, runs of courses, pathways, known issuers and endorsements."""

from __future__ import annotations

from testamur.authoring.courses import offering_record
from testamur.cli.commands.editing.fields import BOOLEAN, EditableField, number, yes_or_no
from testamur.records.parsing import schema

AWARD = (
    EditableField(
        path=("visibility",), option="--visibility", question="Who may find its page",
        values=tuple(schema.values("award", "visibility")),
    ),
)  # fmt: skip

OFFERING = (
    EditableField(path=("name",), option="--name", question="What this run is called"),
    EditableField(path=("period", "from"), option="--from", question="Its first day", metavar="DATE"),
    EditableField(path=("period", "to"), option="--to", question="Its last day", metavar="DATE"),
    EditableField(path=("language",), option="--language", question="The language it was taught in", metavar="TAG"),
    EditableField(
        path=("mode",), option="--mode", question="How one took part", values=tuple(schema.values("offering", "mode"))
    ),
    *(
        EditableField(path=(name,), option=f"--{name}", question=question, read=offering_record.count, metavar="NUMBER")
        for name, question in offering_record.COUNTS.items()
    ),
    EditableField(
        path=("asOf",), option="--as-of", question="The day on which these figures were true", metavar="DATE"
    ),
    EditableField(path=("source",), option="--source", question="Where the figures come from"),
    EditableField(
        path=("survey",), option="--survey", question="Where those who took part can say what they think", metavar="URL"
    ),
)

PATHWAY = (
    EditableField(path=("name",), option="--name", question="What readers call it"),
    EditableField(path=("description",), option="--description", question="Whom it is for, and where it leads"),
    EditableField(
        path=("ordered",), option="--ordered", question="The steps are meant to be taken in this order",
        values=BOOLEAN, read=yes_or_no,
    ),
    EditableField(
        path=("milestone",), option="--milestone", question="The achievement that is awarded at the end, by its file",
        metavar="SLUG",
    ),
    EditableField(
        path=("leadsTo", "name"), option="--leads-to", question="A degree or programme towards which it counts"
    ),
    EditableField(path=("leadsTo", "institution"), option="--institution", question="Whose programme it is"),
    EditableField(
        path=("leadsTo", "credits"), option="--credits", question="How many ECTS credits they recognise", read=number,
        metavar="NUMBER",
    ),
    EditableField(path=("leadsTo", "url"), option="--url", question="Where they say so", metavar="URL"),
    EditableField(
        path=("leadsTo", "until"), option="--until", question="The last day of the agreement", metavar="DATE"
    ),
    EditableField(
        path=("retired",), option="--retired", question="The last day on which it can be begun", metavar="DATE"
    ),
)  # fmt: skip

KNOWN_ISSUER = (
    EditableField(path=("name",), option="--name", question="What they are called"),
    EditableField(path=("confirmedBy",), option="--by", question="Who made sure of it"),
    EditableField(
        path=("until",), option="--until", question="The last day on which they count as known", metavar="DATE"
    ),
    EditableField(path=("url",), option="--url", question="Their own site", metavar="URL"),
    EditableField(path=("note",), option="--note", question="How it was made sure of, never published"),
)

ENDORSING = (
    EditableField(
        path=("withdrawn",), option="--withdrawn", question="The day from which you no longer say it", metavar="DATE"
    ),
    EditableField(
        path=("validUntil",), option="--valid-until", question="The last day on which it holds", metavar="DATE"
    ),
)
