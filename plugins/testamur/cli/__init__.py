"""The `testamur` command: parse, call one function, print."""
