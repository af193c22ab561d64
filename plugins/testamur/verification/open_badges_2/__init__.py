"""Awards of Open Badges 2.0: looked up at their own address, or signed as a JWS; beside what later versions have."""
