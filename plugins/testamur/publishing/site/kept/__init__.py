"""What is kept of the last build, so that the next one writes only what changed (decision 18)."""
