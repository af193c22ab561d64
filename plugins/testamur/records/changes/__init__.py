"""What a change to records may do against its base, and what it does in plain sentences."""
