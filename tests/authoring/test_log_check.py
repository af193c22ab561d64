"""What is said of the log in `issuer.yml` before anything is issued."""

import datetime
from dataclasses import replace

import pytest

from issuing import KEY, NOW, OTHER_KEY, make_award, make_registry, method
from logged import act, with_acts, with_log
from testamur.authoring import log_check

TODAY = NOW.date()


@pytest.fixture
def registry():
    """A registry whose log does not know the newer of its two keys."""
    begun = with_log(make_registry(make_award(1)))
    both = make_registry(make_award(1), methods=(method(KEY), method(OTHER_KEY)))
    return replace(both, issuer=replace(both.issuer, log=begun.issuer.log))


def codes(registry, folder):
    return [(one.code, one.field, one.severity) for one in log_check.problems(registry, folder, TODAY)]


def test_a_key_that_the_root_key_has_not_added_is_named_with_the_command(registry, tmp_path):
    [problem] = log_check.problems(registry, tmp_path, TODAY)
    assert (problem.code, problem.field, problem.severity) == ("key-not-added", "verificationMethod.1", "warning")
    assert f"testamur log root key-add {OTHER_KEY.public_key_multibase} --root-key FILE" in problem.remedy


def test_once_it_is_added_nothing_is_said(registry, tmp_path):
    assert codes(with_acts(registry, act("key-add", OTHER_KEY)), tmp_path) == []


@pytest.mark.parametrize(
    "changes", [{"state": "retired"}, {"state": "compromised"}, {"to": TODAY - datetime.timedelta(days=1)}], ids=str
)
def test_a_key_that_signs_nothing_any_more_needs_no_root_key(registry, tmp_path, changes):
    old, new = registry.issuer.verification_methods
    methods = (old, replace(new, **changes))
    assert codes(replace(registry, issuer=replace(registry.issuer, verification_methods=methods)), tmp_path) == []


def test_without_a_log_no_root_key_is_asked_for(registry, tmp_path):
    assert codes(replace(registry, issuer=replace(registry.issuer, log=None)), tmp_path) == []
