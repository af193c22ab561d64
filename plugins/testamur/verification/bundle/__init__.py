"""Bundles: one award with all that its checks ask for, as one file that is verified without its issuer."""
