"""The kinds of records, one row each. A new kind is a row here with its name, a schema and a reader.

Everything else follows from the row: its folder is walked, its files are checked against its schema, read, compared
with a base and given to translators, and its schema is published. Rules about its contents go into `records/rules/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from testamur.records.model import demand, endorsements, known_issuers, offerings, pathways
from testamur.records.parsing import model_readers

RecordKind = Literal[
    "issuer", "achievement", "learner", "award", "pathway", "endorsement", "endorsing", "offering", "known-issuer",
    "demand",
]  # fmt: skip
RecordName = tuple[RecordKind, str]
"""Kind and stem of a record's file. Its folder is no part of the name, so a moved award is the same record."""
Reader = Callable[[str, str, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of records. Its schema is `schemas/<name>.schema.json`."""

    name: RecordKind
    folder: str  # below credentials/; "": the kind is one file of its name
    read: Reader  # from the name of a file, its path and its checked value to a model
    depth: int = 1  # how many folders deep its files may lie, its own among them
    has_award_ids: bool = False  # its files are called by award ids, and not by short names
    words: str = ""  # what one is called in the sentences about a change; "": the and its name


def _by_name(read: Callable[[str, Mapping[str, Any]], Any]) -> Reader:
    """Return a reader that does not need the path."""
    return lambda stem, _, value: read(stem, value)


# In the order in which they are read: what awards name comes before them (`cross_checks.CrossChecks`).
KINDS: Mapping[RecordKind, Kind] = {
    kind.name: kind
    for kind in (
        Kind(name="issuer", folder="", read=lambda _stem, _path, value: model_readers.read_issuer(value)),
        Kind(name="achievement", folder="achievements", read=_by_name(model_readers.read_achievement)),
        Kind(name="learner", folder="learners", read=_by_name(model_readers.read_learner)),
        Kind(name="award", folder="awards", read=model_readers.read_award, depth=8, has_award_ids=True),
        Kind(name="pathway", folder="pathways", read=_by_name(pathways.read)),
        Kind(
            name="endorsement",
            folder="endorsements",
            read=_by_name(endorsements.read),
            words="an endorsement that was received:",
        ),
        Kind(
            name="endorsing",
            folder="endorsing",
            read=_by_name(endorsements.read_given),
            words="an endorsement that is given:",
        ),
        Kind(name="offering", folder="offerings", read=_by_name(offerings.read)),
        Kind(
            name="known-issuer",
            folder="known-issuers",
            read=_by_name(known_issuers.read),
            words="an issuer that is known:",
        ),
        Kind(name="demand", folder="demand", read=_by_name(demand.read), words="what employers ask for:"),
    )
}
IN_FOLDERS = tuple(kind for kind in KINDS.values() if kind.folder)
BY_FOLDER: Mapping[str, Kind] = {kind.folder: kind for kind in IN_FOLDERS}
