"""Where tests find the project, and the reference data that lies beside it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared" / "reference"
CONTEXTS = REFERENCE / "contexts"
VECTORS = REFERENCE / "vectors"
SCHEMAS = REFERENCE / "schemas"
