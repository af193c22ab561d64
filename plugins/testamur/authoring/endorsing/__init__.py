"""Endorsements received from others, and given to them."""
