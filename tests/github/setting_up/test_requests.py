"""Each request that we send has the members and values of GitHub's REST description, and no others.

The table was read from the npm package @octokit/openapi 23.0.2, api.github.com, version 2022-11-28.
"""

import re

import pytest

from fake_repository_settings import Settings
from testamur.github.setting_up import plan, repository
from testamur.github.setting_up.wanted import Wanted

REPO = "/repos/harbour/badges"
HOME = f"{REPO}/environments/signing"
RULESET = {"name", "target", "enforcement", "bypass_actors", "conditions", "rules"}
# Method and address: the members that are required, and those that may be there.
MEMBERS = {
    r"POST /orgs/harbour/repos": ({"name"}, {"private", "has_issues", "has_wiki", "has_projects"}),
    rf"PATCH {REPO}": (set(), {"has_issues"}),
    rf"PUT {REPO}/actions/permissions": ({"enabled"}, {"allowed_actions", "sha_pinning_required"}),
    rf"PUT {REPO}/actions/permissions/workflow": (
        set(),
        {"default_workflow_permissions", "can_approve_pull_request_reviews"},
    ),
    rf"POST {REPO}/actions/variables": ({"name", "value"}, set()),
    rf"PATCH {REPO}/actions/variables/\w+": (set(), {"name", "value"}),
    rf"POST {REPO}/pages": (set(), {"build_type", "source"}),
    rf"PUT {REPO}/pages": (set(), {"build_type", "cname", "https_enforced", "source"}),
    rf"POST {REPO}/labels": ({"name"}, {"color", "description"}),
    rf"PUT {HOME}": (set(), {"wait_timer", "prevent_self_review", "reviewers", "deployment_branch_policy"}),
    rf"POST {HOME}/deployment-branch-policies": ({"name"}, {"type"}),
    rf"PUT {HOME}/secrets/\w+": ({"encrypted_value", "key_id"}, set()),
    rf"POST {REPO}/rulesets": ({"name", "enforcement"}, RULESET),
    rf"PUT {REPO}/rulesets/\d+": (set(), RULESET),
}
RULES = {
    "deletion": set(),
    "non_fast_forward": set(),
    "pull_request": {
        "dismiss_stale_reviews_on_push",
        "require_code_owner_review",
        "require_last_push_approval",
        "required_approving_review_count",
        "required_review_thread_resolution",
    },
    "required_status_checks": {"required_status_checks", "strict_required_status_checks_policy"},
}
WANTED = Wanted(private=True, live=True, second_person=True, pages=True, domain="badges.harbour.example")


def carried_out(settings):
    client = settings.settings_client()
    begin = () if settings.there else (repository.creation(client, WANTED, "ada"),)
    found = plan.look(client, WANTED, key=lambda: "secret", renew=False, push=(), begin=begin)
    assert found.carry_out(lambda _: None) == []
    return [(f"{method} {path}", value) for method, path, value in settings.requests if value is not None]


def changed():
    """A repository in which everything is there and wrong."""
    settings = Settings()
    carried_out(settings)
    settings.pages["build_type"], settings.actions["enabled"] = "legacy", False
    settings.repository["has_issues"], settings.variables["TESTAMUR_PUBLISH"]["value"] = False, "no"
    for ruleset in settings.rulesets.values():
        ruleset["enforcement"] = "disabled"
    settings.requests.clear()
    return settings


@pytest.mark.parametrize("settings", [Settings(there=False), changed()], ids=["new", "changed"])
def test_every_request_is_as_github_describes_it(settings):
    sent = carried_out(settings)
    assert sent
    for request, value in sent:
        ((required, optional),) = [members for pattern, members in MEMBERS.items() if re.fullmatch(pattern, request)]
        assert required <= set(value) <= required | optional, request


def test_every_rule_has_the_parameters_that_github_requires():
    rules = [rule for request, value in carried_out(Settings()) if "rulesets" in request for rule in value["rules"]]
    assert {rule["type"] for rule in rules} == set(RULES)
    assert [rule for rule in rules if set(rule.get("parameters", {})) != RULES[rule["type"]]] == []
