"""Commands about awards: acts, lists and searches, and files to hand out."""
