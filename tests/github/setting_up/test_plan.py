"""What differs becomes a step, and nothing else; a run that was broken off is continued by another."""

import httpx
import pytest
import yaml

from fake_repository_settings import Settings
from paths import ROOT
from testamur.github.forms import FORMS
from testamur.github.setting_up import plan, rulesets
from testamur.github.setting_up.wanted import Wanted

WORKFLOWS = ROOT / "plugins/testamur/github/new_repository"
SECRET = "testamur-secret"
LIVE = Wanted(private=True, live=True, second_person=True, pages=True, domain="badges.harbour.example")
PRACTICE = Wanted(private=True, live=False, second_person=True, pages=True)


def look(settings, wanted=LIVE, *, renew=False):
    return plan.look(settings.settings_client(), wanted, key=lambda: SECRET, renew=renew, push=())


def set_up(settings, wanted=LIVE):
    return look(settings, wanted).carry_out(lambda _: None)


def codes(settings, wanted=LIVE):
    return [step.code for step in look(settings, wanted).steps]


@pytest.fixture
def ready():
    """A repository of a live registry that is as it should be."""
    settings = Settings()
    assert set_up(settings) == []
    settings.requests.clear()
    return settings


def test_a_plan_changes_nothing():
    settings = Settings()
    assert look(settings).steps
    assert settings.writes == []


def test_a_second_run_has_nothing_to_do(ready):
    assert look(ready).steps == []


def test_a_practice_registry_needs_no_key():
    settings = Settings()
    assert set_up(settings, PRACTICE) == []
    assert settings.secrets == {}


def test_a_registry_that_went_live_gets_what_only_live_ones_need():
    settings = Settings()
    set_up(settings, PRACTICE)
    assert codes(settings) == ["secret", "domain", "rules-main"]


def test_pages_are_deployed_by_actions_at_the_registrys_own_address(ready):
    assert (ready.pages["build_type"], ready.pages["cname"]) == ("workflow", "badges.harbour.example")


def test_pages_from_a_branch_are_changed_to_actions(ready):
    ready.pages["build_type"] = "legacy"
    set_up(ready)
    assert ready.pages["build_type"] == "workflow"


def test_another_host_needs_no_pages():
    settings = Settings()
    set_up(settings, Wanted(private=True, live=False, second_person=True, pages=False))
    assert settings.pages is None


def test_actions_may_open_pull_requests_and_else_read(ready):
    assert ready.permissions == {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}


def test_a_variable_of_another_value_is_set(ready):
    ready.variables["TESTAMUR_PUBLISH"]["value"] = "yes"
    set_up(ready)
    assert ready.variables["TESTAMUR_PUBLISH"]["value"] == "true"


def test_every_form_has_its_label(ready):
    assert ready.labels == [form.label for form in FORMS]


def test_a_label_in_other_capitals_is_the_same():
    settings = Settings()
    settings.labels = [form.label.upper() for form in FORMS]
    assert "labels" not in codes(settings)


def test_a_label_that_somebody_made_meanwhile_is_no_fault():
    settings = Settings()
    taken = {"message": "Validation Failed", "errors": [{"resource": "Label", "code": "already_exists"}]}
    settings.refused["POST labels"] = httpx.Response(422, json=taken)
    assert set_up(settings) == []


def test_actions_and_issues_that_are_off_are_switched_on(ready):
    ready.actions["enabled"] = ready.repository["has_issues"] = False
    set_up(ready)
    assert (ready.actions["enabled"], ready.repository["has_issues"]) == (True, True)


def test_the_key_is_for_main_alone(ready):
    assert [policy["name"] for policy in ready.policies.values()] == ["main"]


def test_another_branch_loses_the_key(ready):
    ready.policies[99] = {"id": 99, "name": "release/*", "type": "branch"}
    assert codes(ready) == ["environment"]
    set_up(ready)
    assert [policy["name"] for policy in ready.policies.values()] == ["main"]


def test_a_tag_called_main_is_not_the_branch(ready):
    next(iter(ready.policies.values()))["type"] = "tag"
    set_up(ready)
    assert [(policy["name"], policy["type"]) for policy in ready.policies.values()] == [("main", "branch")]


def test_an_environments_reviewers_and_time_to_wait_are_kept():
    settings = Settings()
    reviewers = [{"type": "User", "reviewer": {"id": 7, "login": "jan"}}]
    settings.environment = {
        "protection_rules": [
            {"type": "wait_timer", "wait_timer": 30},
            {"type": "required_reviewers", "prevent_self_review": True, "reviewers": reviewers},
        ],
        "deployment_branch_policy": None,
    }
    set_up(settings)
    assert settings.environment["protection_rules"] == [
        {"type": "wait_timer", "wait_timer": 30},
        {
            "type": "required_reviewers",
            "prevent_self_review": True,
            "reviewers": [{"type": "User", "reviewer": {"id": 7}}],
        },
    ]


def test_github_alone_can_open_the_secret(ready):
    assert ready.opened("TESTAMUR_SIGNING_KEY") == SECRET


def test_the_secret_is_sent_in_no_request_as_it_is(ready):
    settings = Settings()
    set_up(settings)
    assert SECRET not in repr(settings.requests)


def test_no_secret_is_put_where_any_branch_gets_it():
    settings = Settings()
    settings.refused["PUT environments/signing"] = httpx.Response(422, json={"message": "Failed"})
    refused = set_up(settings)
    assert settings.secrets == {}
    assert any("any branch would get the key" in sentence for sentence in refused)


def test_a_secret_that_is_there_stays_unless_it_is_renewed(ready):
    assert [step.code for step in look(ready, renew=True).steps] == ["secret"]


def test_main_asks_for_a_review_by_somebody_who_did_not_push_last(ready):
    (main,) = [one for one in ready.rulesets.values() if one["name"] == "Testamur: main"]
    (review,) = [rule["parameters"] for rule in main["rules"] if rule["type"] == "pull_request"]
    assert (review["required_approving_review_count"], review["require_last_push_approval"]) == (1, True)


def test_the_check_that_main_asks_for_is_the_job_of_the_workflow(ready):
    (main,) = [one for one in ready.rulesets.values() if one["name"] == "Testamur: main"]
    (check,) = [rule["parameters"] for rule in main["rules"] if rule["type"] == "required_status_checks"]
    (job,) = yaml.safe_load((WORKFLOWS / "check.yml").read_text())["jobs"].values()
    assert check["required_status_checks"] == [{"context": job["name"]}]


def test_a_ledger_may_begin_anew_and_not_be_deleted(ready):
    (ledger,) = [one for one in ready.rulesets.values() if one["name"] == "Testamur: ledger"]
    assert [rule["type"] for rule in ledger["rules"]] == ["deletion"]


@pytest.mark.parametrize("wanted", [PRACTICE, Wanted(private=True, live=True, second_person=False, pages=True)])
def test_no_review_is_asked_of_practice_or_of_one_person(wanted):
    assert "pull_request" not in [rule["type"] for rule in rulesets.rules_of("main", wanted)]


@pytest.mark.parametrize(
    "change",
    [
        {"enforcement": "disabled"},
        {"bypass_actors": [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}]},
        {"conditions": {"ref_name": {"include": ["refs/heads/other"], "exclude": []}}},
        {"conditions": {"ref_name": {"include": ["~ALL"], "exclude": ["refs/heads/main"]}}},
        {"rules": [{"type": "deletion"}, {"type": "non_fast_forward"}]},
    ],
)
def test_weaker_rules_are_made_strong_again(ready, change):
    number = next(n for n, one in ready.rulesets.items() if one["name"] == "Testamur: main")
    ready.rulesets[number].update(change)
    assert codes(ready) == ["rules-main"]
    set_up(ready)
    assert codes(ready) == []
    assert len(ready.rulesets) == 2


def test_stricter_rules_of_another_name_are_left_alone(ready):
    main = next(one for one in ready.rulesets.values() if one["name"] == "Testamur: main")
    main["name"] = "Ours"
    review = next(rule for rule in main["rules"] if rule["type"] == "pull_request")
    review["parameters"] = {**review["parameters"], "required_approving_review_count": 2}
    assert codes(ready) == []


def test_a_refusal_is_told_and_the_rest_is_done():
    settings = Settings()
    settings.refused["POST pages"] = httpx.Response(422, json={"message": "Your plan does not support Pages."})
    (refused, *_) = set_up(settings)
    assert refused.startswith("Pages: GitHub does not take it: “Your plan does not support Pages.”")
    assert "Testamur: main" in {one["name"] for one in settings.rulesets.values()}


def test_another_run_does_what_was_refused():
    settings = Settings()
    settings.refused["POST rulesets"] = httpx.Response(403, json={"message": "Upgrade to GitHub Pro"})
    set_up(settings)
    settings.refused.clear()
    assert codes(settings) == ["rules-main", "rules-ledger"]


def test_what_cannot_be_read_is_named_and_not_changed():
    settings = Settings()
    settings.refused["GET rulesets"] = httpx.Response(403, json={"message": "Upgrade to GitHub Pro or make it public"})
    found = look(settings)
    assert "rules-main" not in [step.code for step in found.steps]
    assert found.unseen == [
        "the rulesets: the plan does not have it: “Upgrade to GitHub Pro or make it public” (GitHub answered 403). "
        "Choose a paid plan, or open the repository; then run this again: it goes on where it ended"
    ]
