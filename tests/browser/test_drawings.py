"""Every drawing that a site serves, by itself in a browser: it runs nothing and asks for nothing."""

import xml.etree.ElementTree as ET

import pytest

from demo_site import BASE
from thoroughness import some

XLINK = "{http://www.w3.org/1999/xlink}href"
# A picture of pixels inside a drawing is the institution's own PNG, written out in it.
INSIDE = "data:image/png;base64,"
ELEMENTS = {"script", "foreignObject", "style", "animate", "set", "iframe", "a"}


@pytest.fixture(scope="module")
def drawings(site):
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.svg"))
    assert {name.rpartition("/")[2] for name in found} >= {"badge.svg", "qr.svg"}
    return found


def test_no_drawing_has_a_script_or_a_reference_to_something_outside(site, drawings):  # I-20
    for name in drawings:
        for element in ET.fromstring((site / name).read_bytes()).iter():
            assert element.tag.rpartition("}")[2] not in ELEMENTS, name
            for attribute, value in element.attrib.items():
                assert not attribute.startswith("on"), name
                assert attribute not in {"href", XLINK, "src"} or value.startswith(("#", INSIDE)), name
                assert "url(" not in value or "url(#" in value, name


def test_a_drawing_that_is_opened_by_itself_runs_and_fetches_nothing(browser, host, drawings):  # I-20
    context = browser.new_context()
    context.route("**/*", host.answer)
    page, dialogs = context.new_page(), []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    kinds = {name.split("/")[0] + name.rpartition("/")[2]: name for name in drawings}
    opened = sorted({*kinds.values(), *some(drawings, 6)})
    for name in opened:
        page.goto(f"{BASE}/{name}")
        assert page.evaluate("document.documentElement.tagName") == "svg"
        assert page.evaluate("document.scripts?.length ?? 0") == 0
    context.close()
    assert dialogs == []
    assert set(host.asked) == {f"{BASE}/{name}" for name in opened}
