"""Where a change is on its way to being online: one comment on its form and on the change, kept up to date.

Written for a registrar: no word of git's, and in every stage what happens next and who does it. Whatever a record or a
person said is made inert before it stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from testamur.authoring.repository.hosting import SiteHost
from testamur.errors import Problem
from testamur.github.client import PULLS_DENIED
from testamur.github.shared_names import PUBLISH
from testamur.text import reporting

MARK = "<!-- testamur: progress -->"  # by this a comment is known as ours
FAILED_MARK = "<!-- testamur: not online -->"
SCHEDULE_MARK = "<!-- testamur: schedules ended -->"
REBUILD_MARK = "<!-- testamur: not rebuilt -->"
ONLINE = "**It is online.**"  # by this, what was told of a change that is online is known
_STEPS = ("Checked", "Approved by a second person", "Online")
_MOST_PROBLEMS = 50


NOT_SET_UP = (
    f"merging puts nothing online as long as the variable `{PUBLISH}` is not `true`. Whoever manages the "
    "repository adds it: Settings → Secrets and variables → Actions → Variables → New repository variable."
)


def checking() -> str:
    """Return the comment of a form that was just sent."""
    return _comment(0, "**Being checked.** This takes a minute or two.")


def publishing() -> str:
    """Return the comment of what was approved and signed, and is on its way to the host."""
    return _comment(2, "**Approved, publishing.** This takes some minutes.")


def not_allowed() -> str:
    """Return the comment of a form of somebody who may not write: nothing of it, nor of them, stands here."""
    return (
        f"{MARK}\n\n**Nothing was done.** A form counts only if everybody who sent or edited it may write in this "
        "repository.\n\n"
        "If you work here, ask whoever manages the repository for the role *Write* (Settings → Collaborators and "
        "teams). After that, edit the form above (the three dots → Edit), and save it: it is read again at once.\n\n"
        "If you do not, write to the institution. How to reach it is said on its site.\n"
    )


def stopped(cause: Literal["denied", "github", "broken"], run: str) -> str:
    """Return the comment of a form whose job did not get to its end; `run` is the address of its log."""
    return _comment(
        0,
        f"**This stopped half-way. Nothing is awarded or changed by it.** {_STOPPED[cause]}",
        f"After that, press *Re-run jobs* on [this page]({run}), or edit the form and save it.",
    )


_STOPPED = {
    "denied": "GitHub does not let this repository's workflows propose changes. Whoever manages the repository has to "
    f"allow it, once: {PULLS_DENIED}.",
    "github": "GitHub did not answer, or did not let the workflow do something. The last line of the log says what, "
    "and what helps; often it is enough to wait for an hour.",
    "broken": "Somebody stopped it, it took too long, or something in it failed. If the log's last line says what to "
    "put right, put that right first; if it stops there again, show it to your helper.",
}


def wrong(problems: Sequence[Problem], *, withdrawn: bool = False) -> str:
    """Return the comment of a form that cannot be done as it stands; `withdrawn`: what it proposed before is closed."""
    return _comment(
        0,
        "**Nothing was changed yet.** Something has to be put right first:",
        _listed([_told(one, f"row {one.line}: " if one.line else "") for one in problems]),
        "What this form had proposed before is withdrawn." if withdrawn else "",
        "Edit the form above (the three dots → Edit), and save it: it is read again at once.",
    )


def main_is_broken(problems: Sequence[Problem]) -> str:
    """Return the comment of a form that could not be read on, since the records on main have mistakes of their own."""
    return _comment(
        0,
        "**Nothing was changed yet, and nothing is wrong with this form.** The records on main have mistakes, which "
        "have to be put right first. Show this to your helper:",
        _listed([_told(one, f"{reporting.inert(f'{one.file}:{one.line}')}: ") for one in problems]),
        "After that, edit the form above (the three dots → Edit), and save it: it is read again at once.",
    )


def withdrawn(form: int) -> str:
    """Return the comment of a change that is not proposed any more, since its form was edited."""
    return _comment(
        0,
        f"**Withdrawn.** The form #{form} was edited since, and cannot be done as it stands now. What has to be put "
        "right is said there. After that, another change is proposed: leave this one closed.",
    )


def waiting(
    sentences: Sequence[str], change: str, *, single: bool, run: str, letter: bool = False, publishes: bool = True
) -> str:
    """Return the comment of a change that was checked. `sentences` are inert; `change` and `run` are addresses.

    `publishes`: whether something is published when it is merged; a repository has to be set up for that.
    """
    who = "Look at it" if single else "A second person looks at it"
    return _comment(
        1,
        "\n\n".join(sentences),
        f"**Next:** {who} [here, line by line]({change}/files): *Review changes → Approve*. After that, "
        f"[*Merge*]({change}). To change something, edit the form.",
        "Where that page says that workflows wait for approval (*Approve workflows to run*), leave it: the same check "
        "was made already.",
        "" if publishes else f"**Not yet published:** {NOT_SET_UP}",
        f"How its pages will look is in the file *preview*, at the end of [this page]({run}).",
        "The letter to the learner is in the file *letter* there. Read it, and send it when this is online; it is "
        "deleted after a week."
        if letter
        else "",
    )


def online(links: Sequence[str], others: int) -> str:
    """Return the comment of what was published and verified. `others` are awards without a link that may stand here."""
    pages = "\n".join(f"- {link}" for link in links)
    more = f"{reporting.number_of(others, 'award')} more without a link in public." if others else ""
    return _comment(
        3,
        f"{ONLINE} The site was fetched again from its address, and what it shows was verified.",
        pages,
        more,
        "Tell the learners: `testamur announce` makes letters with their links.",
    )


def failed(job: str, run: str, host: SiteHost) -> str:
    """Return the comment of a publish that stopped in the job of that name; `run` is the address of its log.

    `host` is who serves the site: it says where to look when that did not take it.
    """
    return _comment(
        2,
        f"**Approved, but not online.** {_cause(job, host)}",
        f"The site stays as it was, and nothing is lost. [What the log says]({run}).",
    )


def failed_title(awards: int, changes: int) -> str:
    """Return the title of the notice that what was merged is not online; there may be nothing that was."""
    if not changes:
        return "Publishing failed"
    what = reporting.number_of(awards, "award") if awards else reporting.number_of(changes, "change")
    return f"Approved but not online: {what}"


def failed_notice(job: str, run: str, host: SiteHost) -> str:
    """Return the text of that notice."""
    log = f"[The log]({run}) has one clear line about it. The site stays as it was."
    return f"{FAILED_MARK}\n{_cause(job, host)}\n\n{log}\n"


REBUILD_TITLE = "The daily rebuild of the site failed"


def rebuild_notice(run: str) -> str:
    """Return the text of the notice that the run failed which signs nothing, and only builds the site again."""
    return (
        f"{REBUILD_MARK}\nThe site stays as it was, and every award on it can be verified as before: whoever opens a "
        "page is told by their own browser which awards have ended since. Only lists and figures are of the day of the "
        f"last build.\n\n[The log]({run}) has one clear line about the cause. This closes by itself when a later run "
        "works; if it is still open in three days, show it to your helper.\n"
    )


SCHEDULE_TITLE = "GitHub has ended the daily and weekly runs"


def schedule_notice(workflows: Sequence[str]) -> str:
    """Return the text of the notice that runs have ended, since nothing happened here for 60 days."""
    buttons = "\n".join(f"- *Actions* → **{name}** → *Enable workflow*" for name in workflows)
    return (
        f"{SCHEDULE_MARK}\nIn a public repository GitHub ends them after 60 days in which nothing happened there, and "
        f"they begin again only when somebody presses a button:\n\n{buttons}\n\nUntil then, lists and figures on the "
        "site are of the day of the last publish, and nobody is told which awards end soon. Awards are verified as "
        "before: whoever opens a page is told by their own browser which have ended. This closes by itself after the "
        "next publish.\n"
    )


# All of them: what the tool's job handed on is deleted after a day.
_AGAIN = "Press *Re-run jobs → Re-run all jobs* in the log"
_CAUSES = {
    "tool": "The tool could not be fetched, or is not the one that was reviewed. "
    f"{_AGAIN} in an hour; if it says the same again, show it to your helper.",
    "issue": "Signing stopped: the approval, a record or the key is not as it has to be. The last line of the log says "
    f"what to do. {_AGAIN} after that.",
    "witness": "It is signed, and the witnesses that have to have seen it did not answer as they have to. The last "
    f"lines of the log say of each what it answered. {_AGAIN} in an hour; who has signed is not asked again.",
    "part": "A part of the site could not be built from what was signed. "
    f"{_AGAIN}; if it says the same again, show it to your helper.",
    "build": "The site could not be built from what was signed. "
    f"{_AGAIN}; if it says the same again, show it to your helper.",
    "deploy": f"The host did not take the new site. {_AGAIN} in ten minutes; if it says the same again, {{deploy}}",
    "smoke": "The site was sent to the host, but its address does not show it yet. "
    f"{_AGAIN} in ten minutes; then look at the settings of the domain.",
    "cancelled": f"Somebody stopped the run, or it took too long. {_AGAIN}.",
    "": "Publishing stopped. The log says where.",
}

_OF_THE_HOST: Mapping[SiteHost, str] = {
    "pages": "look at Settings → Pages.",
    "other": "look at `.github/deploy.sh`, the secret in the environment *deployment*, and the host itself.",
    "by-hand": "show it to your helper.",
}


def _cause(job: str, host: SiteHost) -> str:
    text = _CAUSES.get(job, _CAUSES[""])
    return text.format(deploy=_OF_THE_HOST[host]) if job == "deploy" else text


def _listed(lines: Sequence[str]) -> str:
    """Return lines of Markdown as a list, of very many the first."""
    more = [f"… and {len(lines) - _MOST_PROBLEMS:,} more"] if len(lines) > _MOST_PROBLEMS else []
    return "\n".join(f"- {line}" for line in [*lines[:_MOST_PROBLEMS], *more])


def _told(one: Problem, place: str) -> str:
    field = f"**{reporting.inert(one.field)}**: " if one.field else ""
    return f"{field}{place}{reporting.inert(one.reason)}. {reporting.inert(one.remedy)}."


def _comment(done: int, *parts: str) -> str:
    steps = " → ".join(
        f"{'✅' if number < done else '⏳' if number == done else '▫️'} {step}" for number, step in enumerate(_STEPS)
    )
    return "\n\n".join([MARK, steps, *(part for part in parts if part)]) + "\n"
