"""The settings of the repository itself: what Actions may do, the variable, Pages, and the forms' labels.

Each function reads one setting, and yields the steps that it needs; none where it is as it should be. Members and
values are those of GitHub's REST API, "Actions permissions", "Actions variables", "GitHub Pages" and "Labels".
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from testamur.github.forms import FORMS
from testamur.github.setting_up import refusals
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import Step, Wanted
from testamur.github.shared_names import PUBLISH

_COLOUR = "c5def5"
_PERMISSIONS = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}


def refuse_public(client: SettingsClient, wanted: Wanted) -> None:
    """Raise RefusedError where everyone can read a closed registry: names are not hidden again by a setting."""
    if wanted.private and client.is_there and client.about.get("private") is not True:
        raise refusals.RefusedError(
            f"everyone can read {client.repository}, and names of learners belong into it. Make it private first: "
            "Settings → General → Danger Zone → Change visibility; or write repository: open into issuer.yml"
        )


def forms(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield the step that switches Issues on, where the forms are."""
    del wanted
    if client.is_there and client.about.get("has_issues") is not True:
        yield Step(
            code="issues",
            differs="Issues are off: there are no forms",
            does="switch Issues on, where the forms are",
            act=lambda: client.write("PATCH", "", "Issues", {"has_issues": True}),
        )


def actions(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield the step that switches Actions on."""
    del wanted
    what = "Actions"
    found = client.read("actions/permissions", what)
    if client.is_there and found.get("enabled") is not True:
        yield Step(
            code="actions",
            differs="Actions is off: no workflow runs",
            does="switch Actions on",
            act=lambda: client.write("PUT", "actions/permissions", what, {"enabled": True}),
        )


def permissions(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield the step by which workflows may read unless a job says more, and may open pull requests."""
    del wanted
    what = "what workflows may do"
    found = client.read("actions/permissions/workflow", what)
    if any(found.get(name) != value for name, value in _PERMISSIONS.items()):
        yield Step(
            code="workflow-permissions",
            differs="workflows may not open pull requests, or may write although no job says so",
            does="let Actions open pull requests (for the forms), and else only read",
            act=lambda: client.write("PUT", "actions/permissions/workflow", what, _PERMISSIONS),
        )


def variable(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield the step that lets the workflow publish."""
    del wanted
    what = f"the variable {PUBLISH}"
    found = client.read(f"actions/variables/{PUBLISH}", what)
    if found.get("value") == "true":
        return
    method, path = ("PATCH", f"actions/variables/{PUBLISH}") if found else ("POST", "actions/variables")
    yield Step(
        code="variable",
        differs=f"{PUBLISH} is not true: nothing is published",
        does=f"set the variable {PUBLISH} to true: from then on the workflow publishes",
        act=lambda: client.write(method, path, what, {"name": PUBLISH, "value": "true"}),
    )


def labels(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield a step for each label of a form that is missing: without it, the form's workflow does not know the form."""
    del wanted
    # Labels are one whether in capital letters or small ones.
    there = {str(one.get("name", "")).casefold() for one in client.read_list("labels", "the labels")}
    missing = [form.label for form in FORMS if form.label.casefold() not in there]
    if missing:
        yield Step(
            code="labels",
            differs=f"labels of forms are missing: {', '.join(missing)}",
            does=f"make the labels of the forms: {', '.join(missing)}",
            act=lambda: _make_labels(client, missing),
        )


def pages(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield the steps that let Actions deploy to Pages, at the institution's own address once awards are real."""
    what = "Pages"
    if not wanted.pages:
        return
    found = client.read("pages", what)
    if found.get("build_type") != "workflow":
        method = "PUT" if found else "POST"
        yield Step(
            code="pages",
            differs="Pages is not on, or not deployed by Actions",
            does="turn Pages on, with GitHub Actions as its source",
            act=lambda: client.write(method, "pages", what, {"build_type": "workflow"}),
        )
    if wanted.domain and found.get("cname") != wanted.domain:
        yield Step(
            code="domain",
            differs=f"Pages does not serve {wanted.domain}",
            does=f"tell Pages that the site is at {wanted.domain}",
            act=lambda: client.write("PUT", "pages", "the site's address", {"cname": wanted.domain}),
        )


def _make_labels(client: SettingsClient, names: list[str]) -> None:
    for name in names:
        value = {"name": name, "color": _COLOUR}
        answer = client.hub.answer("POST", f"/repos/{client.repository}/labels", value)
        # Somebody may have sent the first form meanwhile, which makes its label.
        is_taken = answer.status == HTTPStatus.UNPROCESSABLE_ENTITY and "already_exists" in str(answer.value)
        if answer.status != HTTPStatus.CREATED and not is_taken:
            raise refusals.refusal(answer, f"the label “{name}”")
