"""Plain values: characters, words and how they are compared, days and instants, codes, ids, tables, problems."""
