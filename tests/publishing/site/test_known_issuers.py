"""The issuers that an institution knows, as its site shows them and as verifiers read them."""

import json

import pytest

from issuing import NOW, make_award, run
from page_samples import KNOWN
from published_files import publish, site_items
from statement_samples import registry
from testamur.ledger.store import Ledger
from testamur.proofs import jcs
from testamur.publishing import publication
from testamur.publishing.site.items import Page
from testamur.publishing.views.site_info import sites

ADDRESS = "https://badges.harbour.example/issuer/known/known-issuers.json"
NOBODY = registry(make_award(1), ways=())
SOME = NOBODY.with_records({"known-issuer": {one.slug: one for one in KNOWN}})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("ledger")
    run(NOBODY, made)
    return made


def pages(folder, records):
    published = publication.read(records, Ledger(folder), now=NOW)
    made = site_items(published, sites(records.issuer, now=NOW))
    return {item.name: item for item in made if isinstance(item, Page)}


def test_verifiers_read_who_is_known_since_when_and_who_confirmed_it(folder):
    assert json.loads(publish(SOME, folder, NOW)[ADDRESS]) == {
        "institution": {"id": "did:web:badges.harbour.example:issuer", "name": "Harbour Institute"},
        "issuers": [
            {
                "id": "did:web:badges.northquay.example:issuer",
                "name": "North Quay",
                "since": "2026-04-20",
                "confirmedBy": "the registrar’s office",
            },
            {
                "id": "https://old.northquay.example/issuer",
                "name": "Old <Quay>",
                "since": "2024-04-20",
                "until": "2025-04-20",
                "confirmedBy": "the registrar’s office",
            },
        ],
    }


def test_the_list_is_canonical(folder):
    data = publish(SOME, folder, NOW)[ADDRESS]
    assert data == jcs.canonicalize(json.loads(data))


def test_a_note_is_nowhere_on_the_site(folder):
    assert not [name for name, data in publish(SOME, folder, NOW).items() if b"Ms Quay" in data]


def test_those_whose_last_day_is_over_are_shown_apart(folder):
    shown = pages(folder, SOME)["issuer/known/index.html"].context
    assert [[one.slug for one in shown[part]] for part in ("current", "ended")] == [["quay"], ["old-quay"]]


def test_the_page_is_in_the_sitemap(folder):
    assert b"<loc>https://badges.harbour.example/issuer/known/</loc>" in b"".join(
        data for name, data in publish(SOME, folder, NOW).items() if "sitemap" in name
    )


def test_the_page_where_awards_are_checked_knows_that_there_is_a_list(folder):
    assert pages(folder, SOME)["verify/index.html"].context["has_known_issuers"] is True


def test_where_nobody_is_known_there_is_neither_page_nor_list(folder):
    assert "issuer/known/index.html" not in pages(folder, NOBODY)
    assert ADDRESS not in publish(NOBODY, folder, NOW)
    assert pages(folder, NOBODY)["verify/index.html"].context["has_known_issuers"] is False
