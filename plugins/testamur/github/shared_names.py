"""Names that repositories on GitHub have in their settings, workflows and rules, and that our code has to say alike."""

from __future__ import annotations

CHECK = "Check the records"
"""The job of check.yml, and the status that forms' changes get: rules of the repository ask for it."""
PUBLISH = "TESTAMUR_PUBLISH"
"""The variable without which nothing is published."""
