"""Everything that knows GitHub: its API, issue forms, approval by review, and what its workflows run."""
