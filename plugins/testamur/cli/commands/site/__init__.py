"""Commands that sign, build, serve and verify."""
