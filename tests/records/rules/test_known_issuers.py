"""Issuers that the institution knows: what their records may say."""

import pytest

from record_problems import TODAY, found
from registries import make_registry
from testamur.records import registry
from testamur.records.model.known_issuers import KnownIssuer
from testamur.records.rules.known_issuers import MOST

QUAY = "did:web:badges.northquay.example:issuer"
FILE = "known-issuers/quay.yml"


def text(**changes):
    fields = {"id": QUAY, "name": "North Quay", "since": "2026-03-01", "confirmedBy": "the registrar’s office"}
    return "".join(f"{name}: {value}\n" for name, value in {**fields, **changes}.items())


def load(folder, files):
    return registry.load(make_registry(folder, files), today=TODAY).known_issuers


def test_a_known_issuer_is_read(tmp_path):
    more = {"until": "2027-03-01", "url": "https://www.northquay.example/", "note": "Telephoned."}
    (quay,) = load(tmp_path, {FILE: text(**more)}).values()
    assert quay == KnownIssuer(
        slug="quay",
        id=QUAY,
        name="North Quay",
        since=TODAY.replace(month=3),
        confirmed_by="the registrar’s office",
        until=TODAY.replace(year=2027, month=3),
        url="https://www.northquay.example/",
        note="Telephoned.",
    )


@pytest.mark.parametrize(
    "identifier",
    [
        "did:web:northquay.example",
        "did:web:northquay.example%3A8443:a:b",
        "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
        "https://northquay.example/issuers/7",
    ],
)
def test_an_issuer_may_be_named_in_every_way_that_credentials_name_theirs(tmp_path, identifier):
    assert load(tmp_path, {FILE: text(id=identifier)})["quay"].id == identifier


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"id": "did:web:localhost:issuer"}, "did", "id"),
        ({"id": "did:key:z6Mk"}, "did", "id"),
        ({"id": "did:ion:EiClkZMDxPKqC9c"}, "did", "id"),
        ({"id": "http://northquay.example/"}, "url", "id"),
        ({"id": "https://northquay.example@evil.example/"}, "url", "id"),
        ({"id": "https://127.0.0.1/"}, "url", "id"),
        ({"since": "2026-11-02"}, "date-future", "since"),
        ({"until": "2026-02-28"}, "date-order", "until"),
        ({"name": "''"}, "length", "name"),
        ({"trusted": "true"}, "unknown-field", "trusted"),
    ],
)
def test_what_is_wrong_with_a_known_issuer_is_told_with_its_field(tmp_path, changes, code, field):
    assert {(code, field) for code, _, field in found(tmp_path, {FILE: text(**changes)})} == {(code, field)}


@pytest.mark.parametrize("left_out", ["id", "name", "since", "confirmedBy"])
def test_who_it_is_since_when_and_who_made_sure_of_it_are_required(tmp_path, left_out):
    lines = [line for line in text().splitlines(keepends=True) if not line.startswith(f"{left_out}:")]
    assert [code for code, _, _ in found(tmp_path, {FILE: "".join(lines)})] == ["missing-field"]


@pytest.mark.parametrize(
    "identifier", ["did:web:badges.harbour.example:issuer", "https://badges.harbour.example/issuer/"]
)
def test_the_registry_itself_is_not_listed(tmp_path, identifier):
    assert found(tmp_path, {FILE: text(id=identifier)}) == [("own", 1, "id")]


def test_another_issuer_on_the_same_host_may_be_listed(tmp_path):
    shared = "did:web:badges.harbour.example:other:issuer"
    assert load(tmp_path, {FILE: text(id=shared)})["quay"].id == shared


def test_one_identifier_is_listed_once(tmp_path):
    twice = {FILE: text(), "known-issuers/quay-2.yml": text(name="South Quay")}
    assert found(tmp_path, twice) == [("duplicate", 1, "id")]


def test_there_are_no_more_than_a_verifier_reads(tmp_path):
    many = {
        f"known-issuers/n{number:04}.yml": text(id=f"did:web:n{number}.northquay.example:issuer")
        for number in range(MOST + 2)
    }
    assert [code for code, _, _ in found(tmp_path, many)] == ["size"]
