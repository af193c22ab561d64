"""What GitHub adds to an institution's repository: workflows, issue forms, and who is asked about changes.

The functions are those of `authoring.repository.host.RepositoryHost`.
"""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Sequence

from testamur.authoring.repository.hosting import Shape, SiteHost
from testamur.github import form_files, forms
from testamur.text.languages import command
from testamur.text.languages.messages import msg, say

_WORKFLOWS = ("award.yml", "check.yml", "monitor.yml", "publish.yml", "weekly.yml")
_DEPLOY = "    environment:\n      name: github-pages\n"  # what the job has of its own begins here
_ROBOT = msg("A robot reads this change and says what it does. You only need to say why, if that is not plain.")
_PICTURES = ("approve.svg", "award.svg")


def files(*, shape: Shape, site_host: SiteHost, language: str = "en") -> dict[str, str]:
    """Return GitHub's files, by name; the forms are in the registry's language."""
    tongue = command.tongue(language)
    found = {f".github/workflows/{name}": _text(name) for name in _WORKFLOWS}
    if site_host != "pages":
        found[".github/workflows/publish.yml"] = deployed_elsewhere(_text("publish.yml"), _text("deploy-elsewhere.yml"))
    for form in forms.FORMS:
        found[f".github/ISSUE_TEMPLATE/{form.id}.yml"] = form_files.issue_form(
            form, is_open=shape == "open", tongue=tongue
        )
    found[".github/ISSUE_TEMPLATE/config.yml"] = form_files.config()
    for name in _PICTURES:
        found[f".github/pictures/{name}"] = _text(f"pictures/{name}")
    found[".github/dependabot.yml"] = _text("dependabot.yml")
    found[".github/pull_request_template.md"] = f"<!-- {say(_ROBOT, tongue)} -->\n"
    return found


def deployed_elsewhere(publish: str, deploy: str) -> str:
    """Return a workflow that publishes to Pages, with another job `deploy`: that of `deploy`, from `environment` on.

    The job takes the checkout that the others have.
    """
    checkout = next(re.finditer(r"uses: (actions/checkout@[0-9a-f]{40} # \S+)", publish))[1]
    begin = publish.index(_DEPLOY)
    before, after = publish[:begin], publish[publish.index("\n\n", begin) + 2 :]
    job = deploy.replace("$checkout", checkout)
    before = before.replace("    name: Deploy to Pages\n", "    name: Send the site to its host\n")
    return f"{before}{job}{after}".replace("deploy it to GitHub Pages,", "send it to its host by .github/deploy.sh,")


def owners(accounts: Sequence[str]) -> dict[str, str]:
    """Return CODEOWNERS: who is asked about changes to what is not records (workflows, settings, keys)."""
    head = "# Whoever changes what signs and publishes needs a second pair of eyes. Two accounts are better than one.\n"
    paths = ("/.github/", "/pelicanconf.py", "/requirements.txt", "/tool/", "/credentials/issuer.yml")
    mark, who = ("", " ".join(accounts)) if accounts else ("# ", "@somebody @somebody-else")
    return {".github/CODEOWNERS": head + "".join(f"{mark}{path} {who}\n" for path in paths)}


def _text(name: str) -> str:
    source = importlib.resources.files("testamur.github") / "new_repository" / name
    return source.read_text(encoding="utf-8")
