"""Lets a browser make a PDF of a document that stands alone: Chromium or one of its kind, if the machine has one.

The browser gets a folder of its own, no network and none of our secrets. What it makes is looked at before it is taken:
a PDF, with as many pages as there should be.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from testamur.errors import PublishingError

NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "msedge",
)  # fmt: skip
# Where they lie on systems that do not put programs on the path.
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# No other variable is handed on: a signing key may be among them.
_ENVIRONMENT = (
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LOCALAPPDATA", "PROGRAMFILES",
    "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_DATA_HOME", "XDG_DATA_DIRS",
)  # fmt: skip
_OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--no-pdf-header-footer",
    # No name leads anywhere, and what has none is sent to a proxy that is not there.
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
)  # fmt: skip
SECONDS, SECONDS_A_PAGE, MOST_SECONDS = 60.0, 0.5, 900.0
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def find_browser() -> str:
    """Return the path of a browser that can make PDFs; "" where there is none."""
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None) or next((path for path in _ELSEWHERE if Path(path).is_file()), "")


def make(html: str, *, browser: str, pages: int, folder: Path, seconds: float | None = None) -> bytes:
    """Return a document as PDF of so many pages, in at most `seconds`; `folder` is where the work may be done.

    Raises PublishingError if the browser fails, takes too long, or makes another number of pages.
    """
    seconds = min(MOST_SECONDS, SECONDS + SECONDS_A_PAGE * pages) if seconds is None else seconds
    # Not in the system's folder for such things, which browsers in a snap do not see. A browser that was ended may
    # still write into its profile.
    with tempfile.TemporaryDirectory(prefix="certificates-", dir=folder, ignore_cleanup_errors=True) as name:
        work = Path(name).resolve()
        source, made = work / "document.html", work / "document.pdf"
        source.write_text(html, encoding="utf-8")
        _run([browser, *_OPTIONS, *_sandbox(), f"--user-data-dir={work / 'profile'}",
              f"--print-to-pdf={made}", source.as_uri()], seconds)  # fmt: skip
        try:
            data = made.read_bytes()
        except OSError:
            data = b""
    if not data.startswith(b"%PDF-"):
        raise PublishingError(f"{browser} made no PDF")
    number = len(_PAGE.findall(data))
    # A browser that packs its pages away shows none to count.
    if number and number != pages:
        raise PublishingError(f"{browser} made a PDF of {number} pages, where there should be {pages}")
    return data


def _run(command: list[str], seconds: float) -> None:
    """Run the browser, and end all of its processes with it."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise PublishingError(f"{command[0]} cannot be run: {error.strerror}") from error
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise PublishingError(f"{command[0]} took more than {seconds:.0f} seconds") from None
    finally:
        _end(process)
    if code:
        raise PublishingError(f"{command[0]} failed (exit code {code})")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of the browser: the processes that it started are of its group."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _sandbox() -> tuple[str, ...]:
    """Return what a browser needs to start where it has no sandbox: for root, and in the container of a build machine.

    Our document runs no script, and has no picture that was not drawn or cleaned by us.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root or os.environ.get("CI") else ()
