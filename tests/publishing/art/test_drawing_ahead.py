"""Badges and cards are drawn by several processes: what one of them drew, the others find."""

import datetime
import time

import pytest

from registries import make_registry
from testamur import processes
from testamur.pictures.drawing import picture_cache, raster
from testamur.publishing.art import badge_pictures, drawing_ahead, share_card
from testamur.records import registry

pytestmark = pytest.mark.skipif(not processes.can_split(), reason="this system splits no processes")
ACHIEVEMENT = "name: Visit {}\nachievementType: Badge\ndescription: Seen.\ncriteria: Come.\n"
PICTURES = 3  # of one achievement: for pages, for awards, and the card


@pytest.fixture(autouse=True)
def as_a_new_process(tmp_path, monkeypatch):
    """An empty cache, of which this process knows nothing."""
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    forget()


def forget():
    for function in (raster.png, raster.half, raster._drawn, share_card.png, picture_cache._prepared):
        function.cache_clear()


@pytest.fixture
def records(tmp_path):
    texts = {f"achievements/visit-{number}.yml": ACHIEVEMENT.format(number) for number in range(6)}
    make_registry(tmp_path, texts)
    return registry.load(tmp_path / "credentials", today=datetime.date(2026, 11, 1))


def drawn_for(records):
    """All pictures of a registry."""
    badges = {
        slug: badge_pictures.badge(records.folder, one, records.issuer) for slug, one in records.achievements.items()
    }
    cards = [drawing_ahead.card(one, records.issuer, badges[slug]) for slug, one in records.achievements.items()]
    return [(badge.svg, badge.png, badge.small_png) for badge in badges.values()], cards


def kept(tmp_path):
    return len([path for path in (tmp_path / "cache" / "pictures").iterdir() if not path.name.startswith(".")])


def test_what_another_process_drew_is_not_drawn_again(records, tmp_path):
    with drawing_ahead.drawing_ahead(records, 2):
        limit = time.monotonic() + 60
        # All but the card of the first achievement, whose badge this process drew.
        while kept(tmp_path) < PICTURES * len(records.achievements) - 1:
            assert time.monotonic() < limit
            time.sleep(0.02)
        before = picture_cache.drawn()
        drawn_for(records)
        assert picture_cache.drawn() == before + 1


def test_pictures_are_the_same_whoever_draws_them(records, tmp_path, monkeypatch):
    with drawing_ahead.drawing_ahead(records, 3):
        together = drawn_for(records)
    forget()
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    assert drawn_for(records) == together


def test_no_process_is_begun_where_all_is_drawn(records, monkeypatch):
    drawn_for(records)
    forget()
    monkeypatch.setattr(processes, "beside", None)
    with drawing_ahead.drawing_ahead(records, 2):
        pass


@pytest.mark.parametrize(("jobs", "cache"), [(1, "cache"), (2, "off")])
def test_no_process_is_begun_for_one_job_or_where_nothing_is_kept(records, tmp_path, monkeypatch, jobs, cache):
    monkeypatch.setenv("TESTAMUR_CACHE", cache if cache == "off" else str(tmp_path / cache))
    monkeypatch.setattr(processes, "beside", None)
    with drawing_ahead.drawing_ahead(records, jobs):
        pass
