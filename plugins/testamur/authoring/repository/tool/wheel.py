"""Makes a wheel of the Testamur that is running, for a repository that shall install exactly this one.

From an installation it is made of the files that RECORD names, each verified against its hash there; from a checkout,
of what hatchling builds. Either is packed here: names in order, one date for all, no trace of an installer, so that
the same files give the same bytes. Follows the binary distribution format of the Python Packaging User Guide.
"""

from __future__ import annotations

import base64
import csv
import functools
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from testamur import __version__, installed, process_limits
from testamur.errors import UsageError

NAME = f"testamur-{__version__}-py3-none-any.whl"
_INFO = f"testamur-{__version__}.dist-info"
_RECORD = f"{_INFO}/RECORD"
_OURS = ("testamur/", "pelican/plugins/testamur/", f"{_INFO}/")
# What an installer writes beside the files of a wheel: when, from where, and by whom it was installed.
_OF_INSTALLERS = frozenset({"INSTALLER", "REQUESTED", "direct_url.json", "uv_build.json", "uv_cache.json"})
_DATE = (2020, 2, 2, 0, 0, 0)
_ANEW = "install Testamur anew, and run this again"


@functools.cache
def own() -> bytes:
    """Return the wheel of the running Testamur; UsageError if it cannot be made."""
    top = installed.checkout()
    return packed(_built(top) if top else recorded(Path(installed.__file__).resolve().parent.parent))


def recorded(packages: Path) -> dict[str, bytes]:
    """Return the files of the Testamur installed in a folder of packages, by name, without RECORD.

    Raises UsageError if RECORD is missing, or if a file is gone or is not as it was installed.
    """
    try:
        rows = list(csv.reader((packages / _RECORD).read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError, csv.Error):
        raise UsageError(f"{packages / _RECORD} cannot be read, so nobody knows what was installed: {_ANEW}") from None
    found = {}
    for name, expected in (row[:2] for row in rows if len(row) == 3):
        if not _is_of_the_wheel(name):
            continue
        path = packages / name
        try:
            data = path.read_bytes()
        except OSError:
            raise UsageError(f"{path} is gone since it was installed: {_ANEW}") from None
        if expected != _record_hash(data):
            raise UsageError(f"{path} is not as it was installed: {_ANEW}")
        found[name] = data
    return found


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return a wheel of these files, with a RECORD of its own."""
    names = sorted(name for name in contents if name != _RECORD)
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerows((name, _record_hash(contents[name]), len(contents[name])) for name in names)
    writer.writerow((_RECORD, "", ""))
    # The format asks for the metadata at the end of the archive.
    names.sort(key=lambda name: name.startswith(f"{_INFO}/"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in [*names, _RECORD]:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as on Unix, on every system
            data = rows.getvalue().encode() if name == _RECORD else contents[name]
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()


def _built(top: Path) -> dict[str, bytes]:
    """Return the files that hatchling puts into the wheel of a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        done = subprocess.run(command, cwd=top, env=process_limits.without_secrets(), capture_output=True, check=False)
        made = Path(folder, NAME)
        if done.returncode or not made.is_file():
            raise UsageError(
                f"hatchling could not build the wheel of the checkout in {top}: run make tool there, and this again"
            )
        with zipfile.ZipFile(made) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def _is_of_the_wheel(name: str) -> bool:
    parts = name.split("/")
    if not name.startswith(_OURS) or name == _RECORD or {"..", "__pycache__"} & set(parts):
        return False
    return not (parts[0] == _INFO and parts[-1] in _OF_INSTALLERS)


def _record_hash(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
