"""Checks statement codes: what a signature shows where nothing else can be asked."""
