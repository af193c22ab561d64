"""Verifies a credential: six checks in order, and the one verdict that they lead to."""
