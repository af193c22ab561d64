"""Whether a second person approved what is signed: what main brought, who had a hand in it, and whose ledger it is."""
