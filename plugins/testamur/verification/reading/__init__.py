"""What a verifier is handed, read strictly: JSON, instants, credentials inside pictures."""
