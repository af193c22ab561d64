"""Reads the files that pin an issuer's keys: its DID document, or its log's key, as the registry publishes them.

What they pin counts for bundles, whose own documents are the word of whoever made them (docs/verification.md,
"Bundles").
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from testamur.errors import UsageError
from testamur.records.parsing import files
from testamur.verification.bundle import anchors
from testamur.verification.bundle.anchors import Anchor
from testamur.verification.resolving import did_documents

WORDS = "by a file that was given here"


def of_files(paths: Iterable[Path]) -> dict[str, tuple[Path, Anchor]]:
    """Return what the files among `paths` that are of this kind pin, by the issuers' DIDs; UsageError for two for one.

    Files of other kinds are left out, and so are those that cannot be read: whoever reads lists of issuers names them.
    """
    found: dict[str, tuple[Path, Anchor]] = {}
    for path in paths:
        if path.is_dir():
            continue
        try:
            # Resolved, since `files.read` refuses links: these are for records, and here the person chose the file.
            pinned = anchors.of_file(files.read(path.resolve(), did_documents.LIMIT), WORDS)
        except OSError:
            continue
        if pinned is None:
            continue
        first, _anchor = found.setdefault(pinned[0], (path, pinned[1]))
        if first != path:
            raise UsageError(
                f"--trust {path}: {first} pins the keys of the same issuer. Give one of them: the key of a log that "
                "was replaced since is good for files that were kept before"
            )
    return found
