"""The sitemap is one file, or an index of parts, each within the bounds of the protocol."""

import defusedxml.ElementTree
import pytest

from issuing import an_id
from page_samples import ID, sample_site
from testamur.publishing.site import sitemap

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://badges.harbour.example"


def files(paths=(), award_ids=(), prefixes=("",), **changes):
    return dict(sitemap.files(sample_site(**changes), paths, award_ids, prefixes))


def addresses(data):
    return [loc.text for loc in defusedxml.ElementTree.fromstring(data).iter(f"{NAMESPACE}loc")]


@pytest.fixture
def narrow(monkeypatch):
    """Let a file have 40 addresses at most."""
    monkeypatch.setattr(sitemap, "MOST", 40)


def test_it_lists_absolute_addresses_of_pages_and_then_of_awards():
    (data,) = files(["", "issuer/"], [ID], ["", "fr/"]).values()
    assert addresses(data) == [
        f"{BASE}/",
        f"{BASE}/issuer/",
        f"{BASE}/awards/{ID}/",
        f"{BASE}/fr/awards/{ID}/",
    ]


def test_it_is_a_well_formed_urlset_of_the_protocol():
    root = defusedxml.ElementTree.fromstring(files([""])["sitemap.xml"])
    assert root.tag == f"{NAMESPACE}urlset"
    assert [element.tag for element in root] == [f"{NAMESPACE}url"]


def test_a_preview_has_an_empty_sitemap():
    made = files([""], [ID], preview=True)
    assert list(made) == ["sitemap.xml"]
    assert list(defusedxml.ElementTree.fromstring(made["sitemap.xml"])) == []


def test_a_hostile_path_is_text():
    assert addresses(files(["a&b<c>\x00/"])["sitemap.xml"]) == [f"{BASE}/a&b<c>\N{REPLACEMENT CHARACTER}/"]


@pytest.mark.usefixtures("narrow")
def test_as_many_addresses_as_the_protocol_allows_are_one_file():
    assert list(files([f"{number}/" for number in range(20)], ids(10), ["", "fr/"])) == ["sitemap.xml"]


@pytest.mark.usefixtures("narrow")
def test_with_one_more_it_is_an_index_of_parts_that_lie_beside_it():
    made = files([f"{number}/" for number in range(21)], ids(10), ["", "fr/"])
    root = defusedxml.ElementTree.fromstring(made.pop("sitemap.xml"))
    assert root.tag == f"{NAMESPACE}sitemapindex"
    assert {element.tag for element in root} == {f"{NAMESPACE}sitemap"}
    assert [element[0].text for element in root] == [f"{BASE}/{name}" for name in made]


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("awards", [15, 200, 2000])
def test_the_parts_together_have_every_address_once(awards):
    made = files(["", "issuer/"], ids(awards), ["", "fr/", "de/"])
    del made["sitemap.xml"]
    listed = [address for data in made.values() for address in addresses(data)]
    assert sorted(listed) == sorted(
        [f"{BASE}/", f"{BASE}/issuer/"]
        + [f"{BASE}/{prefix}awards/{award_id}/" for award_id in ids(awards) for prefix in ("", "fr/", "de/")]
    )


def test_no_part_has_more_addresses_than_the_protocol_allows(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 500)
    made = files([], ids(20_000))
    del made["sitemap.xml"]
    assert len(made) == 256
    assert max(len(addresses(data)) for data in made.values()) <= 500


@pytest.mark.usefixtures("narrow")
def test_an_award_that_comes_changes_its_own_part_only():
    before, after = files([""], ids(100)), files([""], ids(101))
    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 1


def ids(number):
    return [an_id(count) for count in range(number)]
