"""The ledger as a transparency log: what its root key signed about keys, and the checkpoints of what was entered."""
