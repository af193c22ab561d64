"""The site that stands, with the state that says from what it was written: what a new one is made beside."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from testamur.publishing.site.kept import site_state
from testamur.publishing.site.kept.site_state import SiteState
from testamur.publishing.site.kept.spelling import digest_of_value
from testamur.publishing.site.parts import build_inputs


class StandingSite:
    """The site in `folder`, which a build replaces. `makers`: a digest of what makes pages and is no record."""

    def __init__(self, folder: Path, state: SiteState, makers: bytes) -> None:
        self.folder, self.state, self.makers = folder.resolve(), state, makers
        self.settled: int | None = None
        self.is_compared = False  # with the awards of the new site
        self.seen = state.seen(makers)
        self.stay: dict[str, set[str]] = {}  # what of it is the new one's too (`exchange.Kept`)

    def settle(self, new: Path) -> None:
        """Note that all files of the site that replaces this one are written, and lie in the folder `new`."""
        # By the clock of the file system, which is not this machine's where the folder is another's.
        os.utime(new)
        self.settled = new.stat().st_mtime_ns


@contextlib.contextmanager
def of(output: Path, settings: Path, *, is_wanted: bool) -> Iterator[StandingSite | None]:
    """Open the standing site for a build that ends within the block; None where it is not wanted, or nothing is kept.

    What was entered of the new site counts if it was settled and the block ended without an error.
    """
    with contextlib.ExitStack() as stack:
        state = stack.enter_context(site_state.state_of(output)) if is_wanted else None
        if state is None:
            yield None
            return
        standing = StandingSite(output, state, _makers(settings))
        yield standing
        if standing.settled is not None:
            if not standing.is_compared:
                # An award that is settled at the next build was so at the end of this one: no older row may be asked.
                state.forget_all()
            state.commit(standing.settled)


def _makers(settings: Path) -> bytes:
    """Return the digest of our code, theme, and libraries, and of the file of settings, which is a program."""
    with contextlib.suppress(OSError, importlib.metadata.PackageNotFoundError):
        makers = build_inputs.makers()
        own = hashlib.sha256(settings.read_bytes() if settings.is_file() else b"").digest()
        # Jinja's own package, which ours does not name.
        escaping = importlib.metadata.version("markupsafe")
        return digest_of_value((sys.version, escaping, makers, own))
    # Fits nothing that was entered.
    return os.urandom(32)
