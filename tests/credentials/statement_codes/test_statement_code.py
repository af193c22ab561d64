"""Statements: what is in them, how long they may be, and that each fits a code of version 15 at level M."""

import datetime
from dataclasses import replace

import pytest
from qrcode import util
from qrcode.constants import ERROR_CORRECT_M

from samples import AWARD_ID, BASE
from signing import KEY, an_award
from testamur.credentials.statement_codes import statement_code
from testamur.errors import DocumentError
from testamur.proofs.cose import sign1
from testamur.publishing.art import qr
from testamur.records.rules import policies

DIGEST = "sha256:" + "ab" * 32
SIGNED_AT = datetime.datetime(2026, 6, 1, 9, 30, tzinfo=datetime.UTC)
LONGEST = {
    "Latin": ("W" * 200, "W" * 200),
    "Arabic": ("ت" * 200, "ن" * 200),
    "Chinese": ("歐" * 200, "陽" * 200),
    "four bytes a letter": ("𝒲" * 200, "𝒲" * 200),
    "marks on letters": ("e\u0301" * 100, "e\u0301" * 100),
    "a name as long as is in a code": ("W" * 200, "N" * 64),
    "short": ("A", "B"),
}


def a_statement(*, is_name_shown=True, title=None, name=None, **changes):
    document = an_award()
    if title:
        document["name"] = title
    if name:
        document["credentialSubject"]["identifier"][0]["identityHash"] = name
    made = statement_code.of_credential(
        document, DIGEST, award=AWARD_ID, signed_at=SIGNED_AT, is_name_shown=is_name_shown
    )
    return replace(made, **changes)


def version(statement, base):
    data = sign1.sign(statement_code.encode(statement), KEY)
    symbol = qr.rows(statement_code.prefix(base), statement_code.letters(data))
    return (len(symbol) - 17) // 4


@pytest.mark.parametrize("script", LONGEST)
@pytest.mark.parametrize("base", [BASE, f"https://{'h' * 62}.org", f"https://badges.example.org/{'p' * 48}"])
def test_the_longest_title_and_name_fit_version_15(script, base):
    title, name = LONGEST[script]
    issuer = statement_code.did.from_base(base)
    for is_name_shown in (True, False):
        whole = a_statement(title=title, name=name, is_name_shown=is_name_shown, issuer=issuer)
        assert version(statement_code.fitted(whole, base), base) <= 15


@pytest.mark.parametrize("port", ["", ":8443"])
def test_the_longest_address_that_a_registry_may_have_fits(port):
    most = policies._LONGEST_BASE
    base = f"https://badges.example.org{port}/"
    base += "p" * (most - len(base))
    whole = a_statement(title="W" * 200, name="W" * 64, issuer=statement_code.did.from_base(base))
    assert version(statement_code.fitted(whole, base), base) == 15


def test_an_address_that_is_too_long_is_refused():
    base = f"https://badges.example.org/{'p' * 60}"
    with pytest.raises(DocumentError, match="address is too long"):
        statement_code.fitted(a_statement(issuer=statement_code.did.from_base(base)), base)


def test_the_room_of_a_code_is_that_of_the_standards_table():
    assert util.BIT_LIMIT_TABLE[ERROR_CORRECT_M][15] == statement_code.MOST_BITS


def test_a_title_that_fits_is_whole():
    whole = a_statement()
    assert statement_code.fitted(whole, BASE) == whole


@pytest.mark.parametrize("title", ["W" * 97, "歐" * 40, "e\u0301" * 60, "👩‍🚀" * 20])
def test_a_title_that_is_shortened_ends_with_an_ellipsis_and_within_no_letter(title):
    short = statement_code.fitted(a_statement(title=title), BASE).title
    kept = short.removesuffix("…")
    assert short.endswith("…")
    assert title.startswith(kept)
    assert not title[len(kept)].startswith(("\u0301", "\u200d"))


def test_a_name_of_more_than_64_bytes_is_a_digest():
    statement = a_statement(name="N" * 65)
    assert (statement.name, len(statement.name_digest)) == ("", 16)
    assert statement.is_of("N" * 65)


def test_a_name_that_is_not_shown_is_a_digest_of_each_award_by_itself():
    statement = a_statement(is_name_shown=False)
    assert statement.name == ""
    assert statement.name_digest != statement_code.name_digest("Zoë Ó Briain 李", "sha256:" + "cd" * 32)


def test_what_is_written_is_read_again():
    for statement in (a_statement(), a_statement(is_name_shown=False), a_statement(valid_until=None)):
        assert statement_code.decode(statement_code.encode(statement)) == statement


def test_the_address_of_a_code_leads_back_to_what_was_signed():
    for size in range(100, 130):
        data = bytes(range(size))
        assert statement_code.signed_in(statement_code.prefix(BASE) + statement_code.letters(data)) == data


def test_the_link_of_an_award_is_no_statement_code():
    assert statement_code.signed_in(f"{BASE}/awards/{AWARD_ID}/") is None
    assert statement_code.signed_in(f"{BASE}/verify/#second-opinion") is None
