import datetime

import pytest

from issuing import KEY, OTHER_KEY
from registries import ISSUER
from testamur.authoring.editing import issuer_keys
from testamur.authoring.repository.key_sheets import keysheet
from testamur.records.parsing import yaml_subset

LINE = keysheet.issuer_line(OTHER_KEY.public_key, datetime.date(2026, 11, 1))
BARE = "# ours\nbase: https://badges.harbour.example\nname: Harbour\ncountry: IE\n"


def keys(file):
    return [
        method["publicKeyMultibase"]
        for method in yaml_subset.parse(file.read_bytes(), "issuer.yml").value["verificationMethod"]
    ]


@pytest.mark.parametrize("text", [BARE, BARE.rstrip("\n"), BARE.replace("\n", "\r\n")])
def test_adding_the_first_key_creates_the_list(tmp_path, text):
    file = tmp_path / "issuer.yml"
    file.write_bytes(text.encode())
    assert issuer_keys.add_key(file, LINE)
    assert keys(file) == [OTHER_KEY.public_key_multibase]
    assert file.read_bytes().startswith(text.encode())


def test_a_further_key_is_appended_to_the_list(tmp_path):
    file = tmp_path / "issuer.yml"
    file.write_text(ISSUER)
    assert issuer_keys.add_key(file, LINE)
    assert keys(file) == [KEY.public_key_multibase, OTHER_KEY.public_key_multibase]


@pytest.mark.parametrize(
    "text",
    [
        ISSUER + "repository: closed\n",
        BARE + f"verificationMethod: [{{publicKeyMultibase: {KEY.public_key_multibase}, from: 2026-01-01}}]\n",
        "name: [broken\n",
        "verificationMethod: none\n",
    ],
)
def test_a_file_that_cannot_be_edited_safely_is_left_unchanged(tmp_path, text):
    file = tmp_path / "issuer.yml"
    file.write_text(text)
    assert not issuer_keys.add_key(file, LINE)
    assert file.read_text() == text
    assert list(tmp_path.iterdir()) == [file]
