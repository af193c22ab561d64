"""Whether GitHub goes on with the daily and weekly runs: in a public repository it ends them when it sees no activity.

GitHub, "Events that trigger workflows", `schedule`: after 60 days. A workflow that was ended so stays ended, whatever
happens in the repository, until somebody presses a button.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import PurePosixPath

from testamur.github.client import GitHub

DAYS = 60
_OURS = ("publish.yml", "weekly.yml", "monitor.yml")  # those with a schedule
_ENDED = "disabled_inactivity"


def end(hub: GitHub) -> datetime.date | None:
    """Return the day on which GitHub ends the runs if nothing happens before; None in a private repository.

    None, too, where GitHub does not say when something was pushed last.
    """
    about = hub.about()
    try:
        pushed = datetime.datetime.fromisoformat(str(about.get("pushed_at")))
    except ValueError:
        return None
    return None if about.get("private") is not False else pushed.date() + datetime.timedelta(days=DAYS)


def ended(hub: GitHub) -> list[str]:
    """Return the names of those of our workflows whose schedule GitHub ended: the publish of each day, for one.

    GitHubError where GitHub does not say, as to a job that may not ask (actions: read).
    """
    answer = hub.get("actions/workflows?per_page=100")
    workflows = answer.get("workflows") if isinstance(answer, Mapping) else None
    found = {PurePosixPath(str(one.get("path"))).name: str(one.get("state")) for one in workflows or []}
    return [name.removesuffix(".yml") for name in _OURS if found.get(name) == _ENDED]
