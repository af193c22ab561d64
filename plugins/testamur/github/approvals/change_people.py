"""Who had a hand in a pull request, and who approved its last version, as GitHub itself saw it.

What is written in a commit (author, date, message) is written by whoever pushes it. So these names only add to those
that GitHub knows: who opened the change, who pushed to its branch, who filled in or edited its form. Whoever cannot be
named is a doubt, and not nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from testamur.github import permission
from testamur.github.approvals.approval import Change
from testamur.github.client import GitHub, member

_FORM_BRANCH = re.compile(r"award-form-([1-9][0-9]{0,9})")
_NAMED = re.compile(
    r"^(?:Asked-for-by: @(?P<asked>[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?)"
    r"|Co-authored-by: .*<(?:[0-9]+\+)?(?P<author>[A-Za-z0-9][A-Za-z0-9_-]{0,99})@users\.noreply\.github\.com>)\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_MOST_COMMITS = 250  # GitHub lists no more of a pull request ("List commits on a pull request")
_EDITORS = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      lastEditedAt
      userContentEdits(first: 100, after: $after) {
        nodes { editor { __typename login } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""


class _Unknown(Exception):  # noqa: N818 — it ends in a sentence of `Change.doubt`, and is no error
    """Somebody had a hand in a change who cannot be named."""


def form_of(pull: Mapping[str, Any]) -> int | None:
    """Return the number of the form that a pull request was made from; None when it was made by hand."""
    found = _FORM_BRANCH.fullmatch(str(_at(pull, "head", "ref")))
    return int(found[1]) if found else None


def named_in(message: str) -> set[str]:
    """Return the accounts that a commit's message names: who asked for it by a form, and who wrote it too."""
    return {(found["asked"] or found["author"]).lower() for found in _NAMED.finditer(message)}


def change(hub: GitHub, pull: Mapping[str, Any]) -> Change:
    """Return who had a hand in a pull request, and who approved it."""
    number = int(pull["number"])
    commits = hub.every(f"pulls/{number}/commits")
    asked, doubt = set[str](), ""
    try:
        asked |= _opened(pull)
        asked |= _committed(commits)
        asked |= _pushed(hub, pull)
        form = form_of(pull)
        asked |= _filled_in(hub, form) if form else set()
        _refuse_moved(hub, pull)
    except _Unknown as unknown:
        doubt = str(unknown)
    if not asked and not doubt:
        doubt = "nobody is known who asked for it: a machine proposed it, and from no form"
    return Change(number=number, asked=frozenset(asked), approved=_approved(hub, pull), doubt=doubt)


def _opened(pull: Mapping[str, Any]) -> set[str]:
    if not _login(pull):
        raise _Unknown("whoever opened it has no account any more")
    return _people_behind(pull, pull.get("user"), "a machine opened it")


def _committed(commits: Sequence[Mapping[str, Any]]) -> set[str]:
    if len(commits) >= _MOST_COMMITS:
        raise _Unknown(f"it has more than {_MOST_COMMITS - 1} commits, and GitHub does not list them all")
    found = set[str]()
    for commit in commits:
        for role in ("author", "committer"):
            if not _login(commit, role):
                at = str(commit.get("sha") or "")[:12] or "one of its commits"
                raise _Unknown(f"the {role} of {at} is nobody whom GitHub knows by their e-mail address")
            found |= _people(commit.get(role))
        found |= {name for name in named_in(str(_at(commit, "commit", "message"))) if not _is_machine(name)}
    return found


def _pushed(hub: GitHub, pull: Mapping[str, Any]) -> set[str]:
    """Return who pushed to the branch of a pull request, from when it was made until its last version."""
    if _at(pull, "head", "repo", "full_name") != hub.repository:
        raise _Unknown("it comes from another repository, of which GitHub does not say who pushed")
    found, wanted, whole = set[str](), str(_at(pull, "head", "sha")), False
    # The newest first. Each push says what the branch was before it: so none is passed over, and none of another time.
    # A branch that was deleted is made again with the commit that it had: what was pushed before that counts too.
    for push in hub.every_by_cursor(f"activity?ref=refs/heads/{_at(pull, 'head', 'ref')}"):
        if push.get("after") != wanted or push.get("activity_type") == "branch_deletion":
            continue
        if not _login(push, "actor"):
            raise _Unknown("somebody pushed to it whose account is gone")
        found |= _people_behind(pull, push.get("actor"), "a machine pushed to it")
        before = str(push.get("before") or "")
        whole = push.get("activity_type") == "branch_creation" or before.strip("0") == ""
        wanted = wanted if whole else before
    if not whole:
        raise _Unknown("GitHub does not say who pushed all of it")
    return found


def _filled_in(hub: GitHub, form: int) -> set[str]:
    """Return who filled in a form, and who edited or labelled it at any time."""
    issue = hub.get(f"issues/{form}") or {}
    if not _login(issue):
        raise _Unknown(f"form #{form} is gone, or whoever filled it in has no account any more")
    found = _people(issue.get("user"))
    for event in hub.every(f"issues/{form}/events"):
        if event.get("event") in {"labeled", "unlabeled", "renamed"}:
            if not _login(event, "actor"):
                raise _Unknown(f"somebody labelled form #{form} whose account is gone")
            found |= _people(event.get("actor"))
    return found | _edited(hub, form)


def _edited(hub: GitHub, form: int) -> set[str]:
    owner, _, name = hub.repository.partition("/")
    found, after = set[str](), None
    while True:
        answer = hub.query(_EDITORS, {"owner": owner, "name": name, "number": form, "after": after})
        issue = _at(answer, "repository", "issue")
        edits = _at(issue, "userContentEdits")
        if not isinstance(edits, Mapping):
            if _at(issue, "lastEditedAt") or not issue:
                raise _Unknown(f"GitHub does not say who edited form #{form}")
            return found
        for edit in edits.get("nodes") or []:
            if not _login(edit or {}, "editor"):
                raise _Unknown(f"somebody edited form #{form} whose account is gone")
            people = _people(edit["editor"])
            if not people:
                raise _Unknown(f"a machine edited form #{form}, and nobody can tell for whom")
            found |= people
        if not _at(edits, "pageInfo", "hasNextPage"):
            return found
        after = _at(edits, "pageInfo", "endCursor")


def _refuse_moved(hub: GitHub, pull: Mapping[str, Any]) -> None:
    """Refuse a change that was shown against something else than what it was merged into.

    A page of a review shows what the branch has beyond its base. On a base that has it already, an addition is not
    shown; taken away from the base later, it comes with the merge.
    """
    shown = "so that not all of it was shown to whoever approved"
    for event in hub.every(f"issues/{int(pull['number'])}/events"):
        if str(event.get("event")).startswith(("base_ref_", "automatic_base_change_")):
            raise _Unknown(f"it was proposed for another branch first, or that was replaced, {shown}")
    main, opened = _at(pull, "base", "ref"), str(_at(pull, "created_at"))
    for push in hub.every_by_cursor(f"activity?ref=refs/heads/{main}&activity_type=force_push"):
        # The clock of GitHub's own, not that of a commit.
        if push.get("activity_type") == "force_push" and str(push.get("timestamp") or "9") >= opened:
            raise _Unknown(f"{main} was replaced while it was open, {shown}")


def _approved(hub: GitHub, pull: Mapping[str, Any]) -> tuple[str, ...]:
    last: dict[str, Mapping[str, Any]] = {}
    for review in hub.every(f"pulls/{int(pull['number'])}/reviews"):
        # A comment takes nothing back; approval, a request for changes, and a dismissal do.
        if review.get("state") in {"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}:
            last[_login(review)] = review
    head = _at(pull, "head", "sha")
    return tuple(
        name
        for name, review in sorted(last.items())
        if review["state"] == "APPROVED"
        and review.get("commit_id") == head
        and _people(review.get("user"))
        and permission.may_write(hub, name)
    )


def _people_behind(pull: Mapping[str, Any], account: Any, act: str) -> set[str]:
    """Return the account's name. A machine acts for whoever made it act: only of a form is that known."""
    found = _people(account)
    if not found and not form_of(pull):
        raise _Unknown(f"{act}, and nobody can tell for whom")
    return found


def _people(account: Any) -> set[str]:
    """Return the account's name, in small letters; nothing for a machine."""
    name = str(_at(account, "login")).lower()
    is_machine = _is_machine(name) or "Bot" in {_at(account, "type"), _at(account, "__typename")}
    return set() if not name or is_machine else {name}


def _login(value: Mapping[str, Any], name: str = "user") -> str:
    found = str(_at(value, name, "login")).lower()
    return "" if found == "ghost" else found  # whom GitHub names in the place of an account that was deleted


def _at(value: Any, *names: str) -> Any:
    """Return a member of a member; "" where there is none."""
    found = member(value, *names)
    return "" if found is None else found


def _is_machine(name: str) -> bool:
    return name.endswith("[bot]") or name == "web-flow"
