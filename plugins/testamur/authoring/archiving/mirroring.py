"""Makes a mirror of an archive: the site, byte for byte, for another host to serve, and a note of who keeps it.

No page and no signed file is changed, so that whoever has the sums of the archive can compare. What is added
says who keeps the copy: `mirror.json` to verifiers, and a text file to people.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

from testamur.authoring.archiving import checking, contents
from testamur.authoring.archiving.archive_file import ArchiveFile
from testamur.authoring.archiving.archived_site import ArchivedSite
from testamur.authoring.archiving.bag import Bag
from testamur.errors import ArchiveError
from testamur.publishing.site import output
from testamur.verification.resolving import mirror_notes
from testamur.verification.resolving.mirror_notes import MirrorNote

_TEXT_NAME = "mirror.txt"
_TEXT = """\
This is a copy of the registry of digital badges at {of}, as of {as_of}.
It is kept by {keeper} since {since}, at {at}.

The files are those of the registry, unchanged; only this file and {note} were added. Whoever keeps a copy can take
awards out, and cannot make any: each award is signed by its institution, and its page and testamur verify say whether
it is genuine.
"""


def make(
    archive: Path,
    folder: Path,
    *,
    at: str,
    keeper: str,
    today: datetime.date,
    since: datetime.date | None = None,
    advance: Callable[[], object] = lambda: None,
) -> MirrorNote:
    """Write the mirror of an archive into `folder`, whole or not at all; return its note.

    `at` is where it will be served (no slash at its end). `since` is taken from the mirror that is there, if it is one
    of the same registry and keeper, else it is `today`. ArchiveError where anything of the archive does not hold.
    """
    report = checking.check(archive, advance=advance)
    if report.findings:
        raise ArchiveError(f"{archive} does not hold: {report.findings[0]}. Nothing was written. Ask for another copy")
    with ArchiveFile(archive) as file:
        bag = Bag(file)
        site = ArchivedSite(bag)
        if site.base == at:
            raise ArchiveError(f"{at} is the registry's own address: a mirror is served at another one")
        before = _note_in(folder)
        is_same = before is not None and (before.of, before.keeper) == (site.base, keeper)
        began = since or (before.since if before is not None and is_same else today)
        note = MirrorNote(of=site.base, at=at, keeper=keeper, since=began, as_of=site.day)
        if before is not None and is_same and before.as_of > site.day:
            raise ArchiveError(f"{archive} is of {site.day}, and {folder}/ is of {before.as_of}: give a newer archive")
        with output.fresh(folder) as building:
            _write(bag, building, note)
    return note


def _write(bag: Bag, folder: Path, note: MirrorNote) -> None:
    own = {mirror_notes.NAME, _TEXT_NAME}
    for path in bag.paths(contents.SITE):
        if path in own:
            raise ArchiveError(f"the archive is of a mirror ({path}): make it from the registry's own")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for chunk in bag.chunks(contents.SITE + path):
                file.write(chunk)
    (folder / mirror_notes.NAME).write_bytes(json.dumps(note.as_json(), ensure_ascii=False, indent=2).encode() + b"\n")
    text = _TEXT.format(**note.as_json() | {"as_of": note.as_of, "note": mirror_notes.NAME})
    (folder / _TEXT_NAME).write_text(text, encoding="utf-8")


def _note_in(folder: Path) -> MirrorNote | None:
    try:
        return mirror_notes.read((folder / mirror_notes.NAME).read_bytes())
    except OSError:
        return None
