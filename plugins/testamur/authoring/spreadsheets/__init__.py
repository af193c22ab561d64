"""Turns a spreadsheet into new learners and awards."""
