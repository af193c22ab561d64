"""Pages of hostile records in a real browser: nothing runs, nothing is fetched from elsewhere, nothing breaks."""

import json
import mimetypes

import pytest

from page_samples import award_page, document, render_award
from parsed_pages import parse
from paths import ROOT

BASE = "https://badges.harbour.example"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "[x](javascript:alert(1)) ![x](https://tracker.example/p.png)",
    "\u2028\u2029alert(1)//",
    "<svg onload=alert(1)><style>@import url(https://tracker.example/)</style>",
]
UNUSUAL = {
    "a long word": "x" * 3000,
    "from right to left": "علي بن أبي طالب",
    "emoji": "👩🏽‍🚀 Zoë 🎓",
    "combining marks": "Z̷̢̛̲o̵̳͐ë",
}


def signed(text):
    """A credential with the text wherever somebody writes one."""
    made = document(learner=text)
    achievement = made["credentialSubject"]["achievement"]
    achievement |= {"name": text, "description": text, "tag": [text]}
    achievement["criteria"]["narrative"] = text
    achievement["image"]["caption"] = text
    made["evidence"][0] |= {"name": text, "narrative": text}
    made["issuer"]["name"] = text
    return made


@pytest.fixture
def visit(browser):
    """Open the page of a credential; return it, the dialogs that it opened, and the hosts that it asked."""
    contexts = []

    def show(made):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        contexts.append(context)
        page, dialogs, hosts = context.new_page(), [], set()
        html = render_award(award_page(signed=made))

        def answer(route):
            host, _, path = route.request.url.removeprefix("https://").partition("/")
            hosts.add(host)
            file = ROOT / "theme" / "static" / path.removeprefix("theme/")
            if path == "awards/x/":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif host in BASE and file.is_file():
                route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
            else:
                route.fulfill(status=404, body="")

        def dismiss(dialog):
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", dismiss)
        context.route("**/*", answer)
        page.goto(f"{BASE}/awards/x/")
        page.wait_for_selector("#status[data-verdict]")
        return page, dialogs, hosts

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_opens_no_dialog_and_fetches_nothing(visit, text):  # M-01, M-02, M-04
    page, dialogs, hosts = visit(signed(text))
    assert dialogs == []
    assert hosts == {"badges.harbour.example"}
    assert text.split("\u2028")[0] in page.locator(".learner").first.inner_text()
    assert page.locator("[onerror], [onload], a[href^='javascript']").count() == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_the_data_for_search_engines_is_read_whole(text):  # M-07, M-08
    page = parse(render_award(award_page(signed=signed(text))))[0]
    (data,) = page.findall(".//script[@type='application/ld+json']")
    assert json.loads(data.text)["name"] == text


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
def test_an_unusual_name_breaks_no_page_and_is_isolated(visit, text):  # M-12
    page, _, _ = visit(signed(text))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("bdi.learner").first.inner_text() == text
    assert text in page.title()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1123, "height": 794})  # A4 lying across, as a certificate does
    assert page.evaluate("document.documentElement.scrollWidth") <= 1123
    assert page.pdf(format="A4").startswith(b"%PDF")
