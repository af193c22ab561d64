"""The archive that a repository installs the tool from: unpacked, and made into a wheel as pip would."""

import io
import subprocess
import sys
import tarfile

from testamur import __version__

INFO = f"testamur-{__version__}.dist-info"
TOP = f"testamur-{__version__}"
FILES = {"testamur/a.py": b"a = 1\n", f"{INFO}/METADATA": b"Name: testamur\n"}
# Without `site`, nothing that is installed can be imported.
BUILD = "import sys; sys.path[:0] = ['.']; import build_backend; print(build_backend.build_wheel(sys.argv[1]))"


def unpacked(data, folder):
    """The folder that an archive has in it, unpacked into another."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="data")
    return folder / TOP


def wheel_of(data, folder):
    """The wheel that the archive's own backend makes of it, as a path."""
    source = unpacked(data, folder)
    command = [sys.executable, "-I", "-S", "-c", BUILD, str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=True)
    return folder / done.stdout.strip()
