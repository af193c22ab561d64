"""Hosts that let no page of another site read what they publish: who that is, and what settles the check."""

import json
import shlex

import pytest

import demo_site
import verifying
from demo_site import open_page
from testamur.credentials import status_list
from vector_making.other_form_cases import issuer, signed, theirs
from vector_making.sample_credentials import EVIL_KEY, FREE, KEY, altered, method
from vector_making.sample_web import a_list, did_document

NAME = "form-id-is-a-urn"
DID_ADDRESS = f"https://forms.example/{NAME}/did.json"
AWARD = json.loads(verifying.case(NAME)[0])
# Not left out: Playwright would then add one that allows it.
FORBIDS = {"Access-Control-Allow-Origin": "https://forms.example"}
KEYS = verifying.Web([NAME]).documents[DID_ADDRESS]


class Web(demo_site.Host):
    """The demo, and another host: `answers` has its documents, which pages may read only if it is `open`."""

    def __init__(self, site, *, open_=False, answers=True):
        super().__init__(site)
        self.headers = {"Access-Control-Allow-Origin": "*"} if open_ else FORBIDS
        self.answers = answers

    def answer(self, route):
        if route.request.url != DID_ADDRESS:
            super().answer(route)
        elif self.answers:
            self.asked.append(route.request.url)
            route.fulfill(body=KEYS, content_type="application/json", headers=self.headers)
        else:
            route.abort()


@pytest.fixture
def open_desk(browser, site):
    contexts = []

    def desk(**options):
        page = open_page(browser, Web(site, **options), "verify/", width=1100)
        contexts.append(page.context)
        page.wait_for_selector("#desk[data-ready]")
        return page

    yield desk
    for context in contexts:
        context.close()


def give(page, *files):
    page.locator("#file").set_input_files(
        [
            {"name": name, "mimeType": "application/json", "buffer": data if isinstance(data, bytes) else encoded(data)}
            for name, data in files
        ]
    )
    page.wait_for_selector("#results h2")
    return page.locator("#results")


def encoded(document):
    return json.dumps(document).encode()


def opened_row(page, name):
    """The details of the line of a file."""
    row = page.locator("#results tbody tr", has_text=name).first
    row.locator(".finding").click()
    return page.locator("#results .unfolded .result").last


def test_a_host_that_pages_may_read_is_read(open_desk):
    shown = give(open_desk(open_=True), ("award.json", AWARD))
    assert shown.locator(".result").get_attribute("data-verdict") == "UNTRUSTED ISSUER"
    assert shown.locator(".advice").count() == 0


def test_a_host_that_forbids_it_is_named_and_a_command_given_that_settles_it(open_desk):
    shown = give(open_desk(), ("award.json", AWARD))
    assert shown.locator(".result").get_attribute("data-verdict") == "INDETERMINATE"
    said = shown.locator(".sentence").inner_text()
    assert f"forms.example answers, but does not let pages of other sites read {DID_ADDRESS}" in said
    assert "Check again later" not in said
    command = shown.locator(".advice code").inner_text()
    assert command == "testamur verify --trust did:web:badges.harbour.example:issuer award.json"


def test_a_host_that_does_not_answer_is_not_said_to_forbid_anything(open_desk):
    shown = give(open_desk(answers=False), ("award.json", AWARD))
    assert f"{DID_ADDRESS} could not be reached" in shown.locator(".sentence").inner_text()
    assert shown.locator(".advice").count() == 0


def test_a_document_at_a_host_that_forbids_it_can_be_given_as_a_file(open_desk):
    page = open_desk()
    page.locator("#subject").fill(DID_ADDRESS)
    page.locator("#desk [type=submit]").click()
    advice = page.locator("#results .advice")
    assert advice.locator("code").inner_text().endswith(f" {DID_ADDRESS}")
    assert advice.locator("a").get_attribute("href") == DID_ADDRESS
    assert "give the file here" in advice.inner_text()


@pytest.mark.parametrize("name", ["a b.json", "it's; rm -rf $HOME.json", "--trust.json", "x`id`.json", "a\u202eb.json"])
def test_the_command_is_one_argument_whatever_a_file_is_called(open_desk, name):
    command = give(open_desk(), (name, AWARD)).locator(".advice code").inner_text()
    *words, last = shlex.split(command)
    assert words == ["testamur", "verify", "--trust", "did:web:badges.harbour.example:issuer"]
    assert last.removeprefix("./").replace("?", "\u202e") == name
    assert not last.startswith("-")


def test_keys_that_are_given_beside_it_show_what_they_show_and_make_no_verdict(open_desk):
    page = open_desk()
    give(page, ("award.json", AWARD), ("did.json", KEYS))
    shown = opened_row(page, "award.json")
    assert shown.get_attribute("data-verdict") == "INDETERMINATE"
    said = shown.locator(".sentence").inner_text()
    assert "the signature fits" in said
    assert f"it rests on a file that was given with it (did.json), not on what {DID_ADDRESS} answers" in said
    assert "if somebody sent it to you, it proves nothing" in said
    assert page.locator("#results .is-green").count() == 0


def test_keys_of_somebody_else_accuse_nobody(open_desk):
    page = open_desk()
    other = did_document(KEY, by=issuer(NAME))
    other["verificationMethod"][0]["id"] = other["assertionMethod"][0] = AWARD["proof"][0]["verificationMethod"]
    give(page, ("award.json", AWARD), ("did.json", other))
    shown = opened_row(page, "award.json")
    assert shown.get_attribute("data-verdict") == "INDETERMINATE"
    assert "the signature does not fit" in shown.locator(".sentence").inner_text()


def test_keys_that_are_given_are_not_used_where_the_host_can_be_read(open_desk):
    page = open_desk(open_=True)
    give(page, ("award.json", altered(AWARD, "name", to="Medicine")), ("did.json", did_document(KEY, by=issuer(NAME))))
    shown = opened_row(page, "award.json")
    assert shown.get_attribute("data-verdict") == "INVALID"


def test_keys_for_another_address_are_not_used(open_desk):
    page = open_desk()
    give(page, ("award.json", AWARD), ("did.json", did_document(EVIL_KEY, by=issuer("another"))))
    shown = opened_row(page, "award.json")
    assert "answers, but does not let" in shown.locator(".sentence").inner_text()


@pytest.mark.parametrize("address", ["https://", "https://[::1", "https://a b/x.json", "https://forms.example:99999/x"])
def test_an_address_that_is_none_ends_in_a_sentence(open_desk, address):
    made = theirs(NAME)
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1"}
    made["credentialStatus"] = {**entry, "statusListCredential": address}
    shown = give(open_desk(open_=True), ("award.json", signed(NAME, made)))
    assert shown.locator(".result").get_attribute("data-verdict") == "UNTRUSTED ISSUER"
    assert "status list could not be read" in shown.locator(".sentence").inner_text()


def test_a_list_that_is_given_takes_nothing_back_of_what_is_said_against_an_award(open_desk):
    page = open_desk(open_=True)
    made = theirs(NAME)
    made["credentialStatus"] = status_list.entry("https://forms.example", list_number=1, list_index=FREE)
    by = method(EVIL_KEY, issuer(NAME))
    listed = made["credentialStatus"]["statusListCredential"]
    page.context.route(listed, lambda route: route.fulfill(body="{}", headers=FORBIDS))
    found = a_list(key=EVIL_KEY, by=by, id=listed, issuer={"id": issuer(NAME)})
    give(page, ("award.json", altered(signed(NAME, made), "name", to="Medicine")), ("list.json", found))
    assert opened_row(page, "award.json").get_attribute("data-verdict") == "INVALID"
    page.locator("#results").evaluate("(one) => one.replaceChildren()")
    give(page, ("award.json", signed(NAME, made)), ("list.json", found))
    shown = opened_row(page, "award.json")
    assert shown.get_attribute("data-verdict") == "UNTRUSTED ISSUER"
    assert "Its status is by a file that was given with it (list.json)" in shown.locator(".sentence").inner_text()


def test_keys_by_themselves_are_called_what_they_are(open_desk):
    shown = give(open_desk(), ("did.json", KEYS))
    assert shown.locator("h2").inner_text() == "A file of an issuer"
    assert f"what an issuer publishes at {DID_ADDRESS}" in shown.inner_text()


def test_a_trusted_issuer_is_not_vouched_for_by_a_file(open_desk, site):
    """Whoever sends an award in this registry's name, signed with a key of their own, gets no green."""
    page = open_desk()
    ours = (site / "issuer" / "did.json").read_bytes()
    forged = signed(NAME, theirs(NAME, did="did:web:badges.harbour.example:issuer"))
    give(page, ("award.json", forged), ("did.json", ours))
    assert page.locator("#results tr[data-verdict=VALID]").count() == 0
