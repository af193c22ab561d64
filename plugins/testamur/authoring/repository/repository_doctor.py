"""Finds what is missing or dangerous in an institution's repository, and lists what its files do not tell.

Each finding is one sentence and a remedy. Settings that cannot be seen from here are listed, and never taken for good.

It is longer than other modules since it is one list: each thing that may be missing has a sentence and a remedy.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import yaml

from testamur.authoring.repository import git, going_live, hosting_checks, key_file, manifest, scaffold
from testamur.authoring.repository.beginning import example_record
from testamur.authoring.repository.hosting import SiteHost
from testamur.authoring.repository.key_sheets.keysheet import ROTATE_AFTER
from testamur.authoring.repository.tool import pinning
from testamur.errors import UsageError
from testamur.records.changes.change_paths import SUBMODULE, SYMLINK
from testamur.records.model.localized_text import say
from testamur.records.model.models import Issuer
from testamur.records.parsing import files
from testamur.records.registry import Registry
from testamur.text.hosts import host_of
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line

FindingLevel = Literal["danger", "missing", "advice", "not looked at"]
LEVELS: tuple[FindingLevel, ...] = ("danger", "missing", "advice", "not looked at")
_TRIGGERS = frozenset({"pull_request_target", "workflow_run"})
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
_MOST = 1024 * 1024  # bytes of a file that is looked into
_RENEW = "run testamur init . --upgrade --overwrite requirements.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: `says` it in a sentence, and `remedy` is what to type or where to click."""

    code: str
    level: FindingLevel
    says: str
    remedy: str


def examine(registry: Registry, top: Path, *, today: datetime.date) -> list[Finding]:
    """Return the findings about the registry in `top`, the worst first."""
    site_host = manifest.site_host(top)
    findings = [
        *_issuer_findings(registry.issuer, today),
        *_record_findings(registry, top),
        *_tracked_file_findings(registry.issuer, top, site_host),
        *(
            _danger("tool", msg("the tool is not pinned: {what}", what=what), _RENEW)
            for what in islice(pinning.loose(top), 1)
        ),
        *_all_workflow_findings(top, site_host),
        *_hosting_findings(registry.issuer, top, site_host),
    ]
    return sorted(findings, key=lambda finding: LEVELS.index(finding.level))


def tracked_keys(top: Path) -> Iterator[Finding]:
    """Yield a danger for each private key that git has, and that a push would publish."""
    for name in git.tracked(top):
        if key_file.holds_key(top / name):
            yield _tracked_key(name)


def _issuer_findings(issuer: Issuer, today: datetime.date) -> Iterator[Finding]:
    host = host_of(issuer.base)
    if issuer.practice:
        yield _advice(
            "practice", msg("this registry is in practice mode: nothing on it is real"), msg("run testamur go-live")
        )
    try:
        going_live.refuse_address(issuer.base)
    except UsageError:
        yield Finding(
            code="address",
            level="missing" if issuer.practice else "danger",
            says=msg("nobody can own {host}, and the address is signed into every award", host=host),
            remedy=msg("write an address of the institution's own as base: into issuer.yml before going live"),
        )
    if reason := going_live.doubt(issuer.base):
        yield _advice("address-shared", reason, msg("choose a name below your own domain before going live"))
    if not issuer.contact and not issuer.requests_url:
        yield _missing(
            "contact", msg("nobody is told where to write when something is wrong"), msg("add contact: to issuer.yml")
        )
    if issuer.time_zone == "UTC":
        yield _advice(
            "time-zone", "days end at midnight UTC", "name yours: testamur edit issuer --time-zone Europe/Dublin"
        )
    if not issuer.confirmed_by:
        yield _advice(
            "confirmed-by",
            msg("no page of the institution's own site says that this registry is yours"),
            msg("put a link there, and add that page's address as confirmedBy: to issuer.yml"),
        )
    yield from _key_findings(issuer, today)


def _key_findings(issuer: Issuer, today: datetime.date) -> Iterator[Finding]:
    active = [method for method in issuer.verification_methods if method.state == "active"]
    if not active and not issuer.practice:
        yield _missing("key", msg("no key is active: nothing can be issued"), msg("run testamur rotate-key"))
    for method in active:
        if (today - method.from_).days > ROTATE_AFTER * 365:
            yield _advice(
                "key-old", msg("the key has signed since {day}", day=method.from_), msg("run testamur rotate-key")
            )
    if len(active) > 1:
        yield _advice(
            "keys",
            msg("{active} keys are active, and one is enough", active=len(active)),
            msg("retire the others in issuer.yml"),
        )
    if active:
        yield _advice(
            "custodians",
            msg("two people should each have a sealed copy of the key, or its passphrase"),
            msg("look at the key sheet: whose names stand on it?"),
        )
    if issuer.approval == "single":
        yield _advice(
            "single", msg("one person asks and approves; the pages say so"), msg("find a second person if you can")
        )


def _record_findings(registry: Registry, top: Path) -> Iterator[Finding]:
    languages = registry.issuer.languages
    for slug, achievement in registry.achievements.items():
        if slug == example_record.SLUG and example_record.is_example(say(achievement.description, *languages)):
            yield _missing(
                "example",
                msg("the example achievement is still there: {slug}", slug=slug),
                msg("change it, or delete its file"),
            )
    about = top / "content" / "pages" / "about.md"
    if about.is_file() and scaffold.is_our_prose(files.read(about, _MOST).decode("utf-8", "replace")):
        yield _missing(
            "about", msg("the page content/pages/about.md still has our words"), msg("say there who you are")
        )


def _tracked_file_findings(issuer: Issuer, top: Path, site_host: SiteHost) -> Iterator[Finding]:
    """Yield what git would publish, or already has: keys, names, links that lead elsewhere."""
    if git.top(top) is None:
        yield _missing(
            "git",
            msg("this folder is in no repository yet: nothing keeps its history"),
            msg("run git init, and commit"),
        )
        return
    tracked = git.tracked(top)
    for name, mode in tracked.items():
        if mode in {SYMLINK, SUBMODULE}:
            what = msg("a link") if mode == SYMLINK else msg("another repository")
            yield _danger(
                "link", msg("the path {name} is {what}", name=one_line(name, 200), what=what), msg("take it out")
            )
        if key_file.holds_key(top / name):
            yield _tracked_key(name)
    if issuer.repository == "closed" and any(name.startswith(("output/", "ledger/")) for name in tracked):
        yield _missing(
            "built",
            msg("the folder output/ or ledger/ is committed beside the records"),
            msg("run git rm -r --cached output ledger"),
        )
    for name in hosting_checks.expected_files(site_host):
        if name not in tracked and not (top / name).is_file():
            yield _missing("scaffold", msg("there is no {name}", name=name), msg("run testamur init . --upgrade"))
    remote = _origin(top)
    if issuer.repository == "closed" and remote:
        where = re.sub(r"//[^/@]*@", "//", remote)  # without a token that somebody put into the address
        yield _unlooked(
            "private",
            msg("is {where} private? Names of learners stand in it", where=one_line(where, 200)),
            "Settings → General",
        )


def _tracked_key(name: str) -> Finding:
    return _danger(
        "key-tracked",
        msg("the file {name} is in the repository and holds a private key", name=one_line(name, 200)),
        msg("run testamur key compromised current, and take the file out"),
    )


def _all_workflow_findings(top: Path, site_host: SiteHost) -> Iterator[Finding]:
    for path in sorted((top / ".github" / "workflows").glob("*.y*ml")):
        try:
            workflow = yaml.safe_load(files.read(path, _MOST))
            triggers = workflow.get("on", workflow.get(True)) or {}  # YAML 1.1 takes the name `on` for true.
            jobs = workflow["jobs"]
            yield from _workflow_findings(path.name, triggers, jobs, site_host)
        except (OSError, UsageError, ValueError, TypeError, KeyError, AttributeError, yaml.YAMLError):
            yield _unlooked(
                "workflow",
                msg("the file .github/workflows/{name} cannot be read as a workflow", name=path.name),
                msg("look at it"),
            )


def _workflow_findings(name: str, triggers: Any, jobs: dict[str, Any], site_host: SiteHost) -> Iterator[Finding]:
    where = f".github/workflows/{name}"
    named = {triggers} if isinstance(triggers, str) else set(triggers)
    if named & _TRIGGERS:
        yield _danger(
            "trigger",
            msg("the workflow {where} runs strangers' changes with your rights", where=where),
            msg("take that trigger out"),
        )
    for job_name, job in jobs.items():
        for step in job.get("steps", []):
            uses, run = str(step.get("uses", "")), str(step.get("run", ""))
            # Whoever has the action's repository can move a tag or a branch, but no commit.
            if uses and not uses.startswith("./") and not _PINNED.fullmatch(uses):
                yield _danger(
                    "unpinned",
                    msg("the workflow {where} uses {uses}, which can change", where=where, uses=one_line(uses, 80)),
                    msg("pin it by a commit"),
                )
            # GitHub puts the value into the script before the shell reads it: the title of an issue could be a command.
            if "${{" in run:
                yield _danger(
                    "expression",
                    msg("the workflow {where} puts an expression into a command line", where=where),
                    msg("hand it over by env"),
                )
        if not hosting_checks.may_have_secrets(site_host, str(job_name), job):
            yield _danger(
                "secret",
                msg(
                    "the workflow {where} gives a secret to the job {job_name}",
                    where=where,
                    job_name=one_line(str(job_name), 40),
                ),
                msg("take it out"),
            )


def _hosting_findings(issuer: Issuer, top: Path, site_host: SiteHost) -> Iterator[Finding]:
    for level, code, says, remedy in (
        *hosting_checks.deploy_findings(top, site_host),
        *hosting_checks.questions(issuer, site_host),
    ):
        yield Finding(code=code, level=level, says=says, remedy=remedy)


def _danger(code: str, says: str, remedy: str) -> Finding:
    return Finding(code=code, level="danger", says=says, remedy=remedy)


def _missing(code: str, says: str, remedy: str) -> Finding:
    return Finding(code=code, level="missing", says=says, remedy=remedy)


def _advice(code: str, says: str, remedy: str) -> Finding:
    return Finding(code=code, level="advice", says=says, remedy=remedy)


def _unlooked(code: str, says: str, remedy: str) -> Finding:
    return Finding(code=code, level="not looked at", says=says, remedy=remedy)


def github_page(top: Path) -> str:
    """Return the GitHub page of the repository that `origin` names; "" if it is hosted elsewhere."""
    remote = _origin(top)
    match = re.fullmatch(r"(?:https://(?:[^/@]*@)?github\.com/|git@github\.com:)([\w.-]+/[\w.-]+?)(?:\.git)?/?", remote)
    return f"https://github.com/{match[1]}" if match else ""


def _origin(top: Path) -> str:
    return git.run(top, "remote", "get-url", "origin").stdout.decode("utf-8", "replace").strip()


def links_back(page: bytes, base: str) -> bool:
    """Say whether a page of the institution's own site links to the registry."""
    hrefs: Iterable[str] = re.findall(r"href\s*=\s*[\"']?([^\"'\s>]+)", page.decode("utf-8", "replace"))
    return any(href == base or href.startswith(f"{base}/") for href in hrefs)
