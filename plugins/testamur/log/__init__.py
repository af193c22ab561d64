"""The transparency log: its tree, notes, checkpoints, proofs and tiles, as C2SP has them; no files, no network."""
