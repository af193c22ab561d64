"""From run to run of one Pelican: the registry is read anew, written beside the site, and put in its place when whole.

`pelican -r` runs one Pelican again and again, in one process. What a run writes goes into a folder of its own
(`publishing.site.output`), so that nothing is left of what was withdrawn or erased since.
"""

from __future__ import annotations

import atexit
import contextlib
import os
from pathlib import Path
from typing import Any

from pelican.plugins.testamur import asked, reading, watching
from testamur.errors import PublishingError, UsageError
from testamur.publishing.publication import Publication
from testamur.publishing.site import output

_KEY = "TESTAMUR_RUNS"


class Runs:
    """The registry of one Pelican, below `path` ("": the whole site), as of its current run."""

    def __init__(self, pelican: Any, path: str) -> None:
        """Read the registry, so that what is wrong in it ends `pelican` before anything else happens.

        UsageError for an output that is a disk by itself.
        """
        self.pelican, self.path = pelican, path
        self.site = Path(pelican.output_path)  # as people named it
        self.target = self.site / path
        # Where a run's own folders lie: not in the site, where they would be published, and yet on its disk.
        site = Path(os.path.realpath(self.site))
        self._beside = site.parent / f"{site.name}.{path.replace('/', '-')}" if path else self.site
        if site.exists() and site.stat().st_dev != site.parent.stat().st_dev:
            raise UsageError(
                f"OUTPUT_PATH = {str(self.site)!r} is a disk (or a volume) by itself, and the registry is written "
                "beside the output, to take its place in one step. Name a folder in it"
            )
        self.published = self._read()
        self._is_read = True
        self._is_unfinished = False
        self._open = contextlib.ExitStack()
        atexit.register(self.abandon)
        self._began = 0
        self.folder = self.target  # where the current run writes the registry

    def begin(self) -> None:
        """Begin a run: read what changed, and open an empty folder to write into."""
        settings = self.pelican.settings
        if self._is_unfinished:
            self.abandon()
            # After an error, Pelican tries again at once, and without end.
            watching.wait(settings)
        self._is_unfinished = True
        if not self._is_read:
            self.published = self._read()
        self._is_read = False
        fresh = output.fresh(self.target, keep_out_of=asked.private(settings), beside=self._beside)
        self.folder = self._open.enter_context(fresh)
        self._began = self.folder.stat().st_ctime_ns

    def set_aside(self) -> None:
        """Take the registry that stands out of the sight of plugins that go through all of the output.

        One that makes files smaller would write into it, and an index of the site would have what was erased since.
        """
        self._refuse_foreign()
        self._open.enter_context(output.set_aside(self.target, self._beside))

    def finish(self) -> None:
        """End a run: look at what was written, and put it in the place of what stood."""
        if self.path:
            self._refuse_foreign()
        self._open.close()
        self._is_unfinished = False

    def abandon(self) -> None:
        """Take away what an unfinished run wrote; what stood stays."""
        error = PublishingError("the run was not finished")
        self._open.__exit__(type(error), error, None)

    def _read(self) -> Publication:
        return reading.read(self.pelican.settings, output.standing(self.target, self._beside))

    def _refuse_foreign(self) -> None:
        """Raise PublishingError where this run's blog wrote into the registry's folder, whose place is about to change.

        Both times are of one file system's clock: a file of an earlier run is older than this run's folder.
        """
        is_other = self.target.exists() and not self.target.is_dir()
        names = [""] if is_other else sorted(output.written_since(self.target, self._began))
        if names:
            raise PublishingError(
                f"{Path(self.path, names[0])} was written by the blog or a plugin of it, and TESTAMUR_PATH = "
                f"{self.path!r} is the registry's. Give it another place (a setting ending in _SAVE_AS, a category, "
                "tag or Slug of that name), or change TESTAMUR_PATH"
            )


def of(settings: Any) -> Runs | None:
    """Return the registry of the Pelican whose very settings these are; None for a Pelican with a copy of them.

    The plugin i18n_subsites runs one for each language, below the site itself, which has the registry already.
    """
    runs: Runs | None = settings.get(_KEY)
    return runs if runs is not None and runs.pelican.settings is settings else None


def of_copy(settings: Any) -> Runs | None:
    """Return the registry of these settings, also where they were copied from those of another Pelican."""
    runs: Runs | None = settings.get(_KEY)
    return runs


def keep(settings: Any, runs: Runs) -> None:
    """Keep the registry in Pelican's settings, which every generator has."""
    settings[_KEY] = runs
