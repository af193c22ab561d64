"""Where a verifier gets what others publish: from a folder, or from the web."""
