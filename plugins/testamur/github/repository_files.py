"""What GitHub adds to an institution's repository: workflows, issue forms, and who is asked about changes.

The functions are those of `authoring.repository.host.RepositoryHost`.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence

from testamur.authoring.repository.hosting import Shape
from testamur.github import form_files, forms

_WORKFLOWS = ("award.yml", "check.yml", "publish.yml", "weekly.yml")
_PICTURES = ("approve.svg", "award.svg")


def files(*, shape: Shape) -> dict[str, str]:
    """Return GitHub's files, by name."""
    found = {f".github/workflows/{name}": _text(name) for name in _WORKFLOWS}
    for form in forms.FORMS:
        found[f".github/ISSUE_TEMPLATE/{form.id}.yml"] = form_files.issue_form(form, is_open=shape == "open")
    found[".github/ISSUE_TEMPLATE/config.yml"] = form_files.config()
    for name in _PICTURES:
        found[f".github/pictures/{name}"] = _text(f"pictures/{name}")
    found[".github/pull_request_template.md"] = _text("pull_request_template.md")
    return found


def owners(accounts: Sequence[str]) -> dict[str, str]:
    """Return CODEOWNERS: who is asked about changes to what is not records (workflows, settings, keys)."""
    head = "# Whoever changes what signs and publishes needs a second pair of eyes. Two accounts are better than one.\n"
    paths = ("/.github/", "/pelicanconf.py", "/requirements.txt", "/credentials/issuer.yml")
    mark, who = ("", " ".join(accounts)) if accounts else ("# ", "@somebody @somebody-else")
    return {".github/CODEOWNERS": head + "".join(f"{mark}{path} {who}\n" for path in paths)}


def _text(name: str) -> str:
    source = importlib.resources.files("testamur.github") / "new_repository" / name
    return source.read_text(encoding="utf-8")
