"""Verification: the ordered checks and the verdict."""
