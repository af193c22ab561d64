"""Signs the credentials of awards, in this process or in several that are split from it."""
