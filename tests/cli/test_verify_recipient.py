"""`testamur verify --recipient`: whether an award was made to an e-mail address."""

import json

import pytest

import verifying
from registries import run

PLACE = "https://older.example"
NAME = "older-hosted"
DATA, EXPECTED = verifying.case(NAME)


@pytest.fixture
def check(tmp_path):
    file = tmp_path / "award.json"
    file.write_bytes(DATA)

    def asked(*more):
        folder = verifying.VECTORS / "web" / NAME / "older.example"
        return run("verify", file, "--resolve", f"{PLACE}={folder}", "--now", EXPECTED["now"], *more, folder=tmp_path)

    return asked


def test_an_address_that_fits_is_told_behind_the_verdict(check):
    done = check("--recipient", "Zoe@learner.example")
    assert done.out.splitlines()[-1] == "It was awarded to the e-mail address that was given."


def test_another_address_is_a_definite_no(check):
    done = check("--recipient", "eve@learner.example")
    assert done.code == 1
    assert done.out.splitlines()[-1] == "It was awarded to another e-mail address than the one that was given."


def test_the_address_that_was_given_is_not_repeated(check):
    assert "eve@" not in check("--recipient", "eve@learner.example").out


def test_nothing_is_said_of_addresses_where_none_was_given(check):
    assert "e-mail" not in check().out


def test_the_comparison_is_available_as_json(check):
    result = json.loads(check("--recipient", "zoe@learner.example", "--json").out)["results"][0]
    assert result["recipient"] == {"fits": True, "sentence": "It was awarded to the e-mail address that was given."}
    assert "recipient" not in json.loads(check("--json").out)["results"][0]


def test_of_an_award_that_names_no_address_it_cannot_be_told(tmp_path):
    data, expected = verifying.case("valid")
    file = tmp_path / "credential.json"
    file.write_bytes(data)
    folder = verifying.VECTORS / "web" / "issuer" / "badges.harbour.example"
    place = "https://badges.harbour.example"
    asked = ("--resolve", f"{place}={folder}", "--now", expected["now"], "--recipient", "zoe@learner.example")
    done = run("verify", file, *asked, folder=tmp_path)
    assert done.out.splitlines()[-1] == "It does not say to which e-mail address it was awarded."
