"""The tool inside an institution's repository: its wheel, what installs it by hash, and whether it is pinned."""
