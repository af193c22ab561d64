"""Makes the archive from which a repository installs exactly the Testamur that is running.

A wheel compresses each of its files by itself, and Testamur has hundreds of small ones: compressed as one they take
half as much, and the archive is in every registry, once for each release. For pip it is a source distribution that
needs nothing to be built but what it has inside (`build_backend.py`). Names in order, one date for all, no trace of an
installer, so that the same files give the same bytes. Follows the source distribution format of the Python Packaging
User Guide, and PEP 517, "In-tree build backends".
"""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import io
import lzma
import re
import tarfile
from collections.abc import Mapping

from testamur import __version__
from testamur.authoring.repository.tool import build_backend, own_files

NAME = f"testamur-{__version__}.tar.gz"
_TOP = f"testamur-{__version__}"
_DOCS = "testamur/docs"
# Whoever changes Testamur has a checkout.
_FOR_DEVELOPERS = tuple(f"{_DOCS}/{name}" for name in ("decisions/", "architecture.md", "testing.md", "bench.jsonl"))
_FOR_TRANSLATORS = re.compile(rb"^#.*\n", re.MULTILINE)  # where a sentence is, and what it has in it (gettext)
_DATE = 1_580_601_600  # 2020-02-02, in seconds
# As fits text: the letter before one says most of it (lc), and its place among four or eight nothing (lp, pb).
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
_SETTINGS = """\
# What pip asks before it installs this: nothing has to be fetched, and build_backend.py beside this file does the rest.
[build-system]
requires = []
build-backend = "build_backend"
backend-path = ["."]
"""
# Only what has to be said: the whole of it is among the files, and pip asks the wheel. In later versions of the format,
# what is left out here would be promised to be left out there.
_METADATA = f"""\
Metadata-Version: 2.1
Name: testamur
Version: {__version__}
"""


@functools.cache
def own() -> bytes:
    """Return the archive of the running Testamur; UsageError if it cannot be made."""
    return packed(own_files.read())


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return an archive of the files of a wheel, by name."""
    backend = importlib.resources.files("testamur.authoring.repository.tool") / "build_backend.py"
    names = sorted(name for name in contents if not name.startswith(_FOR_DEVELOPERS))
    files = build_backend.joined({name: _needed(name, contents[name]) for name in names})
    return _tar(
        {
            "PKG-INFO": _METADATA.encode(),
            "build_backend.py": backend.read_bytes(),
            build_backend.FILES: lzma.compress(files, filters=_FILTERS),
            "pyproject.toml": _SETTINGS.encode(),
        }
    )


def _needed(name: str, data: bytes) -> bytes:
    """Return a file without what nobody has a use for in a repository; the same again, of what is returned."""
    if name.endswith(".po"):
        return _FOR_TRANSLATORS.sub(b"", data)
    if name == f"{own_files.INFO}/METADATA":
        head, ends, _ = data.partition(b"\n\n")  # the rest is the README, for the page of an index
        return head + b"\n" if ends else data
    return data


def _tar(contents: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in contents.items():
            entry = tarfile.TarInfo(f"{_TOP}/{name}")
            entry.size, entry.mtime, entry.mode = len(data), _DATE, 0o644
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(file.getvalue(), 9, mtime=0)
