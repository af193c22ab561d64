"""Publishing: what the site is made of."""
