"""How one value is written, and which values two processors would write differently."""

import pytest

from testamur.proofs import nquads
from testamur.proofs.nquads import OutsideError
from testamur.proofs.terms import DOUBLE, INTEGER, Term

WORDS = {"assertionMethod": "<https://w3id.org/security#assertionMethod>"}


def write(kind, held, datatype=""):
    return nquads.write(held, Term("<https://example.org/p>", kind, datatype, WORDS))


@pytest.mark.parametrize(
    ("kind", "held", "written"),
    [
        ("text", "Zoë", '"Zoë"'),
        ("text", 'a "b" \\ c\r\n\t', '"a \\"b\\" \\\\ c\\r\\n\\t"'),
        ("text", "\u0085\u2028", '"\u0085\u2028"'),
        ("address", "https://example.org/ü", '"https://example.org/ü"'),
        ("link", "did:web:example.org", "<did:web:example.org>"),
        ("number", 2, f'"2"{INTEGER}'),
        ("number", 2.0, f'"2"{INTEGER}'),
        ("number", -0.0, f'"0"{INTEGER}'),
        ("number", 2.5, f'"2.5E0"{DOUBLE}'),
        ("number", 1e21, f'"1.0E21"{DOUBLE}'),
        ("number", 2**53 - 1, f'"9007199254740991"{INTEGER}'),
        ("boolean", True, '"true"'),
        ("word", "assertionMethod", "<https://w3id.org/security#assertionMethod>"),
    ],
)
def test_a_value_is_written_as_n_quads_writes_it(kind, held, written):
    assert write(kind, held) == written


def test_a_datatype_of_the_vocabulary_counts_before_that_of_the_number():
    assert write("number", 2, "^^<https://example.org/float>") == '"2"^^<https://example.org/float>'


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        ("text", None),
        ("text", {}),
        ("text", {"en": "Ada", "fr": "Ada"}),
        ("text", ["nested"]),
        ("text", 7),
        ("text", True),
        ("text", "lone \ud800"),
        ("text", "bell \x07"),
        ("text", "delete \x7f"),
        ("text", "not a character \uffff"),
        ("link", 7),
        ("link", "relative/path"),
        ("link", "#fragment"),
        ("link", ""),
        ("link", "https://example.org/a b"),
        ("link", "https://example.org/>\n<x"),
        ("link", "https://example.org/\u2028"),
        ("node", "did:web:a"),
        ("number", "2"),
        ("number", True),
        ("number", float("nan")),
        ("number", float("inf")),
        ("number", 2**53),
        ("number", 10**400),
        ("number", 1e20),
        ("boolean", "false"),
        ("boolean", 0),
        ("address", "#final"),
        ("word", "authentication"),
        ("word", []),
    ],
)
def test_a_value_that_would_be_dropped_or_misread_is_refused(kind, held):
    with pytest.raises(OutsideError) as refused:
        write(kind, held)
    assert refused.value.reason
