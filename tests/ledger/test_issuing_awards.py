"""Awards once they were issued: what a correction and an erasure sign anew, and what of them stays."""

import datetime
import hashlib
from dataclasses import replace

import pytest

from issuing import (
    KEY,
    NOW,
    VISIT,
    Random,
    bit,
    document,
    line,
    make_award,
    make_registry,
    run,
    tree,
)
from testamur.errors import LedgerError
from testamur.ledger import issuance, pending, state
from testamur.ledger.outcome import Outcome
from testamur.ledger.store import Ledger
from testamur.records.model.models import Learner

LATER = NOW + datetime.timedelta(days=1)


@pytest.mark.parametrize("act", ["revoked", "superseded"])
def test_a_name_may_be_corrected_after_an_award_of_the_same_learner_has_ended(folder, act):
    award, other = make_award(1), make_award(2)
    ended = replace(award, history=(line(act, reason="other", by=other.id if act == "superseded" else ""),))
    run(make_registry(ended, other), folder)
    corrected = replace(other, history=(line("corrected"),))
    done = run(make_registry(ended, corrected, name="Ada Lovelace"), folder, now=LATER, seed=1)
    assert done.reissued == [other.id]
    assert document(folder, award)["credentialSubject"]["identifier"][0]["identityHash"] == "Ada Okafor"


def test_a_correction_issues_a_new_edition_with_the_same_subject(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    first = document(folder, award)
    run(make_registry(replace(award, history=(line("corrected"),)), name="Ada Lovelace"), folder, now=LATER, seed=1)
    second = document(folder, award)
    assert second["id"] == first["id"]
    assert second["credentialSubject"]["id"] == first["credentialSubject"]["id"]
    assert second["credentialSubject"]["identifier"][0]["identityHash"] == "Ada Lovelace"
    assert second["validFrom"] > first["validFrom"]


def test_a_correction_sets_the_bit_of_the_edition_it_replaces(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    run(make_registry(replace(award, history=(line("corrected"),)), name="Ada L."), folder, now=LATER, seed=1)
    old, new = Ledger(folder).state(award.id).editions
    assert (bit(folder, "revocation", old), bit(folder, "revocation", new)) == (True, False)


def test_a_correction_keeps_the_achievements_text_as_awarded(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    edited = {**VISIT, "description": "Something else by now."}
    corrected = replace(award, history=(line("corrected"),))
    run(make_registry(corrected, name="Ada L.", record=edited), folder, now=LATER, seed=1)
    assert document(folder, award)["credentialSubject"]["achievement"]["description"] == "A visit."


def forged_text(folder, award, *, named):
    """Change an achievement's text in the ledger, as whoever may push to its branch can; `named` by its own digest."""
    known = Ledger(folder).state(award.id)
    file = folder / f"achievements/visit/{known.achievement_text}.json"
    text = file.read_bytes().replace(b"A visit.", b"A doctorate.")
    if not named:
        file.write_bytes(text)
        return
    digest = hashlib.sha256(text).hexdigest()
    file.with_name(f"{digest}.json").write_bytes(text)
    (folder / f"awards/{award.id}.json").write_bytes(state.write(replace(known, achievement_text=digest)))


@pytest.mark.parametrize(("named", "told"), [(False, "is another text"), (True, "nobody signed that this award")])
def test_a_correction_signs_no_text_that_was_changed_in_the_ledger(folder, named, told):
    award = make_award(1)
    run(make_registry(award), folder)
    forged_text(folder, award, named=named)
    before = tree(folder)
    with pytest.raises(LedgerError, match=told):
        run(make_registry(replace(award, history=(line("corrected"),)), name="Ada L."), folder, now=LATER, seed=1)
    assert tree(folder) == before


def test_a_correction_signs_no_text_that_another_award_was_issued_with(folder):
    award, other = make_award(1), make_award(2)
    edited = {**VISIT, "description": "Something else by now."}
    run(make_registry(award), folder)
    run(make_registry(award, other, record=edited), folder, now=LATER, seed=1)
    theirs, known = Ledger(folder).state(other.id), Ledger(folder).state(award.id)
    swapped = replace(known, achievement_text=theirs.achievement_text, text_signature=theirs.text_signature)
    (folder / f"awards/{award.id}.json").write_bytes(state.write(swapped))
    corrected = replace(award, history=(line("corrected"),))
    newest = {**VISIT, "description": "And something else again."}
    with pytest.raises(LedgerError, match="nobody signed that this award"):
        run(make_registry(corrected, other, record=newest), folder, now=LATER, seed=2)


def test_a_correction_takes_nothing_from_an_edition_that_was_changed_in_the_ledger(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    known, file = Ledger(folder).state(award.id), folder / f"credentials/{award.id}.json"
    forged = file.read_bytes().replace(b"urn:uuid:", b"urn:uuid:0")
    for path in (folder / f"awards/{award.id}.json", folder / "entries.jsonl"):
        path.write_bytes(path.read_bytes().replace(known.current.digest.encode(), state.digest(forged).encode()))
    file.write_bytes(forged)
    with pytest.raises(LedgerError, match="is not as it was signed"):
        run(make_registry(replace(award, history=(line("corrected"),)), name="Ada L."), folder, now=LATER, seed=1)


def test_an_edited_achievement_changes_no_issued_credential(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    edited = {**VISIT, "description": "Something else by now."}
    assert run(make_registry(award, record=edited), folder, now=LATER) == Outcome()


def test_erasure_keeps_the_ledger_entry_and_no_data_of_the_learner(folder):  # V-05
    award = make_award(1)
    run(make_registry(award), folder)
    number = next(n for n, entry in enumerate(Ledger(folder).entries()) if entry["op"] == "issue")
    erased = replace(award, learner="", history=(line("erased", reason="learner-request"),))
    run(make_registry(erased), folder, now=LATER, seed=1)
    everything = b"".join(tree(folder).values())
    assert Ledger(folder).credential(award.id) is None
    assert b"Ada" not in everything
    assert b"salt" not in everything
    assert [entry["at"] for entry in Ledger(folder).entries() if entry["op"] == "erase"] == [number]


def test_erasure_does_not_revoke(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    run(make_registry(replace(award, learner="", history=(line("erased"),))), folder, now=LATER)
    assert not bit(folder, "revocation", Ledger(folder).state(award.id).current)


def test_two_awards_of_one_learner_share_no_identifier(folder):  # V-06
    one, two = make_award(1), make_award(2, awarded_date=datetime.date(2026, 6, 1))
    issuance.issue(make_registry(one, two), folder, KEY, now=NOW, random=Random(5))
    assert document(folder, one)["credentialSubject"]["id"] != document(folder, two)["credentialSubject"]["id"]


def test_a_run_changes_its_own_states_and_not_the_plan_that_it_was_given(folder, monkeypatch):
    plans = []
    planned = pending.plan
    monkeypatch.setattr(pending, "plan", lambda *given, **more: plans.append(planned(*given, **more)) or plans[-1])
    run(make_registry(make_award(1)), folder)
    assert ([one.award.id for one in plans[0].pending], plans[0].states) == ([make_award(1).id], {})


def test_the_hashed_address_of_one_learner_differs_in_each_award(folder):  # V-03, V-06
    awards = [make_award(number) for number in (1, 2)]
    registry = make_registry(*awards)
    asked = Learner(id="l-1", name="Ada Okafor", email="ada@mail.example", consent_hashed_email=True)
    issuance.issue(registry.with_records({"learner": {"l-1": asked}}), folder, KEY, now=NOW, random=Random(5))
    hashed = [document(folder, award)["credentialSubject"]["identifier"][1] for award in awards]
    assert all(one["hashed"] and len(bytes.fromhex(one["salt"])) >= 16 for one in hashed)
    assert hashed[0]["salt"] != hashed[1]["salt"]
    assert hashed[0]["identityHash"] != hashed[1]["identityHash"]
