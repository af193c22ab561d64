"""Testamur: YAML records become a static, signed, verifiable registry of Open Badges 3.0."""

__version__ = "0.1.0"
