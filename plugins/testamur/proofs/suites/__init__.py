"""Checks proofs that others made, by a fixed table of the suites in which they are made."""
