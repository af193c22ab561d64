"""Drawings that people bring: what is safe is copied in plain form, and all else refused with its place."""
