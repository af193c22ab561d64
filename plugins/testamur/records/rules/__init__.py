"""What is wrong with records that a schema cannot see: between files, against the calendar and the policies."""
