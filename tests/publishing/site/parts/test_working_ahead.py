"""Badges and cards are drawn, and templates compiled, by several processes: what one of them made, the others find."""

import time

import pytest
from jinja2 import Environment

import every_state
from issuing import KEY, Random
from registries import make_registry
from testamur import cache_entries, processes
from testamur.ledger import issuance
from testamur.ledger.store import Ledger
from testamur.pictures.drawing import picture_cache, raster
from testamur.publishing import publication
from testamur.publishing.art import share_card
from testamur.publishing.rendering import environment, standalone
from testamur.publishing.rendering.bytecode import CompiledTemplates
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.common_items import common_items
from testamur.publishing.site.items import File
from testamur.publishing.site.parts import working_ahead
from testamur.publishing.views import site_info
from testamur.records import registry

pytestmark = pytest.mark.skipif(not processes.can_split(), reason="this system splits no processes")
NOW = every_state.NOW
ACHIEVEMENT = "name: Visit {}\nachievementType: Badge\ndescription: Seen.\ncriteria: Come.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """What is published of a registry with several achievements, and the site in each of its languages."""
    folder = tmp_path_factory.mktemp("registry")
    texts = {f"achievements/visit-{number}.yml": ACHIEVEMENT.format(number) for number in range(4)}
    make_registry(folder, texts)
    records = registry.load(folder / "credentials", today=NOW.date())
    issuance.issue(records, folder / "ledger", KEY, now=NOW, random=Random())
    published = publication.read(records, Ledger(folder / "ledger"), now=NOW)
    return published, site_info.sites(records.issuer, now=NOW)


@pytest.fixture(autouse=True)
def as_a_new_process(tmp_path, monkeypatch):
    """An empty cache, of which this process knows nothing."""
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(environment, "_COMPILED", CompiledTemplates())
    forget()


def forget():
    for function in (raster.png, raster.half, raster._drawn, share_card.png, cache_entries._prepared):
        function.cache_clear()


def pictures(place):
    """All badges and cards of a site."""
    items = common_items(AwardSource.of(*place))
    return {item.name: item.data for item in items if isinstance(item, File) and "achievements/" in item.name}


def test_what_another_process_drew_is_not_drawn_again(place, tmp_path):
    wanted = count_of_all(place, tmp_path / "whole")
    with working_ahead.working_ahead(*place, 2):
        limit = time.monotonic() + 60
        while len(entries(tmp_path / "cache")) < wanted:
            assert time.monotonic() < limit
            time.sleep(0.05)
        before = picture_cache.drawn()
        pictures(place)
        assert picture_cache.drawn() == before


def test_the_theme_is_compiled_beside(place, tmp_path, monkeypatch):
    _, sites = place
    with working_ahead.working_ahead(*place, 2, compiles=True):
        names = standalone.environment_for(sites[0]).list_templates(extensions=["html"])
        limit = time.monotonic() + 60
        while len(list((tmp_path / "cache").glob("templates/[0-9a-f]*"))) < len(names):
            assert time.monotonic() < limit
            time.sleep(0.05)
    monkeypatch.setattr(environment, "_COMPILED", CompiledTemplates())
    monkeypatch.setattr(Environment, "_compile", None)
    standalone.environment_for(sites[0]).get_template("award.html")


def count_of_all(place, cache):
    """How many pictures are kept once all are drawn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TESTAMUR_CACHE", str(cache))
        pictures(place)
    forget()
    return len(entries(cache))


def entries(cache):
    return [path for path in (cache / "pictures").iterdir() if not path.name.startswith(".")]


def test_pictures_are_the_same_whoever_draws_them(place, monkeypatch):
    with working_ahead.working_ahead(*place, 3):
        together = pictures(place)
    forget()
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    assert pictures(place) == together


def test_no_process_is_begun_where_all_is_drawn(place, monkeypatch):
    pictures(place)
    forget()
    monkeypatch.setattr(processes, "beside", None)
    with working_ahead.working_ahead(*place, 2):
        pass


@pytest.mark.parametrize(("jobs", "cache"), [(1, ""), (2, "off")])
def test_no_process_is_begun_for_one_job_or_where_nothing_is_kept(place, monkeypatch, jobs, cache):
    if cache:
        monkeypatch.setenv("TESTAMUR_CACHE", cache)
    monkeypatch.setattr(processes, "beside", None)
    with working_ahead.working_ahead(*place, jobs):
        pass
