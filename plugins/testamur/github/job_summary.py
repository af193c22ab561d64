"""The summary that GitHub shows of a workflow's job, in Markdown."""

from __future__ import annotations

import os
from pathlib import Path


def add(text: str) -> None:
    """Add to the summary of the job; nothing happens where this is none."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(text)
