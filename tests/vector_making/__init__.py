"""Makes the verifiers' vectors, a module for each kind of case; tests/make_vectors.py writes them.

`sample_credentials` and `sample_web` have what is signed and published, `broken_web` what is published wrongly.
Each module of cases adds some, with what must be said of them: written by hand, and never taken from a verifier.
"""
