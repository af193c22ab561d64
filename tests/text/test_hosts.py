import pytest

from testamur.text.hosts import host_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Badges.Harbour.example:8443/a?b#c", "badges.harbour.example"),
        ("https://user@harbour.example", "harbour.example"),
        ("mailto:ada@mail.example", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address_is_in_small_letters_and_alone(address, host):
    assert host_of(address) == host
