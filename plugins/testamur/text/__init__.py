"""Plain values that know nothing of records: characters, folding, days, instants, codes, ids, tables, reports."""
