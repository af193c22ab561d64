"""Answers a browser on this machine from the folder of a site, as a static host does; pages of a preview reload."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

RELOAD = "/-/reload.js"
CHANGES = "/-/changes"
# Before everything else in a page's head, and so before the policy that forbids a page other scripts. The number is
# that of the preview which the page is from: what was built while it was fetched is told as well.
_TAG = '<script src="/-/reload.js" data-built="{}"></script>'
_SCRIPT = b"""\
// Sent with previews by `testamur serve`: shows the page anew when the preview was built again.
new EventSource(`/-/changes?${document.currentScript.dataset.built}`).onmessage = () => location.reload();
"""
_HERE = {"127.0.0.1", "localhost"}


class Changes:
    """Counts how often the preview was built again, and lets threads wait for the next time."""

    def __init__(self) -> None:
        self._built = threading.Condition()
        self.number = 0

    def tell(self) -> None:
        """Count once more, and wake all that wait."""
        with self._built:
            self.number += 1
            self._built.notify_all()

    def wait(self, known: str, seconds: float) -> bool:
        """Wait at most so long until the number is another than the one that is `known`; say whether it is."""
        with self._built:
            return self._built.wait_for(lambda: str(self.number) != known, seconds)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a static host would: with its 404 page, without caching, without directory listings.

    With `changes`, pages reload when there is a new preview.
    """

    def __init__(self, *arguments: Any, changes: Changes | None = None, **options: Any) -> None:
        self._changes = changes
        super().__init__(*arguments, **options)

    def parse_request(self) -> bool:
        """Read a request; refuse one that a page of another site sent, or that names another host than this machine.

        A preview has names that are not published. A page on the web may lead its own name to this address (DNS
        rebinding), and then read what is served here.
        """
        if not super().parse_request():
            return False
        try:
            host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        except ValueError:
            host = None
        is_elsewhere = self.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
        is_opened = (
            self.headers.get("Sec-Fetch-Mode") == "navigate" and self.headers.get("Sec-Fetch-Dest") == "document"
        )
        if host in _HERE and "\0" not in unquote(self.path) and (is_opened or not is_elsewhere):
            return True
        self._send(403, "text/plain", b"This preview is shown to this machine alone.\n")
        return False

    def do_GET(self) -> None:
        """Answer with a file; in a preview, with what makes pages reload."""
        if self._changes is None or not self._answer_of_preview(self._changes):
            super().do_GET()

    def _answer_of_preview(self, changes: Changes) -> bool:
        """Answer what only a preview has; say whether this was asked for."""
        path, _, built = self.path.partition("?")
        # Before the page is read, so that it is never older than its number.
        number = changes.number
        if path == CHANGES:
            self._tell_of_changes(changes, built)
        elif path == RELOAD:
            self._send(200, "text/javascript", _SCRIPT)
        elif (page := self._page()) is not None:
            tagged = page.replace(b"<head>", f"<head>{_TAG.format(number)}".encode(), 1)
            self._send(200, "text/html; charset=utf-8", tagged)
        else:
            return False
        return True

    def _page(self) -> bytes | None:
        """Return the page that is asked for, if it is one."""
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        try:
            return path.read_bytes() if path.suffix == ".html" else None
        except OSError:
            return None

    def _tell_of_changes(self, changes: Changes, known: str) -> None:
        """Keep the connection until there is another preview than the `known` one (HTML, "Server-sent events")."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while not changes.wait(known, 15):
                self.wfile.write(b": still here\n\n")
            self.wfile.write(b"data: built\n\n")
        except OSError:
            self.close_connection = True  # The browser has gone.

    def end_headers(self) -> None:
        """Forbid caching, so that a reload shows the rebuilt preview."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 — the base class gives it
        """Answer 404 for a folder without index.html, as a static host does."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for an unknown address."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self._send(code, "text/html; charset=utf-8", page.read_bytes())

    def _send(self, code: int, kind: str, data: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 — the base class names it
        """Log nothing: who looks at a page is nobody's business, even here."""
