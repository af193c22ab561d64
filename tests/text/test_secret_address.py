"""To which addresses a secret may be sent."""

import pytest

from testamur.text.secret_address import normal_address


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("https://github.com", "https://github.com"),
        ("https://Git.Harbour.Example/", "https://git.harbour.example"),
        ("https://harbour.example:8443/git/api/v1", "https://harbour.example:8443/git/api/v1"),
        ("https://[2001:db8::1]/api/v1/", "https://[2001:db8::1]/api/v1"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://[::1]:3000/api", "http://[::1]:3000/api"),
    ],
)
def test_an_address_is_written_in_one_way(given, normal):
    assert normal_address(given) == normal


@pytest.mark.parametrize(
    "given",
    [
        "",
        "git.harbour.example",
        "http://git.harbour.example",
        "http://localhost:3000",  # a name, which can be made to lead anywhere
        "http://127.0.0.1.harbour.example",
        "ssh://git@harbour.example",
        "file:///srv/git",
        "https://ada@harbour.example",
        "https://ada:secret@harbour.example",
        "https://harbour.example@evil.example",
        "https://harbour.example?x=1",
        "https://harbour.example#x",
        "https://harbour.example/../api",
        "https://harbour.example/a/./b",
        "https://harbour.example//api",
        "https://harbour.example:99999",
        "https://harbour.example\n",
        "https://harbour\texample",
        "https://harbour.example /x",
        "https://hárbour.example",
        "https://[::1",
        "https://-harbour.example",
    ],
    ids=ascii,
)
def test_no_other_address_is_sent_a_secret(given):
    with pytest.raises(ValueError, match=r"write it like|only an https|cannot be read"):
        normal_address(given)
