"""Which award, learner, achievement or level a person means."""
