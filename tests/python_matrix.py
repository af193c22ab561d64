"""`make pythons`: runs the tests from the built wheel on each promised Python found here, with three sets of packages.

The locked packages, the newest, and the oldest that pyproject.toml allows (`lowest-direct`); those in between are
promised too. Each run has an environment of its own, which is thrown away, with only the wheel installed.
`make pythons ONLY="3.12 newest"` narrows it down; a missing Python is then a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROMISED = ("3.11", "3.12", "3.13", "3.14")
DEPENDENCIES = ("--requirements", "pyproject.toml", "--group", "pyproject.toml:test")
PACKAGES = {
    "locked": ("--require-hashes", "--requirements", "requirements-dev.lock"),
    "newest": ("--upgrade", *DEPENDENCIES),
    "oldest": ("--resolution", "lowest-direct", *DEPENDENCIES),
}


def main(only):
    if unknown := only - {*PROMISED, *PACKAGES}:
        sys.exit(f"Neither a Python nor packages: {' '.join(sorted(unknown))}. Name some of {(*PROMISED, *PACKAGES)}.")
    found = {}
    with tempfile.TemporaryDirectory(prefix="testamur-pythons-") as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        [wheel] = Path(folder).glob("*.whl")
        for version in [one for one in PROMISED if one in only] or PROMISED:
            python = interpreter(version)
            for packages in [one for one in PACKAGES if one in only] or PACKAGES:
                if python:
                    ran = run(python, packages, wheel, Path(folder, f"{version}-{packages}"))
                    found[version, packages] = "passed" if ran else "FAILED"
                else:
                    found[version, packages] = "FAILED: this Python is not here" if version in only else "not here"
    for (version, packages), outcome in found.items():
        print(f"Python {version}, {packages} packages: {outcome}")
    sys.exit(any(outcome.startswith("FAILED") for outcome in found.values()))


def interpreter(version):
    """Return a Python of this version, from the PATH or from pyenv; None if there is none that runs."""
    named = f"python{version}"
    kept = Path.home().glob(f".pyenv/versions/{version}.*/bin/{named}")
    for path in filter(None, [*(shutil.which(named, path=part) for part in os.get_exec_path()), *kept]):
        # pyenv has a shim for every Python, and runs some of them.
        if subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    return None


def run(python, packages, wheel, place):
    """Run the tests with one Python and one set of packages; say whether all passed."""
    print(f"\n{place.name}: {python}", flush=True)
    own = place / "bin" / "python"
    install = [uv(), "pip", "install", "--quiet", "--python", own]
    tests = [own, "-m", "pytest", "-q", "-n", "auto"]
    try:
        for command in (
            [uv(), "venv", "--quiet", "--no-python-downloads", "--python", python, place],
            [*install, *PACKAGES[packages]],
            [*install, "--no-deps", wheel],
            [own, "-c", f"import testamur; assert testamur.__file__.startswith({str(place)!r})"],
            tests,
        ):
            subprocess.run(command, cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        print(f"{place.name}: {error}", file=sys.stderr)
        return False
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return True


def uv():
    return Path(sys.executable).with_name("uv")


if __name__ == "__main__":
    main(set(" ".join(sys.argv[1:]).split()))
