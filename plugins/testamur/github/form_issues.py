"""The form that an event is about: its newest text, and the accounts that wrote it."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.github import form_body, forms, workflow_event
from testamur.github.client import GitHub, member
from testamur.github.record_forms.form_fields import Form
from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class FormIssue:
    """An open issue that was made with one of our forms. Whoever can open issues can have written it."""

    number: int
    form: Form
    body: str
    author: str  # account of whoever opened it; "" where GitHub does not say
    sender: str  # of whoever opened or edited it now
    opened: datetime.datetime | None = None  # however often it is edited since; None where GitHub does not say

    @property
    def accounts(self) -> frozenset[str]:
        """The accounts whose words these are."""
        return frozenset({self.author, self.sender})


def read(event: Mapping[str, Any], hub: GitHub) -> FormIssue | None:
    """Return the form of an event of the type `issues`; None where it is no form, or is closed.

    A run that is done again has the event of the first time, and the form may have been edited since: GitHub is asked.
    """
    issue = event.get("issue") or {}
    number = int(issue.get("number") or 0)
    if workflow_event.is_again() and number:
        issue = hub.get(f"issues/{number}") or {}
    body = str(issue.get("body") or "")
    labels = [str(label.get("name", "")) for label in issue.get("labels") or []]
    form = forms.of_issue(labels, body[: form_body.MOST])
    if form is None or issue.get("state") != "open":
        return None
    author, sender = (str(member(one, who, "login") or "") for one, who in ((issue, "user"), (event, "sender")))
    opened = None
    with contextlib.suppress(ValueError):
        opened = dates.read_instant(str(issue.get("created_at") or ""))
    return FormIssue(number=number, form=form, body=body, author=author, sender=sender, opened=opened)
