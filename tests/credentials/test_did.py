"""The issuer's identifier, its address, its document."""

import datetime

import pytest

from samples import BASE, ISSUER
from testamur.credentials import did
from testamur.errors import DocumentError
from testamur.records.model.models import VerificationMethod

DAY = datetime.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("base", "identifier"),
    [
        ("https://badges.harbour.example", "did:web:badges.harbour.example:issuer"),
        ("https://user.github.io/repo", "did:web:user.github.io:repo:issuer"),
        ("https://h.example:8443/a/b", "did:web:h.example%3A8443:a:b:issuer"),
    ],
)
def test_identifier_and_base_belong_together(base, identifier):  # D-01, D-09
    assert did.from_base(base) == identifier
    assert did.document_address(identifier) == f"{base}/issuer/did.json"
    assert did.base_of(identifier) == base


@pytest.mark.parametrize(
    ("identifier", "host"),
    [
        ("did:web:badges.harbour.example:issuer", "badges.harbour.example"),
        ("did:web:harbour.pages.example:badges:issuer", "harbour.pages.example"),
        ("did:web:harbour.example", "harbour.example"),
        ("did:web:harbour.example%3A8443:issuer", "harbour.example:8443"),
    ],
)
def test_the_issuers_host_is_named_in_full(identifier, host):
    assert did.authority_of(identifier) == host


def test_identifier_without_a_path_is_below_well_known():  # D-01
    assert did.document_address("did:web:harbour.example") == "https://harbour.example/.well-known/did.json"


@pytest.mark.parametrize(
    "identifier",
    [
        "did:web:host:..:x",
        "did:web:h.example%2F..",
        "did:web:h.example::x",
        "did:web:H.example",
        "did:web:u@h.example",
        "did:web:localhost",
        "did:web:10.0.0.1",
        "did:web:h.example%3A99999",
        "did:key:z6Mk",
        "did:web:",
        "did:web:h.example:",
        "did:web:h.example:issuer#key",
        "did:web:h.example?x",
        "did:web:h.example:%2e%2e",
        " did:web:h.example",
        "did:web:h.example\n",
    ],
)
def test_identifiers_that_could_resolve_to_another_host_are_refused(identifier):  # D-02
    with pytest.raises(DocumentError):
        did.document_address(identifier)


def test_document_keeps_retired_keys_and_drops_compromised_ones():  # D-07
    methods = [
        VerificationMethod(public_key_multibase="z6MkA", from_=DAY, state="retired"),
        VerificationMethod(public_key_multibase="z6MkB", from_=DAY, state="compromised"),
        VerificationMethod(public_key_multibase="z6MkC", from_=DAY),
    ]
    document = did.document(BASE, methods)
    assert [method["publicKeyMultibase"] for method in document["verificationMethod"]] == ["z6MkA", "z6MkC"]
    assert document["assertionMethod"] == [method["id"] for method in document["verificationMethod"]]


def test_key_list_names_every_key_with_its_period_and_state():
    method = VerificationMethod(public_key_multibase="z6MkA", from_=DAY, to=DAY, state="compromised")
    issuer = ISSUER.__class__(
        **{name: getattr(ISSUER, name) for name in ISSUER.__slots__} | {"verification_methods": (method,)}
    )
    assert did.keys_document(issuer)["keys"] == [
        {
            "id": "did:web:badges.harbour.example:issuer#z6MkA",
            "publicKeyMultibase": "z6MkA",
            "from": "2026-09-01",
            "to": "2026-09-01",
            "state": "compromised",
        }
    ]
