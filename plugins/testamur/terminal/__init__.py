"""Shared parts of the commands: options, questions, tables, progress bars, secrets, and the clock."""
