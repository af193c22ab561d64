"""QR codes read by the decoder that the site brings: with the camera, and in pictures, where the browser cannot."""

import io

import pytest
from PIL import Image, ImageEnhance, ImageFilter

import node_scripts
import tools
from demo_site import BASE, awards, open_page
from testamur.pictures.drawing import raster
from testamur.publishing.art import qr

WITHOUT_DETECTOR = "delete globalThis.BarcodeDetector"
WALL = (200, 195, 185)


def code(text, width=300):
    return Image.open(io.BytesIO(raster.png(qr.svg(text, title="scan").encode(), width=width))).convert("RGB")


def scene(text, *, size=(640, 480), width=260, turned=0, dim=1.0, blur=0.0):
    """A code as a camera sees it: on a wall, turned, in poor light, not quite in focus."""
    made = Image.new("RGB", size, WALL)
    symbol = code(text, width).rotate(turned, expand=True, resample=Image.Resampling.BICUBIC, fillcolor=WALL)
    made.paste(symbol, ((size[0] - symbol.width) // 2, (size[1] - symbol.height) // 2))
    return ImageEnhance.Brightness(made.filter(ImageFilter.GaussianBlur(blur))).enhance(dim)


def film(picture):
    """One picture as a film without end, which Chromium takes for a camera: uncompressed YUV 4:2:0."""
    luma, blue, red = picture.convert("YCbCr").split()
    half = (picture.width // 2, picture.height // 2)
    frame = luma.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
    head = f"YUV4MPEG2 W{picture.width} H{picture.height} F10:1 Ip A1:1 C420jpeg\n".encode()
    return head + (b"FRAME\n" + frame) * 5


@pytest.fixture(scope="module")
def award(site):
    return awards(site)[0]


@pytest.fixture
def with_camera(browser, host, tmp_path):
    """Open the page in a browser whose camera sees a picture, and which has no detector of its own."""
    tools.decoder()
    opened = []

    def open_with(picture):
        (tmp_path / "camera.y4m").write_bytes(film(picture))
        options = [option for option in tools.CHROMIUM_OPTIONS if option != "--headless"]
        options += ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
        options.append(f"--use-file-for-fake-video-capture={tmp_path / 'camera.y4m'}")
        made = browser.browser_type.launch(executable_path=tools.chromium(), args=options)
        opened.append(made)
        return visit(made, host)

    yield open_with
    for made in opened:
        made.close()


@pytest.fixture
def page(browser, host):
    tools.decoder()
    made = visit(browser, host)
    yield made
    made.context.close()


READ = """
import { readFileSync } from "node:fs";
const { decodeQR } = await import(process.argv[1]);
const found = process.argv.slice(4).map((file) => {
  const [width, height] = process.argv.slice(2, 4).map(Number);
  const data = new Uint8ClampedArray(readFileSync(file));
  try {
    return decodeQR({ width, height, data });
  } catch {
    return "";
  }
});
console.log(JSON.stringify(found));
"""
SEEN = {
    **{f"turned by {turned}": {"turned": turned} for turned in range(0, 360, 24)},
    **{f"{width} pixels wide": {"width": width} for width in (90, 120, 180, 400)},
    **{f"{dim:.0%} of the light": {"dim": dim, "turned": 5} for dim in (0.1, 0.2, 0.5)},
    "a little out of focus": {"blur": 1.5, "turned": 3},
    "out of focus, and large": {"blur": 3, "width": 400},
}


def test_the_decoder_reads_our_codes_turned_small_dim_and_out_of_focus(tmp_path):
    files = []
    for number, more in enumerate(SEEN.values()):
        files.append(tmp_path / f"{number}.rgba")
        files[-1].write_bytes(scene(f"{BASE}/awards/7k3q-9c2m-4t8x-0v6p/", **more).convert("RGBA").tobytes())
    module = (tools.decoder() / "decode.js").as_uri()
    read = node_scripts.evaluate(READ, module, "640", "480", *map(str, files))
    found = dict(zip(SEEN, read, strict=True))
    assert {name: text for name, text in found.items() if text != f"{BASE}/awards/7k3q-9c2m-4t8x-0v6p/"} == {}


def visit(browser, host):
    page = open_page(browser, host, "", permissions=["camera"])
    page.context.add_init_script(WITHOUT_DETECTOR)
    page.goto(f"{host.base}/verify/")
    page.wait_for_selector("#desk[data-ready]")
    return page


def loaded(host):
    return [url.removeprefix(f"{BASE}/theme/") for url in host.asked if "/theme/qr/" in url]


def drop(page, name, data):
    kind = "image/jpeg" if name.endswith(".jpg") else "image/png"
    page.locator("#file").set_input_files([{"name": name, "mimeType": kind, "buffer": data}])
    page.wait_for_selector("#results .result")
    card = page.locator("#results .result")
    return card.get_attribute("data-verdict"), card.inner_text()


def saved(picture, kind="PNG"):
    data = io.BytesIO()
    picture.save(data, kind)
    return data.getvalue()


def test_the_camera_reads_the_code_of_an_award_and_the_award_is_checked(with_camera, host, award):
    page = with_camera(scene(f"{BASE}/awards/{award}/", turned=20, dim=0.6))
    assert loaded(host) == []
    page.locator("#camera").click()
    page.wait_for_selector("#results .result")
    assert page.locator("#results .result").get_attribute("data-verdict") == "VALID"
    assert page.locator("#subject").input_value() == f"{BASE}/awards/{award}/"
    assert sorted(loaded(host)) == ["qr/decode.js", "qr/index.js"]
    assert {url.split("/")[2] for url in host.asked} == {"badges.harbour.example"}


def test_the_camera_is_let_go_when_a_code_was_read(with_camera, award):
    page = with_camera(scene(f"{BASE}/awards/{award}/"))
    page.locator("#camera").click()
    page.wait_for_selector("#results .result")
    assert page.evaluate("document.querySelector('video').srcObject") is None
    assert page.locator("#scanner").is_hidden()


def test_a_code_that_leads_elsewhere_is_named_and_not_opened(with_camera, host):  # B-10
    page = with_camera(scene("https://badges.harbour.example.evil.example/awards/x/"))
    page.locator("#camera").click()
    note = page.locator("#scanner [role=status]", has_text="leads to badges.harbour.example.evil.example")
    note.wait_for()
    assert {url.split("/")[2] for url in host.asked} == {"badges.harbour.example"}
    page.locator("#scanner button").click()


def test_where_the_site_has_no_decoder_the_page_says_what_the_browser_cannot_do(page, host):
    host.instead["theme/qr/decode.js"] = 404
    page.locator("#camera").click()
    page.locator("#scanner [role=status]", has_text="This browser cannot read QR codes").wait_for()


@pytest.mark.parametrize(("name", "kind"), [("photo.jpg", "JPEG"), ("screenshot.png", "PNG")])
def test_a_picture_of_a_code_is_the_award_that_it_leads_to(page, award, name, kind):
    picture = scene(f"{BASE}/awards/{award}/", size=(2400, 1800), width=700, turned=8)
    verdict, said = drop(page, name, saved(picture, kind))
    assert verdict == "VALID"
    assert f"The picture has a QR code, which leads here: {BASE}/awards/{award}/" in said


def test_a_picture_of_a_code_that_leads_elsewhere_is_not_opened(page, host):
    verdict, said = drop(page, "photo.png", saved(scene("https://evil.example/awards/x/")))
    assert verdict == "INDETERMINATE"
    assert "leads to evil.example, not to this registry. It was not opened." in said
    assert {url.split("/")[2] for url in host.asked} == {"badges.harbour.example"}


@pytest.mark.parametrize("text", ["javascript:alert(1)", "x" * 400])
def test_a_code_that_is_no_link_changes_nothing(page, text):
    verdict, said = drop(page, "photo.png", saved(scene(text, width=400)))
    assert (verdict, "QR code" in said) == ("INDETERMINATE", False)


def test_a_picture_without_a_code_is_called_what_it_is(page):
    verdict, said = drop(page, "photo.png", saved(Image.new("RGB", (64, 64), WALL)))
    assert (verdict, "QR code" in said) == ("INDETERMINATE", False)


def poison(width, height):
    """A PNG of one pixel whose header says that it is huge."""
    return saved(Image.new("1", (1, 1))).replace((1).to_bytes(4) * 2, width.to_bytes(4) + height.to_bytes(4), 1)


@pytest.mark.parametrize(
    "data", [poison(60_000, 60_000), b"\xff\xd8\xff\xc0\0\x0b\x08\xff\xff\xff\xff", b"\x89PNG", b"\xff\xd8\xff" * 9]
)
def test_a_picture_that_would_be_too_large_is_not_unpacked(page, data):
    page.evaluate("() => { globalThis.unpacked = 0; globalThis.createImageBitmap = () => (unpacked += 1); }")
    assert drop(page, "bomb.png", data)[0] == "INDETERMINATE"
    assert page.evaluate("unpacked") == 0


CORNER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111", "0000000")


def test_a_picture_of_nothing_but_corners_is_answered_soon(page):
    tile = Image.new("L", (8, 8), 255)
    for y, row in enumerate(CORNER):
        for x, module in enumerate(row):
            tile.putpixel((x, y), 255 * (module == "0"))
    wall = Image.new("L", (1024, 768))
    for x in range(0, 1024, 8):
        for y in range(0, 768, 8):
            wall.paste(tile, (x, y))
    page.set_default_timeout(8000)
    assert drop(page, "corners.png", saved(wall))[0] == "INDETERMINATE"
