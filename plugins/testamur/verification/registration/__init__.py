"""The check `registered`: an award stands in its issuer's public log, entered while its key was good."""
