"""Certificates as `testamur print` writes them, in Chromium: all stays in its place, and the code can be read."""

import base64
import dataclasses
import datetime
import io
import re

import cbor2
import pytest
import zxingcpp
from cwt import COSE, COSEKey
from PIL import Image

import coded_site
import demo_site
from demo_site import BASE
from testamur.ledger.statement_codes import kept_codes
from testamur.ledger.store import Ledger
from testamur.proofs.cose import sign1
from testamur.publishing import publication
from testamur.publishing.rendering import certificates
from testamur.records import registry
from testamur.records.model.certificates import CertificateDesign, Signatory
from thoroughness import some

INCH, POINTS = 25.4, 72
PAPERS = {"A4": (297, 210), "Letter": (279.4, 215.9)}  # mm, across
CLEAR = 12  # mm: the margins
STYLES = ("classic", "modern")
TITLE = "Advanced certificate in the stewardship of small harbours, coastal waters and those who live by them, with "
NAMES = {
    "140 letters": "Maria-Theresia Wilhelmine Alexandrina von Hohenlohe-Waldenburg-Schillingsfürst y Fernández de "
    "Córdoba-Figueroa de la Cerda, Countess Mondragón",
    "one word of 140 letters": "W" * 140,
    "140 Chinese letters": "歐陽司馬" * 35,
    "Arabic": "فاطمة الزهراء بنت عبد الرحمن بن محمد الأندلسي",
    "Hebrew": "יהודית־שרה בת־אברהם רוזנצווייג",
    "Thai": "พระวรวงศ์เธอ พระองค์เจ้าโสมสวลี กรมหมื่นสุทธนารีนาถ",
    "Devanagari": "श्रीमती राजेश्वरी चट्टोपाध्याय त्रिपाठी",
    "Georgian": "ქეთევან ჩოლოყაშვილი-ორბელიანი",
    "Tamil": "கிருஷ்ணமூர்த்தி சுப்பிரமணியன்",
    "short": "Li",
}
OUT_OF_PLACE = """() => {
  const wrong = [];
  const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  for (const side of document.querySelectorAll(".side")) {
    const face = side.querySelector(".face");
    const frame = face.getBoundingClientRect();
    const walker = document.createTreeWalker(face, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const within = walker.currentNode.parentElement.closest(".elements, .middle, .foot, .how, .by, .face");
      for (const box of range.getClientRects())
        if (!inside(box, frame) || within.matches(".elements") && !inside(box, within.getBoundingClientRect()))
          wrong.push(`${side.className}: ${walker.currentNode.data.slice(0, 40)}`);
    }
    for (const picture of face.querySelectorAll("img"))
      if (!picture.naturalWidth || !inside(picture.getBoundingClientRect(), frame)) wrong.push(picture.className);
    const parts = [...face.querySelectorAll(":scope > :is(.by, .middle, .foot, h2, .of, .elements, .how)")];
    parts.map((part) => part.getBoundingClientRect()).reduce((above, part, at) => {
      if (part.top < above.bottom - 1) wrong.push(`${parts[at].className} stands on what is above it`);
      return part;
    });
  }
  return wrong;
}"""


@pytest.fixture(scope="session")
def published(site):
    """What was published of the demo."""
    now = datetime.datetime.now(datetime.UTC)
    loaded = registry.load(site.parent / "credentials", today=now.date())
    return publication.read(loaded, Ledger(site.parent / "ledger"), now=now)


@pytest.fixture(scope="session")
def signed_by_two(published):
    """The same, with two signatories of long names."""
    signatories = (
        Signatory(name="Ada Registrar", office="Registrar"),
        Signatory(name="Professor Bartholomew Featherstonehaugh", office="Rector of the Harbour Institute"),
    )
    issuer = dataclasses.replace(published.registry.issuer, certificate=CertificateDesign(signatories=signatories))
    return dataclasses.replace(published, registry=dataclasses.replace(published.registry, issuer=issuer))


@pytest.fixture(scope="session")
def in_force(published):
    return [one for one in published.awards if not certificates.why_not_printable(published, one)]


@pytest.fixture
def rewritten(monkeypatch):
    """Let every award's page say something else of what was signed."""
    real = certificates.award_pages.page

    def rewrite(outcomes=(), lines=None, **facts):
        def page(published, issued, site):
            award = real(published, issued, site)
            parts = award.narrative
            more = {**parts.lines, **(lines or {})}
            return dataclasses.replace(
                award,
                facts=dataclasses.replace(award.facts, **facts),
                narrative=dataclasses.replace(parts, outcomes=outcomes or parts.outcomes, lines=more),
            )

        monkeypatch.setattr(certificates.award_pages, "page", page)

    return rewrite


@pytest.fixture
def opened(browser, tmp_path):
    """Open a document as it lies between the margins of its paper, at 150 dots an inch."""
    pages = []

    def open_document(html, paper="A4"):
        file = tmp_path / "certificates.html"
        file.write_text(html, encoding="utf-8")
        width, height = (int((side - 2 * CLEAR) / INCH * 96) for side in PAPERS[paper])
        page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=150 / 96)
        pages.append(page)
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        return page

    yield open_document
    for page in pages:
        page.close()


def codes(picture):
    return {found.text: found.position for found in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_length_and_script_stays_in_its_place(opened, signed_by_two, in_force, rewritten, name, style):
    long = {"title": (TITLE * 2)[:200].strip()} if name.startswith(("140", "one")) else {}
    rewritten(learner=NAMES[name], **long)
    language = "ar" if name in {"Arabic", "Hebrew"} else "de"
    page = opened(certificates.document(signed_by_two, in_force[:1], language=language, style=style))
    assert page.evaluate(OUT_OF_PLACE) == []


@pytest.mark.parametrize("style", STYLES)
def test_a_reverse_with_more_than_fits_is_shortened_and_says_so(opened, published, in_force, rewritten, style):
    rewritten(
        outcomes=tuple(f"{number}: {TITLE * 2}" for number in range(30)),
        lines={"prerequisites": TITLE * 60, "stackability": TITLE * 60},
        description=TITLE * 60,
    )
    page = opened(certificates.document(published, in_force[:1], language="en", style=style))
    assert page.evaluate(OUT_OF_PLACE) == []
    assert "Some of it is shortened here." in page.locator(".back .how").inner_text()


def test_a_reverse_that_fits_is_whole(opened, published, in_force):
    page = opened(certificates.document(published, some(in_force, 6), language="en"))
    assert page.evaluate(OUT_OF_PLACE) == []
    assert page.get_by_text("Some of it is shortened here.").count() == 0


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ar"])
def test_a_ceremony_stays_in_its_place_in_every_language(opened, signed_by_two, in_force, language):
    html = certificates.document(signed_by_two, some(in_force, 4), language=language)
    assert opened(html, "Letter").evaluate(OUT_OF_PLACE) == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("style", STYLES)
def test_the_code_is_large_and_read_in_colour_and_grey_at_150_dots_an_inch(opened, published, in_force, style, paper):
    one = in_force[0]
    page = opened(certificates.document(published, [one], style=style), paper)
    picture = Image.open(io.BytesIO(page.locator(".front").screenshot()))
    address = f"{BASE}/awards/{one.award.id}/"
    assert codes(picture.convert("L")).keys() == codes(picture).keys() == {address}
    place = codes(picture)[address]
    assert (place.top_right.x - place.top_left.x) / 150 * INCH >= 24.9


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("style", STYLES)
def test_no_printer_cuts_anything_off(opened, published, in_force, style, paper):
    page = opened(certificates.document(published, in_force[:1], style=style), paper)
    width, height = ((side - 2 * CLEAR) / INCH * 96 for side in PAPERS[paper])
    for number in range(2):
        box = page.locator(".face").nth(number).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] <= height


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_ceremony_is_a_front_and_a_reverse_an_award_on_the_named_paper(opened, published, in_force, paper, style):
    chosen = some(in_force, 12)
    html = certificates.document(published, chosen, paper=paper, style=style)
    pdf = opened(html, paper).pdf(prefer_css_page_size=True)
    boxes = [
        (float(width) / POINTS * INCH, float(height) / POINTS * INCH)
        for width, height in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    ]
    assert len(boxes) == 2 * len(chosen) > 16
    assert all(box == pytest.approx(PAPERS[paper], abs=0.5) for box in boxes)


@pytest.mark.parametrize("paper", PAPERS)
def test_without_a_named_paper_it_lies_across_whatever_the_printer_has(opened, published, in_force, paper):
    chosen = some(in_force, 4)
    pdf = opened(certificates.document(published, chosen), paper).pdf(format=paper)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == 2 * len(chosen)
    assert all(float(width) > float(height) for width, height in boxes)


def test_each_certificate_is_in_its_awards_language(opened, published, in_force):
    languages = {one.award.language for one in in_force} - {""}
    one = next(one for one in in_force if one.award.language in languages - {"en"})
    page = opened(certificates.document(published, [one]))
    assert page.locator(".side").first.get_attribute("lang") == one.award.language


def test_only_what_was_signed_is_on_it(published, in_force):
    """The records may say something else by now: the certificate says what was signed."""
    records = published.registry
    forged = records.with_records({
        "achievement": {
            slug: dataclasses.replace(achievement, name="Forged", description="Forged", criteria="Forged")
            for slug, achievement in records.achievements.items()
        },
        "learner": {key: dataclasses.replace(learner, name="Forged") for key, learner in records.learners.items()},
    })  # fmt: skip
    changed = dataclasses.replace(published, registry=forged)
    pictures = re.compile(r'src="data:[^"]*"')
    before, after = (pictures.sub("", certificates.document(one, in_force[:3])) for one in (published, changed))
    assert before == after
    assert "Forged" not in after


def test_signatories_are_said_to_be_the_institutions(opened, signed_by_two, in_force):
    page = opened(certificates.document(signed_by_two, in_force[:1], language="en"))
    assert "Ada Registrar\nRegistrar" in page.locator(".front .signs").inner_text()
    assert "not part of what was signed electronically" in page.locator(".back .how").inner_text()


@pytest.mark.parametrize("state", ["revoked", "suspended", "superseded"])
def test_an_award_that_is_not_in_force_has_no_certificate(published, state):
    awards = [one for one in published.awards if one.award.state == state]
    assert awards
    assert all(certificates.why_not_printable(published, one) for one in awards)


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The demo registry with statement codes, as it may be published."""
    folder = coded_site.build(tmp_path_factory)
    loaded = registry.load(folder / "credentials", today=datetime.datetime.now(datetime.UTC).date())
    return publication.read(loaded, Ledger(folder / "ledger"), now=datetime.datetime.now(datetime.UTC))


def printable(published):
    return [issued for issued in published.awards if not certificates.why_not_printable(published, issued)]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("style", STYLES)
def test_a_reverse_with_a_statement_code_stays_in_its_place(opened, coded, style, language):
    html = certificates.document(coded, some(printable(coded), 4), language=language, style=style)
    for paper in PAPERS:
        assert opened(html, paper).evaluate(OUT_OF_PLACE) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("style", STYLES)
def test_a_crowded_reverse_makes_room_for_a_statement_code(opened, coded, rewritten, style, language):
    rewritten(
        outcomes=tuple(f"{number}: {TITLE * 2}" for number in range(30)),
        lines={"prerequisites": TITLE * 60, "stackability": TITLE * 60},
        description=TITLE * 60,
    )
    html = certificates.document(coded, printable(coded)[:1], language=language, style=style)
    page = opened(html)
    assert page.evaluate(OUT_OF_PLACE) == []
    assert "Some of it is shortened here." in page.locator(".back .how").inner_text() or language == "ar"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("style", STYLES)
def test_a_stranger_reads_the_statement_code_at_150_dots_an_inch(opened, coded, style, paper):
    one = printable(coded)[0]
    page = opened(certificates.document(coded, [one], style=style), paper)
    picture = Image.open(io.BytesIO(page.locator(".back").screenshot()))
    data = kept_codes.current(coded.ledger.folder, one.award, one.known, coded.registry.issuer)
    assert codes(picture.convert("L")).keys() == codes(picture).keys() == {coded_site.address(data)}


def test_a_stranger_verifies_the_statement_that_was_read(opened, coded):
    one = printable(coded)[0]
    page = opened(certificates.document(coded, [one]))
    (text,) = codes(Image.open(io.BytesIO(page.locator(".back").screenshot())))
    letters = text.partition("#")[2]
    data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    # An OKP key of the curve Ed25519 (RFC 9053, 7.2), and a COSE library that nobody here wrote.
    kid = sign1.kid_of(demo_site.KEY.public_key)
    key = COSEKey.new({1: 1, -1: 6, 3: -8, 2: kid, -2: demo_site.KEY.public_key})
    claims = cbor2.loads(COSE.new().decode(data, keys=key))
    assert (claims[1], claims[-65537][0]) == ("did:web:badges.harbour.example:issuer", one.award.id)


def test_each_side_has_one_code(opened, coded):
    one = printable(coded)[0]
    page = opened(certificates.document(coded, [one]))
    for side, start in ((".front", f"{BASE}/awards/"), (".back", f"{BASE}/verify/#")):
        (text,) = codes(Image.open(io.BytesIO(page.locator(side).screenshot())))
        assert text.startswith(start)
