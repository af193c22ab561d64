"""Firefox and WebKitGTK, where they are installed: a page is opened in one of them, and what it works out is returned.

Neither needs a driver: the page fetches what it is given from a server on this machine, and sends its answer there.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import queue
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import local_servers

TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".json": "application/json", "": "text/html"}
FIREFOX_SETTINGS = """
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""
MINI_BROWSERS = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"


def firefox() -> list[str] | None:
    """Return the command of Firefox; None where there is none."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    return [found, "--headless", "--no-remote"] if found else None


def webkit() -> list[str] | None:
    """Return the command of WebKitGTK's own small browser; None where it is not, or nothing that it can draw on."""
    found = sorted(Path("/").glob(MINI_BROWSERS))
    screen = shutil.which("xvfb-run")
    return [screen, "--auto-servernum", str(found[-1])] if found and screen else None


def answer(browser: list[str], files: Mapping[str, bytes], *, seconds: float) -> bytes:
    """Return what the page `files[""]` posts to `/answer`, opened in `browser`; TimeoutError if it posts nothing."""
    with tempfile.TemporaryDirectory(prefix="browser-") as home, _served(files) as (url, answers):
        (Path(home) / "user.js").write_text(FIREFOX_SETTINGS, "utf-8")
        profile = ["--profile", home] if "--no-remote" in browser else []
        # The sandbox of WebKit's processes cannot be made where tests run in a container; the page is our own.
        environment = {**os.environ, "HOME": home, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        process = subprocess.Popen(
            [*browser, *profile, url],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"the browser sent no answer in {seconds} seconds") from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def _served(files: Mapping[str, bytes]) -> Iterator[tuple[str, queue.Queue[bytes]]]:
    """Serve `files` by their names on this machine; what is posted lies in the queue."""
    answers: queue.Queue[bytes] = queue.Queue()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            body = files.get(name)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", TYPES[Path(name).suffix])
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def do_POST(self) -> None:
            answers.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with local_servers.serving(Handler) as address:
        yield f"{address}/", answers
