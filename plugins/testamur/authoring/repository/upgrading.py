"""Brings an older repository up to date: our own files in it, if the institution has left them as they were.

Records, prose and settings are never touched. Files changed by hand are shown, and left alone unless they are named.
A newer release of an action, which Dependabot brought, is no such change, and stays.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from testamur.authoring.editing import atomic_files
from testamur.authoring.repository import manifest, scaffold
from testamur.authoring.repository.host import RepositoryHost
from testamur.authoring.repository.hosting import SiteHost
from testamur.authoring.repository.tool import pinned_actions, requirements
from testamur.records.model.models import Issuer
from testamur.records.parsing import files

UpdateKind = Literal["new", "update", "changed by hand"]
_MOST = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUpdate:
    """One of our files that is not as this version would write it."""

    name: str
    kind: UpdateKind
    before: str  # "" where there is none
    after: str
    archives: Mapping[str, bytes | None] = field(default_factory=dict)  # written or removed (None), along with it

    @property
    def diff(self) -> str:
        """What would change, as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True), self.name, self.name
        )
        told = [f"{name}: {'removed' if data is None else 'written'}\n" for name, data in self.archives.items()]
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in (*lines, *told))


def file_updates(folder: Path, issuer: Issuer, host: RepositoryHost, site_host: SiteHost) -> list[FileUpdate]:
    """Return our files that are not as this version would write them, without the manifest, which follows them."""
    # Repositories that are older than the pinned tool have this file in no manifest.
    digests = {
        requirements.NAME: manifest.digest(requirements.NAME, requirements.UNPINNED.encode()),
        **manifest.digests(folder),
    }
    updates = []
    for name, after in _owned(issuer, host, site_host).items():
        path = folder / name
        before = files.read(path, _MOST).decode("utf-8", "replace") if path.is_file() else ""
        archives = requirements.archive_changes(folder) if name == requirements.NAME else {}
        if name.startswith(pinned_actions.FOLDER):
            after = pinned_actions.with_newer_pins(after, before.replace("\r\n", "\n"))  # noqa: PLW2901 — what an upgrade would write
        if name == manifest.NAME or (before.replace("\r\n", "\n") == after and not archives):
            continue
        kind: UpdateKind = "new" if not path.is_file() else "changed by hand"
        if path.is_file() and manifest.is_ours(digests, name, before.encode()):
            kind = "update"
        updates.append(FileUpdate(name=name, kind=kind, before=before, after=after, archives=archives))
    return updates


def apply_updates(
    folder: Path,
    issuer: Issuer,
    host: RepositoryHost,
    site_host: SiteHost,
    chosen: Collection[FileUpdate],
    left: Collection[FileUpdate],
) -> list[Path]:
    """Write the chosen files, each whole, then the manifest without the files `left`; return what was written.

    A file that is left is in no manifest any more, and so counts as changed by hand the next time as well.
    """
    owned = _owned(issuer, host, site_host)
    # First the new archives, then what names them, then the old ones go: each step leaves a tool that can be installed.
    archives = {folder / name: data for step in chosen for name, data in step.archives.items()}
    written = []
    for path, data in archives.items():
        if data is not None:
            atomic_files.write(path, data)
            written.append(path)
    written += [_write(folder / step.name, step.after) for step in chosen]
    for path, data in archives.items():
        if data is None:
            path.unlink()
    kept = {name: text for name, text in owned.items() if name not in {step.name for step in left}}
    return [*written, _write(folder / manifest.NAME, manifest.text(kept, site_host))]


def _owned(issuer: Issuer, host: RepositoryHost, site_host: SiteHost) -> dict[str, str]:
    """Return our files as this version would write them, by name."""
    return scaffold.owned_files(
        host, base=issuer.base, shape=issuer.repository, site_host=site_host, language=issuer.languages[0]
    )


def _write(path: Path, text: str) -> Path:
    atomic_files.write(path, text.encode())
    return path
