"""A stand-in for GitHub on this machine alone: git, the API, the pages, and the actions that workflows use."""
