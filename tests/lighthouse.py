"""`make lighthouse`: measures the public pages of the demo registry with Lighthouse.

Lighthouse comes from npm when it is asked for; Chromium is the system's.
Prints each page's four scores, on a phone first; 100 is best.
"""

import datetime
import gzip
import http.server
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests")]

from cryptography import x509  # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402

import demo_site  # noqa: E402 — found only now
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


def certificate(folder):
    """Write a self-signed certificate, for a browser that is told to accept it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(1)
    )
    form = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(pem + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


def scores(address, preset, port, folder):
    mapped = f'--ignore-certificate-errors --host-resolver-rules="MAP badges.harbour.example 127.0.0.1:{port}"'
    flags = f"--headless=new --no-sandbox --disable-gpu {mapped}"
    written = folder / "report.json"
    command = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json"]
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
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), None)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(Path(folder)))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        site = demo_site.make(
            Path(folder), now=datetime.datetime.now(datetime.UTC).replace(microsecond=0), languages=("en", "fr")
        )
        server.RequestHandlerClass = partial(Handler, directory=str(site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pages = [
            page for page in sorted((site / "awards").glob("*/index.html")) if "noindex" not in page.read_text("utf-8")
        ]
        award = f"awards/{pages[0].parent.name}/"
        achievement = next(page.parent.name for page in sorted((site / "achievements").glob("*/index.html")))
        print(f"{'page':<44} {'device':<8} {' '.join(CATEGORIES)}")
        for path in ("", "achievements/", f"achievements/{achievement}/", award, "verify/", "issuer/", "fr/"):
            for preset in ("phone", "desktop"):
                found, wrong = scores(f"{demo_site.BASE}/{path}", preset, server.server_port, Path(folder))
                print(f"{'/' + path:<44} {preset:<8} {found} {' '.join(wrong)}", flush=True)
        server.shutdown()


if __name__ == "__main__":
    main()
