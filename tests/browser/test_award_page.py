"""The award page in a real browser: what it says in every state, and when something is missing, stale or swapped."""

import base64
import datetime
import gzip
import json
import re

import pytest

import demo_site
from demo_site import BASE, awards, open_page

GREEN = "is-green"


AFTER_LOAD = """performance.getEntriesByName("testamur:verdict")[0].startTime
- performance.getEntriesByType("navigation")[0].loadEventEnd"""


@pytest.fixture(scope="module")
def good(site):
    return awards(site, "current")[0]


def checked(page):
    """Wait for the verdict; return it, the words of the band, and whether it is green."""
    page.wait_for_selector("#status[data-verdict]", timeout=10_000)
    page.wait_for_function("() => !document.querySelector('#verdict').innerText.includes('Being checked')")
    band = page.locator("#status")
    return band.get_attribute("data-verdict"), band.inner_text(), GREEN in band.get_attribute("class")


def saved_record(page):
    """Save the check that a page shows, and return what would be printed."""
    page.evaluate("() => { window.print = () => { window.printed = document.querySelector('#record').innerText; }; }")
    page.locator("#save button").click()
    page.wait_for_function("() => window.printed")
    return page.evaluate("window.printed")


def lines_of(page):
    """The lines of the checks, which come when somebody comes near them."""
    page.locator("#how").scroll_into_view_if_needed()
    page.wait_for_selector("#checks li")
    return page.locator("#checks li").all_inner_texts()


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
SOLID = {"current", "on-hold", "replaced", "withdrawn"}
TICKS = {"current": 3, "expired": 3, "on-hold": 2, "replaced": 2, "withdrawn": 2}


@pytest.mark.parametrize("standing", VERDICTS)
def test_each_state_has_its_verdict_and_only_one_is_green(browser, host, site, standing):
    expected, word, green = VERDICTS[standing]
    verdict, words, is_green = visit(browser, host, awards(site, standing)[0])
    assert (verdict, is_green) == (expected, green)
    assert words.startswith(word)


@pytest.mark.parametrize("standing", VERDICTS)
def test_only_a_finding_is_solid_and_what_merely_ended_stays_pale(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/")
    checked(page)
    assert page.locator("#status.is-solid").count() == (standing in SOLID)
    page.context.close()


@pytest.mark.parametrize("standing", VERDICTS)
def test_a_tick_is_there_for_each_thing_that_was_found_good(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/")
    checked(page)
    said = ["Signed by badges.harbour.example", "Unaltered", "Not withdrawn, not on hold"]
    assert page.locator("#ticks li").all_inner_texts() == said[: TICKS[standing]]
    page.context.close()


@pytest.mark.parametrize("standing", VERDICTS)
def test_the_badge_has_its_colours_only_while_the_award_is_good(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/")
    checked(page)
    badge = page.locator(".badge img")
    filters = [one.evaluate("(one) => getComputedStyle(one).filter") for one in badge.all()]
    assert filters == {"current": ["none"], "withdrawn": []}.get(standing, ["grayscale(1)"])
    page.context.close()


def test_nothing_is_ticked_beside_a_signature_that_does_not_fit(browser, host, site, good):
    data = credential(site, good)
    at = data.index(b"identityHash") + 16
    host.instead[f"awards/{good}/credential.json"] = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    page = open_page(browser, host, f"awards/{good}/")
    assert checked(page)[0] == "INVALID"
    assert page.locator("#ticks li").count() == 0
    page.context.close()


def test_nothing_is_solid_or_ticked_before_the_check(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", java_script_enabled=False)
    assert page.locator("#status.is-solid, #ticks li").count() == 0
    assert page.locator("#status-word").inner_text() == "In force"
    page.context.close()


def test_below_the_facts_stands_what_no_check_can_show(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    foot = page.locator(".foot").inner_text()
    assert "No check shows who runs that address, or that the person before you is the person named." in foot
    page.context.close()


def test_the_moment_of_the_check_is_said_below_the_verdict(browser, at, host, good):
    _, said, _ = at(host, good, "2026-11-28T17:44:00Z")
    assert "Checked in your browser, 28 November 2026 at 17:44 UTC" in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{learner}", "Somebody Else"),
        ("{title}", "Doctor of Everything"),
        ("Harbour Institute</bdi></strong>", "Harvard</bdi></strong>"),
        ("{awarded}</time>", "1 January 2020</time>"),
        ("{until}</time>", "1 January 2099</time>"),
    ],
)
def test_the_facts_of_the_card_are_those_of_the_checked_document(browser, host, site, good, old, new):
    """Whoever may change the page cannot have it say other facts beside a green verdict."""
    path = f"awards/{good}/"
    html = (site / path / "index.html").read_text("utf-8")
    page = open_page(browser, host, path)
    checked(page)
    facts = page.locator(".hero").inner_text()
    values = {
        "learner": page.locator(".learner").inner_text(),
        "title": page.locator(".title").inner_text(),
        "awarded": page.locator(".body time").inner_text(),
        "until": page.locator(".until time").inner_text(),
    }
    page.context.close()
    start, end = html.index('<div class="hero">'), html.index('<div class="foot">')
    day = {"{awarded}</time>": "2020-01-01", "{until}</time>": "2099-01-01"}.get(old)
    forged = html[start:end].replace(old.format(**values), new)
    if day:
        forged = re.sub(rf'datetime="[0-9-]+">{re.escape(new)}', f'datetime="{day}">{new}', forged)
    assert forged != html[start:end]
    host.instead[path] = (html[:start] + forged + html[end:]).encode()
    page = open_page(browser, host, path)
    checked(page)
    assert page.locator(".hero").inner_text() == facts
    page.context.close()


def test_an_end_that_is_not_in_the_document_is_taken_from_the_card(browser, host, site):
    endless = next(award for award in awards(site, "current") if b"validUntil" not in credential(site, award))
    html = (site / "awards" / endless / "index.html").read_text("utf-8")
    until = '<p class="until">Valid until <strong><time datetime="2099-01-01">1 January 2099</time></strong></p>'
    forged = re.sub(r'<p class="until">.*?</p>', until, html)
    assert forged != html
    host.instead[f"awards/{endless}/"] = forged.encode()
    page = open_page(browser, host, f"awards/{endless}/")
    checked(page)
    assert "2099" not in page.locator(".hero").inner_text()
    page.context.close()


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


@pytest.mark.parametrize("standing", VERDICTS)
def test_a_phone_has_no_empty_line_among_what_was_found_good(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/", width=360, height=640)
    checked(page)
    list_, last = page.locator("#ticks").bounding_box(), page.locator("#ticks li").last.bounding_box()
    assert list_["y"] + list_["height"] - last["y"] - last["height"] < 4


def test_no_room_is_kept_for_ticks_when_nothing_could_be_read(browser, host, good):
    host.instead[f"awards/{good}/credential.json"] = None
    page = open_page(browser, host, f"awards/{good}/", width=360, height=640)
    checked(page)
    assert page.locator("#ticks").is_hidden()


def test_a_date_of_the_card_stays_on_one_line_of_a_phone(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", width=360, height=640)
    for day in page.locator(".sheet time").all():
        assert day.evaluate("day => getComputedStyle(day).lineHeight") == f"{day.bounding_box()['height']:g}px"


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
    data = (site / "awards" / good / "credential.json").read_bytes()
    at = data.index(b"identityHash") + 16
    host.instead[f"awards/{good}/credential.json"] = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
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


def credential(site, award):
    return (site / "awards" / award / "credential.json").read_bytes()


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


def test_a_copy_elsewhere_is_called_a_copy(browser, site, good):  # D-08
    mirror = demo_site.Host(site, "https://mirror.example")
    context = browser.new_context()
    original = demo_site.Host(site)
    context.route("https://mirror.example/**", mirror.answer)
    context.route(f"{BASE}/**", original.answer)
    page = context.new_page()
    page.goto(f"https://mirror.example/awards/{good}/")
    verdict, said, green = checked(page)
    assert (verdict, green) == ("VALID", False)
    assert said.startswith("A copy")
    assert f"This page is a copy of {BASE}." in said


def test_the_ring_of_focus_can_be_seen_on_a_solid_strip(browser, host, site):
    page = open_page(browser, host, f"awards/{awards(site, 'replaced')[0]}/")
    checked(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#status a')"):
            break
    assert page.locator("#status a").evaluate("link => getComputedStyle(link).outlineColor") == "rgb(255, 255, 255)"


def test_a_long_name_has_the_whole_width_of_a_phone(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", width=360, height=640)
    page.locator("h1.name").evaluate("name => name.classList.add('long')")
    hero, badge = page.locator(".hero").bounding_box(), page.locator(".sheet .badge").bounding_box()
    assert hero["width"] > 280
    assert badge["y"] < hero["y"]


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_the_heading_of_a_copy_says_what_speaks_against_the_award(browser, site, prefix):
    mirror, original = demo_site.Host(site, "https://mirror.example"), demo_site.Host(site)
    context = browser.new_context()
    context.route("https://mirror.example/**", mirror.answer)
    context.route(f"{BASE}/**", original.answer)
    page = context.new_page()
    page.goto(f"https://mirror.example/{prefix}awards/{awards(site, 'withdrawn')[0]}/")
    checked(page)
    heading = "نسخة · مسحوبة" if prefix else "A copy · Withdrawn"
    assert page.locator("#status-word").inner_text() == heading
    context.close()


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


def test_a_check_that_stops_says_so_in_the_colours_of_what_could_not_be_checked(browser, host, good):
    context = browser.new_context()
    context.add_init_script("SubtleCrypto.prototype.digest = () => { throw new TypeError('no digest'); };")
    context.route("**/*", host.answer)
    page = context.new_page()
    page.goto(f"{BASE}/awards/{good}/")
    page.locator("#verdict", has_text="This page’s check stopped: no digest").wait_for()
    assert page.locator("#status").get_attribute("class") == "status is-indeterminate"
    context.close()


def test_the_first_seven_items_are_seen_without_scrolling(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", width=390, height=844)
    checked(page)
    for part in ("#status", ".address", ".hero .learner", ".hero .title", ".hero .body", ".until", ".badge img"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 844, part


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


@pytest.mark.parametrize("standing", VERDICTS)
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


def test_a_kept_copy_opens_without_a_network_and_is_honest_about_its_date(browser, host, good, tmp_path):
    page = open_page(browser, host, f"awards/{good}/", accept_downloads=True)
    checked(page)
    with page.expect_download() as started:
        page.locator("#keep button").click()
    kept = tmp_path / "kept.html"
    started.value.save_as(kept)
    context = browser.new_context(offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    copy = context.new_page()
    copy.goto(kept.as_uri())
    copy.wait_for_selector("#status[data-verdict=VALID]")
    said = copy.locator("body").inner_text()
    assert "Genuine; it was in force on" in said
    assert "The issuer’s key and the status are as of" in said
    assert {url.split(":")[0] for url in asked} <= {"file", "data"}


def test_a_kept_copy_that_was_changed_says_so(browser, host, good, tmp_path):
    page = open_page(browser, host, f"awards/{good}/", accept_downloads=True)
    checked(page)
    with page.expect_download() as started:
        page.locator("#keep button").click()
    html = started.value.path().read_text(encoding="utf-8")
    kept = json.loads(re.search(r'<script type="application/json" id="kept">(.*?)</script>', html)[1])
    address = kept["address"]
    forged = base64.b64decode(kept["documents"][address]).replace(b'"name":"', b'"name":"X', 1)
    other = html.replace(kept["documents"][address], base64.b64encode(forged).decode())
    path = tmp_path / "forged.html"
    path.write_text(other, encoding="utf-8")
    copy = browser.new_page()
    copy.goto(path.as_uri())
    copy.wait_for_selector("#status[data-verdict=INVALID]")
    assert not copy.locator("#status.is-good").count()
    assert copy.locator("h1").inner_text().strip() == ""


def test_a_kept_copy_shows_the_facts_of_its_document_whatever_was_written_into_it(browser, host, good, tmp_path):
    page = open_page(browser, host, f"awards/{good}/", accept_downloads=True)
    checked(page)
    learner = page.locator(".learner").inner_text()
    with page.expect_download() as started:
        page.locator("#keep button").click()
    html = started.value.path().read_text(encoding="utf-8")
    path = tmp_path / "rewritten.html"
    path.write_text(re.sub(r'(<bdi id="learner">)[^<]*', r"\1Somebody Else", html), encoding="utf-8")
    copy = browser.new_page()
    copy.goto(path.as_uri())
    copy.wait_for_selector("#status[data-verdict=VALID]")
    assert copy.locator("#learner").inner_text() == learner


@pytest.mark.parametrize("width", [390, 1280])
def test_an_employer_meets_neither_the_learners_steps_nor_the_certificate(browser, host, good, width):
    page = open_page(browser, host, f"awards/{good}/", width=width)
    checked(page)
    assert not page.locator("#mine").is_visible()
    assert page.locator(".certificate").count() == 0


def of_its_learner(browser, host, award, **options):
    """The page as its learner opens it, with what is fetched for them."""
    page = open_page(browser, host, f"awards/{award}/#mine", **options)
    page.wait_for_selector("#mine #actions")
    checked(page)
    return page


def test_the_learners_steps_are_there_with_mine(browser, host, good):
    page = of_its_learner(browser, host, good)
    assert "Congratulations" in page.locator("#mine").inner_text()
    page.locator("#mine summary").click()
    assert page.locator("#mine #steps > li").count() == 5
    assert good in page.locator("#linkedin-id").inner_text()
    assert "<script" not in page.locator("#snippet").inner_text()


def test_the_learners_acts_come_first_and_explanations_are_folded(browser, host, good):
    page = of_its_learner(browser, host, good)
    acts = page.locator("#actions > *").all_inner_texts()
    assert acts == ["Copy link", "Add to LinkedIn", "Print certificate", "Keep a copy"]
    assert not page.locator("#steps").is_visible()


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 720)])
def test_the_award_stays_in_view_with_the_learners_acts_below_it(browser, host, good, width, height):
    page = of_its_learner(browser, host, good, width=width, height=height)
    for part in ("#status", ".hero h1", ".badge img", "#mine h2"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= height, part
    page.context.close()


def test_the_link_to_copy_is_the_pages_own(browser, host, good):
    page = of_its_learner(browser, host, good)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.locator("[data-copy-link]").click()
    page.wait_for_selector("[data-copy-link][data-done]")
    assert page.evaluate("window.copied") == f"{BASE}/awards/{good}/"


def test_the_form_of_linkedin_is_filled_from_the_signed_document(browser, host, good):
    page = of_its_learner(browser, host, good)
    address = page.locator("#actions [data-linkedin]").get_attribute("href")
    assert address.startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=")
    assert f"certUrl={BASE.replace(':', '%3A').replace('/', '%2F')}%2Fawards%2F{good}%2F" in address


def test_keeping_a_copy_is_one_of_the_acts(browser, host, good):
    page = of_its_learner(browser, host, good, accept_downloads=True)
    with page.expect_download() as started:
        page.locator("#actions [data-keep]").click()
    assert started.value.suggested_filename == f"{good}.html"


SHIFTS = """new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(0), 200);
})"""


@pytest.mark.parametrize("width", [360, 640, 1280])
@pytest.mark.parametrize("standing", [*VERDICTS, "its learner's"])
def test_nothing_moves_when_the_check_is_done(browser, host, site, good, width, standing):
    path = f"awards/{good}/#mine" if standing == "its learner's" else f"awards/{awards(site, standing)[0]}/"
    for prefix in ("", "ar/", "de/"):
        page = open_page(browser, host, f"{prefix}{path}", width=width, height=720)
        checked(page)
        if path.endswith("#mine"):
            page.wait_for_selector("#mine #actions")
        assert page.evaluate(SHIFTS) < 0.05
        page.context.close()


def test_a_withdrawn_award_offers_its_learner_nothing_to_share(browser, host, site):
    page = open_page(browser, host, f"awards/{awards(site, 'withdrawn')[0]}/#mine")
    checked(page)
    assert page.locator("#mine").count() == 0
    assert page.locator("meta[property^='og:']").count() == 0


def test_a_check_can_be_saved_as_one_printed_page(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    record = saved_record(page)
    for part in ("Record of a check", "Genuine and current", "sha256:", f"{BASE}/awards/{good}/", "The signature"):
        assert part in record


def test_a_tick_is_shown_for_green_only(browser, host, site, good):
    """A copy at another address verifies, and is neither green nor ticked."""
    tick = "3 3 5.5-6.25"
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    assert tick in page.locator("#status .icon path").get_attribute("d")
    page.context.close()
    page = open_page(browser, demo_site.Host(site, base="https://copy.example"), f"awards/{good}/")
    checked(page)
    assert tick not in page.locator("#status .icon path").get_attribute("d")


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
