"""The details of an award that a correction may set, and where everything else about it is changed."""

from __future__ import annotations

import difflib
import re

from testamur.authoring.editing import field_editing
from testamur.errors import UsageError
from testamur.records.model.models import Award
from testamur.records.parsing import yaml_subset
from testamur.records.parsing.parsed import FieldPath
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

_DETAILS = ("awardedDate", "validUntil", "language")
_OF_EVIDENCE = re.compile(r"evidence\.(\d{1,2})\.(name|id|description|narrative|genre)")
# Another achievement or result is another award, and no correction (docs/records.md, "Frozen once on main").
_OTHER_AWARD = {"achievement": "achievement", "results": "result"}
_OF_LEARNER = frozenset({"learner", "name", "email", "consent"})


def set_detail(registry: Registry, award: Award, data: bytes, name: str, text: str) -> bytes:
    """Return an award's file with one detail changed; UsageError for any other field says where that is changed."""
    path = _path(registry, award, name)
    value = yaml_subset.parse(data, award.file).value
    found = field_editing.text_at(value, path)
    if found == text or (not text and found is None):
        raise UsageError(
            msg(
                "{name} is {value} already: nothing was changed. Look at {file}",
                name=name,
                value=harmless(text) or "empty",
                file=award.file,
            )
        )
    if text:
        return field_editing.set_text(data, path, text)
    if len(path) > 1 or name == "awardedDate":
        raise UsageError(
            msg("{name} cannot be empty: nothing was changed. Give a text, or edit {file}", name=name, file=award.file)
        )
    return field_editing.remove_fields(data, {name})


def details(award: Award) -> dict[str, str]:
    """Return the details of an award that a correction may set, with what each is now; "" where it is not there."""
    until = award.valid_until.isoformat() if award.valid_until else ""
    found = {"awardedDate": award.awarded_date.isoformat(), "validUntil": until, "language": award.language}
    for number, piece in enumerate(award.evidence):
        texts = {"name": piece.name, "id": piece.id, "description": piece.description, "narrative": piece.narrative}
        found |= {f"evidence.{number}.{name}": text for name, text in texts.items() if text}
    return found


def _path(registry: Registry, award: Award, name: str) -> FieldPath:
    first = name.partition(".")[0]
    if name in _DETAILS:
        return (name,)
    if evidence := _OF_EVIDENCE.fullmatch(name):
        return "evidence", int(evidence[1]), evidence[2]
    if first in _OTHER_AWARD:
        raise UsageError(
            msg(
                "another {other_award} is another award: make it with testamur new award, then run "
                "testamur supersede {id} --by and its id",
                other_award=_OTHER_AWARD[first],
                id=award.id,
            )
        )
    if first in _OF_LEARNER:
        raise UsageError(_of_learner(registry, award, first))
    if first == "visibility":
        raise UsageError(
            msg("visibility changes without a correction: testamur edit award {id} --visibility public", id=award.id)
        )
    if first == "evidence":
        raise UsageError(
            msg(
                "a text of the evidence is called evidence.0.name (id, description, narrative or genre; "
                "0 is the first): to add or remove a piece, edit {file}, then run testamur correct {id}",
                file=award.file,
                id=award.id,
            )
        )
    near = difflib.get_close_matches(name, _DETAILS, 1)
    hint = (
        msg("did you mean {near}?", near=near[0])
        if near
        else msg("there are {names} and evidence.0.name", names=", ".join(_DETAILS))
    )
    raise UsageError(
        msg("{name} is no detail of an award that can be corrected: {hint}", name=harmless(name), hint=hint)
    )


def _of_learner(registry: Registry, award: Award, name: str) -> str:
    if name == "learner":
        return msg(
            "another learner is another award: make it with testamur new award, and withdraw this "
            "one with testamur revoke {id} --reason awarded-in-error",
            id=award.id,
        )
    theirs = [one.id for one in registry.awards.values() if one.learner == award.learner]
    runs = "\n".join(f"testamur correct {key}" for key in sorted(theirs))
    return msg(
        "{name} stands in the learner's own file, {name2}/learners/{learner}.yml: change it "
        "there. Then every award that says it is corrected by a line of its own:\n{runs}",
        name=name,
        name2=registry.folder.name,
        learner=award.learner,
        runs=runs,
    )
