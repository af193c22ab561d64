"""What is said of others' statuses, and what is asked for them; whole awards are in tests/vectors."""

import json
from types import SimpleNamespace

import pytest
from openbadgeslib.ob3 import OB3VerificationError, status
from openbadgeslib.ob3 import status_list as status_list_of_theirs

import judge_openbadgeslib
import verifying
from testamur.credentials import status_list
from testamur.proofs import jcs
from vector_making import other_form_cases, sample_credentials, status_kind_cases


def status_of(name):
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    return verifying.check_named(verifying.examine(data, expected, web), "status").detail, web


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("status-list-by-another", "not withdrawn, as the list of lists.example, to which it refers, of 2026-10-30"),
        ("status-list-by-another-and-revoked", "withdrawn, as the list of lists.example, to which it refers, of"),
        ("status-list-that-names-another-address", "says; that list calls itself https://lists.example/1"),
        ("status-list-too-short-for-privacy", "that list has 100000 entries, and the standard asks for 131072"),
        ("status-list-from-before-the-award", "not withdrawn, as the issuer's list of 2026-01-01 00:00 UTC says"),
        ("status-with-a-message", "; its message is 'on paper only', as the issuer's list of"),
        ("status-with-a-message-of-four-bits", "; its message is '0x1', as the issuer's list of"),
        ("status-with-a-message-that-cannot-be-read", "; its message could not be read: a status of more than 8 bits"),
        ("status-with-a-newer-version", "; there is a newer version of it, as the issuer's list of"),
        (
            "status-1edtech",
            "not withdrawn, as the unsigned list at https://forms.example/status-1edtech/list.json says",
        ),
        ("status-1edtech-revoked", "withdrawn ('Issued by mistake'), as the unsigned list at"),
    ],
)
def test_what_is_unusual_about_a_status_is_told(name, said):
    assert said in status_of(name)[0]


def test_a_list_is_asked_for_over_https_whatever_the_entry_says():
    _, web = status_of("status-list-over-http")
    assert "https://forms.example/status-list-over-http/list.json" in web.asked
    assert all(url.startswith("https://") for url in web.asked)


def test_an_issuer_that_is_a_key_needs_no_further_fetch_for_its_list():
    _, web = status_of("status-list-is-an-award")
    assert len(web.asked) == 2  # its keys and the list, which ends the check before its signature


def test_a_list_of_others_is_read():
    """The one in the example of Bitstring Status List 1.0, 2.2."""
    encoded = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert status_list.decode(encoded) == bytes(16384)


SAME_AS_OTHERS = [
    "status-list-that-names-another-address", "status-list-that-names-another-address-and-revoked",
    "status-2021", "status-2021-and-revoked", "status-2021-in-the-other-alphabet",
    "status-2021-in-the-other-alphabet-and-revoked", "status-suspended-by-a-stranger",
    "status-trusted-and-not-revoked", "status-trusted-and-revoked",
]  # fmt: skip


@pytest.mark.parametrize("name", SAME_AS_OTHERS)
def test_openbadgeslib_reads_the_same_bit(name):
    data, expected = verifying.case(name)
    entry = json.loads(data)["credentialStatus"]
    web = verifying.Web(expected["web"])
    asked = SimpleNamespace(issuer=None, credential_status=[entry])
    with judge_openbadgeslib._clock(verifying.instant(expected["now"])):
        if expected["checks"]["status"] == "passed":
            status.check_credential_status(asked, lambda url: web.documents[url])
        else:
            with pytest.raises(OB3VerificationError, match=r"revo|suspen"):
                status.check_credential_status(asked, lambda url: web.documents[url])


@pytest.mark.parametrize(("index", "said"), [(4, "not withdrawn"), (77, "withdrawn")])
def test_a_list_that_openbadgeslib_builds_is_read(index, said):
    name = "status-trusted-and-not-revoked"
    _, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    address, by = status_kind_cases.address_of(name), other_form_cases.issuer(name)
    listed = status_list_of_theirs.build_status_list_credential(by, address, "revocation", [77, 500])
    listed["validFrom"] = sample_credentials.SIGNED
    key, method = sample_credentials.EVIL_KEY, sample_credentials.method(sample_credentials.EVIL_KEY, by)
    web.documents[address] = jcs.canonicalize(sample_credentials.jcs_only(listed, key, by=method))
    made = {
        **other_form_cases.theirs(name),
        "credentialStatus": status_list_of_theirs.status_entry(address, "revocation", index),
    }
    award = jcs.canonicalize(sample_credentials.jcs_only(made, key, by=method))
    assert verifying.check_named(verifying.examine(award, expected, web), "status").detail.startswith(f"{said}, as the")
