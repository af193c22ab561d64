"""What every test may rely on."""

import sys
from pathlib import Path

# Tests share small helpers (paths.py, judges.py …) without being a package themselves.
sys.path.insert(0, str(Path(__file__).resolve().parent))
