"""What must hold before the ledger is written to or published: whose it is, how new it is, and that it fits itself."""
