"""Keeps the ledger of everything that was issued, append-only, and issues into it."""
