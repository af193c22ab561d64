"""Counts awards and people on courses, and chooses which counts may be shown together."""
