"""Reads the settings back for `testamur doctor --online`: what differs, and what could not be seen.

Nothing that could not be read is taken for good: it stays among what a person has to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any

from testamur.authoring.repository.repository_doctor import Finding, FindingLevel
from testamur.github.client import GitHubError
from testamur.github.setting_up import plan, repository, signing_environment
from testamur.github.setting_up.refusals import RefusedError
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import Step, Wanted
from testamur.proofs.keys import VARIABLE as SECRET_VARIABLE
from testamur.text.reporting import one_line

_REMEDY = "run testamur setup-github"
# In a live registry each of these lets somebody sign, or change what is signed, whom nobody looked at.
_DANGERS = frozenset({"environment", "rules-main"})
_DISABLED = {
    "disabled_inactivity": "GitHub stopped it, since nothing happened here for 60 days",
    "disabled_manually": "somebody switched it off",
    "disabled_fork": "GitHub switched it off, as in every fork",
}


def findings(client: SettingsClient, wanted: Wanted) -> tuple[list[Finding], set[str]]:
    """Return what differs and what could not be seen, and the codes of questions that are answered by that.

    The codes are those of `repository_doctor`, whose question need not be put to a person any more.
    """
    try:
        found = repository.find(client)
    except GitHubError as error:
        return [_unseen("the repository", str(error))], set()
    if not found:
        says = f"{client.repository} is not there, or this token does not see it"
        return [_unseen("the repository", says)], set()
    if not repository.is_administrator(found):
        # Whoever is no administrator is told "not found" of what is there.
        says = "whoever asks is no administrator of the repository, and is not shown its settings"
        return [_unseen("the settings", says), *_gather(_workflows, client)], set()
    answered: set[str] = set()
    collected: list[Finding] = []
    for code, look in _looks(client, wanted):
        try:
            steps = list(look())
        except GitHubError as error:
            collected.append(_unseen(code, str(error)))
            continue
        collected += [_difference(step, wanted) for step in steps]
        answered |= _answers(code, wanted)
    collected += [*_gather(_shared_secret, client), *_gather(_workflows, client)]
    administrators = list(_gather(_administrators, client))
    collected += administrators
    if not any(finding.level == "not looked at" for finding in administrators):
        answered.add("administrators")
    return collected, answered


def _looks(client: SettingsClient, wanted: Wanted) -> Iterator[tuple[str, Callable[[], Iterable[Step]]]]:
    for look in (*plan.BEFORE_PUSH, *plan.AFTER_PUSH):
        yield f"{look.__module__.rpartition('.')[2]}.{look.__name__}", lambda look=look: look(client, wanted)  # type: ignore[misc]
    yield "secret", lambda: signing_environment.secret(client, wanted, lambda: "", renew=False)


def _answers(code: str, wanted: Wanted) -> set[str]:
    """Return the questions that a setting answers, once it was read."""
    if code == "signing_environment.limits":
        return {"environment"}
    return {"approval"} if code == "rulesets.steps" and wanted.live and wanted.second_person else set()


def _difference(step: Step, wanted: Wanted) -> Finding:
    level: FindingLevel = "danger" if wanted.live and step.code in _DANGERS else "missing"
    remedy = f"{_REMEDY} --key FILE" if step.code == "secret" else _REMEDY
    return Finding(code=step.code, level=level, says=step.differs, remedy=remedy)


def _gather(look: Callable[[SettingsClient], Iterator[Finding]], client: SettingsClient) -> Iterator[Finding]:
    try:
        yield from list(look(client))
    except GitHubError as error:
        yield _unseen(look.__name__.strip("_").replace("_", " "), str(error))


def _shared_secret(client: SettingsClient) -> Iterator[Finding]:
    """Yield a danger where the key is a secret of the whole repository, which every branch's workflow gets."""
    if client.read(f"actions/secrets/{SECRET_VARIABLE}", f"the secret {SECRET_VARIABLE}"):
        yield Finding(
            code="secret-shared",
            level="danger",
            says=f"{SECRET_VARIABLE} is a secret of the repository, and every branch gets it",
            remedy="delete it there (Settings → Secrets and variables → Actions): its place is the environment signing",
        )


def _workflows(client: SettingsClient) -> Iterator[Finding]:
    """Yield a finding for each workflow that runs no more."""
    for row in client.read_list("actions/workflows", "the workflows", "workflows"):
        reason = _DISABLED.get(str(row.get("state")))
        if reason:
            yield Finding(
                code="workflow-disabled",
                level="missing",
                says=f"the workflow {one_line(str(row.get('name')), 80)} does not run: {reason}",
                remedy="open it under Actions, and press Enable workflow",
            )


def _administrators(client: SettingsClient) -> Iterator[Finding]:
    what = "the administrators"
    answer = client.hub.answer("GET", f"/repos/{client.repository}/collaborators?permission=admin&per_page=2")
    rows: Any = answer.value
    if answer.status != HTTPStatus.OK or not isinstance(rows, list):
        raise RefusedError(f"{what}: GitHub answered {answer.status}")
    if len(rows) < 2:
        yield Finding(
            code="administrators",
            level="missing",
            says="one account alone administers the repository: if it is lost, so is the repository",
            remedy="make another person an administrator: Settings → Collaborators and teams",
        )


def _unseen(what: str, reason: str) -> Finding:
    cause = reason.rstrip(".")
    return Finding(
        code="unseen",
        level="not looked at",
        says=f"could not be seen: {cause}" if ":" in cause else f"{what} could not be seen: {cause}",
        remedy="let an administrator run testamur doctor --online, or look at the repository's Settings",
    )
