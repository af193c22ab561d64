"""Documents that are no awards, once they were signed: what a later run does about each."""

import datetime
from dataclasses import replace

import pytest

from issuing import OTHER_KEY, line, make_award, method, run, tree
from statement_samples import GIVEN, LATER, WAY, documents, is_set, registry, states, steps
from testamur.errors import RecordsError


def test_issuing_statements_again_changes_nothing(folder):
    found = registry(*steps(), consent=True, given=[GIVEN])
    run(found, folder)
    before = tree(folder)
    outcome = run(found, folder, now=LATER, seed=9)
    assert (tree(folder), outcome.statements) == (before, [])


def test_a_new_award_issues_a_new_edition_and_revokes_the_old_one(folder):
    run(registry(make_award(1), consent=True, ways=()), folder)
    first = states(folder)["learners/l-1"].current
    run(registry(make_award(1), make_award(4), consent=True, ways=()), folder, now=LATER, seed=9)
    second = states(folder)["learners/l-1"]
    assert (is_set(folder, first), is_set(folder, second.current)) == (True, False)
    assert len(documents(folder)["learners/l-1"]["credentialSubject"]["verifiableCredential"]) == 2


def test_the_record_of_a_withdrawn_milestone_is_withdrawn(folder):
    awards = steps()
    run(registry(*awards), folder)
    gone = replace(awards[2], history=(line("revoked", reason="awarded-in-error"),))
    outcome = run(registry(*awards[:2], gone), folder, now=LATER, seed=9)
    assert outcome.statements == [("withdrawn", f"pathways/{gone.id}")]
    assert is_set(folder, states(folder)[f"pathways/{gone.id}"].current)
    assert documents(folder) == {}


def test_when_consent_ends_the_record_is_removed_but_not_revoked(folder):
    run(registry(make_award(1), consent=True, ways=()), folder)
    edition = states(folder)["learners/l-1"].current
    outcome = run(registry(make_award(1), ways=()), folder, now=LATER, seed=9)
    assert outcome.statements == [("taken away", "learners/l-1")]
    assert (documents(folder), is_set(folder, edition)) == ({}, False)


def test_a_withdrawn_endorsement_is_revoked_and_its_document_kept(folder):
    run(registry(given=[GIVEN]), folder)
    withdrawn = replace(GIVEN, withdrawn=datetime.date(2026, 10, 1))
    outcome = run(registry(given=[withdrawn]), folder, now=LATER, seed=9)
    assert outcome.statements == [("withdrawn", "endorsing/crane")]
    assert is_set(folder, states(folder)["endorsing/crane"].current)
    assert "endorsing/crane" in documents(folder)


def test_a_changed_endorsement_is_issued_as_a_new_edition(folder):
    run(registry(given=[GIVEN]), folder)
    first = states(folder)["endorsing/crane"].current
    run(registry(given=[replace(GIVEN, comment="We used it.")]), folder, now=LATER, seed=9)
    assert is_set(folder, first)
    assert documents(folder)["endorsing/crane"]["credentialSubject"]["endorsementComment"] == "We used it."


def test_a_signed_endorsement_cannot_be_removed_from_the_records(folder):
    run(registry(given=[GIVEN]), folder)
    with pytest.raises(RecordsError) as error:
        run(registry(), folder, now=LATER)
    assert [problem.code for problem in error.value.problems] == ["issued-record-missing"]


def test_an_endorsement_withdrawn_before_signing_is_never_signed(folder):
    run(registry(given=[replace(GIVEN, withdrawn=datetime.date(2026, 10, 1))]), folder)
    assert documents(folder) == {}


def test_a_compromised_key_signs_records_anew(folder):
    run(registry(make_award(1), consent=True, given=[GIVEN], ways=()), folder)
    keys = (method(state="compromised"), method(OTHER_KEY))
    found = registry(make_award(1), consent=True, given=[GIVEN], ways=(), methods=keys)
    public = keys[0].public_key_multibase
    outcome = run(found, folder, signer=OTHER_KEY, now=LATER, seed=9, reissue_keys=[public])
    assert sorted(outcome.statements) == [("signed", "endorsing/crane"), ("signed", "learners/l-1")]


def test_after_a_compromise_a_withdrawn_endorsement_is_reissued_and_stays_revoked(folder):
    withdrawn = replace(GIVEN, withdrawn=datetime.date(2026, 10, 1))
    run(registry(given=[GIVEN]), folder)
    run(registry(given=[withdrawn]), folder, now=LATER, seed=9)
    keys = (method(state="compromised"), method(OTHER_KEY))
    found = registry(given=[withdrawn], methods=keys)
    run(found, folder, signer=OTHER_KEY, now=LATER, seed=8, reissue_keys=[keys[0].public_key_multibase])
    known = states(folder)["endorsing/crane"]
    assert (known.state, is_set(folder, known.current)) == ("revoked", True)
    assert known.current.key.endswith(keys[1].public_key_multibase)


def test_changing_a_pathway_removes_its_record_without_revoking_it(folder):
    awards = steps()
    run(registry(*awards), folder)
    edition = states(folder)[f"pathways/{awards[2].id}"].current
    outcome = run(registry(*awards, ways=(replace(WAY, milestone=""),)), folder, now=LATER, seed=9)
    assert outcome.statements == [("taken away", f"pathways/{awards[2].id}")]
    assert not is_set(folder, edition)
