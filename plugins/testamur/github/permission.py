"""Whether an account may write to the repository, by whatever way: of its own, through a team, or as an owner.

What an event says of an account (author_association) is not asked: a member of an organization whose membership is
private is `CONTRIBUTOR` there, or `NONE`. Follows GitHub's REST API, "Get repository permissions for a user", for
which every token of a job has the permission (metadata: read).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from testamur.github.client import GitHub

_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")  # an enterprise's own accounts have an underscore
# The base role: GitHub maps "maintain" to "write", "triage" to "read", and a role of an organization's own to its base.
_MAY_WRITE = frozenset({"admin", "maintain", "write"})


def may_write(hub: GitHub, account: str) -> bool:
    """Say whether the account may write; no, where there is no such account, and where it is a machine's.

    GitHubError when GitHub does not say.
    """
    if not _ACCOUNT.fullmatch(account):
        return False
    answer = hub.get(f"collaborators/{account}/permission")
    return isinstance(answer, Mapping) and answer.get("permission") in _MAY_WRITE
