"""Commands that change records which are there, one field after another."""
