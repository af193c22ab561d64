"""The ledger: what was issued, append-only."""
