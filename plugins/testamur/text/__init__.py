"""Plain values: characters, slugs, days and instants, codes, ids, tables, and problems put into words."""
