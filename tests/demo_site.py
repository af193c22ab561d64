"""Builds the demo registry's site, with a fixed key, more courses and five languages, and serves it to Chromium.

No socket is opened: the browser's requests for the registry's address are answered from the folder that was built.
"""

import datetime
import mimetypes
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import course_samples
import logged
import sample_pathways
from issuing import Random
from paths import ROOT
from testamur.ledger import issuance
from testamur.ledger.store import Ledger
from testamur.proofs import keys, multikey
from testamur.publishing import publication
from testamur.records import registry
from testamur.terminal.building import run_pelican

BASE = "https://badges.harbour.example"
LANGUAGES = ("en", "fr", "de", "es", "ar")
KEY = keys.from_seed(b"\7" * 32)
STANDINGS = ("current", "expired", "on-hold", "replaced", "withdrawn")
TYPES = {".js": "text/javascript", ".json": "application/json", ".html": "text/html; charset=utf-8"}


def make(
    folder: Path, *, now: datetime.datetime, languages=LANGUAGES, more="", is_logged=False, has_codes=False
) -> Path:
    """Issue the demo's records and build its site below `folder`; return the site.

    `more` are lines for issuer.yml. Where it `is_logged`, the registry keeps a log, with the keys of `logged`.
    `has_codes`: certificates have statement codes.
    """
    records, ledger, site = folder / "credentials", folder / "ledger", folder / "site"
    shutil.copytree(ROOT / "credentials", records)
    if not (records / "pathways").exists():
        for name, text in sample_pathways.RECORDS.items():
            (records / name).parent.mkdir(exist_ok=True)
            (records / name).write_text(text, "utf-8")
    course_samples.write(records)
    issuer = records / "issuer.yml"
    text, found = re.subn(r"(?m)^languages: .*$", f"languages: [{', '.join(languages)}]", issuer.read_text("utf-8"))
    assert found == 1
    if has_codes:
        text = text.replace("certificate:\n", "certificate:\n  statementCode: true\n")
    key = multikey.encode(KEY.public_key)
    issuer.write_text(
        f"{text}\n{more}verificationMethod:\n  - {{publicKeyMultibase: {key}, from: 2020-01-01}}\n", "utf-8"
    )
    loaded = registry.load(records, today=now.date())
    if is_logged:
        loaded = logged.with_log(loaded, now=now)
    log_signer = logged.LOG_SIGNER if is_logged else None
    issuance.issue(loaded, ledger, KEY, now=now, random=Random(7), log_signer=log_signer)
    site.mkdir()
    run_pelican(ROOT / "pelicanconf.py", site, publication.read(loaded, Ledger(ledger), now=now))
    return site


def awards(site: Path, standing: str = "current") -> list[str]:
    """Return the ids of the awards whose pages say that they stand so."""
    pages = sorted((site / "awards").glob("*/index.html"))
    return [page.parent.name for page in pages if f'data-standing="{standing}"' in page.read_text(encoding="utf-8")]


class Host:
    """Answers a browser from a folder, as a static host at `base` would; some paths may be given other answers."""

    def __init__(self, site: Path, base: str = BASE):
        self.site, self.base = site, base
        self.instead: dict[str, bytes | int | None] = {}  # path → other bytes, a status, or None: no answer at all
        self.asked: list[str] = []

    def answer(self, route):
        address = urlsplit(route.request.url)
        path = unquote(address.path).removeprefix(urlsplit(self.base).path).lstrip("/")
        self.asked.append(route.request.url)
        if address.netloc != urlsplit(self.base).netloc:
            route.abort()
            return
        other = self.instead.get(path, self.instead.get(f"{path.rpartition('/')[0]}/*", b""))
        if other is None:
            route.abort()
        elif isinstance(other, int):
            route.fulfill(status=other, body="")
        else:
            self._fulfill(route, path, other)

    def _fulfill(self, route, path, other):
        file = self.site / path / "index.html" if path.endswith("/") or not path else self.site / path
        if other:
            route.fulfill(body=other, content_type=TYPES.get(file.suffix))
        elif file.is_file():
            kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind, headers={"Access-Control-Allow-Origin": "*"})
        else:
            route.fulfill(
                status=404, body=(self.site / "404.html").read_bytes(), content_type="text/html; charset=utf-8"
            )


def open_page(browser, host, path, *, scheme="light", width=390, height=844, **options):
    """Open a page of the site and return it; its context is closed with it."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
    context.route("**/*", host.answer)
    page = context.new_page()
    page.goto(f"{host.base}/{path}")
    return page


SHIFTS = """(milliseconds) => new Promise((resolve) => { let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), milliseconds); })"""


def shifts(page, milliseconds):
    """How far parts of a page have moved since it was opened, and do so in as many milliseconds from now."""
    return page.evaluate(SHIFTS, milliseconds)
