import datetime
import re
from dataclasses import replace

import html5lib
import pytest

from issuing import KEY
from registries import PUBLIC_KEY
from testamur.authoring.repository.key_sheets import keysheet
from testamur.authoring.repository.key_sheets.keysheet import KeySheet
from testamur.records.parsing import schema, yaml_subset

DAY = datetime.date(2026, 11, 1)
SHEET = KeySheet(
    public_key=KEY.public_key, made=DAY, where=("an encrypted file, key.pem",), custodians=("Ada <b>Okafor</b>", "Bo")
)


def text(sheet=SHEET):
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(keysheet.html(sheet))
    return " ".join(" ".join(page.itertext()).split())


def test_the_sheet_identifies_the_key_and_its_custodians():
    told = text()
    for part in (
        PUBLIC_KEY,
        keysheet.fingerprint(KEY.public_key),
        "2026-11-01",
        "by 2028-11-01",
        "key.pem",
        "Ada <b>Okafor</b>",
        "Custodian 2 Bo",
    ):
        assert part in told


@pytest.mark.parametrize("day", ["lost", "Someone else saw", "custodian leaves", "next rotation"])
def test_the_sheet_has_instructions_for_each_emergency(day):
    assert day in text()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("signing", ["Signing key (this one)", "A custodian leaves", "by 2028-11-01"]),
        ("log", ["Log key (this one)", "testamur log root log-key", "cannot issue"]),
        ("root", ["Root key (this one)", "Tried once a year", "testamur log root end", "stays offline"]),
    ],
)
def test_a_sheet_says_what_its_own_key_is_for(kind, said):
    told = text(replace(SHEET, kind=kind))
    assert [part for part in said if part not in told] == []


@pytest.mark.parametrize("kind", ["signing", "log", "root"])
def test_every_sheet_explains_the_three_keys(kind):
    told = text(replace(SHEET, kind=kind))
    rows = ["Where it is", "What it signs", "If it is stolen", "If it is lost", "Signing key", "Log key", "Root key"]
    assert [part for part in rows if part not in told] == []
    assert told.count("(this one)") == 1


def test_a_key_of_the_log_stands_there_as_issuer_yml_has_it():
    told = text(replace(SHEET, kind="log", name="badges.example.edu/log+650751ac+AQOh"))
    assert ("badges.example.edu/log+650751ac+AQOh" in told, PUBLIC_KEY in told) == (True, False)


def test_a_sheet_without_custodians_has_room_for_two():
    assert text(KeySheet(public_key=KEY.public_key, made=DAY, where=())).count("Custodian") == 2


def test_the_sheet_contains_no_secret_and_loads_nothing():
    page = keysheet.html(SHEET)
    assert KEY.to_secret() not in page
    assert bytes(32).hex() not in page
    assert not re.search(r"https?:|<script|<img|<link|@import|url\(", page)


def test_the_line_on_the_sheet_is_valid_in_issuer_yml():
    line = keysheet.issuer_line(KEY.public_key, DAY)
    text = f"base: https://badges.harbour.example\nname: H\ncountry: IE\nverificationMethod:\n{line}\n"
    parsed = yaml_subset.parse(text.encode(), "issuer.yml")
    assert schema.check("issuer", parsed) == []
    assert parsed.value["verificationMethod"] == [{"publicKeyMultibase": PUBLIC_KEY, "from": "2026-11-01"}]


def test_a_fingerprint_is_printed_in_groups():
    assert re.fullmatch(r"(?:[0-9a-f]{4} ){15}[0-9a-f]{4}", keysheet.fingerprint(KEY.public_key))


def test_a_key_made_on_a_leap_day_is_due_for_rotation_on_28_february():
    assert keysheet.next_rotation(datetime.date(2028, 2, 29)) == datetime.date(2030, 2, 28)
