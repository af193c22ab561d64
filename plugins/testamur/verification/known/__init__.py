"""Issuers that somebody has made sure of: the lists of them, and what a verdict says of theirs (decision 21)."""
