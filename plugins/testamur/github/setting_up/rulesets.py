"""The rulesets: main is changed by reviewed pull requests only, and neither main nor the ledger is replaced or deleted.

GitHub's REST API, "Rules". While a registry practises, or where one person does everything, main asks for no review.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testamur.github.client import member
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import LEDGER, MAIN, Step, Wanted
from testamur.github.shared_names import CHECK

_REVIEW = {
    "required_approving_review_count": 1,
    "dismiss_stale_reviews_on_push": True,
    "require_last_push_approval": True,
    "require_code_owner_review": False,
    "required_review_thread_resolution": False,
}
_CHECKED = {"strict_required_status_checks_policy": False, "required_status_checks": [{"context": CHECK}]}


def rules_of(branch: str, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the rules that a branch needs, as GitHub writes them."""
    rules: list[dict[str, Any]] = [{"type": "deletion"}]
    # A ledger begins anew when a learner's data is erased, which git calls a push that is not a fast-forward; a ledger
    # set back is found by its seal (docs/decisions/0015-what-was-published-last.md).
    if branch == MAIN:
        rules.append({"type": "non_fast_forward"})
        if wanted.live and wanted.second_person:
            rules.append({"type": "pull_request", "parameters": _REVIEW})
            rules.append({"type": "required_status_checks", "parameters": _CHECKED})
    return rules


def steps(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield a step for each branch that no ruleset of the repository protects as it should be."""
    what = "the rulesets"
    rows = client.read_list("rulesets?includes_parents=false", what)
    found = [client.read(f"rulesets/{row['id']}", what) for row in rows if isinstance(row.get("id"), int)]
    for branch in (MAIN, LEDGER):
        rules = rules_of(branch, wanted)
        if any(_protects(ruleset, branch, rules) for ruleset in found):
            continue
        own = next((one for one in found if one.get("name") == _name(branch)), None)
        yield Step(
            code=f"rules-{branch}",
            differs=f"no ruleset protects {branch} as it should be",
            does=f"make rules for {branch}: {_in_words(rules)}",
            act=lambda branch=branch, own=own: _write(client, branch, own, wanted),  # type: ignore[misc]
        )


def _name(branch: str) -> str:
    return f"Testamur: {branch}"


def _in_words(rules: list[dict[str, Any]]) -> str:
    words = {
        "deletion": "it cannot be deleted",
        "non_fast_forward": "its history cannot be replaced",
        "pull_request": "a second person approves each change",
        "required_status_checks": f"“{CHECK}” has passed",
    }
    return ", ".join(words[rule["type"]] for rule in rules)


def _protects(ruleset: dict[str, Any], branch: str, rules: list[dict[str, Any]]) -> bool:
    """Say whether a ruleset, ours or not, asks for all of this, and lets nobody past."""
    names = member(ruleset, "conditions", "ref_name")
    includes = names.get("include", []) if isinstance(names, dict) else []
    every = {f"refs/heads/{branch}", "~ALL"} | ({"~DEFAULT_BRANCH"} if branch == MAIN else set())
    return (
        ruleset.get("enforcement") == "active"
        and ruleset.get("target", "branch") == "branch"
        and ruleset.get("bypass_actors") == []  # not shown to whoever may not change it: then it is not known
        and bool(every & {str(one) for one in includes})
        and not names.get("exclude")
        and all(_has(ruleset, rule) for rule in rules)
    )


def _has(ruleset: dict[str, Any], wanted: dict[str, Any]) -> bool:
    there = ruleset.get("rules")
    same = [one for one in there if one.get("type") == wanted["type"]] if isinstance(there, list) else []
    return any(_is_as_strict(one.get("parameters") or {}, wanted.get("parameters", {})) for one in same)


def _is_as_strict(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Say whether parameters ask for as much: a flag that is off may be on, and a number may be greater."""
    for name, value in wanted.items():
        other = found.get(name)
        if isinstance(value, list):
            contexts = {one.get("context") for one in other} if isinstance(other, list) else set()
            if not {one["context"] for one in value} <= contexts:
                return False
        elif not isinstance(other, int) or other < value:
            return False
    return True


def _write(client: SettingsClient, branch: str, own: dict[str, Any] | None, wanted: Wanted) -> None:
    method, path = ("PUT", f"rulesets/{own['id']}") if own else ("POST", "rulesets")
    client.write(
        method,
        path,
        f"the rules of {branch}",
        {
            "name": _name(branch),
            "target": "branch",
            "enforcement": "active",
            "bypass_actors": [],
            "conditions": {"ref_name": {"include": [f"refs/heads/{branch}"], "exclude": []}},
            "rules": rules_of(branch, wanted),
        },
    )
