"""Compares a change with its base: what it must not do, and what it does, in plain sentences."""
