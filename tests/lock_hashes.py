"""Leaves in requirements.lock the hashes of the files that a promised Python takes on a usual machine, and no others.

uv writes down every file that a release has on the index, those for long-gone Pythons and rare processors too: four of
five. All of them would lie in every new repository, and whoever reviews an upgrade would see them. Sources go as well,
so that no job builds what it installs. Which hash belongs to which file uv says in a pylock.toml (PEP 751).

Run it as `make lock` does: python tests/lock_hashes.py requirements.lock
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

# Of a wheel's name: "Platform compatibility tags" of the Python Packaging User Guide.
_MACHINES = re.compile(r"any|(?:many|musl)linux\w*_(?:x86_64|aarch64)|macosx\w*|win_(?:amd64|arm64)")
_OTHER_PYTHONS = re.compile(r"(?:pp|graalpy)\w*|cp\d+t")  # PyPy, GraalPy, and CPython without its lock
_HASH = re.compile(r" *--hash=sha256:(\w{64})(?: \\)?\n")


def fits(name):
    """Whether a file is a wheel for CPython on Linux, macOS or Windows, on a processor of 64 bits."""
    if not name.endswith(".whl"):
        return False
    python, abi, machines = name.removesuffix(".whl").split("-")[-3:]
    if _OTHER_PYTHONS.fullmatch(python) or _OTHER_PYTHONS.fullmatch(abi):
        return False
    return any(_MACHINES.fullmatch(machine) for machine in machines.split("."))


def trimmed(lock, names):
    """The lock with the hashes of files that fit; `names` has the name of each by its hash.

    ValueError where a package would be left without any.
    """
    entries = []
    for entry in re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE):
        hashes = _HASH.findall(entry)
        kept = [one for one in hashes if fits(names.get(one, ""))]
        if hashes and not kept:
            raise ValueError(f"{entry.split()[0]} has no wheel for the machines that are usual")
        lines = "".join(f"    --hash=sha256:{one} \\\n" for one in kept)
        entries.append(_HASH.sub("", entry) + lines.removesuffix(" \\\n") + "\n" if hashes else entry)
    return "".join(entries)


def names_of_files(lock):
    """The name of each file of the lock's releases that a promised Python may take, by its hash; uv asks the index."""
    pins = "\n".join(re.findall(r"^[\w.-]+==[^\\\n]*", lock, flags=re.MULTILINE))
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "pylock.toml")
        uv = Path(sys.executable).with_name("uv")
        how = ["--quiet", "--universal", "--python-version", "3.11", "--no-deps", "--format", "pylock.toml"]
        command = [uv, "pip", "compile", *how, "--output-file", found, "-"]
        subprocess.run(command, input=pins, text=True, check=True, stdout=subprocess.DEVNULL)
        packages = tomllib.loads(found.read_text(encoding="utf-8"))["packages"]
    return {
        one["hashes"]["sha256"]: one.get("name") or one["url"].rpartition("/")[2]
        for package in packages
        for one in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    }


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        text = path.read_text(encoding="utf-8")
        path.write_text(trimmed(text, names_of_files(text)), encoding="utf-8")
