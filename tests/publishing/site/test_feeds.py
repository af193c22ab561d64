import defusedxml.ElementTree
import pytest

from page_samples import ID, award_page, document, sample_site
from testamur.publishing.site import feeds

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*awards):
    return defusedxml.ElementTree.fromstring(feeds.atom(sample_site(), awards))


def test_a_feed_has_every_element_that_rfc_4287_requires():
    root = feed(award_page())
    assert root.tag == f"{ATOM}feed"
    assert [root.find(f"{ATOM}{name}").text for name in ("id", "title", "updated")] == [
        "https://badges.harbour.example/feed.xml",
        "Harbour Institute",
        "2026-06-01T09:30:00Z",
    ]
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Harbour Institute"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "https://badges.harbour.example/feed.xml"


def test_an_entry_has_the_awards_permanent_link_as_its_id():
    entry = feed(award_page()).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == f"https://badges.harbour.example/awards/{ID}/"
    assert entry.find(f"{ATOM}title").text == "Data Analysis Foundations · Zoë Ó Briain"
    assert entry.find(f"{ATOM}updated").text == "2026-06-01T09:30:00Z"
    assert entry.find(f"{ATOM}published").text == "2026-05-14T12:00:00Z"


@pytest.mark.parametrize(
    "hidden",
    [award_page(visibility="unlisted"), award_page("withdrawn")],
    ids=["unlisted", "withdrawn"],
)
def test_awards_that_are_not_public_are_not_in_the_feed(hidden):  # V-01
    assert ID.encode() not in feeds.atom(sample_site(), [hidden])


def test_an_empty_feed_is_dated_with_the_build():
    assert feed().find(f"{ATOM}updated").text == "2026-11-23T00:00:00Z"


def test_a_feed_lists_the_newest_awards_first_and_is_limited():
    awards = [
        award_page(signed=document(valid_from=f"2026-06-{1 + number // 10:02}T0{number % 10}:00:00Z"))
        for number in range(feeds.NEWEST + 20)
    ]
    entries = feed(*awards).findall(f"{ATOM}entry/{ATOM}updated")
    assert len(entries) == feeds.NEWEST
    assert entries[0].text == "2026-06-12T09:00:00Z"


@pytest.mark.parametrize("name", ["<script>&\"'</script>", "]]>", "=HYPERLINK(1)", "a\x00\x1b\ufffe\ud800b", "علي"])
def test_hostile_names_are_text_in_a_well_formed_feed(name):  # M-13
    signed = document()
    signed["credentialSubject"]["identifier"][0]["identityHash"] = name
    title = feed(award_page(signed=signed)).find(f"{ATOM}entry/{ATOM}title").text
    assert title.startswith("Data Analysis Foundations · ")
    assert not set(title) & set("\x00\x1b\ufffe\ud800")


def test_the_order_of_awards_does_not_affect_the_feed():
    one, other = award_page(), award_page(id="0000-0000-0000-0000")
    assert feeds.atom(sample_site(), [one, other]) == feeds.atom(sample_site(), [other, one])
