"""Data Integrity proofs: multibase, Multikey, JCS, RDF canonicalization, and making and checking one proof.

`keys` alone touches private keys; nothing that builds or publishes a site may import it.
"""
