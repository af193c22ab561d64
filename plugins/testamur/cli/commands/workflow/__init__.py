"""`testamur ci`: the commands that workflows run."""
