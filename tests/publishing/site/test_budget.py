"""What a site takes of its host is counted in its files."""

import pytest

from testamur.publishing.site import budget
from testamur.publishing.site.budget import HOST_LIMIT, Budget


@pytest.fixture
def site(tmp_path):
    sizes = {
        "index.html": 100,
        "awards/a/index.html": 10,
        "awards/a/credential.json": 5,
        "awards/a/badge.png": 30,
        "awards/a/badge.svg": 20,
        "awards/a/qr.svg": 3,
        "fr/awards/a/index.html": 12,
        "awards/erased/index.html": 4,
        "achievements/x/badge.png": 40,
        "theme/awards.js": 7,
    }
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    return tmp_path


def test_awards_are_counted_with_all_their_languages_and_their_pictures_apart(site):
    assert budget.measure(site) == Budget(site=231, awards=1, award_bytes=84, picture_bytes=53)


def test_room_is_counted_in_awards_as_large_as_those_that_there_are():
    assert Budget(site=HOST_LIMIT - 1000, awards=10, award_bytes=500, picture_bytes=400).room == 20


def test_compact_room_has_the_pictures_too():
    assert Budget(site=HOST_LIMIT - 1000, awards=10, award_bytes=500, picture_bytes=400).compact_room == 140


def test_a_site_beyond_the_limit_has_no_room():
    assert Budget(site=HOST_LIMIT + 1000, awards=10, award_bytes=500, picture_bytes=0).room == 0


def test_a_site_without_awards_says_nothing_of_their_size():
    assert Budget(site=1000, awards=0, award_bytes=0, picture_bytes=0).room == 0


@pytest.mark.parametrize(("size", "is_due"), [(600_000_000, False), (600_000_001, True)])
def test_something_is_due_beyond_three_fifths_of_the_limit(size, is_due):
    assert Budget(site=size, awards=1, award_bytes=1, picture_bytes=1).is_due is is_due
