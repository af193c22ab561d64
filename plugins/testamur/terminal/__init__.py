"""What commands share on a terminal: options, questions, tables, progress bars, secrets, and the clock."""
