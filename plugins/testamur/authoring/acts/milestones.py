"""Reports which awards of milestones are due, in sentences, and composes their files."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby

from testamur.authoring.editing import new_record
from testamur.authoring.editing.new_record import Random
from testamur.errors import Problem, RecordsError
from testamur.records.model.localized_text import say
from testamur.records.parsing import model_readers, schema, yaml_subset
from testamur.records.pathway_progress import DueMilestone
from testamur.records.registry import Registry
from testamur.text import reporting
from testamur.text.languages.messages import Amount, counted, listed, msg

_MOST_NAMED = 30  # learners in one sentence


def sentences(registry: Registry, found: Sequence[DueMilestone]) -> list[str]:
    """Return a sentence for each pathway on what is due; in an open repository, it has only the ids of learners."""
    return [_sentence(registry, slug, list(some)) for slug, some in groupby(found, key=lambda one: one.pathway)]


def _sentence(registry: Registry, slug: str, found: Sequence[DueMilestone]) -> str:
    languages = registry.issuer.languages
    pathway = say(registry.pathways[slug].name, *languages)
    milestone = say(registry.achievements[found[0].milestone].name, *languages)
    named: str = listed(_learner(registry, one.learner) for one in found[:_MOST_NAMED])
    if len(found) > _MOST_NAMED:
        named = msg("{names} and {number} more", names=named, number=Amount(len(found) - _MOST_NAMED))
    return counted(
        "{number} learner has completed {pathway}: testamur new award --due writes the award of {milestone}, to "
        "{names}.",
        "{number} learners have completed {pathway}: testamur new award --due writes the awards of {milestone}, to "
        "{names}.",
        len(found),
        pathway=pathway,
        milestone=milestone,
        names=named,
    )


def _learner(registry: Registry, learner: str) -> str:
    found = registry.learners.get(learner)
    return f"{found.name} ({learner})" if found and registry.issuer.repository == "closed" else learner


def texts(
    registry: Registry,
    found: Iterable[DueMilestone],
    *,
    day: datetime.date,
    today: datetime.date,
    visibility: str,
    random: Random,
) -> dict[str, str]:
    """Return the files of the awards that are due on `day`, by name below the records.

    Each is read again and checked as any record is: RecordsError has all that is wrong.
    """
    made: dict[str, str] = {}
    wrong: list[Problem] = []
    taken = dict.fromkeys(registry.awards)
    for one in found:
        award_id = new_record.new_award_id(taken, random)
        taken[award_id] = None
        name = new_record.award_path(award_id, day)
        record = {
            "achievement": one.milestone,
            "learner": one.learner,
            "awardedDate": day.isoformat(),
            "visibility": visibility,
        }
        path = new_record.schema_path(registry.folder, registry.folder / name, "award")
        made[name] = new_record.file_text("award", record, schema_path=path)
        wrong += _problems(registry, award_id, f"{registry.folder.name}/{name}", made[name], today)
    if wrong:
        raise RecordsError(reporting.sort_problems(wrong))
    new_record.refuse_too_many(registry, made)
    return made


def _problems(registry: Registry, award_id: str, file: str, text: str, today: datetime.date) -> list[Problem]:
    parsed = yaml_subset.parse(text.encode(), file)
    found = [*parsed.problems, *schema.check("award", parsed)]
    if not found and parsed.value is not None:
        award = model_readers.read_award(award_id, file, parsed.value)
        found = list(registry.award_problems(parsed, award, today))
    return reporting.errors(found)
