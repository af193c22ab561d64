"""Pathways as pages show them: each as a whole, where an achievement leads, and how far a learner is."""
