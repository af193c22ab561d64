"""The fields that `testamur edit` changes of awards, runs of courses, pathways, known issuers and endorsements."""

from __future__ import annotations

from testamur.authoring.courses import offering_record
from testamur.cli.commands.editing.fields import EditableField, amount, one_of, yes_or_no
from testamur.text.languages.messages import msg

AWARD = (one_of("award", "visibility", option="--visibility", question=msg("Who may find its page")),)

OFFERING = (
    EditableField(path=("name",), option="--name", question=msg("What this run is called")),
    EditableField(path=("period", "from"), option="--from", question=msg("Its first day"), metavar="DATE"),
    EditableField(path=("period", "to"), option="--to", question=msg("Its last day"), metavar="DATE"),
    EditableField(
        path=("language",), option="--language", question=msg("The language it was taught in"), metavar="TAG"
    ),
    one_of("offering", "mode", option="--mode", question=msg("How one took part")),
    *(
        EditableField(path=(name,), option=f"--{name}", question=question, read=offering_record.count, metavar="NUMBER")
        for name, question in offering_record.COUNTS.items()
    ),
    EditableField(
        path=("asOf",), option="--as-of", question=msg("The day on which these figures were true"), metavar="DATE"
    ),
    EditableField(path=("source",), option="--source", question=msg("Where the figures come from")),
    EditableField(
        path=("survey",),
        option="--survey",
        question=msg("Where those who took part can say what they think"),
        metavar="URL",
    ),
)

PATHWAY = (
    EditableField(path=("name",), option="--name", question=msg("What readers call it")),
    EditableField(path=("description",), option="--description", question=msg("Whom it is for, and where it leads")),
    yes_or_no("ordered", option="--ordered", question=msg("The steps are meant to be taken in this order")),
    EditableField(
        path=("milestone",),
        option="--milestone",
        question=msg("The achievement that is awarded at the end, by its file"),
        metavar="SLUG",
    ),
    EditableField(
        path=("leadsTo", "name"), option="--leads-to", question=msg("A degree or programme towards which it counts")
    ),
    EditableField(path=("leadsTo", "institution"), option="--institution", question=msg("Whose programme it is")),
    amount("leadsTo", "credits", option="--credits", question=msg("How many ECTS credits they recognise")),
    EditableField(path=("leadsTo", "url"), option="--url", question=msg("Where they say so"), metavar="URL"),
    EditableField(
        path=("leadsTo", "until"), option="--until", question=msg("The last day of the agreement"), metavar="DATE"
    ),
    EditableField(
        path=("retired",), option="--retired", question=msg("The last day on which it can be begun"), metavar="DATE"
    ),
)

KNOWN_ISSUER = (
    EditableField(path=("name",), option="--name", question=msg("What they are called")),
    EditableField(path=("confirmedBy",), option="--by", question=msg("Who made sure of it")),
    EditableField(
        path=("until",), option="--until", question=msg("The last day on which they count as known"), metavar="DATE"
    ),
    EditableField(path=("url",), option="--url", question=msg("Their own site"), metavar="URL"),
    EditableField(path=("note",), option="--note", question=msg("How it was made sure of, never published")),
)

ENDORSING = (
    EditableField(
        path=("withdrawn",),
        option="--withdrawn",
        question=msg("The day from which you no longer say it"),
        metavar="DATE",
    ),
    EditableField(
        path=("validUntil",), option="--valid-until", question=msg("The last day on which it holds"), metavar="DATE"
    ),
)
