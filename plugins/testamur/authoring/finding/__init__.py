"""Finds the award, learner, achievement or level that a person means."""
