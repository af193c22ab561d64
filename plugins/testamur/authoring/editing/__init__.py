"""Records written and changed as text, without losing a byte of what is not changed."""
