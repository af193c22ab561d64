"""Bytes with one signature, as COSE has them, and the CBOR that they are written in."""
