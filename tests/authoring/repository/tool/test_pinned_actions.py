"""The commits of actions: what counts as newer, and what is left as it is."""

import pytest

from testamur.authoring.repository.tool import pinned_actions

OURS = f"    steps:\n      - uses: actions/checkout@{'a' * 40} # v7.0.1\n        with: {{path: x}}\n"


def theirs(version, commit="b" * 40):
    return f"      - uses: actions/checkout@{commit} # {version}\n"


@pytest.mark.parametrize("version", ["v7.0.2", "v7.1", "v7.0.1.1", "v10.0.0"])
def test_a_higher_version_stays(version):
    kept = OURS.replace("a" * 40, "b" * 40).replace("v7.0.1", version)
    assert pinned_actions.with_newer_pins(OURS, theirs(version)) == kept


@pytest.mark.parametrize("version", ["v7.0.1", "v7.0.0", "v7", "v6.9.9", "main", "v7.0.2-rc1", "vv9", "v9; evil", ""])
def test_anything_else_gives_way_to_ours(version):
    assert pinned_actions.with_newer_pins(OURS, theirs(version)) == OURS


@pytest.mark.parametrize("commit", ["v8", "b" * 39, "B" * 40, "b" * 41])
def test_what_is_no_commit_gives_way_to_ours(commit):
    assert pinned_actions.with_newer_pins(OURS, theirs("v8.0.0", commit)) == OURS


def test_of_several_pins_of_an_action_the_highest_counts():
    text = theirs("v8.0.0", "c" * 40) + theirs("v9.0.0") + theirs("v8.5.0", "d" * 40)
    assert f"@{'b' * 40} # v9.0.0\n" in pinned_actions.with_newer_pins(OURS, text)


def test_another_action_has_pins_of_its_own():
    text = theirs("v9.0.0").replace("actions/checkout", "actions/checkout-more")
    assert pinned_actions.with_newer_pins(OURS, text) == OURS


def test_a_workflow_is_known_without_its_pins():
    renewed = pinned_actions.with_newer_pins(OURS, theirs("v9.0.0"))
    assert pinned_actions.without_pins(renewed) == pinned_actions.without_pins(OURS) != OURS
