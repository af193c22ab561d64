"""Commands for signing keys."""
