"""From a spreadsheet to new learners and awards."""
