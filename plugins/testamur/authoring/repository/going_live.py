"""Takes a registry from practice to real awards: checks its address, and removes the awards of practice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from testamur.authoring.editing import field_editing, issuer_keys
from testamur.authoring.editing.atomic_files import Contents
from testamur.errors import UsageError
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.text.hosts import host_of
from testamur.text.languages.messages import msg

# Names that nobody can own (RFC 2606, RFC 6761, RFC 6762, and ICANN's `internal`): whoever verifies an award could not
# reach its issuer, and in a network of their own anybody could answer in the institution's name.
_NEVER = (".example", ".invalid", ".test", ".localhost", ".local", ".internal")
_NEVER_HOSTS = frozenset({"localhost", "example.org", "example.com", "example.net"})
_SHARED = (".github.io", ".gitlab.io", ".netlify.app", ".pages.dev", ".vercel.app", ".web.app")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFiles:
    """The files that going live removes: awards and learners from the time of practice."""

    awards: tuple[Path, ...]
    learners: tuple[Path, ...]


def can_be_owned(base: str) -> bool:
    """Say whether the host of an address can be somebody's: names for examples, tests and one's own computer cannot."""
    host = host_of(base)
    is_number = host.rpartition(".")[2].isdigit()
    return host not in _NEVER_HOSTS and not host.endswith(_NEVER) and "." in host and not is_number


def refuse_address(base: str) -> None:
    """Raise UsageError for an address that nobody can own: it would be signed into every award."""
    if not can_be_owned(base):
        raise UsageError(
            msg(
                "{base} cannot be the address of real awards: nobody can own {host_of}. Choose one of "
                "the institution's own, write it as base: into issuer.yml, and run this again",
                base=base,
                host_of=host_of(base),
            )
        )


def doubt(base: str) -> str:
    """Return a doubt about an address before it is final; "" if nothing speaks against it."""
    host = host_of(base)
    shared = next((end for end in _SHARED if host.endswith(end)), "")
    if not shared:
        return ""
    return msg(
        "{host} belongs to whoever runs {shared}, and not to you: if they close it, or you "
        "leave, every award points nowhere. A name below your own domain (badges.…) costs a few "
        "euros a year",
        host=host,
        shared=shared[1:],
    )


def practice_files(registry: Registry) -> PracticeFiles:
    """Return the awards and learners that were made for practice, which are all."""
    folder = registry.folder
    return PracticeFiles(
        awards=tuple(folder.parent / award.file for award in registry.awards.values()),
        learners=tuple(folder / "learners" / f"{name}.yml" for name in registry.learners),
    )


def change(registry: Registry, line: str) -> tuple[Contents, Contents]:
    """Return the files as they are, and as they will be (None: removed), with the key's `line` in issuer.yml.

    UsageError if issuer.yml is written in a way that only a person can edit well.
    """
    issuer = registry.folder / "issuer.yml"
    old = files.read(issuer, MAX_RECORD_BYTES)
    data = issuer_keys.require_key(issuer, field_editing.remove_fields(old, ("practice",)), line)
    before: dict[Path, bytes | None] = {issuer: old}
    after: dict[Path, bytes | None] = {issuer: data}
    gone = practice_files(registry)
    for path in (*gone.awards, *gone.learners):
        before[path], after[path] = files.read(path, MAX_RECORD_BYTES), None
    return before, after
