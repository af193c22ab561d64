"""A registry's end, and what outlives it: closed; its whole in one file, made and checked; served by another host."""
