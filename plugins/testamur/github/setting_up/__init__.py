"""Sets a repository on GitHub up for a registry: reads each setting, and changes only what differs."""
