"""What `pelican` itself does about a registry: `-r` looks at its folders as well, and a refusal is told without code.

Pelican has no hook for either. Both change nothing for a site without a registry.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import watchfiles

import pelican
from pelican.plugins.testamur import asked
from testamur.errors import TestamurError

_ASKED = "_of_testamur"


def connect() -> None:
    """Let Pelican's autoreload watch the registry's folders, and its log show no traceback of a refusal."""
    logger = logging.getLogger("pelican")
    if not any(isinstance(found, _Refusals) for found in logger.filters):
        logger.addFilter(_Refusals())
    waits: Callable[..., Any] | None = getattr(pelican, "wait_for_changes", None)
    if waits is None or hasattr(waits, _ASKED):
        return

    def wait_for_changes(settings_file: str, settings: Mapping[str, Any]) -> Any:
        # Pelican joins each to PATH, and the whole path of a folder stays what it is. These settings are for watching
        # only: in those of a run, STATIC_PATHS would publish the records.
        more = [str(folder) for folder in folders(settings)]
        return waits(settings_file, {**settings, "STATIC_PATHS": [*settings.get("STATIC_PATHS", ()), *more]})

    setattr(wait_for_changes, _ASKED, True)
    pelican.wait_for_changes = wait_for_changes  # type: ignore[attr-defined]


def folders(settings: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the folders that a registry is made from; none where there is no registry."""
    if settings.get("TESTAMUR_PATH") is None:
        return
    more = (asked.theme(settings), *asked.templates(settings)) if settings["TESTAMUR_PATH"] else ()
    for folder in (*asked.private(settings), *more):
        if folder.exists():
            yield folder.resolve()


def wait(settings: Mapping[str, Any]) -> None:
    """Wait until something is saved that the site is made from."""
    watched = [Path(settings["PATH"]), Path(settings["THEME"]), *folders(settings)]
    logging.getLogger("pelican").warning("Waiting for a change; after one in Pelican's settings, start it again")
    next(watchfiles.watch(*(folder for folder in watched if folder.exists()), rust_timeout=0))


class _Refusals(logging.Filter):
    """Takes the traceback from what Pelican logs when one of our errors ended it: it says all that people need."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through."""
        if record.exc_info and isinstance(record.exc_info[1], TestamurError):
            record.exc_info = None
        return True
