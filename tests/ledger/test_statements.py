"""Signed documents that are no awards: endorsements given, records of pathways, learner records."""

import datetime
import json
from dataclasses import replace

import pytest

from issuing import KEY, NOW, OTHER_KEY, line, make_award, make_registry, method, run, tree
from testamur.credentials import status_list
from testamur.errors import LedgerError, RecordsError
from testamur.ledger import statements
from testamur.ledger.store import Ledger
from testamur.proofs import data_integrity
from testamur.records.model import pathways
from testamur.records.model.endorsements import Endorsing
from testamur.records.model.models import Learner
from testamur.records.parsing import reading

LATER = NOW + datetime.timedelta(days=1)
WAY = pathways.Pathway(
    slug="quay",
    name="On the quay",
    steps=(pathways.Step(achievement="visit"), pathways.Step(achievement="tour")),
    is_ordered=True,
    milestone="hand",
)
GIVEN = Endorsing(
    slug="crane",
    endorses="https://badges.northquay.example/achievements/crane/",
    name="Crane Signals",
    comment="We use it every day.",
    date=datetime.date(2026, 5, 1),
)
VISITED, TOURED, DONE = 1, 2, 3


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


def registry(*awards, consent=False, given=(), ways=(WAY,), **changes):
    made = make_registry(*awards, **changes)
    records = {
        slug: {"name": slug.title(), "achievementType": "Badge", "description": "D.", "criteria": "C."}
        for slug in ("visit", "tour", "hand")
    }
    return replace(
        made,
        achievements={slug: reading.achievement(slug, record) for slug, record in records.items()},
        achievement_records=records,
        learners={"l-1": replace(made.learners["l-1"], consent_profile=consent)},
        pathways={one.slug: one for one in ways},
        endorsing={one.slug: one for one in given},
    )


def steps(**changes):
    return (
        make_award(VISITED, **changes),
        make_award(TOURED, achievement="tour", **changes),
        make_award(DONE, achievement="hand", **changes),
    )


def documents(folder):
    """Return every signed document that is no award, by its source."""
    ledger = Ledger(folder)
    return {
        known.of: json.loads(ledger.statement(name, known))
        for name, known in ledger.statements().items()
        if known.of and (folder / "documents" / f"{name}.json").exists()
    }


def states(folder):
    return {known.of: known for known in Ledger(folder).statements().values()}


def is_set(folder, edition):
    signed = json.loads(Ledger(folder).status_list("revocation", edition.list_number))
    return status_list.is_set(status_list.decode(signed["credentialSubject"]["encodedList"]), edition.list_index)


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


def test_removing_a_record_rewrites_the_history_of_the_ledger(folder):
    first = run(registry(make_award(1), consent=True, ways=()), folder)
    second = run(registry(make_award(1), ways=()), folder, now=LATER, seed=9)
    assert (first.forgets, second.forgets) == (False, True)


def test_erasure_removes_the_records_of_the_learner(folder):
    award = make_award(1)
    run(registry(award, consent=True, ways=()), folder)
    erased = replace(award, learner="", history=(line("erased", reason="learner-request"),))
    run(replace(registry(erased, ways=()), learners={}), folder, now=LATER, seed=9)
    left = b"".join(tree(folder).values())
    assert b"Ada" not in left
    assert b"l-1" not in left


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
    found = replace(found, learners={**found.learners, "l-2": Learner(id="l-2", name="Zoë")})
    run(found, folder)
    assert "Zoë" not in json.dumps(documents(folder)["learners/l-1"], ensure_ascii=False)


@pytest.mark.parametrize(("visibility", "consent", "shown"), [
    ("public", True, True), ("public", False, False), ("unlisted", True, False), ("private", True, False),
])  # fmt: skip
def test_the_record_of_a_pathway_is_published_only_with_consent_and_public_awards(folder, visibility, consent, shown):
    found = registry(*steps(visibility=visibility), consent=consent)
    run(found, folder)
    wanted = statements.wanted(found, Ledger(folder).states())
    assert statements.is_published(wanted[f"pathways/{make_award(DONE).id}"], found) is shown
