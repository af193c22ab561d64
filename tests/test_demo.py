"""The demo registry as `make site` builds it, judged by strangers' verifiers, and looked at in a browser."""

import datetime
import io
import json
import subprocess
import sys
import threading
from collections import Counter
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

import judges
from judges import JCS, RDFC
from paths import ROOT
from testamur.cli.serve import Handler
from testamur.records import registry
from testamur.verification import examination
from testamur.verification.resolver import FolderResolver

BASE = "https://preview.invalid"
NOW = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=10)
RECORDS = registry.load(ROOT / "credentials", today=(NOW + datetime.timedelta(hours=14)).date())
# Which checks each judge passes for an award that is in force.
EVERY_CHECK = {
    judges.digital_bazaar: {RDFC, JCS, "status"},
    judges.dcc: {RDFC, "validity", "status", "schema"},
    judges.openvc_core: {RDFC, JCS, "status"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """What `make site` does."""
    folder = tmp_path_factory.mktemp("demo") / "output"
    script = "import sys; from testamur.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", script, "build", "--preview", "--output", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def web(site):
    """Address → bytes of everything that is not a page."""
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix != ".html"]
    return {f"{BASE}/{path.relative_to(site).as_posix()}": path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def credentials(site):
    return {path.parent.name: path.read_bytes() for path in sorted((site / "awards").glob("*/credential.json"))}


def ended(document):
    return "validUntil" in document and datetime.datetime.fromisoformat(document["validUntil"]) < NOW


def expected(award_id, data):
    """The verdict that the records lead to."""
    state = RECORDS.awards[award_id].state
    if state != "active":
        return {"revoked": "REVOKED", "suspended": "SUSPENDED", "superseded": "SUPERSEDED"}[state]
    return "EXPIRED" if ended(json.loads(data)) else "VALID"


def test_the_demo_has_what_was_asked_for():
    states = Counter(award.state for award in RECORDS.awards.values())
    assert (len(RECORDS.achievements), len(RECORDS.learners), len(RECORDS.awards)) >= (8, 20, 60)
    assert states.keys() == {"active", "suspended", "revoked", "superseded"}
    assert {award.visibility for award in RECORDS.awards.values()} == {"public", "unlisted"}
    assert RECORDS.warnings == ()


@pytest.mark.parametrize("judge", EVERY_CHECK, ids=lambda judge: judge.__name__)
def test_every_credential_gets_the_right_answer_from_strangers(credentials, web, judge):
    opinions = dict(zip(credentials, judge(credentials.values(), web, now=NOW), strict=True))
    for award_id, opinion in opinions.items():
        verdict = expected(award_id, credentials[award_id])
        good = opinion.passed == EVERY_CHECK[judge] and not opinion.refused
        assert good == (verdict == "VALID"), (award_id, verdict, opinion)
        if verdict in {"REVOKED", "SUSPENDED", "SUPERSEDED"}:
            assert "status" in opinion.refused, (award_id, verdict, opinion)


def test_every_credential_is_valid_against_the_official_schema(credentials):
    assert [complaint for data in credentials.values() for complaint in judges.official_schema(data)] == []


@pytest.mark.parametrize("name", ["credential.json", "badge.png", "badge.svg"])
def test_every_file_gets_the_right_verdict_from_us(site, credentials, name):
    resolver = FolderResolver({BASE: site})
    for award_id, data in credentials.items():
        path = site / "awards" / award_id / name
        if path.exists():
            examined = examination.examine(
                path.read_bytes(),
                resolver=resolver,
                now=NOW,
                trusted=frozenset({examination.PREVIEW_ISSUER}),
                all_proofs=True,
            )
            assert examined.verdict == expected(award_id, data), (award_id, examined.sentence)


@pytest.fixture(scope="module")
def server(site):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_qr_code_on_the_page_leads_to_the_page(server, browser, credentials):
    page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    for award_id in list(credentials)[:6]:
        page.goto(f"{server}/awards/{award_id}/")
        if page.locator(".qr").count():
            picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
            assert [code.text for code in zxingcpp.read_barcodes(picture)] == [f"{BASE}/awards/{award_id}/"]
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_its_window_or_asks_anyone_else(server, site, browser, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    awards = [path for path in pages if path.parts[0] == "awards"]
    for path in [path for path in pages if path.parts[0] != "awards" and path.name != "404.html"] + awards[::6]:
        page.goto(f"{server}/{'' if path.parent == Path() else path.parent.as_posix() + '/'}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert [address for address in asked if not address.startswith((server, "data:"))] == []
    assert complaints == []
    page.close()
