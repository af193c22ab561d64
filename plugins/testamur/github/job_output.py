"""What a step tells the workflow that it runs in: outputs, which conditions of later steps and jobs ask for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

# A record, or a person, can say nothing here: a line more would be another output.
Name = Literal["proposed", "superseded"]


def set_true(name: Name) -> None:
    """Set an output of the step to `true`; nothing happens where this is no step of a workflow."""
    _write(f"{name}=true\n")


def set_log_size(size: int) -> None:
    """Set the output `log-size` to how many entries the log has."""
    _write(f"log-size={size}\n")


def _write(line: str) -> None:
    file = os.environ.get("GITHUB_OUTPUT")
    if file:
        with Path(file).open("a", encoding="utf-8") as outputs:
            outputs.write(line)
