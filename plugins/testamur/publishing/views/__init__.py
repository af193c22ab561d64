"""What each page is given: view models computed from what was published, and nothing else."""
