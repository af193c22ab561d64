import datetime
import re

import html5lib
import pytest

from issuing import KEY
from registries import PUBLIC_KEY
from testamur.authoring.repository import keysheet
from testamur.authoring.repository.keysheet import KeySheet
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
