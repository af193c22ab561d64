"""The language in which the command speaks to a person."""
