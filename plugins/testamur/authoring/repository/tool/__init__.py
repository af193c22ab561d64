"""What an institution's repository runs: the tool's archive, what installs it by hash, and the commits of actions."""
