"""The sentences of verdicts, for every vector."""

import pytest

import verifying
from testamur.verification.check import could_not_run
from testamur.verification.open_badges_2.words import ADDRESS_SAYS
from testamur.verification.sentence import ASK_ITSELF, say
from testamur.verification.verdict import WORDS, Verdict


def sentence(name):
    return verifying.examine(*verifying.case(name)).sentence


ISSUED = "badges.harbour.example issued this, unaltered. It does not show who runs that address."
LIST = "the issuer's list of 2026-10-30 08:00 UTC"
UNKNOWN = "badges.harbour.example.evil.example is not among the issuers that are trusted here"
DID_FILE = "https://badges.harbour.example/issuer/did.json"


@pytest.mark.parametrize(
    ("name", "words", "rest"),
    [
        ("valid", "Genuine and current", f". {ISSUED}"),
        ("valid-with-terms-of-use", "Genuine and current", f". {ISSUED} Not evaluated: termsOfUse."),  # C-25
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
def test_verdicts_use_the_words_of_the_page(name, words, rest):
    assert sentence(name).startswith(words + rest)


@pytest.mark.parametrize("name", ["untrusted-and-revoked", "older-hosted", "older-signed", "wild-key-behind-a-urn"])
def test_where_nothing_shows_who_an_issuer_is_the_reader_is_told_whom_to_ask(name):
    assert sentence(name).endswith(ASK_ITSELF)


@pytest.mark.parametrize("name", ["valid", "altered-name", "did-unreachable"])
def test_nobody_is_told_to_ask_where_it_would_not_help(name):
    assert ASK_ITSELF not in sentence(name)


def test_every_sentence_begins_with_the_words_of_its_verdict():
    for path in verifying.CASES:
        examined = verifying.examine(*verifying.case(path.name))
        # Of what nobody signed, no sentence says that a signature fits.
        unsigned = examined.verdict == "UNTRUSTED ISSUER" and "nothing is signed" in examined.checks[2].detail
        words = ADDRESS_SAYS if unsigned else WORDS[examined.verdict]
        assert examined.sentence.startswith(words), examined.sentence
        assert examined.sentence.endswith(".")
        assert not examined.sentence.endswith("..")


def stuck(*codes):
    return [could_not_run("status", code, f"because of {code}") for code in codes]


@pytest.mark.parametrize(
    ("codes", "remedies"),
    [
        (["list-unreachable", "proof-shape"], "Check again later, or ask the issuer."),
        (["proof-shape", "list-unreachable"], "Check again later, or ask the issuer."),
        (["proof-shape", "status-missing"], "Ask the issuer."),
        (["clock", "proof-shape"], "Set the clock of this device, then check again. Ask the issuer."),
        (["no-credential"], ""),
    ],
)
def test_nobody_is_told_twice_what_to_do(codes, remedies):
    assert say(Verdict.INDETERMINATE, stuck(*codes), None).partition(f"{codes[-1]}.")[2].strip() == remedies


def test_no_sentence_of_any_vector_gives_one_advice_twice():
    for path in verifying.CASES:
        said = verifying.examine(*verifying.case(path.name)).sentence.lower()
        assert said.count("ask the issuer") < 2, said
        assert said.count("ask for") < 2, said
