"""Signing what is no award: what each document says, who approved it, and what is refused."""

from dataclasses import replace

import pytest

from issuing import KEY, make_award, run, tree
from statement_samples import DONE, GIVEN, LATER, documents, registry, states, steps
from testamur.credentials import did
from testamur.errors import LedgerError, RecordsError
from testamur.proofs import data_integrity


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (registry(given=[GIVEN]), "endorsing/crane"),
        (registry(*steps()), f"pathways/{make_award(DONE).id}"),
        (registry(make_award(1), consent=True, ways=()), "learners/l-1"),
    ],
    ids=["endorsement", "pathway", "learner"],
)
def test_each_kind_of_document_is_signed_with_proofs_that_verify(folder, found, key):
    outcome = run(found, folder)
    assert outcome.statements == [("signed", key)]
    signed = documents(folder)[key]
    assert len(signed["proof"]) == 2
    for proof in signed["proof"]:
        data_integrity.verify_proof(signed, proof, KEY.public_key)
    assert states(folder)[key].current.issued == signed["proof"][0]["created"]


def test_an_endorsement_says_what_is_endorsed_and_by_whom(folder):
    found = registry(given=[GIVEN])
    run(found, folder)
    signed = documents(folder)["endorsing/crane"]
    assert signed["credentialSubject"]["id"] == GIVEN.endorses
    assert signed["credentialSubject"]["endorsementComment"] == GIVEN.comment
    assert signed["issuer"]["id"] == did.from_base(found.issuer.base)


def test_a_record_holds_the_credentials_of_the_same_run(folder):
    run(registry(*steps()), folder)
    (record,) = documents(folder).values()
    held = record["credentialSubject"]["verifiableCredential"]
    assert {one["id"].rstrip("/").rpartition("/")[2] for one in held} == {award.id for award in steps()}


def test_a_new_edition_of_a_record_keeps_its_subject(folder):
    run(registry(make_award(1), consent=True, ways=()), folder)
    first = documents(folder)["learners/l-1"]["credentialSubject"]["id"]
    run(registry(make_award(1), make_award(4), consent=True, ways=()), folder, now=LATER, seed=9)
    assert documents(folder)["learners/l-1"]["credentialSubject"]["id"] == first
    assert len(states(folder)["learners/l-1"].editions) == 2


def test_an_endorsement_that_nobody_approved_is_refused_and_nothing_is_written(folder):
    with pytest.raises(LedgerError, match="endorsing/crane became pending after approval was looked up"):
        run(registry(given=[GIVEN]), folder, approvals={})
    assert tree(folder) == {}


def test_a_record_needs_no_approval_of_its_own(folder):
    approvals = {award.id: ("helper",) for award in steps()}
    outcome = run(registry(*steps(), given=[GIVEN]), folder, approvals={**approvals, "endorsing/crane": ("helper",)})
    assert sorted(key for _, key in outcome.statements) == ["endorsing/crane", f"pathways/{make_award(DONE).id}"]


def test_an_endorsement_that_cannot_be_signed_is_told_at_its_record(folder):
    with pytest.raises(RecordsError, match="this endorsement cannot be signed") as error:
        run(registry(given=[replace(GIVEN, endorses="https://quay.example/a b")]), folder)
    (problem,) = error.value.problems
    assert (problem.code, problem.file) == ("cannot-be-signed", "credentials/endorsing/crane.yml")
    assert tree(folder) == {}
