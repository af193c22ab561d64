"""`testamur serve`: shows a site on this machine: a finished one, or a preview that is rebuilt on every change."""

from __future__ import annotations

import functools
import http.server
import secrets
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from watchfiles import watch
from watchfiles.main import FileChange

from testamur.authoring.issuing.preview_issue import Throwaway
from testamur.errors import TestamurError, UsageError
from testamur.terminal import clock, options
from testamur.terminal.build_report import summary
from testamur.terminal.building import build
from testamur.terminal.clock import instant_or_midnight
from testamur.terminal.languages import speaking
from testamur.terminal.local_host import Changes, Handler
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line


@click.command()
@click.option("--site", type=click.Path(path_type=Path), help="Show this site as it is, and build nothing.")
@options.records
@options.settings
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where to listen, on this machine only; 0 is any free port.",
)
def command(*, site: Path | None, records: Path, settings: Path, port: int) -> None:
    """Show the site in a browser on this machine. Without --site: a preview, built again on every change."""
    folder, changes = site or _preview_folder(), Changes()
    if site is None:
        saved = _begin_watching(records, settings)
        preview = _Previews(records, settings, folder).build
        preview()
        threading.Thread(target=_rebuild, args=(saved, preview, changes), daemon=True).start()
    elif not (folder / "index.html").is_file():
        raise UsageError(msg("there is no site in {folder}/: run testamur build first", folder=folder))
    handler = functools.partial(Handler, directory=str(folder), changes=None if site else changes)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UsageError(
            msg(
                "cannot listen on port {port} ({strerror}): give another with --port",
                port=port,
                strerror=error.strerror,
            )
        ) from error
    if site is not None:
        speaking.echo(
            msg(
                "An award's page says “Not online yet” here: it checks the files on this machine, and turns green at "
                "its own address only. testamur verify says of the same files what will be said there."
            ),
            err=True,
        )
    speaking.echo(
        msg("Look at http://127.0.0.1:{server_port}/ (Ctrl-C ends this).", server_port=server.server_port), err=True
    )
    with server:
        server.serve_forever()


def _preview_folder() -> Path:
    """Return where the preview goes: into a folder that git takes nothing of, whatever the repository ignores."""
    ignoring = Path(".preview", ".gitignore")
    ignoring.parent.mkdir(exist_ok=True)
    ignoring.write_text("*\n", encoding="utf-8")
    return ignoring.parent / "site"


class _Previews:
    """Builds the preview, again and again: awards that did not change are signed alike, and so stay as they are."""

    def __init__(self, records: Path, settings: Path, folder: Path) -> None:
        self._records, self._settings, self._folder = records, settings, folder
        self._throwaway: Throwaway | None = None

    def build(self) -> None:
        """Build the preview from what is saved now, and say what it is."""
        now = clock.now()
        if self._throwaway is None or self._throwaway.now.date() != now.date():
            # What is awarded today is signed today.
            self._throwaway = Throwaway.draw(secrets.token_bytes, now)
        published = build(
            records=self._records,
            ledger=Path("ledger"),
            output=self._folder,
            settings=self._settings,
            now=instant_or_midnight(""),
            preview=True,
            throwaway=self._throwaway,
        )
        speaking.echo(msg("Built {summary}.", summary=summary(published)), err=True)


def _begin_watching(records: Path, settings: Path) -> Iterator[set[FileChange]]:
    """Watch the records, the prose and the theme from now on; yield what was saved, or nothing after a moment."""
    beside = settings.resolve().parent
    watched = [path for path in (records, beside / "content", beside / "theme") if path.is_dir()]
    saved = watch(*watched, debounce=100, step=20, rust_timeout=200, yield_on_timeout=True, raise_interrupt=False)
    next(saved)  # It watches once it was asked.
    return saved


def _rebuild(saved: Iterator[set[FileChange]], preview: Callable[[], None], changes: Changes) -> None:
    """Build again whenever something was saved, also during a build; after a mistake, keep the last good preview."""
    for _ in filter(None, saved):
        try:
            preview()
        except TestamurError as error:
            speaking.echo(msg("{error}\nThe last good preview stays.", error=error), err=True)
        except Exception as error:  # noqa: BLE001 — a full disk, or a template half written: the next save may do
            said = one_line(f"{type(error).__name__}: {error}", 500)
            speaking.echo(
                msg("The preview could not be built ({said}).\nThe last good preview stays.", said=said), err=True
            )
        else:
            changes.tell()
