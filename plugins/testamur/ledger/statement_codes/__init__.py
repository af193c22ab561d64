"""Statement codes in the ledger: which awards have one, and signing them in a run."""
