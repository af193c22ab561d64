"""What a site is made from, in short: two builds with the same inputs make the same bytes.

Machines that share the work compare these, so that no site is put together from different registries, days or themes.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import testamur
from testamur import installed
from testamur.errors import PublishingError
from testamur.ledger.store import Ledger
from testamur.publishing.publication import Publication
from testamur.publishing.site.parts.digests import digest_of_folder, digest_of_words
from testamur.publishing.views.site_info import Site
from testamur.text import dates

Inputs = Mapping[str, str]

NAMES = {
    "engine": "another version of Testamur",
    "packages": "other versions of Python or of packages",
    "records": "other records",
    "ledger": "another state of the ledger",
    "instant": "another day or instant",
    "settings": "other settings of Pelican",
    "prose": "other prose",
    "theme": "another theme",
}
"""The inputs, by name, each with the words for one that differs."""

_FOLDERS_OF_TOOLS = frozenset({".git", "__pycache__"})


def makers() -> dict[str, str]:
    """Return what makes a site and is neither record nor ledger: the engine with its theme, Python, and packages."""
    return {"engine": _engine(), "packages": _packages()}


def shared_inputs(records: Path, ledger: Path) -> dict[str, str]:
    """Return what every process that works at a site can see for itself: the engine, the records, the ledger."""
    return {
        **makers(),
        "records": digest_of_folder(records, without=_FOLDERS_OF_TOOLS),
        # The states in it have the digests of the credentials, and whoever reads a credential compares it with that.
        "ledger": Ledger(ledger).seal().digest,
    }


def all_inputs(
    published: Publication, *, settings: Path, prose: Path, theme: Path, sites: Sequence[Site]
) -> dict[str, str]:
    """Return everything that a site is made from. `sites` are the site in each of its languages."""
    file = hashlib.sha256(settings.read_bytes() if settings.is_file() else b"").hexdigest()
    return {
        **shared_inputs(published.registry.folder, published.ledger.folder),
        "instant": dates.instant(published.now),
        # Settings are a program: what comes of them may differ where the file does not.
        "settings": digest_of_words([file, repr(tuple(sites))]),
        "prose": digest_of_folder(prose, without=_FOLDERS_OF_TOOLS),
        "theme": digest_of_folder(theme, without=_FOLDERS_OF_TOOLS),
    }


def refuse_changes(before: Inputs, after: Inputs) -> None:
    """Raise PublishingError where records, ledger or engine changed between these two looks at them."""
    if changed := [name for name, digest in before.items() if after[name] != digest]:
        what = " and ".join("Testamur itself" if name in {"engine", "packages"} else f"the {name}" for name in changed)
        raise PublishingError(f"{what} changed while the site was built: nothing was published. Build again")


def refuse_others(mine: Inputs, others: Inputs, *, where: str, remedy: str) -> None:
    """Raise PublishingError where one of `mine` is not the same among the `others`, whose place is called `where`."""
    for name, value in mine.items():
        if others.get(name) != value:
            raise PublishingError(f"{where} has {NAMES.get(name, name)}{_both(name, mine, others)}. {remedy}")


def _both(name: str, mine: Inputs, others: Inputs) -> str:
    """Return both values in words, where people can make something of them."""
    return f" ({others.get(name, 'none')}, and not {mine[name]})" if name == "instant" else ""


def _engine() -> str:
    package = Path(testamur.__file__).parent
    plugin = installed.plugin_in_checkout() or package.parent / "pelican" / "plugins" / "testamur"
    # In a checkout our theme lies outside the package.
    folders = (package, plugin, installed.shipped_folder("theme"))
    parts = [digest_of_folder(folder, without=_FOLDERS_OF_TOOLS) for folder in folders]
    return f"{testamur.__version__} {digest_of_words(parts)}"


def _packages() -> str:
    """Return the versions of Python and of the packages that Testamur needs."""
    try:
        needed = importlib.metadata.requires("testamur") or ()
    except importlib.metadata.PackageNotFoundError:  # run from a checkout that is not installed
        needed = ()
    names = {match[0].lower() for line in needed if "extra ==" not in line and (match := re.match(r"[\w.-]+", line))}
    return ", ".join([f"python {platform.python_version()}", *(f"{name} {_version(name)}" for name in sorted(names))])


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"
