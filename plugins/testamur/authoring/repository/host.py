"""What a host of repositories adds to an institution's: workflows, forms, and who is asked about changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from testamur.authoring.repository.hosting import Shape


class Host(Protocol):
    """A host of repositories. `testamur.github.repository_files` is one."""

    def files(self, *, shape: Shape) -> dict[str, str]:
        """Return the host's files, by name: they are ours, and brought up to date by `testamur init --upgrade`."""

    def owners(self, accounts: Sequence[str]) -> dict[str, str]:
        """Return the file that says who is asked about changes to what is not records; then it is the institution's."""
