"""Finds the files of the Testamur that is running, for a repository that shall install exactly this one.

From an installation they are those that RECORD names, each verified against its hash there; from a checkout, those that
hatchling puts into the wheel. Follows the binary distribution format of the Python Packaging User Guide.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from testamur import __version__, installed, process_limits
from testamur.authoring.repository.tool import build_backend
from testamur.errors import UsageError

INFO = f"testamur-{__version__}.dist-info"
_RECORD = f"{INFO}/RECORD"
_OURS = ("testamur/", "pelican/plugins/testamur/", f"{INFO}/")
# What an installer writes beside the files of a wheel: when, from where, and by whom it was installed.
_OF_INSTALLERS = frozenset({"INSTALLER", "REQUESTED", "direct_url.json", "uv_build.json", "uv_cache.json"})
_ANEW = "install Testamur anew, and run this again"


def read() -> dict[str, bytes]:
    """Return the files of the running Testamur by their names in a wheel, without RECORD.

    UsageError if they cannot be found, or are not as they were installed.
    """
    top = installed.checkout()
    return _built(top) if top else recorded(Path(installed.__file__).resolve().parent.parent)


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
        if expected != build_backend.record_hash(data):
            raise UsageError(f"{path} is not as it was installed: {_ANEW}")
        found[name] = data
    return found


def _built(top: Path) -> dict[str, bytes]:
    """Return the files that hatchling puts into the wheel of a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        done = subprocess.run(command, cwd=top, env=process_limits.without_secrets(), capture_output=True, check=False)
        made = Path(folder, f"testamur-{__version__}-py3-none-any.whl")
        if done.returncode or not made.is_file():
            raise UsageError(
                f"hatchling could not build the wheel of the checkout in {top}: run make tool there, and this again"
            )
        with zipfile.ZipFile(made) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name != _RECORD}


def _is_of_the_wheel(name: str) -> bool:
    parts = name.split("/")
    if not name.startswith(_OURS) or name == _RECORD or {"..", "__pycache__"} & set(parts):
        return False
    return not (parts[0] == INFO and parts[-1] in _OF_INSTALLERS)
