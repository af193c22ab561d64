"""What the lists of achievements and of skills are made of."""
