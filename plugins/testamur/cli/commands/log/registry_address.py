"""Addresses of registries, as they are given to commands of the log: held to what issuer.yml allows."""

from __future__ import annotations

from testamur.errors import UsageError
from testamur.records.parsing import formats
from testamur.text.characters import harmless


def base(text: str) -> str:
    """Return the base of a registry from its address; UsageError for anything that no registry can have.

    A log, and what its root key signs, names the registry by it: a slip would be signed as it is.
    """
    address = text.rstrip("/")
    try:
        formats.base(address)
    except ValueError as error:
        raise UsageError(
            f"{harmless(text, 100)} is not the address of a registry, such as https://badges.example.org"
        ) from error
    return address
