"""Commands that write down runs of courses, and pathways through them."""
