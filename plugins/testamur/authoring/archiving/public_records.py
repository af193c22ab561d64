"""The records as far as they are public: what the site publishes of them anyway, member by member.

What is not in the table is left out, so that a member that is new is private until somebody decides. Records are
written anew from what they say: comments in them are the institution's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from testamur.authoring.editing import yaml_writer
from testamur.errors import ArchiveError
from testamur.records.parsing import files, yaml_subset
from testamur.records.parsing.kinds import KINDS, RecordKind
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry

PUBLIC: Mapping[RecordKind, frozenset[str]] = {
    "issuer": frozenset({
        "answerDays", "approval", "base", "closed", "compact", "confirmedBy", "contact", "country", "description",
        "figuresThreshold", "founded", "image", "insights", "languages", "linkedinOrganizationId", "listsValidUntil",
        "log", "name", "practice", "publicNames", "recordsUrl", "repository", "requestsUrl", "successor", "timeZone",
        "url", "verificationMethod",
    }),
    "achievement": frozenset({
        "achievementType", "alignment", "assessment", "color", "creditsAvailable", "criteria", "description", "emblem",
        "furtherInformation", "image", "inLanguage", "level", "name", "outcomes", "participation", "prerequisites",
        "qualityAssurance", "resultDescription", "retired", "stackability", "tag", "validFor", "version", "workload",
    }),
    "pathway": frozenset({"description", "leadsTo", "milestone", "name", "ordered", "retired", "steps"}),
    "endorsement": frozenset({"achievement", "comment", "date", "endorser", "signed", "source"}),
    "endorsing": frozenset({"comment", "date", "endorses", "language", "validUntil", "withdrawn"}),
    "known-issuer": frozenset({"confirmedBy", "id", "name", "since", "until", "url"}),
}  # fmt: skip
"""The members of each kind of record that an archive has. Kinds that are not here are left out whole."""

PRIVATE: Mapping[RecordKind, frozenset[str]] = {
    # Who signs certificates on paper, and which ledger is the registry's.
    "issuer": frozenset({"certificate", "ledgerId"}),
    "known-issuer": frozenset({"note"}),
}
"""The members that it never has, of kinds that it has."""

LEFT_OUT: Mapping[RecordKind, str] = {
    "learner": "they have names, e-mail addresses and consents; what a learner agreed to have published is in the site",
    "award": "what is public of an award is in its signed credential; the notes in its history are the institution's",
    "offering": "the site publishes figures of courses only where they are of enough people (decision 13)",
    "demand": "the site has what it shows of them on its page of figures",
}
"""Why kinds of records are left out."""


def public_files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """Yield each public record: its path as it is below `credentials/`, and its text.

    ArchiveError for a record that changed since the registry was read.
    """
    for kind_name, members in PUBLIC.items():
        kind = KINDS[kind_name]
        stems = sorted(registry.of(kind_name)) if kind.folder else [kind_name]
        for stem in stems:
            path = f"{kind.folder}/{stem}.yml" if kind.folder else f"{stem}.yml"
            value = _value(registry, path)
            yield path, yaml_writer.write({name: item for name, item in value.items() if name in members}).encode()


def _value(registry: Registry, path: str) -> Mapping[str, Any]:
    parsed = yaml_subset.parse(files.read(registry.folder / path, MAX_RECORD_BYTES), path)
    if parsed.value is None:
        raise ArchiveError(f"{registry.folder / path} was changed while it was archived. Try again")
    return parsed.value
