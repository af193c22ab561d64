"""However publishes race and break off, nobody sees two histories of the log; and in another order somebody does."""

import pytest

import racing_publishes
from racing_publishes import in_order, simulate, without_looking, witness_before_the_push
from thoroughness import either


@pytest.fixture(autouse=True)
def stood_in(monkeypatch):
    racing_publishes.stand_in(monkeypatch)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """What became of each simulation, once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        racing_publishes.stand_in(patch)
        return [simulate(seed, tmp_path_factory.mktemp("races")) for seed in range(either(50, 1000))]


def test_publishes_that_race_and_break_off_never_show_two_histories(worlds):
    assert [world.seed for world in worlds if world.forks] == []


def test_whatever_broke_off_is_healed_by_one_more_publish(worlds):
    assert {world.seed: world.failure for world in worlds if world.failure} == {}


def test_what_was_simulated_was_seen(worlds):
    """By the witness, and by whoever looks at the site: a fork could not be missed for nobody being there."""
    assert sum(len(world.seen) for world in worlds) > 2 * len(worlds)


@pytest.mark.parametrize("mutant", [witness_before_the_push, without_looking])
def test_another_order_shows_two_histories(tmp_path, mutant):
    assert any(simulate(seed, tmp_path, mutant).forks for seed in range(200))


def test_another_order_leaves_a_log_that_nobody_can_go_on_with(tmp_path):
    """A witness has signed what a crash then lost: every later publish contradicts it, and is stopped."""
    failures = [simulate(seed, tmp_path, witness_before_the_push).failure for seed in range(0, 200, 4)]
    assert any(failure and "witness.example" in failure for failure in failures)


def test_a_simulation_follows_from_its_seed(tmp_path):
    one, other = (simulate(3, tmp_path / name, in_order) for name in ("one", "other"))
    assert one.seen == other.seen
