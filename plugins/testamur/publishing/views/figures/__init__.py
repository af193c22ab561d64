"""Figures as pages show them: their page, and what an achievement's page says of its courses."""
