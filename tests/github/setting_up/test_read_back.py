"""What differs is told, and what could not be read is never called good."""

import httpx
import pytest

from fake_repository_settings import Settings
from testamur.github.setting_up import plan, read_back
from testamur.github.setting_up.wanted import Wanted

LIVE = Wanted(private=True, live=True, second_person=True, pages=True)


@pytest.fixture
def settings():
    """A repository that is as it should be."""
    made = Settings()
    plan.look(made.settings_client(), LIVE, key=lambda: "secret", renew=False, push=()).carry_out(lambda _: None)
    made.requests.clear()
    return made


def found(settings, wanted=LIVE):
    findings, answered = read_back.findings(settings.settings_client(), wanted)
    return {finding.code: finding for finding in findings}, answered


def test_what_was_set_up_has_no_finding_and_answers_every_question(settings):
    assert found(settings) == ({}, {"approval", "environment", "administrators"})


def test_nothing_is_changed(settings):
    found(settings)
    assert settings.writes == []


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        (lambda s: s.pages.update(build_type="legacy"), "pages", "missing"),
        (lambda s: s.variables.clear(), "variable", "missing"),
        (lambda s: s.permissions.update(can_approve_pull_request_reviews=False), "workflow-permissions", "missing"),
        (lambda s: s.labels.clear(), "labels", "missing"),
        (lambda s: s.secrets.clear(), "secret", "missing"),
        (lambda s: s.policies.update({9: {"id": 9, "name": "*"}}), "environment", "danger"),
        (lambda s: s.rulesets.clear(), "rules-main", "danger"),
        (lambda s: setattr(s, "shared_secret", True), "secret-shared", "danger"),
        (lambda s: s.collaborators.pop(), "administrators", "missing"),
    ],
)
def test_what_differs_is_named(settings, change, code, level):
    change(settings)
    assert found(settings)[0][code].level == level


def test_a_schedule_that_github_stopped_is_named(settings):
    settings.workflows = [{"id": 1, "name": "publish", "state": "disabled_inactivity"}]
    finding = found(settings)[0]["workflow-disabled"]
    assert (
        finding.says == "the workflow publish does not run: GitHub stopped it, since nothing happened here for 60 days"
    )


@pytest.mark.parametrize(
    ("request_name", "question"),
    [
        ("GET rulesets", "approval"),
        ("GET environments/signing", "environment"),
        ("GET collaborators", "administrators"),
    ],
)
def test_what_could_not_be_read_stays_a_question(settings, request_name, question):
    settings.refused[request_name] = httpx.Response(403, json={"message": "Upgrade to GitHub Pro"})
    codes, answered = found(settings)
    assert question not in answered
    assert "could not be seen" in codes["unseen"].says


def test_whoever_is_no_administrator_is_not_told_that_settings_are_missing(settings):
    settings.repository["permissions"] = {"admin": False, "push": True}
    codes, answered = found(settings)
    assert (set(codes), answered) == ({"unseen"}, set())


def test_a_repository_that_is_not_seen_answers_nothing():
    codes, answered = found(Settings(there=False))
    assert (set(codes), answered) == ({"unseen"}, set())


def test_who_may_go_past_the_rules_has_to_be_seen(settings):
    for ruleset in settings.rulesets.values():
        del ruleset["bypass_actors"]
    assert "rules-main" in found(settings)[0]
