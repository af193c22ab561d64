"""`testamur docs`: shows the documentation of this version, which is installed with it and needs no network."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from testamur import installed
from testamur.errors import UsageError
from testamur.terminal import tables
from testamur.text.characters import harmless

_ENTRY = re.compile(r"^- \[(.+)\]\(([a-z0-9/-]+)\.md\)(?:: (.+))?$", re.MULTILINE)
_DECISION = re.compile(r"(decisions/[0-9]{4})-.*")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file, and its description in docs/README.md."""

    path: Path
    about: str


@click.command()
@click.argument("page", default="")
def command(*, page: str) -> None:
    """Show a PAGE of the documentation; without one, list the pages.

    The beginning of its name will do: op for operating.
    """
    by_name = pages(installed.shipped_folder("docs"))
    if page:
        click.echo_via_pager(by_name[_find_page(page, by_name)].path.read_text(encoding="utf-8"))
        return
    tables.print_results(("page", "what it is"), [(name, listed.about) for name, listed in by_name.items()])
    click.echo("\ntestamur docs PAGE shows one. For the registrar: testamur docs operating", err=True)


def pages(docs: Path) -> Mapping[str, Page]:
    """Return every page by its name, in the order of docs/README.md. Decisions are named by their numbers.

    Pages for developers are not in what a repository installs.
    """
    entries = _ENTRY.findall((docs / "README.md").read_text(encoding="utf-8"))
    listed = {_short_name(name): Page(docs / f"{name}.md", about or title) for title, name, about in entries}
    return {name: page for name, page in listed.items() if page.path.is_file()}


def _short_name(name: str) -> str:
    return _DECISION.sub(r"\1", name)


def _find_page(text: str, names: Collection[str]) -> str:
    """Return the page that `operating`, `docs/operating.md`, `op`, or `0004` stands for; raises UsageError for none."""
    wanted = _short_name(text.strip().lower().removeprefix("docs/").removesuffix(".md"))
    if wanted in names:
        return wanted
    matches = [name for name in names if wanted and name.startswith((wanted, f"decisions/{wanted}"))]
    if len(matches) == 1:
        return matches[0]
    near = [] if matches else difflib.get_close_matches(wanted, names, 1)
    hint = f"Did you mean testamur docs {near[0]}?" if near else "testamur docs lists them."
    raise UsageError(f"there is no page {harmless(text)!r}. {hint}")
