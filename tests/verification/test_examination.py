"""What holds for every document, whatever is in it; single cases are in tests/vectors."""

import copy
import datetime
import json
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foreign_award
import make_vectors
import reference
import verifying
from testamur.credentials import did
from testamur.credentials.addresses import PREVIEW_BASE
from testamur.errors import IndeterminateError, VerificationError
from testamur.proofs import jcs
from testamur.publishing.art import baking
from testamur.verification import examination
from testamur.verification.check import NAMES, could_not_run, failed, not_applicable, passed
from testamur.verification.verdict import GRAVEST_FIRST, WORDS, Verdict
from thoroughness import examples, positions, some

GENUINE, EXPECTED = verifying.case("valid")
WEB = verifying.Web(EXPECTED["web"])


def examine(data, **more):
    return verifying.examine(data, EXPECTED | more, WEB)


def sentence(name):
    return verifying.examine(*verifying.case(name)).sentence


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
def test_what_others_signed_is_genuine_and_nobody_has_an_index_of_it(made, trusted):
    data, pages = made()
    web = verifying.Web([])
    web.documents.update(pages)
    examined = examination.examine(
        data,
        resolver=web,
        now=datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC),
        trusted=frozenset({make_vectors.DID}) if trusted else frozenset(),
        all_proofs=True,
    )
    outcomes = {check.name: check.outcome for check in examined.checks}
    assert outcomes["document"] == outcomes["proof"] == outcomes["validity"] == outcomes["status"] == "passed"
    assert outcomes["edition"] == ("could-not-run" if trusted else "not-applicable")
    assert examined.verdict == ("INDETERMINATE" if trusted else "UNTRUSTED ISSUER")


def test_no_change_of_a_byte_is_valid_unless_it_says_the_same():
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
    make_vectors.DID,
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
def test_whatever_stands_in_a_place_nothing_breaks_and_nothing_else_is_valid(path, value):
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
def test_any_json_is_answered(value):
    assert examine(json.dumps(value).encode()).verdict in {"INVALID", "INDETERMINATE"}


@examples(80, 1000)
@given(
    st.sampled_from(
        ["issuer/did.json", "issuer/keys.json", "status/revocation-1.json", "status/suspension-1.json", "index"]
    ),
    values | st.binary(),
)
def test_whatever_the_web_answers_nothing_breaks(path, value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    for name in ("valid", "suspended"):
        credential, expected = verifying.case(name)
        web = verifying.Web(expected["web"])
        web.documents = {url: data if f"/{path}" in url else was for url, was in web.documents.items()}
        assert verifying.examine(credential, expected, web).verdict != "VALID" or path.endswith("suspension-1.json")


@pytest.mark.parametrize("place", ["verificationMethod", "assertionMethod"])
@examples(40, 400)
@given(value=values)
def test_whatever_a_did_document_lists_nothing_breaks(place, value):
    web = verifying.Web(EXPECTED["web"])
    url = "https://badges.harbour.example/issuer/did.json"
    for found in (
        value,
        [value],
        [
            {
                "id": make_vectors.method(),
                "controller": make_vectors.DID,
                "type": "Multikey",
                "publicKeyMultibase": value,
            }
        ],
    ):
        web.documents[url] = json.dumps({**json.loads(WEB.documents[url]), place: found}).encode()
        assert verifying.examine(GENUINE, EXPECTED, web).verdict in {"INVALID", "INDETERMINATE"}


@pytest.mark.parametrize(
    "name",
    ["valid", "revoked", "untrusted-issuer-of-a-like-name", "status-list-elsewhere", "untrusted-that-names-our-list"],
)
def test_only_the_issuers_host_is_asked(name):
    data, expected = verifying.case(name)
    document = json.loads(data)
    host = did.document_address(document["issuer"]["id"]).split("/")[2]
    web = verifying.Web(expected["web"])
    verifying.examine(data, expected, web)
    assert {url.split("/")[2] for url in web.asked} == {host}
    assert not any(url.startswith(document["id"]) for url in web.asked)


def test_a_document_that_is_refused_asks_nobody():
    data, expected = verifying.case("context-appended")
    web = verifying.Web(expected["web"])
    verifying.examine(data, expected, web)
    assert web.asked == []


ISSUED = "badges.harbour.example issued this, unaltered. It does not show who runs that address."
LIST = "the issuer's list of 2026-10-30 08:00 UTC"
UNKNOWN = "badges.harbour.example.evil.example is not among the issuers that are trusted here"
DID_FILE = "https://badges.harbour.example/issuer/did.json"


@pytest.mark.parametrize(
    ("name", "words", "rest"),
    [
        ("valid", "Genuine and current", f". {ISSUED}"),
        ("valid-with-terms-of-use", "Genuine and current", f". {ISSUED} Not evaluated: termsOfUse."),
        ("expired", "Genuine; its validity ended", " on 2026-10-01 22:59 UTC."),
        ("not-yet-valid", "Genuine; not yet in force", " before 2026-11-02 12:00 UTC."),
        ("revoked", "Withdrawn", f" on 2026-09-01, as {LIST} says."),
        ("revoked-index-unreachable", "Withdrawn", f", as {LIST} says."),
        ("suspended", "On hold", f" since 2026-09-01, as {LIST} says."),
        (
            "superseded-by-another-award",
            "Genuine, but replaced",
            f" by another award on 2026-09-01, as {LIST} says; see",
        ),
        (
            "superseded-edition-of-an-old-list",
            "Genuine, but replaced",
            " by a newer copy; see the current one at https://badges.harbour.example/awards/w7z6",
        ),
        (
            "untrusted-and-expired",
            "The signature fits, but this issuer is not known here",
            f": {UNKNOWN}; its validity ended on 2026-10-01 00:00 UTC.",
        ),
        (
            "untrusted-without-status",
            "The signature fits, but this issuer is not known here",
            f": {UNKNOWN}; it has no status entry: whether it was withdrawn cannot be told.",
        ),
        (
            "untrusted-and-revoked",
            "The signature fits, but this issuer is not known here",
            f": {UNKNOWN}; withdrawn, as {LIST} says.",
        ),
        (
            "key-compromised",
            "Do not rely on this: altered, or not theirs",
            ": its key is no longer listed since 2026-07-01, for others may have it; there may be a newer copy.",
        ),
        (
            "keys-unreachable-and-expired",
            "Could not be checked",
            f": the periods of its keys could not be read: {DID_FILE.replace('did', 'keys')} is not there. Check again",
        ),
        (
            "index-calls-it-revoked",
            "Could not be checked",
            ": the issuer's index calls it 'revoked', and its signed list does not: one is old. Check again later",
        ),
        ("altered-name", "Do not rely on this: altered, or not theirs", ": the signature does not fit"),
        (
            "did-unreachable",
            "Could not be checked",
            f": the issuer's keys could not be read: {DID_FILE} is not there. Check again later, or ask the issuer.",
        ),
        (
            "clock-two-years-slow",
            "Could not be checked",
            ": the status list was signed at 2026-10-30 08:00 UTC, later than this clock says it is: the clock seems "
            "wrong. Set the clock of this device, then check again.",
        ),
        (
            "presentation",
            "Could not be checked",
            ": this is a presentation that wraps credentials: check each of them by itself. Ask for the Open Badges "
            "3.0 credential, as a file or a link.",
        ),
    ],
)
def test_the_verdict_is_said_in_the_pages_words(name, words, rest):
    assert sentence(name).startswith(words + rest)


def test_every_sentence_begins_with_the_words_of_its_verdict():
    for path in verifying.CASES:
        examined = verifying.examine(*verifying.case(path.name))
        assert examined.sentence.startswith(WORDS[examined.verdict]), examined.sentence
        assert examined.sentence.endswith(".")
        assert not examined.sentence.endswith("..")


def test_the_facts_are_what_the_document_says():
    examined = examine(GENUINE)
    assert examined.facts == {
        "issuer": make_vectors.DID,
        "issuerName": "Harbour Institute",
        "learner": "Zoë Ó Briain 李",
        "achievement": "Data Analysis Foundations",
        "awardedDate": "2026-05-14",
        "validUntil": "2029-05-14T22:59:59Z",
        "address": json.loads(GENUINE)["id"],
    }


def test_the_digest_is_of_the_published_bytes():
    assert examine(GENUINE).digest == make_vectors.digest_of(json.loads(GENUINE))


def test_verify_returns_what_is_valid_and_raises_by_the_verdict():
    def verify(name):
        data, expected = verifying.case(name)
        now, trusted = verifying.instant(expected["now"]), frozenset(expected["trusted"])
        return examination.verify(data, resolver=verifying.Web(expected["web"]), now=now, trusted=trusted)

    assert verify("valid").exit_code == 0
    with pytest.raises(VerificationError, match="Withdrawn") as caught:
        verify("revoked")
    assert (caught.value.verdict, caught.value.exitcode) == ("REVOKED", 1)
    with pytest.raises(IndeterminateError, match="Could not be checked") as caught:
        verify("list-unreachable")
    assert caught.value.exitcode == 3


@pytest.mark.parametrize(
    ("verdict", "code"), [("VALID", 0), ("INDETERMINATE", 3), ("REVOKED", 1), ("UNTRUSTED ISSUER", 1)]
)
def test_the_exit_code_says_yes_no_or_not_known(verdict, code):
    assert Verdict(verdict).exit_code == code


FAILURES = {
    "document": (Verdict.INVALID,),
    "issuer": (Verdict.INVALID, Verdict.UNTRUSTED_ISSUER),
    "proof": (Verdict.INVALID,),
    "validity": (Verdict.EXPIRED, Verdict.NOT_YET_VALID),
    "status": (Verdict.REVOKED, Verdict.SUSPENDED, Verdict.SUPERSEDED, Verdict.INVALID),
    "edition": (Verdict.SUPERSEDED, Verdict.INVALID),
}
EVERY_COMBINATION = list(
    product(
        *(
            [passed(name, ""), not_applicable(name, ""), could_not_run(name, "", "")]
            + [failed(name, "", "", verdict) for verdict in FAILURES[name]]
            for name in NAMES
        )
    )
)


def test_only_a_full_set_of_passed_checks_is_green():
    for checks in EVERY_COMBINATION:
        whole = all(check.outcome in {"passed", "not-applicable"} for check in checks)
        proved = checks[2].outcome == "passed"
        assert (examination.reach(list(checks)) is Verdict.VALID) is (whole and proved)


def test_nothing_is_called_genuine_whose_signature_or_key_was_not_checked():
    for checks in EVERY_COMBINATION:
        verdict = examination.reach(list(checks))
        if WORDS[verdict].startswith("Genuine") and verdict is not Verdict.VALID:
            assert checks[2].outcome == "passed"
            assert checks[1].outcome in {"passed", "not-applicable"}
        if checks[2].outcome != "passed":
            assert verdict in {Verdict.INVALID, Verdict.INDETERMINATE}


def test_of_all_that_was_found_the_gravest_is_said():
    for checks in EVERY_COMBINATION:
        found = [check.verdict for check in checks if check.verdict]
        verdict = examination.reach(list(checks))
        if checks[1].outcome != "could-not-run" and checks[2].outcome == "passed" and found:
            assert verdict == min(found, key=GRAVEST_FIRST.index)
        if Verdict.INVALID in found:
            assert verdict is Verdict.INVALID


def test_the_gravest_verdict_wins():
    said = "INVALID, UNTRUSTED ISSUER, REVOKED, SUSPENDED, SUPERSEDED, NOT YET VALID, EXPIRED, INDETERMINATE, VALID"
    assert ", ".join(GRAVEST_FIRST) == said


def a_preview():
    """A credential of the preview's issuer, and the whole of its web."""
    issuer = did.from_base(PREVIEW_BASE)
    made = make_vectors.document("preview", base=PREVIEW_BASE)
    made = make_vectors.sign(made, by=make_vectors.method(by=issuer))
    listed = make_vectors.a_list(base=PREVIEW_BASE, by=make_vectors.method(by=issuer))
    web = verifying.Web([])
    web.documents = {
        f"{PREVIEW_BASE}/issuer/did.json": jcs.canonicalize(make_vectors.did_document(make_vectors.KEY, by=issuer)),
        f"{PREVIEW_BASE}/issuer/keys.json": jcs.canonicalize(make_vectors.keys_document(issuer)),
        f"{PREVIEW_BASE}/status/revocation-1.json": jcs.canonicalize(listed),
    }
    return jcs.canonicalize(made), web, issuer


def test_a_preview_says_so_and_is_never_green():
    data, web, issuer = a_preview()
    asked = {"resolver": web, "now": verifying.instant(make_vectors.NOW), "trusted": frozenset({issuer})}
    examined = examination.examine(data, **asked)
    assert (examined.preview, examined.exit_code) == (True, 3)
    assert examined.sentence.startswith("Preview: on the real site this would say: ")
    with pytest.raises(IndeterminateError):
        examination.verify(data, **asked)


def test_a_baked_picture_is_examined_for_its_credential():
    svg = baking.SvgTemplate(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>').bake(GENUINE)
    assert examine(svg).verdict == "VALID"
    assert examine(svg.replace("Zoë".encode(), "Joë".encode())).verdict == "INVALID"


@pytest.mark.parametrize(
    ("data", "verdict", "code"),
    [
        (b"\x89PNG\r\n\x1a\n", "INVALID", "no-credential"),
        (b"%PDF-1.7", "INDETERMINATE", "no-credential"),
        (b"Dear Sir", "INDETERMINATE", "no-credential"),
        (b"eyJhbGciOiJFZERTQSJ9.e30.x", "INDETERMINATE", "no-credential"),
        (b"{" + b" " * 11_000_000, "INVALID", "not-json"),
        (b"<!DOCTYPE html>" + b" " * 11_000_000, "INVALID", "not-json"),
        (b"[]", "INVALID", "not-a-credential"),
        (b"null", "INDETERMINATE", "no-credential"),
    ],
)
def test_a_file_that_holds_no_credential_is_told_by_what_it_is(data, verdict, code):
    examined = examine(data)
    assert (examined.verdict, examined.checks[0].code) == (verdict, code)


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
def test_a_large_document_is_answered_soon(added):
    made = make_vectors.beyond(make_vectors.document("large", **added))
    before = time.process_time()
    assert examine(jcs.canonicalize(made), allProofs=True).verdict in {"INDETERMINATE", "INVALID"}
    assert time.process_time() - before < 20
