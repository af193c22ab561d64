"""Exports the texts of records for a translator, and imports the translations."""
