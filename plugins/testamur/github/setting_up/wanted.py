"""What a registry wants of its repository on GitHub, worked out from its issuer record alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from testamur.errors import UsageError
from testamur.records.model.models import Issuer

LEDGER, MAIN = "ledger", "main"
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[\w.-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How the repository has to be. `domain` is "" where Pages gives the address, or another host serves the site."""

    private: bool
    live: bool
    second_person: bool
    pages: bool
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One difference: what was found, what is done about it, and the act itself. `code` names the setting."""

    code: str
    differs: str
    does: str
    act: Callable[[], object]


def wanted_by(issuer: Issuer, *, pages: bool = True) -> Wanted:
    """Return what the registry of this issuer wants. While it practises, its site is where Pages puts it."""
    address = urlsplit(issuer.base)
    own = pages and not issuer.practice and not address.path.strip("/") and not address.netloc.endswith(".github.io")
    return Wanted(
        private=issuer.repository == "closed",
        live=not issuer.practice,
        second_person=issuer.approval != "single",
        pages=pages,
        domain=address.netloc if own else "",
    )


def refuse_name(repository: str) -> None:
    """Raise UsageError unless this is the full name of a repository."""
    if not _NAME.fullmatch(repository) or repository.partition("/")[2] in {".", ".."}:
        raise UsageError("name the repository as owner/name, e.g. harbour-institute/badges")
