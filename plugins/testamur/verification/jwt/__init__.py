"""Reads credentials that are secured as JSON Web Tokens: the header, the claims, the credential in them."""
