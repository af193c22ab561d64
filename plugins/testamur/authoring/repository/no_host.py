"""No host of repositories: records in a folder or a bare repository, without workflows and forms.

The functions are those of `authoring.repository.host.RepositoryHost`.
"""

from __future__ import annotations

from collections.abc import Sequence

from testamur.authoring.repository.hosting import Shape, SiteHost


def files(*, shape: Shape, site_host: SiteHost, language: str = "en") -> dict[str, str]:
    """Return no files: nothing here runs by itself."""
    del shape, site_host, language
    return {}


def owners(accounts: Sequence[str]) -> dict[str, str]:
    """Return no file: nobody is asked but by people."""
    del accounts
    return {}
