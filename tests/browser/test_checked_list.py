"""Many things checked at once: one table that is read on a phone, by ear and on paper, and a page that stays alive."""

import csv
import io
import json

import pytest

import axe
import verifying
from demo_site import open_page

MIXED = ["altered-name", "form-id-is-a-urn", "form-issuer-is-a-did-key", "untrusted-and-revoked", "not-json-empty"]


@pytest.fixture(scope="module")
def awards(site):
    """Credentials of the demo, by what their pages say of them."""
    found = {}
    for page in sorted((site / "awards").glob("*/index.html")):
        standing = page.read_text(encoding="utf-8").partition('data-standing="')[2].partition('"')[0]
        found.setdefault(standing, []).append(page.with_name("credential.json").read_bytes())
    return found


@pytest.fixture
def page(browser, host):
    page = opened(browser, host)
    yield page
    page.context.close()


def opened(browser, host, path="verify/", **options):
    page = open_page(browser, host, path, accept_downloads=True, **options)
    page.wait_for_selector("#desk[data-ready]")
    return page


def give(page, files):
    page.locator("#file").set_input_files(
        [{"name": name, "mimeType": "application/json", "buffer": data} for name, data in files]
    )
    page.wait_for_selector("#results table", timeout=60_000)


def mixed(awards):
    files = [(f"{standing}-{at}.json", data) for standing, all_ in awards.items() for at, data in enumerate(all_[:3])]
    return [*files, *((f"{name}.json", verifying.case(name)[0]) for name in MIXED)]


def verdicts(page):
    return [row.get_attribute("data-verdict") for row in page.locator("#results tbody tr[data-verdict]").all()]


def test_the_gravest_come_first_and_the_good_last(page, awards):
    give(page, mixed(awards))
    found = verdicts(page)
    assert found[0] == "INVALID"
    assert found[-1] == "VALID"
    assert found.index("REVOKED") < found.index("EXPIRED") < found.index("INDETERMINATE") < found.index("VALID")


def test_first_it_is_said_how_many_there_are_of_each_kind(page, awards):
    give(page, mixed(awards))
    found = verdicts(page)
    assert page.locator("#results h2").first.inner_text() == f"Checked: {len(found)}"
    told = [item.inner_text().split() for item in page.locator(".tally li").all()]
    assert sum(int(number) for number, *_ in told) == len(found)
    assert ["1", "Do", "not", "rely", "on", "this"] in told
    assert [str(found.count("VALID")), "Genuine", "and", "current"] in told


def test_the_heading_has_the_focus_when_the_check_is_done(page, awards):
    give(page, mixed(awards))
    assert page.evaluate("document.activeElement.textContent").startswith("Checked: ")


def test_a_line_is_opened_and_closed_by_the_keyboard(page, awards):
    give(page, mixed(awards))
    button = page.locator(".finding").first
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    below = page.locator(f"#{button.get_attribute('aria-controls')}")
    assert below.locator(".checks li").count() == 6
    button.press("Space")
    assert not below.is_visible()
    assert button.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize(("path", "width"), [("verify/", 360), ("ar/verify/", 360), ("verify/", 1280)])
def test_every_line_can_be_read_on_any_screen(browser, host, awards, path, width):
    page = opened(browser, host, path, width=width)
    give(page, mixed(awards))
    page.locator(".finding").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Two letters a line are no words: where there is something to read there is room for some.
    cells = (
        "[...document.querySelectorAll('.checked td:not(.is-empty)')].map((cell) => cell.clientWidth).filter(Boolean)"
    )
    assert min(page.evaluate(cells)) >= 100
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_lines_are_lines_to_who_listens_however_they_look(browser, host, awards, width, scheme):
    page = opened(browser, host, width=width, scheme=scheme)
    give(page, mixed(awards))
    page.locator(".finding").first.click()
    assert axe.complaints(page) == []
    number = len(mixed(awards))
    assert page.get_by_role("row").count() == number + 2  # with that of the titles, and the one that was opened
    assert page.get_by_role("columnheader").count() == 4
    page.context.close()


def test_what_is_kept_is_in_the_order_in_which_it_was_given(page, awards):
    files = mixed(awards)
    give(page, files)
    with page.expect_download() as started:
        page.get_by_role("link", name="Save the results").click()
    rows = list(csv.reader(io.StringIO(started.value.path().read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [name for name, _ in files]


def test_of_the_page_only_the_results_are_printed(page, awards):
    page.evaluate("globalThis.print = () => {}")
    give(page, mixed(awards))
    page.get_by_role("button", name="Print the results").click()
    page.emulate_media(media="print")
    assert page.locator("#results table").is_visible()
    for rest in ("#desk", ".masthead", ".colophon", ".keeping a", "#second-opinion"):
        assert not page.locator(rest).first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#desk").is_visible()


TICKS = "() => { globalThis.ticks = 0; setInterval(() => { globalThis.ticks += 1; }, 10); }"
DROP = """([text, number]) => {
  const dropped = new DataTransfer();
  for (let at = 0; at < number; at += 1) {
    dropped.items.add(new File([text.replace("Foundations", `F${at}`)], `${at}.json`));
  }
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, cancelable: true }));
}"""
STOP_AT_ONCE = """() => {
  const button = document.querySelector("#stop");
  new MutationObserver(() => button.hidden || button.click()).observe(button, { attributes: true });
}"""
CANNOT_BE_READ = """() => {
  File.prototype.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("x")) });
}"""


def test_five_hundred_files_do_not_freeze_the_page(page, awards):
    page.evaluate(TICKS)
    page.evaluate(DROP, [awards["current"][0].decode(), 500])
    page.wait_for_selector("#results table", timeout=120_000)
    assert page.locator("#results tbody tr").count() == 500
    # Each tick is a moment in which the page could have answered its reader.
    assert page.evaluate("ticks") > 20


def test_more_than_are_checked_are_refused_and_none_is_left_out_in_silence(page, awards):
    page.evaluate(DROP, ["{}", 501])
    page.wait_for_function("document.querySelector('#progress').textContent.includes('At most 500')")
    assert page.locator("#results table").count() == 0


def test_a_check_can_be_stopped_and_says_what_it_did_not_check(page, host, awards):
    host.instead["status/revocation-1.json"] = None
    page.evaluate(STOP_AT_ONCE)
    page.evaluate(DROP, [awards["current"][0].decode(), 200])
    page.wait_for_selector("#results table")
    said = page.locator("#results tbody tr").all_inner_texts()
    assert len(said) == 200
    assert any("since the check was stopped" in line for line in said)
    assert not any("Genuine" in line for line in said if "since the check was stopped" in line)


def test_a_folder_among_files_is_told_and_ends_nothing(page, awards):
    page.evaluate(CANNOT_BE_READ)
    page.evaluate(DROP, ["{}", 2])
    page.wait_for_selector("#results table")
    assert page.locator("#results tbody tr").all_inner_texts()[1].count("cannot be read") == 1


def test_a_table_of_links_has_a_column_of_names_only_where_there_are_names(page, site, awards):
    ids = [json.loads(data)["id"] for data in awards["current"][:2]]
    page.locator("#subject").fill("\n".join(ids))
    page.locator("#desk [type=submit]").click()
    page.wait_for_selector("#results table")
    assert "Name in the list" not in page.locator("#results thead").inner_text()
    page.locator("#subject").fill("\n".join(["Link,Name", *(f"{one},Ada" for one in ids)]))
    page.locator("#desk [type=submit]").click()
    page.wait_for_selector("#results .is-mismatch")
    assert "Name in the list" in page.locator("#results thead").inner_text()
    assert [item.inner_text().split() for item in page.locator(".tally li").all()] == [["2", "Another", "name"]]
