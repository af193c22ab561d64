"""What is checked around issuing: the commit, the ledger and the clock; and issuing for a preview."""
