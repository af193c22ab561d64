"""`testamur log`: the public log of what the registry issues."""
