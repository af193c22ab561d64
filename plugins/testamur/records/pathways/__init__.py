"""What pathways come to: which are complete, how far it is to the end, and ways that nobody can go."""
