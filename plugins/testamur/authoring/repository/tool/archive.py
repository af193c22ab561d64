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
import tarfile
from collections.abc import Iterable, Mapping

from testamur import __version__
from testamur.authoring.repository.tool import build_backend, own_files

NAME = f"testamur-{__version__}.tar.gz"
_TOP = f"testamur-{__version__}"
_DATE = 1_580_601_600  # 2020-02-02, in seconds
_SETTINGS = """\
# What pip asks before it installs this: nothing has to be fetched, and build_backend.py beside this file does the rest.
[build-system]
requires = []
build-backend = "build_backend"
backend-path = ["."]
"""


@functools.cache
def own() -> bytes:
    """Return the archive of the running Testamur; UsageError if it cannot be made."""
    return packed(own_files.read())


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return an archive of the files of a wheel, by name."""
    # Alike beside alike, which compresses better.
    names = sorted(contents, key=lambda name: (name.rpartition(".")[2], name))
    backend = importlib.resources.files("testamur.authoring.repository.tool") / "build_backend.py"
    outer = {
        "PKG-INFO": contents[f"{own_files.INFO}/METADATA"],
        "build_backend.py": backend.read_bytes(),
        build_backend.FILES: lzma.compress(
            _tar((name, contents[name]) for name in names), preset=6 | lzma.PRESET_EXTREME
        ),
        "pyproject.toml": _SETTINGS.encode(),
    }
    return gzip.compress(_tar((f"{_TOP}/{name}", data) for name, data in outer.items()), 9, mtime=0)


def _tar(members: Iterable[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(data), _DATE, 0o644
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()
