"""Bounds on what this process may take, set where its system has them: for processes that read what strangers made."""

from __future__ import annotations

try:
    import resource
except ImportError:  # Windows: the time-out of whoever asks is what bounds it there.
    resource = None  # type: ignore[assignment]


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
