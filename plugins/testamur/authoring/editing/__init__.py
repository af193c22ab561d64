"""Writes records and edits them as text, keeping every byte that an edit does not change."""
