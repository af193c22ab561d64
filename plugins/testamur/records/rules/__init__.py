"""Rules that no schema can express: between records, against the calendar, and against the issuer's policies."""
