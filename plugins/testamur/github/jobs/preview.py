"""`testamur ci preview`: how the pages of a proposed change would look, as a site and as pictures, without a secret."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import click

from testamur import process_limits
from testamur.authoring.repository import base_revision
from testamur.errors import RecordsError
from testamur.terminal import options
from testamur.terminal.build_report import report
from testamur.terminal.building import build
from testamur.terminal.clock import instant_or_midnight

_BROWSERS = ("google-chrome", "chromium", "chromium-browser")
_MOST_PICTURES = 6
_SECONDS = 60


@click.command(name="preview")
@options.records
@options.settings
@options.output
def command(*, records: Path, settings: Path, output: Path) -> None:
    """Build the change's pages with a throwaway key, by the base's own settings and theme, and picture what changed."""
    if not settings.is_file():
        raise click.UsageError(f"there is no {settings}: a preview is built by the settings of the base")
    try:
        published = build(
            records=records,
            ledger=Path("ledger"),
            output=output,
            settings=settings,
            now=instant_or_midnight(""),
            preview=True,
        )
    except RecordsError:
        # The check before this told every problem, each on its line.
        click.echo("There is no preview of records that are not right yet.", err=True)
        output.mkdir(parents=True, exist_ok=True)
        return
    report(published, output)
    revision = os.environ.get("TESTAMUR_BASE", "")
    changed = _changed_pages(records, revision, output) if revision else []
    for page in changed[:_MOST_PICTURES]:
        _take_picture(page, output / "pictures" / f"{page.parent.name}.png")


def _changed_pages(records: Path, revision: str, output: Path) -> list[Path]:
    """Return the pages of the awards and achievements that the change touches."""
    pages = []
    for file in base_revision.read(records, revision).changed:
        name = Path(file.path)
        if name.suffix == ".yml" and len(name.parts) > 2 and name.parts[1] in {"awards", "achievements"}:
            page = output / name.parts[1] / name.stem / "index.html"
            if page.is_file():
                pages.append(page)
    return pages


def _take_picture(page: Path, to: Path) -> None:
    """Draw a page as a browser shows it; without a browser, or one that fails, there is none, which the log says."""
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        click.echo("There is no browser here to make pictures with.", err=True)
        return
    to.parent.mkdir(exist_ok=True)
    arguments = ["--headless", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,1400"]
    # A build machine's container has no sandbox for a browser to use; the page is ours, and its policy runs no script.
    arguments += ["--no-sandbox"] if os.environ.get("CI") else []
    try:
        subprocess.run(
            [browser, *arguments, f"--screenshot={to.resolve()}", page.resolve().as_uri()],
            capture_output=True, timeout=_SECONDS, check=False, env=process_limits.without_secrets(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        click.echo(f"{page.parent.name}: the picture took too long.", err=True)
