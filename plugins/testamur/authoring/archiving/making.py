"""Makes the archive of a registry: gathers it, writes it beside its place, checks it, and only then names it."""

from __future__ import annotations

import contextlib
import filecmp
import json
from collections.abc import Callable
from pathlib import Path

from testamur import __version__
from testamur.authoring.archiving import bag, checking, contents
from testamur.authoring.archiving.archive_file import ArchiveWriter
from testamur.authoring.archiving.bag import Bytes
from testamur.authoring.archiving.checking import Report
from testamur.authoring.archiving.contents import Contents
from testamur.credentials import did
from testamur.errors import ArchiveError, UsageError
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry

_README = """\
This is the whole registry of digital badges of {name}, as it was public on {day}.

  {site}      the web site as files. Its address was {base}
  {records}   what the institution wrote: achievements, pathways, its own details
  {ledger}    what it entered in its public log, if it kept one
  {manifest}  what was left out, and why

Every badge is a file credential.json (Open Badges 3.0, a W3C Verifiable Credential), signed by a key in
{site}issuer/did.json. Its verifier is in {site}theme/verifier/, as plain JavaScript modules.
The folder is a bag (RFC 8493): tools of libraries check the sums of all files.
"""


def default_name(base: str, day: str) -> str:
    """Return what an archive is called: the registry's address, and the day of its site."""
    return f"{base.removeprefix('https://').lower().translate(str.maketrans('/:_~', '----'))}-{day}"


def make(
    registry: Registry,
    site: Path,
    ledger: Path,
    output: Path | None,
    *,
    with_unlisted: bool,
    advance: Callable[[], object] = lambda: None,
) -> tuple[Path, Report, Contents]:
    """Write the archive, in this folder under its default name where `output` is None.

    ArchiveError where anything of it does not hold, UsageError where another file has its name; nothing is written
    then. `advance` is called once a signed document.
    """
    found = contents.gather(registry, site, ledger, with_unlisted=with_unlisted)
    _refuse_other_ledger(site, ledger)
    name = default_name(registry.issuer.base, str(found.head["asOf"]))
    target = output or Path(f"{name}.zip")
    if target.is_dir():
        raise UsageError(f"--output {target} is a folder: name the file, such as {target / name}.zip")
    draft = target.with_name(f".{target.name}.new")
    with contextlib.ExitStack() as stack:
        stack.callback(draft.unlink, missing_ok=True)
        _write(draft, name, registry, found, with_unlisted=with_unlisted)
        report = checking.check(draft, advance=advance)
        if report.findings:
            raise ArchiveError(
                f"the site in {site}/ does not hold: {report.findings[0]}. Nothing was written. Build it again, with "
                "the newest ledger"
            )
        if target.exists() and not filecmp.cmp(target, draft, shallow=False):
            raise UsageError(f"{target} exists and is another file: move it away, or choose another name with --output")
        draft.replace(target)
    return target, report, found


def _write(draft: Path, name: str, registry: Registry, found: Contents, *, with_unlisted: bool) -> None:
    issuer, day = registry.issuer, str(found.head["asOf"])
    title = say(issuer.name, *issuer.languages)
    manifest = {
        "archive": contents.FORMAT,
        "base": issuer.base,
        "did": did.from_base(issuer.base),
        "name": title,
        "asOf": day,
        "generator": f"testamur {__version__}",
        "withUnlisted": with_unlisted,
        "leftOut": [one.as_json() for one in found.left_out],
    }
    readme = _README.format(
        name=title,
        day=day,
        base=issuer.base,
        site=contents.SITE,
        records=contents.RECORDS,
        ledger=contents.LEDGER,
        manifest=contents.MANIFEST,
    )
    payload = {
        **found.files,
        contents.MANIFEST: Bytes(json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n"),
        contents.README: Bytes(readme.encode()),
    }
    info = {
        "Source-Organization": " ".join(title.split()),
        "External-Identifier": issuer.base,
        "Bagging-Date": day,
        "Bag-Software-Agent": f"testamur {__version__}",
    }
    with draft.open("wb") as file, ArchiveWriter(file) as writer:
        bag.write(writer, name, payload, info)


def _refuse_other_ledger(site: Path, ledger: Path) -> None:
    """Raise ArchiveError where the site is not of the newest ledger: its status lists are then others."""
    for path in sorted((ledger / "status").glob("*.json")):
        published = site / "status" / path.name
        if not published.is_file() or published.read_bytes() != path.read_bytes():
            raise ArchiveError(
                f"{published} is not the list in {path}: the site is older than the ledger, or of another one. Build "
                "it again"
            )
