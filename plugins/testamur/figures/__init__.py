"""Counts of awards and of people on courses, and which of them may be shown together."""
