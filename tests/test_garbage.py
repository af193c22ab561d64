"""Garbage is collected rarely for a while, and then as before."""

import gc

import pytest

from testamur.garbage import rarely_collected


@pytest.fixture
def threshold():
    before = gc.get_threshold()
    yield gc.set_threshold
    gc.set_threshold(*before)


def test_python_looks_more_rarely_for_a_while(threshold):
    threshold(700, 10, 10)
    with rarely_collected():
        assert gc.get_threshold() == (100_000, 10, 10)
    assert gc.get_threshold() == (700, 10, 10)


def test_after_an_error_it_looks_as_before(threshold):
    threshold(700, 10, 10)
    with pytest.raises(ValueError, match="x"), rarely_collected():
        raise ValueError("x")
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("first", [0, 200_000])
def test_whoever_wants_it_rarer_still_keeps_that(threshold, first):
    threshold(first, 10, 10)
    with rarely_collected():
        assert gc.get_threshold() == (first, 10, 10)
