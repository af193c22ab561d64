"""pip in a job's Python: `pip download` fetches nothing, and takes what is on this machine; all else is pip itself.

The packages that requirements.txt pins are installed in a job's Python already, so that no test needs an index. A
download checks that each is there in the version that is asked for, and hands on the one file that is not: the archive
in the repository, by its hash. Installed as `pip/__main__.py`, beside the folder `REAL` that has pip.
"""

import hashlib
import importlib.metadata
import re
import runpy
import shutil
import sys
from pathlib import Path

REAL = Path(__file__).resolve().parents[4] / "real-pip"


def stop(message):
    sys.exit(f"ERROR: {message}")


def download(arguments):
    """Do what `pip download --require-hashes --only-binary :all: --requirement FILE --dest FOLDER` would."""
    if arguments[:3] != ["--require-hashes", "--only-binary", ":all:"] or arguments[3::2] != [
        "--requirement",
        "--dest",
    ]:
        stop(f"these tests know no such download: {arguments}")
    requirements, folder = arguments[4::2]
    text = Path(requirements).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        what, hashes = line.split()[0], set(re.findall(r"--hash=sha256:(\w+)", line))
        if not hashes:
            stop(f"{what} has no hash")
        if what.startswith("./"):
            data = Path(what).read_bytes()
            if hashlib.sha256(data).hexdigest() not in hashes:
                stop(f"THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE: {what}")
            Path(folder).mkdir(exist_ok=True)
            shutil.copy(what, folder)
        elif ";" not in line and importlib.metadata.version(what.partition("==")[0]) != what.partition("==")[2]:
            stop(f"{what} is not what is installed here")


if __name__ == "__main__":
    if sys.argv[1:2] == ["download"]:
        download(sys.argv[2:])
    else:
        sys.modules.pop("pip", None)
        sys.path.insert(0, str(REAL))
        runpy.run_module("pip", run_name="__main__", alter_sys=True)
