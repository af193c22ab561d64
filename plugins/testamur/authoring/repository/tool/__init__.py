"""What an institution's repository runs: the tool's wheel, what installs it by hash, and the commits of actions."""
