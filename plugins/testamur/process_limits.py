"""How another process begins, which of our variables it is given, and what it may take where its system has bounds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows: the time-out of whoever asks is what bounds it there.
    resource = None  # type: ignore[assignment]


_ENGINE = str(Path(__file__).resolve().parents[1])
# What a process needs to start. No other variable is handed on: a signing key may be among them.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def command(start: str, *arguments: str) -> list[str]:
    """Return the command of a Python that runs `start`, in which `sys.argv` has the arguments, then where modules are.

    It takes nothing from the user's own site or environment: `start` makes those places its `sys.path`.
    """
    return [sys.executable, "-I", "-S", "-c", start, *arguments, _ENGINE, *(path for path in sys.path if path)]


def environment() -> dict[str, str]:
    """Return the variables that a Python is given which reads what strangers made."""
    return {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}


def without_secrets() -> dict[str, str]:
    """Return the variables that other programs are given, such as git: all but ours, which a key may be among."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TESTAMUR_")}


def bound(name: str, most: int) -> None:
    """Set a limit of this process (`RLIMIT_AS`, `RLIMIT_CPU` …), where its system has one and lets it be set."""
    if resource is None:
        return
    try:
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        resource.setrlimit(number, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    except (AttributeError, OSError, ValueError):
        pass  # The time-out of whoever asks still holds.
