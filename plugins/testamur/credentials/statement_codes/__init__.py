"""What a statement code holds: a short statement of an award, and the address that it is written in."""
