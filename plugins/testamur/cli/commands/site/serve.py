"""`testamur serve`: shows a site on this machine: a finished one, or a preview that is rebuilt on every change."""

from __future__ import annotations

import functools
import http.server
import threading
import time
from pathlib import Path
from typing import Any

import click

from testamur.errors import TestamurError, UsageError
from testamur.terminal import options
from testamur.terminal.build_report import summary
from testamur.terminal.building import build
from testamur.terminal.clock import instant_or_midnight

_LOOK_EVERY = 1.0  # seconds between looks at the records


@click.command()
@click.option("--site", type=click.Path(path_type=Path), help="Show this site as it is, and build nothing.")
@options.records
@options.settings
@click.option("--port", default=8000, show_default=True, help="Where to listen, on this machine only.")
def command(*, site: Path | None, records: Path, settings: Path, port: int) -> None:
    """Show the site in a browser on this machine. Without --site: a preview, built again on every change."""
    folder = site or Path(".preview")
    if site is None:
        _preview(records, settings, folder)
        threading.Thread(target=_rebuild_on_change, args=(records, settings, folder), daemon=True).start()
    elif not (folder / "index.html").is_file():
        raise UsageError(f"there is no site in {folder}/: run testamur build first")
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=str(folder)))
    except OSError as error:
        raise UsageError(f"cannot listen on port {port} ({error.strerror}): give another with --port") from error
    click.echo(f"Look at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends this).", err=True)
    with server:
        server.serve_forever()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a static host would: with its 404 page, without caching, without directory listings."""

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
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 — the base class names it
        """Log nothing: who looks at a page is nobody's business, even here."""


def _preview(records: Path, settings: Path, folder: Path) -> None:
    published = build(
        records=records,
        ledger=Path("ledger"),
        output=folder,
        settings=settings,
        now=instant_or_midnight(""),
        preview=True,
    )
    click.echo(f"Built {summary(published)}.", err=True)


def _rebuild_on_change(records: Path, settings: Path, folder: Path) -> None:
    """Build again whenever a record changes; after a mistake, report it and keep the last good preview."""
    stamp = _records_stamp(records)
    while True:
        time.sleep(_LOOK_EVERY)
        if (now := _records_stamp(records)) != stamp:
            stamp = now
            try:
                _preview(records, settings, folder)
            except TestamurError as error:
                click.echo(f"{error}\nThe last good preview stays.", err=True)


def _records_stamp(records: Path) -> tuple[int, int]:
    """Return a value that changes whenever a record does: the number of files, and the newest modification time."""
    # The number shows a deletion, which makes no file newer.
    times = [path.lstat().st_mtime_ns for path in records.rglob("*")]
    return len(times), max(times, default=0)
