"""Authoring: new records and a repository of one's own."""
