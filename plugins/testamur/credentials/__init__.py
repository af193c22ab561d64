"""Credentials: from an award to the documents that are signed, and their addresses."""
