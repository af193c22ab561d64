"""The machine and the versions that a measurement belongs to."""

import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from paths import ROOT
from testamur import __version__

_PACKAGES = ("pelican", "cryptography", "openbadgeslib")


def description() -> str:
    """One sentence: cores, processor, system, Python, and what was measured beside us."""
    cores = os.cpu_count() or 1
    known = [f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES]
    others = ", ".join(filter(None, [*known, _digital_bazaar(), _hugo()]))
    system = f"{platform.system()} {platform.release()}"
    return (
        f"{cores} {'core' if cores == 1 else 'cores'} of {_processor()}, {system}, "
        f"{platform.python_implementation()} {platform.python_version()}; Testamur {__version__}, {others}"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        text = ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor() or platform.machine()


def _digital_bazaar() -> str:
    package = ROOT / "tests" / "judges" / "node_modules" / "@digitalbazaar" / "vc" / "package.json"
    return f"@digitalbazaar/vc {json.loads(package.read_bytes())['version']}" if package.is_file() else ""


def _hugo() -> str:
    if shutil.which("hugo") is None:
        return ""
    said = subprocess.run(["hugo", "version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\bv([0-9.]+)", said)
    return f"Hugo {found[1]}" if found else "Hugo"
