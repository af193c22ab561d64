"""Makes a site on several machines: whose part is what, and how parts become what one machine would have made."""
