"""`make lighthouse`: measures the public pages of the demo registry with Lighthouse.

Lighthouse comes from npm when it is asked for; Chromium is the system's.
Prints each page's four scores, on a phone first; 100 is best.
"""

import datetime
import gzip
import http.server
import itertools
import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests")]

import demo_site  # noqa: E402 — found only now
import local_servers  # noqa: E402
import tools  # noqa: E402

VERSION = "13"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site as a static host does: packed, and kept by browsers for a while."""

    extensions_map = {  # noqa: RUF012 — as the base class has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
    }
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        data = gzip.compress(path.read_bytes() if path.is_file() else b"", mtime=0)
        self.send_response(200 if path.is_file() else 404)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args):
        pass


def scores(url, preset, address, folder):
    host = address.removeprefix("https://")
    mapped = f'--ignore-certificate-errors --host-resolver-rules="MAP badges.harbour.example {host}"'
    flags = f"--headless=new --no-sandbox --disable-gpu {mapped}"
    written = folder / "report.json"
    command = ["npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json"]
    command += [f"--output-path={written}", f"--chrome-flags={flags}"]
    command += ["--preset=desktop"] if preset == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": tools.chromium(whole=True)}
    subprocess.run(command, capture_output=True, check=True, env=environment)
    report = json.loads(written.read_bytes())
    wrong = [
        audit["id"]
        for category in report["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"] and report["audits"][audit["id"]]["score"] not in (1, None)
    ]
    return [round(100 * report["categories"][one]["score"]) for one in CATEGORIES], sorted(set(wrong))


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = demo_site.make(
            Path(folder), now=datetime.datetime.now(datetime.UTC).replace(microsecond=0), languages=("en", "fr")
        )
        pages = [
            page for page in sorted((site / "awards").glob("*/index.html")) if "noindex" not in page.read_text("utf-8")
        ]
        award = f"awards/{pages[0].parent.name}/"
        achievement = next(page.parent.name for page in sorted((site / "achievements").glob("*/index.html")))
        print(f"{'page':<44} {'device':<8} {' '.join(CATEGORIES)}")
        paths = ("", "achievements/", f"achievements/{achievement}/", award, "verify/", "issuer/", "fr/")
        handler = partial(Handler, directory=str(site))
        with local_servers.serving(handler, tls=local_servers.self_signed()) as address:
            for path, preset in itertools.product(paths, ("phone", "desktop")):
                found, wrong = scores(f"{demo_site.BASE}/{path}", preset, address, Path(folder))
                print(f"{'/' + path:<44} {preset:<8} {found} {' '.join(wrong)}", flush=True)


if __name__ == "__main__":
    main()
