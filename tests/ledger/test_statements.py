"""Signed documents that are no awards: endorsements given, records of pathways, learner records."""

import datetime
import json
from dataclasses import replace

import pytest

from issuing import KEY, line, make_award, run, tree
from statement_samples import DONE, GIVEN, LATER, VISITED, WAY, documents, registry, steps
from testamur.errors import LedgerError
from testamur.ledger import statements
from testamur.ledger.store import Ledger
from testamur.proofs import data_integrity
from testamur.records.model import pathways
from testamur.records.model.models import Learner


def test_an_endorsement_is_signed_with_both_proofs(folder):
    run(registry(given=[GIVEN]), folder)
    signed = documents(folder)["endorsing/crane"]
    assert signed["credentialSubject"]["id"] == GIVEN.endorses
    for proof in signed["proof"]:
        data_integrity.verify_proof(signed, proof, KEY.public_key)


def test_completing_a_pathway_issues_a_record_of_its_awards(folder):
    awards = steps()
    run(registry(*awards), folder)
    signed = documents(folder)[f"pathways/{awards[2].id}"]
    inside = signed["credentialSubject"]["verifiableCredential"]
    assert {one["id"] for one in inside} == {f"https://badges.harbour.example/awards/{one.id}/" for one in awards}
    for proof in signed["proof"]:
        data_integrity.verify_proof(signed, proof, KEY.public_key)


def test_a_record_states_which_achievements_are_parts_and_which_precede(folder):
    awards = steps()
    run(registry(*awards), folder)
    said = documents(folder)[f"pathways/{awards[2].id}"]["credentialSubject"]["association"]
    base = "https://badges.harbour.example/achievements"
    assert {(one["associationType"], one["sourceId"], one["targetId"]) for one in said} == {
        ("isPartOf", f"{base}/visit/", f"{base}/hand/"),
        ("isPartOf", f"{base}/tour/", f"{base}/hand/"),
        ("precedes", f"{base}/visit/", f"{base}/tour/"),
    }


def test_a_record_contains_the_issued_credentials_unchanged(folder):
    awards = steps()
    run(registry(*awards), folder)
    inside = documents(folder)[f"pathways/{awards[2].id}"]["credentialSubject"]["verifiableCredential"]
    assert json.loads(Ledger(folder).credential(awards[0].id)) in inside


def test_a_record_includes_achievements_of_nested_pathways(folder):
    inner = pathways.Pathway(slug="inner", name="Inner", steps=(pathways.Step(achievement="tour"),))
    choice = pathways.Step(choose=1, of=(pathways.Step(achievement="visit"), pathways.Step(pathway="inner")))
    outer = replace(WAY, steps=(choice,), is_ordered=False)
    awards = steps()
    run(registry(*awards, ways=(outer, inner)), folder)
    assert len(documents(folder)[f"pathways/{awards[2].id}"]["credentialSubject"]["verifiableCredential"]) == 3


@pytest.mark.parametrize(("consent", "found"), [(True, {"learners/l-1"}), (False, set())])
def test_a_learner_gets_a_learner_record_only_with_consent(folder, consent, found):
    run(registry(make_award(VISITED), consent=consent, ways=()), folder)
    assert set(documents(folder)) == found


def test_a_learner_record_contains_public_awards_only(folder):
    run(registry(make_award(1), make_award(2, visibility="unlisted"), consent=True, ways=()), folder)
    assert len(documents(folder)["learners/l-1"]["credentialSubject"]["verifiableCredential"]) == 1


def test_the_subject_of_a_record_is_the_same_in_the_next_edition(folder):
    run(registry(make_award(1), consent=True, ways=()), folder)
    first = documents(folder)["learners/l-1"]["credentialSubject"]["id"]
    run(registry(make_award(1), make_award(4), consent=True, ways=()), folder, now=LATER, seed=9)
    assert documents(folder)["learners/l-1"]["credentialSubject"]["id"] == first


def test_a_corrected_award_is_replaced_in_the_record(folder):
    run(registry(make_award(1), consent=True, ways=()), folder)
    corrected = make_award(1, history=(line("corrected", reason="details-corrected"),))
    outcome = run(registry(corrected, consent=True, ways=(), name="Ada Okafor-Byrne"), folder, now=LATER, seed=9)
    assert outcome.statements == [("signed", "learners/l-1")]
    assert "Okafor-Byrne" in json.dumps(documents(folder)["learners/l-1"])


def test_a_withdrawn_award_is_removed_from_the_record(folder):
    run(registry(make_award(1), make_award(4), consent=True, ways=()), folder)
    gone = make_award(4, history=(line("revoked", reason="awarded-in-error"),))
    run(registry(make_award(1), gone, consent=True, ways=()), folder, now=LATER, seed=9)
    assert len(documents(folder)["learners/l-1"]["credentialSubject"]["verifiableCredential"]) == 1


def test_erasure_removes_the_records_of_the_learner(folder):
    award = make_award(1)
    run(registry(award, consent=True, ways=()), folder)
    erased = replace(award, learner="", history=(line("erased", reason="learner-request"),))
    run(registry(erased, ways=()).with_records({"learner": {}}), folder, now=LATER, seed=9)
    left = b"".join(tree(folder).values())
    assert b"Ada" not in left
    assert b"l-1" not in left


def test_a_learner_record_is_limited_to_the_newest_awards(folder):
    awards = [
        make_award(number, awarded_date=datetime.date(2024, 1, 1) + datetime.timedelta(days=number))
        for number in range(205)
    ]
    run(registry(*awards, consent=True, ways=()), folder)
    inside = documents(folder)["learners/l-1"]["credentialSubject"]["verifiableCredential"]
    assert len(inside) == 200
    assert inside[-1]["id"].endswith(f"/{awards[-1].id}/")


def test_with_two_pathways_to_one_milestone_the_record_covers_one_whole_pathway(folder):
    other = replace(WAY, slug="another", name="Another way", steps=(pathways.Step(achievement="tour"),))
    awards = steps()
    run(registry(*awards, ways=(WAY, other)), folder)
    signed = documents(folder)[f"pathways/{awards[2].id}"]
    assert signed["name"].endswith("Another way")
    assert len(signed["credentialSubject"]["verifiableCredential"]) == 2


def test_an_endorsement_that_ended_before_signing_is_never_in_force(folder):
    ended = replace(GIVEN, valid_until=datetime.date(2026, 6, 1))
    run(registry(given=[ended]), folder)
    signed = documents(folder)["endorsing/crane"]
    assert signed["validFrom"] == signed["validUntil"]


def test_no_position_in_a_status_list_is_used_twice(folder):
    run(registry(*steps(), consent=True, given=[GIVEN]), folder)
    ledger = Ledger(folder)
    known = [*ledger.states().values(), *ledger.statements().values()]
    places = [(edition.list_number, edition.list_index) for one in known for edition in one.editions]
    assert len(places) == len(set(places)) == 6


def test_an_endorsement_is_signed_only_if_approved(folder):
    with pytest.raises(LedgerError, match="endorsing/crane became pending"):
        run(registry(given=[GIVEN]), folder, approvals={})
    run(registry(given=[GIVEN]), folder, approvals={"endorsing/crane": ["jiri"]})
    assert "endorsing/crane" in documents(folder)


def test_ledger_entries_contain_no_names(folder):
    run(registry(*steps(), consent=True, given=[GIVEN]), folder)
    entries = (folder / "entries.jsonl").read_text()
    assert not any(word in entries for word in ("Ada", "l-1", "crane", "learners", "pathways"))


def test_a_learner_record_contains_no_awards_of_others(folder):
    found = registry(make_award(1), make_award(2, learner="l-2"), consent=True, ways=())
    found = found.with_records({"learner": {**found.learners, "l-2": Learner(id="l-2", name="Zoë")}})
    run(found, folder)
    assert "Zoë" not in json.dumps(documents(folder)["learners/l-1"], ensure_ascii=False)


@pytest.mark.parametrize(("visibility", "consent", "shown"), [
    ("public", True, True), ("public", False, False), ("unlisted", True, False), ("private", True, False),
])  # fmt: skip
def test_the_record_of_a_pathway_is_published_only_with_consent_and_public_awards(folder, visibility, consent, shown):
    found = registry(*steps(visibility=visibility), consent=consent)
    run(found, folder)
    wanted = statements.wanted_statements(found, Ledger(folder).states())
    assert statements.is_published(wanted[f"pathways/{make_award(DONE).id}"], found) is shown
