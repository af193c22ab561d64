"""What the files of the ledger have to look like before their parts are used.

A copy of the ledger may be damaged, and lies on a branch to which more people may push than hold the key. Whatever is
in a file of it ends in a LedgerError that names the file, never in a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import orjson

from testamur.errors import LedgerError
from testamur.text import dates

Choice = TypeVar("Choice", bound=str)


def parse(data: bytes) -> Any:
    """Return the value of a JSON text in UTF-8; ValueError if it is none, or nested too deeply."""
    return orjson.loads(data)


def text(value: Any) -> str:
    """Return a text; TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} stands where a text belongs")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """Return a list of texts; TypeError for anything else."""
    return tuple(map(text, listed(value)))


def listed(value: Any, least: int = 0) -> list[Any]:
    """Return a list of `least` values or more; TypeError or ValueError for anything else."""
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} stands where a list belongs")
    number(len(value), least)
    return value


def one_of(value: Any, known: tuple[Choice, ...]) -> Choice:
    """Return a text that is one of those known; TypeError or ValueError for anything else."""
    if text(value) not in known:
        raise ValueError(f"{value!r} is none of {', '.join(map(str, known))}")
    return cast(Choice, value)


def number(value: Any, least: int = 0) -> int:
    """Return a whole number of `least` or more; TypeError or ValueError for anything else."""
    if type(value) is not int:
        raise TypeError(f"{type(value).__name__} stands where a number belongs")
    if value < least:
        raise ValueError(f"{value} is too small")
    return value


def instant(value: Any) -> str:
    """Return an instant as it is written; TypeError or ValueError for anything else."""
    dates.read_instant(text(value))
    return str(value)


def mapping(value: Any) -> Mapping[str, Any]:
    """Return an object; TypeError for anything else."""
    if not isinstance(value, dict):
        raise TypeError(f"{type(value).__name__} stands where an object belongs")
    return value


def read_document(data: bytes, file: str) -> Mapping[str, Any]:
    """Return a signed document; LedgerError, with the file's name, if it lacks what every one has.

    For looking into it. To verify it, read the bytes with a parser that keeps integers of any length.
    """
    try:
        found = mapping(parse(data))
        text(found["id"])
        instant(found["validFrom"])
        mapping(found["credentialSubject"])
        for proof in listed(found["proof"], 1):
            for member in ("created", "cryptosuite", "proofValue", "verificationMethod"):
                text(mapping(proof)[member])
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(f"{file} is not what was signed ({error}). Fetch the ledger again") from error
    return found
