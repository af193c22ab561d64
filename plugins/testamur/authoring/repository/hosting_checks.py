"""What a repository has to have, by the host that it was made for; `repository_doctor` asks, and says what is found.

Pages needs a workflow and no secret but the key. Another host needs `.github/deploy.sh`, and what that logs in with is
given to the job `deploy` alone. By hand, there is no workflow, and what GitHub would ask for people have to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from testamur.authoring.repository import scaffold
from testamur.authoring.repository.hosting import SiteHost
from testamur.errors import UsageError
from testamur.records.model.models import Issuer
from testamur.records.parsing import files
from testamur.text.languages.messages import msg

_MOST = 1024 * 1024  # bytes
_ON_GITHUB = (".github/workflows/publish.yml", ".github/workflows/check.yml", ".gitignore", ".github/CODEOWNERS")
_KEYS = ("TESTAMUR_SIGNING_KEY", "TESTAMUR_LOG_KEY")
_WITNESS_KEY = "TESTAMUR_COSIGN_KEY"
# GitHub takes `secrets.NAME` and `secrets['NAME']`, in any case; whatever else is said of `secrets` may be all of them.
_SECRET = re.compile(r"\bsecrets\b(?:\s*\.\s*([a-z_][a-z0-9_]*)|\s*\[\s*'([a-z_][a-z0-9_]*)'\s*\])?", re.IGNORECASE)
_EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
_EVERY = "*"
_UNFILLED = re.compile(r'^(?:folder|bucket|site_id|project)=""', re.MULTILINE)
# A comment that warns of it is no command.
_TRUSTS_ANYBODY = re.compile(
    r"^(?!\s*#).*(?:StrictHostKeyChecking[ =]\"?(?:no|off|accept-new)\b|\bssh-keyscan\b)", re.MULTILINE | re.IGNORECASE
)


class HostingFinding(NamedTuple):
    """One finding about the host."""

    level: Literal["danger", "missing", "not looked at"]
    code: str
    says: str
    remedy: str


def expected_files(site_host: SiteHost) -> tuple[str, ...]:
    """Return the files without which nothing is published."""
    if site_host == "by-hand":
        return (".gitignore", scaffold.DEPLOY_FILES[site_host])
    return (*_ON_GITHUB, *([scaffold.DEPLOY_FILES[site_host]] if site_host in scaffold.DEPLOY_FILES else []))


def may_have_secrets(site_host: SiteHost, name: str, job: Mapping[str, Any]) -> bool:
    """Say whether a job of a workflow may be given the secrets that it is given: none, nearly always.

    `issue` alone has the keys, and looks for approval before it signs (decision 9). Where the site is sent to another
    host, `deploy` has what that asks for: from an environment of its own, and never a key, nor all secrets at once.
    `monitor`, which watches the logs of others, has the key with which it signs what it saw of them, and no other.
    """
    secrets = _secrets_of(job)
    if not secrets or name == "issue":
        return True
    environment = job.get("environment")
    named = environment.get("name") if isinstance(environment, Mapping) else environment
    if name == "monitor" and named == "witness" and secrets == {_WITNESS_KEY}:
        return True
    is_deployment = site_host == "other" and name == "deploy" and named == "deployment"
    return is_deployment and not secrets & {_EVERY, *_KEYS, _WITNESS_KEY}


def _secrets_of(job: Mapping[str, Any]) -> set[str]:
    """Return the names of the secrets that a job is given; "*" stands for all of them."""
    secrets = {_EVERY} if job.get("secrets") == "inherit" else set()
    # An `if:` is an expression without the marks of one.
    for text in [*_EXPRESSION.findall(str(job)), *(str(step.get("if", "")) for step in job.get("steps", []))]:
        secrets |= {(found[1] or found[2] or _EVERY).upper() for found in _SECRET.finditer(text)}
    return secrets


def deploy_findings(top: Path, site_host: SiteHost) -> Iterator[HostingFinding]:
    """Yield what is wrong with the file that sends the site to its host."""
    name = scaffold.DEPLOY_FILES.get(site_host, "")
    try:
        text = files.read(top / name, _MOST).decode("utf-8", "replace") if name else ""
    except (OSError, UsageError):
        return  # that it is not there is said with the other files
    if _UNFILLED.search(text):
        says = msg("the file {name} does not say yet where the site goes", name=name)
        yield HostingFinding("missing", "deploy", says, msg("write it into its first lines: testamur docs hosting"))
    if _TRUSTS_ANYBODY.search(text):
        says = msg("the file {name} takes whoever answers for the host", name=name)
        remedy = msg("write the host's own key into it, as its administrator gives it: known_hosts=")
        yield HostingFinding("danger", "deploy-anybody", says, remedy)


def questions(issuer: Issuer, site_host: SiteHost) -> Iterator[HostingFinding]:
    """Yield what no file shows, with the place to look."""
    if site_host == "by-hand":
        yield from _questions_by_hand(issuer)
        return
    if issuer.approval != "single":
        yield _ask(
            "approval",
            msg("does main ask for a second person's approval?"),
            msg("Settings → Rules → Rulesets: pull request with 1 approval, and the check “Check the records”"),
        )
    yield _ask(
        "environment",
        msg("is the key limited to main?"),
        msg("Settings → Environments → signing → deployment branches: main; no secret of that name elsewhere"),
    )
    if site_host == "other":
        yield _ask(
            "deployment",
            msg("is what logs in to the host limited to main, and to its own folder there?"),
            msg("Settings → Environments → deployment → deployment branches: main; testamur docs hosting"),
        )
    yield _ask("administrators", msg("are there two administrators?"), msg("Settings → Collaborators and teams"))


def _questions_by_hand(issuer: Issuer) -> Iterator[HostingFinding]:
    page = msg("see testamur docs operating, “Without a forge”")
    if issuer.approval != "single":
        yield _ask("approval", msg("does a second person look at each change before it is signed?"), page)
    yield _ask("backup", msg("are the ledger and the records kept a second time, on another computer?"), page)
    yield _ask(
        "renewal",
        msg("will somebody run testamur issue at least once a year? Status lists are good for 400 days"),
        msg("write the day into a calendar that two people read"),
    )


def _ask(code: str, says: str, remedy: str) -> HostingFinding:
    return HostingFinding("not looked at", code, says, remedy)
