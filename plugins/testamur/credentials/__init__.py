"""Composes the documents that are signed, from awards to status lists, and knows every address in them."""
