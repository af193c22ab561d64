"""Makes RDF of documents in any published vocabulary of badges: the table of terms, contexts by it, and the quads."""
