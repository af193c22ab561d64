"""The pages and files of awards: of each once, whoever makes them."""

import pytest

import every_state
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.parts.shard import Shard
from testamur.publishing.views import site_info
from testamur.records import registry


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    place = every_state.make(tmp_path_factory.mktemp("registry"))
    records = registry.load(place / "credentials", today=every_state.NOW.date())
    published = publication.read(records, Ledger(place / "ledger"), now=every_state.NOW)
    return AwardSource.of(published, site_info.sites(records.issuer, now=every_state.NOW))


def test_the_registry_of_these_tests_has_every_state_and_visibility(source):
    seen = {("erased" if one.is_erased else one.known.state, one.award.visibility) for one in source.published.awards}
    states = ("active", "suspended", "revoked", "superseded", "erased")
    assert seen >= {(state, visibility) for state in states for visibility in every_state.VISIBILITIES}


def test_the_parts_together_have_every_award_once_and_keep_neighbours_together(source):
    parts = [source.in_order(Shard(number, 3)) for number in (1, 2, 3)]
    assert sorted(one.award.id for part in parts for one in part) == [one.award.id for one in source.published.awards]
    assert all(part == [one for one in source.in_order() if one in part] for part in parts)
