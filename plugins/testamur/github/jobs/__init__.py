"""The jobs of the workflows, one command each."""
