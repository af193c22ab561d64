"""How long the slowest hostile file takes that tests/hostile_sizes.py has, whoever reads it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from paths import ROOT


def poison(size: int, folder: Path) -> dict:
    """The slowest file, the CPU seconds it takes, and how many files there were."""
    import hostile_sizes

    if sys.platform != "linux":
        return {"missing": "skipped: only Linux keeps a process to a size"}
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(["plugins", "tests"])}
    answers = []
    for reader in hostile_sizes.READERS:
        command = [sys.executable, "tests/hostile_sizes.py", reader]
        done = subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, check=True)
        answers += [(json.loads(line)[2], f"{reader}, {json.loads(line)[0]}") for line in done.stdout.splitlines()]
    seconds, title = max(answers)
    return {"cpu": seconds, "title": title, "files": len(answers)}
