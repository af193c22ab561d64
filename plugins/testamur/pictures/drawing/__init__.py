"""Drawings made pixels: in few colours, small, and kept from run to run by what they were drawn from."""
