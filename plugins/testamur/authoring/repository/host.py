"""The interface of a host of repositories: the workflows and forms that it adds, and who is asked about changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from testamur.authoring.repository.hosting import Shape, SiteHost


class RepositoryHost(Protocol):
    """A host of repositories. `testamur.github.repository_files` is one, `no_host` stands for none."""

    def files(self, *, shape: Shape, site_host: SiteHost, language: str = "en") -> dict[str, str]:
        """Return the host's files, by name: they are ours, and brought up to date by `testamur init --upgrade`.

        What people read in them is in `language`, where the command speaks it.
        """

    def owners(self, accounts: Sequence[str]) -> dict[str, str]:
        """Return the file that names who is asked about changes outside the records; it becomes the institution's."""
