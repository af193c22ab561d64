"""The `testamur` command: each module parses options, calls one function, and prints its result."""
