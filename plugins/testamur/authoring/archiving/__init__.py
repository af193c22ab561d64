"""A registry's whole in one file: made, read as a stranger's, checked, and served by another host."""
