"""Writes one value in canonical N-Quads: an address, a string, a number, a truth value, or a word for an address.

Follows RDF 1.1 N-Quads and the canonical form of RDFC-1.0; numbers as JSON-LD 1.1 API, "Object to RDF Conversion".
Values that two processors would write differently are refused, and so are those that one would drop.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Mapping

from testamur.proofs.terms import DOUBLE, INTEGER, Term, TermKind

_MAX_INTEGER = 2**53 - 1  # beyond it, readers of JSON need not agree (RFC 8259, 6)
_LEAST_NORMAL = sys.float_info.min
_EXPONENT_FORM = 1e21  # from here on, numbers are doubles: JSON-LD 1.1 API, "Object to RDF Conversion"

# What N-Quads allows in an IRI, less the white space that JSON-LD processors take for a relative one.
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\x9f\s<>"{}|^`\\\ud800-\udfff\ufffe\uffff]+""")
_PLAIN_NAME = re.compile(r"[A-Za-z@][A-Za-z0-9]{0,40}")
_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff\ufffe\uffff]')
_HALF_WAY = re.compile(r"-?[0-9]\.[0-9]{15}50*E.*")
# Canonical N-Quads escapes these; the processors in use write some of them raw.
_DISPUTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class OutsideError(Exception):
    """Something outside the vocabulary; callers add the names that lead to it on the way up."""

    def __init__(self, reason: str, *path: str) -> None:
        self.reason = reason
        self.path = list(path)

    def printable_path(self) -> str:
        """Return the names that lead to it as they may be printed: names can be hostile text."""
        return ".".join(name if _PLAIN_NAME.fullmatch(name) else ascii(name[:40]) for name in self.path)


def write(value: object, term: Term) -> str:
    """Write a member's value, which is no object, list or credential; OutsideError if the member may not hold it."""
    return _WRITERS[term.kind](value, term)


def write_iri(text: object, *path: str) -> str:
    """Write an absolute address; `path` names the member that holds it, if that is not the caller's own."""
    if not isinstance(text, str) or not _IRI.fullmatch(text):
        raise OutsideError("an absolute address (IRI) belongs here", *path)
    return f"<{text}>"


def write_literal(text: object) -> str:
    """Write a string, without a datatype."""
    if not isinstance(text, str):
        raise OutsideError("text belongs here")
    if not _SPECIAL.search(text):
        return f'"{text}"'
    if _DISPUTED.search(text):
        raise OutsideError("text with a character that not all would sign alike: a control, a lone surrogate, U+FFFE")
    # Backslashes first: the escapes of the others bring new ones.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def write_number(value: object, *, is_double: bool = False) -> tuple[str, str]:
    """Write a JSON number, with the type it has where the vocabulary gives none (as `_EXPONENT_FORM`'s clause).

    `is_double`: the vocabulary calls it one, so that whole numbers are written as fractions are.
    """
    # True and False are integers to isinstance.
    if type(value) is not int and not (isinstance(value, float) and math.isfinite(value)):
        raise OutsideError("a number belongs here")
    # JSON knows no difference between 2 and 2.0.
    if value == int(value) and (abs(value) < _EXPONENT_FORM or isinstance(value, int)):
        if abs(value) > _MAX_INTEGER:
            raise OutsideError(f"an integer beyond ±{_MAX_INTEGER}, which not all would sign alike")
        if not is_double:
            return f'"{int(value)}"', INTEGER
    # What lies half-way between two, languages round differently; the smallest of all, some take for none.
    if _HALF_WAY.fullmatch(f"{value:.100E}") or 0 < abs(value) < _LEAST_NORMAL:
        raise OutsideError("a number that not all would sign alike")
    # JSON-LD 1.1 API, "Data Round Tripping": 15 digits after the point, then without the zeros at their end.
    mantissa, _, exponent = f"{value:.15E}".partition("E")
    whole, _, fraction = mantissa.partition(".")
    return f'"{whole}.{fraction.rstrip("0") or "0"}E{int(exponent)}"', DOUBLE


def _write_text(value: object, term: Term) -> str:
    return write_literal(value) + term.datatype


def _write_address(value: object, term: Term) -> str:
    # No escapes: an IRI has no quotation mark and no backslash.
    return f'"{write_iri(value)[1:-1]}"{term.datatype}'


def _write_link(value: object, _term: Term) -> str:
    return write_iri(value)


def _write_number(value: object, term: Term) -> str:
    digits, datatype = write_number(value)
    return digits + (term.datatype or datatype)


def _write_boolean(value: object, term: Term) -> str:
    if not isinstance(value, bool):
        raise OutsideError("true or false belongs here")
    return f'"{"true" if value else "false"}"{term.datatype}'


def _write_word(value: object, term: Term) -> str:
    if not isinstance(value, str) or value not in term.words:
        raise OutsideError(f"one of the words {', '.join(term.words)} belongs here")
    return term.words[value]


def _write_node(_value: object, _term: Term) -> str:
    raise OutsideError("an object belongs here")


_WRITERS: Mapping[TermKind, Callable[[object, Term], str]] = {
    "text": _write_text,
    "address": _write_address,
    "link": _write_link,
    "number": _write_number,
    "boolean": _write_boolean,
    "word": _write_word,
    "node": _write_node,
}
