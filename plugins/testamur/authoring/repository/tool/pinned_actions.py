"""The commits by which workflows pin the actions of others: Dependabot renews them, and so does an upgrade.

GitHub, "Security hardening for GitHub Actions": `uses: owner/name@COMMIT # v1.2.3`. Of two pins of one action the one
with the higher version counts, whoever wrote it: what stands in a repository was looked at there.
"""

from __future__ import annotations

import re

FOLDER = ".github/workflows/"
_PIN = re.compile(
    r"(?P<action>\buses: [\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40} # v(?P<version>\d{1,9}(?:\.\d{1,9}){0,3}))$",
    re.MULTILINE,
)


def without_pins(text: str) -> str:
    """Return a workflow without the commits and versions of its actions: by this it is known as ours."""
    return _PIN.sub(r"\g<action>", text)


def with_newer_pins(ours: str, theirs: str) -> str:
    """Return our workflow, with the pin of theirs where an action has a higher version there."""
    newest: dict[str, tuple[tuple[int, ...], str]] = {}
    for found in _PIN.finditer(theirs):
        pin = _version(found), found["commit"]
        newest[found["action"]] = max(newest.get(found["action"], pin), pin)

    def choose(found: re.Match[str]) -> str:
        version, commit = newest.get(found["action"], ((), ""))
        return f"{found['action']}@{commit}" if version > _version(found) else found[0]

    return _PIN.sub(choose, ours)


def _version(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(part) for part in found["version"].split("."))
