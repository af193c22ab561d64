"""`testamur ci`: what workflows run."""
