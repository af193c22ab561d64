"""Commands that sign, build, show and verify."""
