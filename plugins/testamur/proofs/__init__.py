"""Makes and checks Data Integrity proofs: multibase, Multikey, JCS, RDF canonicalization.

`keys` alone touches private keys; nothing that builds or publishes a site may import it.
"""
