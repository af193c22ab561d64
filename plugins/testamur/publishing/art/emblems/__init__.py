"""The emblems of drawn badges: what each looks like, and which one an achievement has."""
