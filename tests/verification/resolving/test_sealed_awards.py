"""A resolver that opens sealed awards: with the key of the link, for its own address, asking for nothing else."""

import pytest

from testamur.credentials import sealed_file
from testamur.verification.reading import award_links
from testamur.verification.resolving import sealed_awards
from testamur.verification.resolving.resolver import NotFound, Unavailable
from testamur.verification.resolving.sealed_awards import SealedAwards

AWARD = "7krs-23cy-pkcv-wy1c"
BASE = "https://badges.harbour.example"
PAGE = f"{BASE}/awards/{AWARD}/"
KEY = bytes(range(32))
TEXT = sealed_file.write_key(KEY)
PARTS = {"credential.json": b"{}", "award.tlog-proof": b"proof"}


class Host:
    """What a host has, and what it was asked for."""

    def __init__(self, **files):
        self.files = {f"{PAGE}{name.replace('_', '.')}": data for name, data in files.items()}
        self.asked = []

    def fetch(self, url, *, limit):
        self.asked.append(url.removeprefix(PAGE))
        if url not in self.files:
            raise NotFound("it is not there", status=404)
        return self.files[url]


def fetch(host, name, keys=None, page=PAGE):
    return SealedAwards(host, {PAGE: TEXT} if keys is None else keys).fetch(f"{page}{name}", limit=1000)


@pytest.fixture
def host():
    return Host(award_sealed=sealed_file.seal(KEY, AWARD, PARTS))


@pytest.mark.parametrize("name", PARTS)
def test_with_the_key_its_parts_are_answered(host, name):
    assert fetch(host, name) == PARTS[name]


def test_its_file_is_asked_for_once(host):
    resolver = SealedAwards(host, {PAGE: TEXT})
    for name in PARTS:
        resolver.fetch(f"{PAGE}{name}", limit=1000)
    assert host.asked == ["credential.json", "award.sealed"]


def test_without_a_key_it_says_what_is_missing(host):
    with pytest.raises(Unavailable, match="give its whole link"):
        fetch(host, "credential.json", {})


@pytest.mark.parametrize(
    ("text", "said"), [("A" * 43, "does not open"), ("A" * 42, "not whole"), ("é" * 43, "not whole")]
)
def test_with_another_key_it_says_that_it_does_not_open(host, text, said):
    with pytest.raises(Unavailable, match=said):
        fetch(host, "credential.json", {PAGE: text})


def test_a_key_opens_nothing_at_another_address(host):
    other = PAGE.replace("7krs", "8krs")
    host.files[f"{other}award.sealed"] = host.files[f"{PAGE}award.sealed"]
    with pytest.raises(Unavailable, match="give its whole link"):
        fetch(host, "credential.json", page=other)
    with pytest.raises(Unavailable, match="is another's"):
        fetch(host, "credential.json", {other: TEXT}, page=other)


def test_what_lies_there_in_the_open_is_what_is_read():
    assert fetch(Host(credential_json=b"open"), "credential.json") == b"open"


def test_a_missing_proof_asks_nobody_for_a_key(host):
    with pytest.raises(NotFound):
        fetch(host, "award.tlog-proof", {})
    assert "award.sealed" not in host.asked


def test_a_part_that_is_not_in_it_is_not_there():
    host = Host(award_sealed=sealed_file.seal(KEY, AWARD, {"credential.json": b"{}"}))
    with pytest.raises(NotFound):
        fetch(host, "award.tlog-proof")


def test_a_part_larger_than_is_read_is_not_there():
    host = Host(award_sealed=sealed_file.seal(KEY, AWARD, {"credential.json": bytes(1001)}))
    with pytest.raises(NotFound):
        fetch(host, "credential.json")


@pytest.mark.parametrize("name", ["badge.png", "index.html", "record.json", "../credential.json/x"])
def test_nothing_else_is_looked_for_in_it(host, name):
    with pytest.raises(NotFound):
        fetch(host, name)
    assert host.asked == [name]


def test_the_page_of_something_else_has_no_sealed_file():
    host = Host()
    with pytest.raises(NotFound):
        fetch(host, "credential.json", page=f"{BASE}/endorsements/port/")
    assert len(host.asked) == 1


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (f"{PAGE}#key={TEXT}", TEXT),
        (f" <{PAGE}#key={TEXT}>. ", TEXT),
        (f"({PAGE}index.html#key={TEXT})", TEXT),
        (f"{PAGE}#key={TEXT[:20]}\n {TEXT[20:]}", TEXT),  # broken by a mail program
        (f"{PAGE}?utm_source=mail#key={TEXT}", TEXT),
        (f"{PAGE}#key=", ""),
        (f"{PAGE}#how", ""),
        (PAGE, ""),
    ],
)
def test_the_key_is_read_out_of_a_link_however_it_is_handed_over(given, key):
    assert sealed_awards.key_in(award_links.unwrapped(given)) == key
    assert award_links.read_link(given).pages == (PAGE,)
