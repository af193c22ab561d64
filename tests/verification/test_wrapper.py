"""Wrappers of credentials are opened within limits; and no byte of an endorsement can be changed."""

import json

import pytest

import verifying
from testamur.errors import VerificationError
from testamur.verification import wrapper
from testamur.verification.resolving.resolver import RememberingResolver, Unavailable
from thoroughness import positions


def presentation(*credentials):
    return json.dumps({"type": "VerifiablePresentation", "verifiableCredential": list(credentials)}).encode()


def test_credentials_are_unwrapped_in_canonical_form():
    kind, credentials = wrapper.unwrap(presentation({"b": 1.0, "a": "é"}))
    assert (kind, credentials) == ("VerifiablePresentation", ('{"a":"é","b":1}'.encode(),))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"7", b"null", b'"x"', b'{"type":7}', b'{"type":{}}', b'{"type":[["ClrCredential"]]}']
)
def test_documents_that_are_not_wrappers_are_not_unwrapped(data):
    assert wrapper.unwrap(data) is None


@pytest.mark.parametrize("subject", [None, [], 7, {}, {"verifiableCredential": []}])
def test_a_record_without_credentials_unwraps_to_none(subject):
    data = json.dumps({"type": "ClrCredential", "credentialSubject": subject}).encode()
    assert wrapper.unwrap(data) == ("ClrCredential", ())


def test_a_presentation_with_too_many_credentials_is_refused():  # C-24
    assert len(wrapper.unwrap(presentation(*[{}] * 200))[1]) == 200
    with pytest.raises(VerificationError, match="at most 200"):
        wrapper.unwrap(presentation(*[{}] * 201))


def test_a_wrapper_above_the_size_limit_is_not_unwrapped():
    assert wrapper.unwrap(presentation({"x": "x" * 4 * 1024 * 1024})) is None


def test_a_wrapper_with_a_duplicate_member_is_not_unwrapped():
    assert wrapper.unwrap(b'{"type":"VerifiablePresentation","verifiableCredential":[],"type":"x"}') is None


def survivors(name):
    """The places where a changed byte left the document VALID."""
    data, expected = verifying.case(name)
    for position in positions(data):
        changed = bytearray(data)
        changed[position] ^= 1
        if verifying.examine(bytes(changed), expected).verdict == "VALID":
            yield position


def test_changing_any_byte_of_an_award_with_endorsements_is_detected():
    assert list(survivors("valid-with-endorsements")) == []


def test_changing_any_byte_of_an_endorsement_is_detected():
    assert list(survivors("endorsement")) == []


def test_each_address_is_fetched_once_even_if_it_fails():
    asked = []

    class Web:
        def fetch(self, url, *, limit):
            asked.append(url)
            if url.endswith("gone"):
                raise Unavailable("gone")
            return b"{}"

    resolver = RememberingResolver(Web())
    for _ in range(2):
        assert resolver.fetch("https://e.org/a", limit=9) == b"{}"
        with pytest.raises(Unavailable, match="gone"):
            resolver.fetch("https://e.org/gone", limit=9)
    assert asked == ["https://e.org/a", "https://e.org/gone"]
