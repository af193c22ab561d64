"""Publishing: from the ledger and the records to the finished site."""
