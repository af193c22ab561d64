"""What wraps credentials is opened within bounds; and no byte of an endorsement can be changed."""

import json

import pytest

import verifying
from testamur.errors import VerificationError
from testamur.verification import wrapper
from testamur.verification.resolving.resolver import RememberingResolver, Unavailable
from thoroughness import positions


def presentation(*credentials):
    return json.dumps({"type": "VerifiablePresentation", "verifiableCredential": list(credentials)}).encode()


def test_a_credential_inside_is_given_as_its_canonical_form():
    kind, credentials = wrapper.unwrap(presentation({"b": 1.0, "a": "é"}))
    assert (kind, credentials) == ("VerifiablePresentation", ('{"a":"é","b":1}'.encode(),))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"7", b"null", b'"x"', b'{"type":7}', b'{"type":{}}', b'{"type":[["ClrCredential"]]}']
)
def test_what_is_no_wrapper_is_left_to_the_ordinary_check(data):
    assert wrapper.unwrap(data) is None


@pytest.mark.parametrize("subject", [None, [], 7, {}, {"verifiableCredential": []}])
def test_a_record_without_credentials_is_opened_and_empty(subject):
    data = json.dumps({"type": "ClrCredential", "credentialSubject": subject}).encode()
    assert wrapper.unwrap(data) == ("ClrCredential", ())


def test_a_presentation_of_more_than_is_read_is_refused():
    assert len(wrapper.unwrap(presentation(*[{}] * 200))[1]) == 200
    with pytest.raises(VerificationError, match="at most 200"):
        wrapper.unwrap(presentation(*[{}] * 201))


def test_a_wrapper_larger_than_any_document_is_none():
    assert wrapper.unwrap(presentation({"x": "x" * 4 * 1024 * 1024})) is None


def test_a_wrapper_in_which_a_member_stands_twice_is_none():
    assert wrapper.unwrap(b'{"type":"VerifiablePresentation","verifiableCredential":[],"type":"x"}') is None


def survivors(name):
    """The places where a byte was changed, and the document was VALID still."""
    data, expected = verifying.case(name)
    for position in positions(data):
        changed = bytearray(data)
        changed[position] ^= 1
        if verifying.examine(bytes(changed), expected).verdict == "VALID":
            yield position


def test_no_byte_of_an_award_with_endorsements_can_be_changed():
    assert list(survivors("valid-with-endorsements")) == []


def test_no_byte_of_an_endorsement_can_be_changed_in_either_of_its_proofs():
    assert list(survivors("endorsement")) == []


def test_an_address_is_asked_for_once_whatever_the_answer_is():
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
