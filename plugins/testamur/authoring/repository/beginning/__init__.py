"""What a new registry begins with, in its languages."""
