"""Properties of the examination of any document; single cases are in tests/vectors."""

import copy
import datetime
import json
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foreign_award
import reference
import verifying
from testamur.credentials import addresses, did
from testamur.credentials.addresses import PREVIEW_BASE
from testamur.pictures import baking
from testamur.proofs import jcs
from testamur.verification import examination
from testamur.verification.check import NAMES
from thoroughness import examples, positions, some
from vector_making import sample_credentials, sample_web

GENUINE, EXPECTED = verifying.case("valid")
WEB = verifying.Web(EXPECTED["web"])


def examine(data, **more):
    return verifying.examine(data, EXPECTED | more, WEB)


def award_of_others():
    """An award that others composed and signed, and its web."""
    return json.dumps(foreign_award.signed(foreign_award.credential())).encode(), foreign_award.web()


def worked_example():
    files = {
        url: reference.EXAMPLE / url.rpartition("/")[2] for url in (foreign_award.DID_PAGE, foreign_award.LIST_PAGE)
    }
    return (reference.EXAMPLE / "credential.json").read_bytes(), {url: at.read_bytes() for url, at in files.items()}


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(award_of_others, id="award of others"),
        pytest.param(worked_example, id="example", marks=pytest.mark.reference(reference.WORKED_EXAMPLE)),
    ],
)
def test_a_credential_signed_by_others_is_valid_without_an_index(made, trusted):
    data, pages = made()
    web = verifying.Web([])
    web.documents.update(pages)
    examined = examination.examine(
        data,
        resolver=web,
        now=datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC),
        trusted=frozenset({sample_credentials.DID}) if trusted else frozenset(),
        all_proofs=True,
    )
    outcomes = {check.name: check.outcome for check in examined.checks}
    assert outcomes["document"] == outcomes["proof"] == outcomes["validity"] == outcomes["status"] == "passed"
    assert outcomes["edition"] == ("could-not-run" if trusted else "not-applicable")
    assert examined.verdict == ("INDETERMINATE" if trusted else "UNTRUSTED ISSUER")


def test_a_changed_byte_is_never_valid_unless_the_meaning_is_the_same():  # C-01, C-06, C-30
    said = jcs.canonicalize(json.loads(GENUINE))
    passed = []
    for position, replacement in some(list(product(positions(GENUINE), (b" ", b"0", b""))), 150):
        changed = GENUINE[:position] + replacement + GENUINE[position + 1 :]
        if changed != GENUINE and examine(changed).verdict == "VALID":
            passed.append(changed)
    for position in positions(GENUINE):
        changed = bytearray(GENUINE)
        changed[position] ^= 1
        if examine(bytes(changed)).verdict == "VALID":
            passed.append(bytes(changed))
    assert [changed for changed in passed if jcs.canonicalize(json.loads(changed)) != said] == []


hostile = [
    "https://",
    "https://[",
    "did:web:",
    sample_credentials.DID,
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00Z",
    "\ud800",
]
plain = (
    st.none()
    | st.booleans()
    | st.integers(-5, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(hostile)
)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))


PLACES = [path for path in places(json.loads(GENUINE)) if path]


@examples(120, 2000)
@given(st.sampled_from(PLACES), values)
def test_any_value_at_any_place_is_handled_and_never_valid(path, value):
    genuine = json.loads(GENUINE)
    changed = copy.deepcopy(genuine)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    examined = examine(json.dumps(changed).encode())
    assert tuple(check.name for check in examined.checks) == NAMES
    json.dumps(examined.as_json())
    assert examined.verdict != "VALID" or changed == genuine


@examples(80, 1000)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["type", "proof", "issuer", "id", "@context", "validFrom"]) | st.text(max_size=3), inner
            )
        ),
    )
)
def test_any_json_gets_a_verdict(value):
    assert examine(json.dumps(value).encode()).verdict in {"INVALID", "INDETERMINATE"}


@examples(80, 1000)
@given(
    st.sampled_from(
        ["issuer/did.json", "issuer/keys.json", "status/revocation-1.json", "status/suspension-1.json", "index"]
    ),
    values | st.binary(),
)
def test_any_answer_from_the_web_is_handled(path, value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    for name in ("valid", "suspended"):
        credential, expected = verifying.case(name)
        web = verifying.Web(expected["web"])
        web.documents = {url: data if f"/{path}" in url else was for url, was in web.documents.items()}
        assert verifying.examine(credential, expected, web).verdict != "VALID" or path.endswith("suspension-1.json")


@pytest.mark.parametrize("place", ["verificationMethod", "assertionMethod"])
@examples(40, 400)
@given(value=values)
def test_any_did_document_is_handled(place, value):
    web = verifying.Web(EXPECTED["web"])
    url = "https://badges.harbour.example/issuer/did.json"
    for found in (
        value,
        [value],
        [
            {
                "id": sample_credentials.method(),
                "controller": sample_credentials.DID,
                "type": "Multikey",
                "publicKeyMultibase": value,
            }
        ],
    ):
        web.documents[url] = json.dumps({**json.loads(WEB.documents[url]), place: found}).encode()
        assert verifying.examine(GENUINE, EXPECTED, web).verdict in {"INVALID", "INDETERMINATE"}


@pytest.mark.parametrize(
    "name",
    [
        "valid",
        "valid-with-pictures-elsewhere",
        "revoked",
        "untrusted-issuer-of-a-like-name",
        "status-list-elsewhere",
        "key-at-a-private-address",
        "key-in-a-file",
        "untrusted-with-an-inline-context",
    ],
)
def test_only_the_issuers_host_is_contacted(name):  # C-27
    data, expected = verifying.case(name)
    document = json.loads(data)
    host = did.document_address(document["issuer"]["id"]).split("/")[2]
    web = verifying.Web(expected["web"])
    verifying.examine(data, expected, web)
    assert {url.split("/")[2] for url in web.asked} <= {host}
    assert not any(url.startswith(document["id"]) for url in web.asked)


@pytest.mark.parametrize("name", ["context-appended", "context-nested", "proof-missing"])
def test_of_a_refused_document_only_its_trusted_issuer_is_asked_whether_it_runs_a_registry(name):  # C-27
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    verifying.examine(data, expected, web)
    assert web.asked == [addresses.keys(sample_credentials.BASE)]


def test_a_refused_document_of_a_stranger_causes_no_request():  # C-27
    data, expected = verifying.case("context-appended")
    web = verifying.Web(expected["web"])
    verifying.examine(data, {**expected, "trusted": []}, web)
    assert web.asked == []


def test_the_facts_are_those_of_the_document():
    examined = examine(GENUINE)
    assert examined.facts == {
        "issuer": sample_credentials.DID,
        "issuerName": "Harbour Institute",
        "learner": "Zoë Ó Briain 李",
        "achievement": "Data Analysis Foundations",
        "awardedDate": "2026-05-14",
        "validUntil": "2029-05-14T22:59:59Z",
        "address": json.loads(GENUINE)["id"],
    }


def test_the_digest_covers_the_published_bytes():
    assert examine(GENUINE).digest == sample_credentials.digest_of(json.loads(GENUINE))


def a_preview():
    """A credential of the preview's issuer, and its web."""
    issuer = did.from_base(PREVIEW_BASE)
    made = sample_credentials.document("preview", base=PREVIEW_BASE)
    made = sample_credentials.sign(made, by=sample_credentials.method(by=issuer))
    listed = sample_web.a_list(base=PREVIEW_BASE, by=sample_credentials.method(by=issuer))
    web = verifying.Web([])
    web.documents = {
        f"{PREVIEW_BASE}/issuer/did.json": jcs.canonicalize(sample_web.did_document(sample_credentials.KEY, by=issuer)),
        f"{PREVIEW_BASE}/issuer/keys.json": jcs.canonicalize(sample_web.keys_document(issuer)),
        f"{PREVIEW_BASE}/status/revocation-1.json": jcs.canonicalize(listed),
    }
    return jcs.canonicalize(made), web, issuer


def test_a_preview_is_marked_and_never_valid():
    data, web, issuer = a_preview()
    asked = {"resolver": web, "now": verifying.instant(sample_credentials.NOW), "trusted": frozenset({issuer})}
    examined = examination.examine(data, **asked)
    assert (examined.preview, examined.exit_code) == (True, 3)
    assert examined.sentence.startswith("Preview: on the real site this would say: ")


def test_the_credential_in_a_baked_picture_is_examined():
    svg = baking.SvgTemplate(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>').bake(GENUINE)
    assert examine(svg).verdict == "VALID"
    assert examine(svg.replace("Zoë".encode(), "Joë".encode())).verdict == "INVALID"


@pytest.mark.parametrize(
    ("data", "verdict", "code"),
    [
        (b"\x89PNG\r\n\x1a\n", "INDETERMINATE", "no-credential"),
        (b"%PDF-1.7", "INDETERMINATE", "no-credential"),
        (b"Dear Sir", "INDETERMINATE", "no-credential"),
        (b"eyJhbGciOiJFZERTQSJ9.e30.x", "INVALID", "token-shape"),
        (b"{" + b" " * 11_000_000, "INVALID", "not-json"),
        (b"<!DOCTYPE html>" + b" " * 11_000_000, "INVALID", "not-json"),
        (b"[]", "INVALID", "not-a-credential"),
        (b"null", "INDETERMINATE", "no-credential"),
    ],
)
def test_a_file_without_a_credential_is_reported_by_its_kind(data, verdict, code):  # C-20
    examined = examine(data)
    assert (examined.verdict, verifying.check_named(examined, "document").code) == (verdict, code)


@pytest.mark.parametrize(
    "added",
    [
        {"evidence": [{"narrative": "x" * 4_000_000}]},
        {"evidence": [{"n": [1.5] * 99_000}]},
        {"evidence": [{} for _ in range(50_000)]},
        # A clique of eight nodes without ids: canonicalizing it as RDF would take for ever.
        {"evidence": [{"type": ["Evidence"], "x": [{} for _ in range(8)]} for _ in range(8)]},
    ],
    ids=["long text", "numbers", "objects", "clique"],
)
def test_a_large_document_is_examined_quickly(added):  # C-26
    made = sample_credentials.with_both_proofs(sample_credentials.document("large", **added))
    before = time.process_time()
    assert examine(jcs.canonicalize(made), allProofs=True).verdict in {"INDETERMINATE", "INVALID"}
    assert time.process_time() - before < 2
