"""What axe-core says of a page in Chromium: accessibility, as far as a program can judge it."""

import tools
from paths import ROOT

AXE = ROOT / "tests" / "judges" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints(page):
    """What axe-core says of a page as it is now."""
    if not AXE.is_file():
        tools.missing("axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(rules) => axe.run({runOnly: rules})", RULES)
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found["violations"]]
