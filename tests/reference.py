"""Reference data that no package carries: JSON Schemas and signed examples that their authors publish.

It is read from `../shared/reference`, or from the folder that TESTAMUR_REFERENCE names. A test that needs it is marked
`@pytest.mark.reference(…)` with the name of the data. Without the folder such a test is skipped, and the closing lines
of the run say which comparisons were skipped (conftest.py); with it, nothing is skipped for want of a file.
"""

import json
import os
from pathlib import Path
from typing import Any

from paths import ROOT

FOLDER = Path(os.environ.get("TESTAMUR_REFERENCE") or ROOT.parent / "shared" / "reference")
REASON = "the reference data is not here"

# The data that a test compares with, named in the closing lines.
SCHEMAS = "1EdTech's JSON Schemas"
W3C_VECTORS = "W3C's test vectors"
ONE_EDTECH_VECTORS = "1EdTech's signed examples"
CONTEXTS = "JSON-LD contexts as their authors publish them"
FOREIGN = "awards of other issuers"
WORKED_EXAMPLE = "an example signed and checked by others"

W3C = FOLDER / "vectors" / "w3c-vc-di-eddsa"
ONE_EDTECH = FOLDER / "vectors" / "1edtech-ob-clr"
EXAMPLE = FOLDER / "worked-example"


def is_here() -> bool:
    return FOLDER.is_dir()


def schemas(family: str = "ob30") -> list[bytes]:
    """The JSON Schemas of a family (`ob30`, `clr20`), as they are published."""
    return [file.read_bytes() for file in sorted((FOLDER / "schemas" / family).iterdir())]


def schema(kind: str) -> Any:
    """1EdTech's JSON Schema of a kind of document: `achievementcredential`, `clrcredential` …"""
    family = "clr20/clr_v2p0" if kind == "clrcredential" else "ob30/ob_v3p0"
    return json.loads((FOLDER / "schemas" / f"{family}_{kind}_schema.json").read_bytes())
