"""The award page in a real browser: what it says in every state, and when something is missing, stale or swapped."""

import datetime
import gzip
import json
import re

import pytest

import demo_site
from award_visits import GREEN, altered, checked, credential, lines_of
from demo_site import BASE, STANDINGS, awards, open_page

AFTER_LOAD = """performance.getEntriesByName("testamur:verdict")[0].startTime
- performance.getEntriesByType("navigation")[0].loadEventEnd"""


def saved_record(page):
    """Save the check that a page shows, and return what would be printed."""
    page.evaluate("() => { window.print = () => { window.printed = document.querySelector('#record').innerText; }; }")
    page.locator("#save button").click()
    page.wait_for_function("() => window.printed")
    return page.evaluate("window.printed")


def visit(browser, host, award, **options):
    page = open_page(browser, host, f"awards/{award}/", **options)
    try:
        return checked(page)
    finally:
        page.context.close()


VERDICTS = {
    "current": ("VALID", "Genuine, and valid today", True),
    "expired": ("EXPIRED", "Ended on ", False),
    "on-hold": ("SUSPENDED", "On hold: do not rely on it today", False),
    "replaced": ("SUPERSEDED", "Replaced by another award on ", False),
    "withdrawn": ("REVOKED", "Withdrawn on ", False),
}


@pytest.mark.parametrize("standing", VERDICTS)
def test_each_state_has_its_verdict_and_only_one_is_green(browser, host, site, standing):
    expected, word, green = VERDICTS[standing]
    verdict, words, is_green = visit(browser, host, awards(site, standing)[0])
    assert (verdict, is_green) == (expected, green)
    assert words.startswith(word)


def test_the_moment_of_the_check_is_said_below_the_verdict(browser, at, host, good):
    _, said, _ = at(host, good, "2026-11-28T17:44:00Z")
    assert "Checked in your browser, 28 November 2026 at 17:44 UTC" in said


def test_every_check_is_a_line_with_its_outcome(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    lines = lines_of(page)
    assert len(lines) == 6
    assert all(re.search(r"\bpassed\b", line) for line in lines)


def test_nothing_is_green_before_the_check(browser, host, good):
    host.instead["status/revocation-1.json"] = None
    page = open_page(browser, host, f"awards/{good}/", java_script_enabled=False)
    assert GREEN not in page.locator("#status").get_attribute("class")
    assert "Not checked in your browser." in page.locator("#status").inner_text()


CREDENTIAL = "awards/{good}/credential.json"
EVERYTHING = ("status/*", "issuer/*", "index/*", CREDENTIAL)
UNREADABLE = "status list could not be read"
MISSING = {
    "the list is missing": ({"status/revocation-1.json": 404}, "INDETERMINATE", "answered 404"),
    "the list does not answer": ({"status/revocation-1.json": None}, "INDETERMINATE", "could not be reached"),
    "the list is garbage": ({"status/revocation-1.json": b"\0\1garbage"}, "INDETERMINATE", UNREADABLE),
    "the list is a web page": ({"status/revocation-1.json": b"<!doctype html>"}, "INDETERMINATE", "this is a web page"),
    "the DID document is missing": ({"issuer/did.json": 404}, "INDETERMINATE", "issuer’s keys could not be read"),
    "the keys are missing": ({"issuer/keys.json": 404}, "INDETERMINATE", "periods of its keys could not be read"),
    "the index is missing": ({"index/*": 404}, "INDETERMINATE", "index could not be read"),
    "the credential is missing": ({CREDENTIAL: 404}, "INDETERMINATE", "could not be read"),
    "the credential is a web page": ({CREDENTIAL: b"<!doctype html>"}, "INVALID", "web page"),
    "the network is cut": (dict.fromkeys(EVERYTHING), "INDETERMINATE", "could not be read"),
}  # fmt: skip


@pytest.mark.parametrize("what", MISSING)
def test_what_cannot_be_read_is_never_green(browser, host, good, what):  # L-10
    answers, expected, words = MISSING[what]
    host.instead = {path.format(good=good): answer for path, answer in answers.items()}
    verdict, said, green = visit(browser, host, good)
    assert (verdict, green) == (expected, False)
    assert words in said


def test_what_the_institution_said_against_an_award_stands_when_nothing_can_be_read(browser, host, site):
    host.instead = {"status/*": None, "issuer/*": None}
    verdict, said, green = visit(browser, host, awards(site, "withdrawn")[0])
    assert (verdict, green) == ("INDETERMINATE", False)
    assert said.startswith("Withdrawn")


def test_facts_in_another_direction_stand_beside_their_labels(browser, host, good):
    page = open_page(browser, host, f"ar/awards/{good}/", width=1280, height=720)
    one = page.locator(".facts dd[dir=ltr]").first
    gap = one.locator("xpath=../dt").bounding_box()["x"] - one.bounding_box()["x"] - one.bounding_box()["width"]
    assert 0 < gap < 32


def test_another_awards_credential_is_called_that(browser, host, site, good):  # C-29
    other = awards(site, "current")[1]
    host.instead[f"awards/{good}/credential.json"] = (site / "awards" / other / "credential.json").read_bytes()
    verdict, said, green = visit(browser, host, good)
    assert (verdict, green) == ("INVALID", False)
    assert f"this is the credential of {BASE}/awards/{other}/, shown at {BASE}/awards/{good}/" in said


def test_one_changed_byte_is_called_altered(browser, host, site, good):  # C-01
    host.instead[f"awards/{good}/credential.json"] = altered(site, good)
    assert visit(browser, host, good)[::2] == ("INVALID", False)


@pytest.fixture
def at(browser):
    """Open a page with another clock."""

    def visit_at(host, award, moment):
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.clock.set_fixed_time(moment)
        page.context.route("**/*", host.answer)
        page.goto(f"{BASE}/awards/{award}/")
        return checked(page)

    return visit_at


def test_a_clock_two_years_slow_is_suspected(at, host, good):  # C-19
    verdict, said, green = at(host, good, "2024-01-01T00:00:00Z")
    assert (verdict, green) == ("INDETERMINATE", False)
    assert "the clock seems wrong" in said


def test_an_award_that_ended_after_the_last_build_is_called_expired(at, host, site):
    """The page was built when it was current, and no daily run came after that: the visitor's browser tells."""
    ends = {award: json.loads(credential(site, award)).get("validUntil") for award in awards(site, "current")}
    award, end = min(((award, end) for award, end in ends.items() if end), key=lambda pair: pair[1])
    after = datetime.datetime.fromisoformat(end) + datetime.timedelta(hours=1)
    verdict, said, green = at(host, award, after.isoformat())
    assert (verdict, green) == ("EXPIRED", False)
    assert said.startswith("Expired")


def test_a_list_that_is_too_old_is_no_answer(at, host, site):  # L-08
    endless = next(award for award in awards(site, "current") if b"validUntil" not in credential(site, award))
    verdict, said, green = at(host, endless, "2029-01-01T00:00:00Z")
    assert (verdict, green) == ("INDETERMINATE", False)
    assert "too old to answer" in said


def test_an_older_list_than_one_seen_is_no_answer(browser, host, site, good):  # L-09
    page = open_page(browser, host, f"awards/{good}/")
    assert checked(page)[0] == "VALID"
    page.evaluate(
        "localStorage.setItem('testamur:lists', JSON.stringify(Object.fromEntries(Object.keys(JSON.parse("
        "localStorage.getItem('testamur:lists'))).map((url) => [url, Date.now() + 3600_000]))))"
    )
    page.reload()
    verdict, said, green = checked(page)
    assert (verdict, green) == ("INDETERMINATE", False)
    assert "that was seen before" in said


MIRROR = {
    "mirror": "testamur-mirror/1", "of": BASE, "at": "https://mirror.example", "keeper": "National Library",
    "since": "2026-10-02", "asOf": "2026-10-31",
}  # fmt: skip


def open_copy(browser, site, path, note=None):
    """Open a page of a copy of the site at another host, with a note; the site itself answers too."""
    context = browser.new_context()
    context.route("https://mirror.example/**", demo_site.Host(site, "https://mirror.example").answer)
    context.route(f"{BASE}/**", demo_site.Host(site).answer)
    if note is not None:
        context.route("https://mirror.example/mirror.json", lambda route: route.fulfill(body=json.dumps(note)))
    page = context.new_page()
    page.goto(f"https://mirror.example/{path}")
    return page


def test_a_copy_elsewhere_is_called_a_copy(browser, site, good):  # D-08
    page = open_copy(browser, site, f"awards/{good}/")
    verdict, said, green = checked(page)
    assert (verdict, green) == ("VALID", False)
    assert said.startswith("A copy")
    assert f"This page is a copy of {BASE}." in said


@pytest.mark.parametrize(
    ("prefix", "kept"),
    [
        ("", "kept by National Library since 2 October 2026"),
        ("fr/", "conservée par National Library depuis le 2 octobre 2026"),
    ],
)
def test_a_mirror_says_who_keeps_it_and_since_when(browser, site, good, prefix, kept):
    page = open_copy(browser, site, f"{prefix}awards/{good}/", MIRROR)
    verdict, said, green = checked(page)
    assert (verdict, green) == ("VALID", False)
    assert kept in said


@pytest.mark.parametrize(
    "change",
    [{"at": "https://other.example"}, {"of": "https://other.example"}, {"keeper": ""}, {"keeper": "a" * 201},
     {"keeper": ["a"]}, {"since": "2026-02-30"}, {"mirror": "testamur-mirror/2"}, {"more": "a" * 5000}],
    ids=range(8),
)  # fmt: skip
def test_a_note_that_does_not_fit_the_place_is_not_repeated(browser, site, good, change):
    page = open_copy(browser, site, f"awards/{good}/", {**MIRROR, **change})
    _, said, _ = checked(page)
    assert f"This page is a copy of {BASE}. Of the award itself" in said


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_the_heading_of_a_copy_says_what_speaks_against_the_award(browser, site, prefix):
    page = open_copy(browser, site, f"{prefix}awards/{awards(site, 'withdrawn')[0]}/")
    checked(page)
    heading = "نسخة · مسحوبة" if prefix else "A copy · Withdrawn"
    assert page.locator("#status-word").inner_text() == heading
    page.context.close()


def test_no_other_host_is_asked_for_anything(browser, host, good):  # V-04
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    assert {url.split("/")[2] for url in host.asked} == {"badges.harbour.example"}


def test_nothing_is_kept_in_the_browser_but_when_lists_were_signed(browser, host, good):  # V-04
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    assert page.evaluate("Object.keys(localStorage)") == ["testamur:lists"]
    assert page.context.cookies() == []


def test_a_browser_without_ed25519_says_so_and_what_to_do(browser, host, good):
    context = browser.new_context()
    context.add_init_script(
        "const real = crypto.subtle.importKey.bind(crypto.subtle);"
        "SubtleCrypto.prototype.importKey = (form, key, kind, ...more) => kind === 'Ed25519'"
        " ? Promise.reject(new DOMException('no', 'NotSupportedError')) : real(form, key, kind, ...more);"
    )
    context.route("**/*", host.answer)
    page = context.new_page()
    page.goto(f"{BASE}/awards/{good}/")
    verdict, said, green = checked(page)
    assert (verdict, green) == ("INDETERMINATE", False)
    assert "this browser cannot check Ed25519 signatures" in said
    assert "use another one, or run the command" in said


@pytest.mark.parametrize("width", [390, 1280])
def test_no_line_of_a_check_crosses_the_qr_code(browser, host, good, width):
    page = open_page(browser, host, f"awards/{good}/", width=width)
    checked(page)
    lines_of(page)
    code = page.locator(".qr img").bounding_box()
    for line in page.locator("#checks li").all():
        box = line.bounding_box()
        assert box["y"] >= code["y"] + code["height"] or box["x"] + box["width"] <= code["x"]
    page.context.close()


def test_which_proof_was_not_checked_stands_in_the_detail_alone(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    words = "one more proof (eddsa-rdfc-2022) is not checked in a browser"
    said = [words in line for line in lines_of(page)]
    assert said == [False, False, True, False, False, False]
    assert "proof" not in page.locator("#status").inner_text()
    page.context.close()


def test_the_verdict_is_there_within_300_ms_of_load(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    marks = []
    for _ in range(5):
        page.reload()
        checked(page)
        marks.append(page.evaluate(AFTER_LOAD))
    # The best of five: what is asked is whether the page can, not how busy this machine is.
    assert min(marks) <= 300


def test_the_verdict_is_announced(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    live_region = page.locator("#status [role=status]")
    assert "Genuine, and valid today" in live_region.inner_text()


@pytest.mark.parametrize("language", demo_site.LANGUAGES[1:])
def test_no_english_is_left_in_another_language(browser, host, good, language):
    page = open_page(browser, host, f"{language}/awards/{good}/")
    checked(page)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    words = page.locator("#status").inner_text() + page.locator(".foot").inner_text() + " ".join(lines_of(page))
    for english in ("Signed by", "Checked in your browser", "passed", "The signature", "Genuine"):
        assert english not in words


@pytest.mark.parametrize("path", ["status/revocation-1.json", "issuer/did.json", CREDENTIAL])
def test_what_is_seldom_said_is_said_in_the_pages_language_too(browser, host, good, path):
    host.instead = {path.format(good=good): 404}
    page = open_page(browser, host, f"fr/awards/{good}/")
    _, said, _ = checked(page)
    assert "a répondu 404" in said
    words = said + ("" if path == CREDENTIAL else " ".join(lines_of(page)))
    for english in ("Could not", "could not", "answered", "Check again", "issuer"):
        assert english not in words.replace(f"{BASE}/issuer", "")


@pytest.mark.parametrize("standing", STANDINGS)
def test_what_most_awards_need_is_fetched_with_the_page_and_no_other_words(browser, host, site, standing):
    page = open_page(browser, host, f"fr/awards/{awards(site, standing)[0]}/")
    checked(page)
    page.context.close()
    assert [url for url in host.asked if "/theme/words/" in url] == [f"{BASE}/theme/words/fr.json"]


def test_a_saved_check_speaks_the_pages_language(browser, host, good):
    page = open_page(browser, host, f"fr/awards/{good}/")
    checked(page)
    record = saved_record(page)
    assert "Authentique et en vigueur" in record
    assert not {"Record of a check", "Checked with", "Registry asked"} & set(record.splitlines())


def test_a_check_can_be_saved_as_one_printed_page(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    record = saved_record(page)
    for part in ("Record of a check", "Genuine and current", "sha256:", f"{BASE}/awards/{good}/", "The signature"):
        assert part in record


@pytest.mark.parametrize("prefix", ["", *(f"{language}/" for language in demo_site.LANGUAGES[1:])])
def test_what_a_verdict_needs_is_light_on_its_way(browser, host, site, good, prefix):
    """As hosts send it: compressed. Pictures and the printer's style sheet come after it."""
    page = open_page(browser, host, f"{prefix}awards/{good}/")
    checked(page)
    page.context.close()
    files = {
        site / url.removeprefix(f"{BASE}/") for url in host.asked if not url.endswith((".svg", ".png", "print.css"))
    }
    files = {file / "index.html" if file.is_dir() else file for file in files}
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 60_000
