"""Reads and changes the settings of one repository; what is not there yet reads as nothing.

A refusal is a `RefusedError`, with what was wanted and the remedy. Whoever asks trusts no member of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from testamur.github import client
from testamur.github.client import Answer, GitHub
from testamur.github.setting_up import refusals
from testamur.github.setting_up.refusals import RefusedError


@dataclass(slots=True, kw_only=True)
class SettingsClient:
    """One repository. `is_there` is False until it was found or created: then nothing is asked, and all is missing.

    `about` is what GitHub said of it when it was found; {} before.
    """

    hub: GitHub
    is_there: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def repository(self) -> str:
        """The repository's full name, owner/name."""
        return self.hub.repository

    @property
    def page(self) -> str:
        """The address of the repository's page: this sets up repositories on github.com alone."""
        return f"https://github.com/{self.repository}"

    def read(self, path: str, what: str) -> dict[str, Any]:
        """Return the object at `path` below the repository; {} where there is none."""
        answer = self._read(path, what)
        return _object(answer.value) if answer else {}

    def read_list(self, path: str, what: str, member: str = "") -> list[dict[str, Any]]:
        """Return the whole list at `path`, which stands in `member` of the answer, or is the answer."""
        rows: list[dict[str, Any]] = []
        for address in client.pages_of(path):
            answer = self._read(address, what)
            value = answer.value if answer else None
            some = value.get(member) if member and isinstance(value, dict) else value
            rows += [one for one in some if isinstance(one, dict)] if isinstance(some, list) else []
            if answer is None or not isinstance(some, list) or not client.is_followed(answer.headers, len(some)):
                return rows
        raise RefusedError(f"{what}: there are more than {client.MOST_ENTRIES:,}. Look at it by hand")

    def write(self, method: str, path: str, what: str, value: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Create, change or delete what is at `path`, and return the answer's object."""
        answer = self.hub.answer(method, f"/repos/{self.repository}/{path}".rstrip("/"), value)
        if not _is_success(answer):
            raise refusals.refusal(answer, what)
        return _object(answer.value)

    def _read(self, path: str, what: str) -> Answer | None:
        if not self.is_there:
            return None
        answer = self.hub.answer("GET", f"/repos/{self.repository}/{path}".rstrip("/"))
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        if not _is_success(answer):
            raise refusals.refusal(answer, what)
        return answer


def _is_success(answer: Answer) -> bool:
    return HTTPStatus(200) <= answer.status < HTTPStatus(300)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
