"""A ledger that does not fit itself is neither written to nor published."""

import datetime
import json

import pytest

from issuing import NOW, bit, line, make_award, make_registry, run, tree
from statement_samples import GIVEN, registry, steps
from testamur.credentials import status_list
from testamur.errors import LedgerError
from testamur.ledger.safeguards import places
from testamur.ledger.store import Ledger
from testamur.proofs import jcs
from testamur.publishing import publication

LATER = NOW + datetime.timedelta(days=1)
ONE, TWO = make_award(1), make_award(2)
BOTH = make_registry(ONE, TWO)


def change(folder, name, **changes):
    """Change the newest edition in a state's file."""
    path = folder / name
    value = json.loads(path.read_bytes())
    value["editions"][-1] |= changes
    path.write_bytes(jcs.canonicalize(value))


def place_of(folder, award):
    known = Ledger(folder).state(award.id).current
    return {"list": known.list_number, "index": known.list_index}


def refused(folder, told, made=BOTH):
    """Neither issue nor build takes the ledger, and it stays as it is."""
    before = tree(folder)
    with pytest.raises(LedgerError, match=told):
        run(made, folder, now=LATER, seed=5)
    with pytest.raises(LedgerError, match=told):
        publication.read(made, Ledger(folder), now=NOW)
    assert tree(folder) == before


def test_two_awards_with_one_place_in_the_lists_are_refused(folder):
    run(BOTH, folder)
    change(folder, f"awards/{ONE.id}.json", **place_of(folder, TWO))
    refused(folder, f"(?s){TWO.id}.*{ONE.id}.* have one place in the status lists|{ONE.id}.*{TWO.id}.* have one place")


def test_a_state_with_another_place_than_its_credential_is_refused(folder):
    run(BOTH, folder)
    index = place_of(folder, ONE)["index"]
    change(folder, f"awards/{ONE.id}.json", index=(index + 1) % status_list.BITS)
    refused(folder, f"{ONE.id}.json has another place in the status lists than its state")


def test_a_state_that_names_another_list_than_its_credential_is_refused(folder):
    run(BOTH, folder)
    change(folder, f"awards/{ONE.id}.json", list=2)
    refused(folder, f"{ONE.id}.json has another place in the status lists than its state")


def test_the_credential_of_another_award_is_refused(folder):
    run(BOTH, folder)
    for part in ("awards", "credentials"):
        one, two = (folder / part / f"{award.id}.json" for award in (ONE, TWO))
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)
    # The states go with their credentials, so that only the credentials' own ids tell.
    with pytest.raises(LedgerError, match="is not of https"):
        publication.read(make_registry(ONE, make_award(2)), Ledger(folder), now=NOW)


@pytest.mark.parametrize("index", [-1, status_list.BITS, True, "7", None])
def test_a_place_that_no_list_has_is_refused(folder, index):
    run(BOTH, folder)
    change(folder, f"awards/{ONE.id}.json", index=index)
    refused(folder, f"ledger/awards/{ONE.id}.json is not an award's state")


def test_a_state_without_an_edition_is_refused(folder):
    run(BOTH, folder)
    path = folder / "awards" / f"{ONE.id}.json"
    path.write_bytes(jcs.canonicalize({**json.loads(path.read_bytes()), "editions": []}))
    refused(folder, "it has no edition")


def test_an_edition_that_was_never_entered_is_refused(folder):
    run(BOTH, folder)
    path = folder / "awards" / f"{ONE.id}.json"
    value = json.loads(path.read_bytes())
    value["editions"].insert(0, {**value["editions"][0], "digest": f"sha256:{0:064}", "index": 7})
    path.write_bytes(jcs.canonicalize(value))
    refused(folder, "entries.jsonl has no entry of an edition")


def test_an_endorsement_with_the_place_of_an_award_is_refused(folder):
    made = registry(*steps(), given=(GIVEN,))
    run(made, folder)
    name = next(
        name for name, known in Ledger(folder).statements().items() if known.subject_key.startswith("endorsing/")
    )
    change(folder, f"statements/{name}.json", **place_of(folder, make_award(1)))
    refused(folder, "have one place in the status lists", made)


@pytest.mark.parametrize("kind", ["endorsing", "pathways", "learners"])
def test_a_statement_with_another_place_than_its_document_is_refused(folder, kind):
    made = registry(*steps(visibility="public"), given=(GIVEN,), consent=True)
    run(made, folder)
    name = next(name for name, known in Ledger(folder).statements().items() if known.subject_key.startswith(f"{kind}/"))
    known = Ledger(folder).statements()[name].current
    change(folder, f"statements/{name}.json", index=(known.list_index + 1) % status_list.BITS)
    refused(folder, f"documents/{name}.json has another place", made)


def test_no_run_takes_back_what_a_signed_list_says_is_withdrawn(folder):
    corrected = make_award(1, history=(line("corrected", reason="details-corrected"),))
    run(make_registry(ONE), folder)
    run(make_registry(corrected), folder, now=LATER, seed=1)
    path = folder / "awards" / f"{ONE.id}.json"
    value = json.loads(path.read_bytes())
    old = Ledger(folder).state(ONE.id).editions[0]
    value["editions"][0]["index"] = (old.list_index + 1) % status_list.BITS
    path.write_bytes(jcs.canonicalize(value))
    with pytest.raises(LedgerError, match="says that something is withdrawn"):
        run(make_registry(corrected, TWO), folder, now=LATER, seed=2)
    assert bit(folder, "revocation", old)


def test_the_end_of_a_hold_is_no_withdrawal_taken_back(folder):
    held = make_award(1, history=(line("suspended", reason="under-review"),))
    run(make_registry(held), folder)
    run(make_registry(make_award(1, history=(*held.history, line("reinstated")))), folder, now=LATER, seed=1)
    assert not bit(folder, "revocation", Ledger(folder).state(ONE.id).current)


def test_a_list_in_the_file_of_another_list_is_not_published(folder):
    run(BOTH, folder)
    (folder / "status/suspension-1.json").write_bytes((folder / "status/revocation-1.json").read_bytes())
    with pytest.raises(LedgerError, match=r"suspension-1\.json is another status list"):
        publication.read(BOTH, Ledger(folder), now=NOW)


def test_a_list_that_cannot_be_read_is_not_replaced_in_silence(folder):
    run(BOTH, folder)
    (folder / "status/revocation-1.json").write_text("{}")
    with pytest.raises(LedgerError, match=r"revocation-1\.json is not what was signed"):
        run(BOTH, folder, now=LATER)


def test_whether_an_edition_was_entered_is_not_asked_of_a_settled_award(folder):
    run(BOTH, folder)
    states = Ledger(folder).states()
    with pytest.raises(LedgerError, match=f"no entry of an edition of ledger/awards/{TWO.id}"):
        places.check_states(states, {}, {states[ONE.id].current.digest})
    places.check_states(states, {}, {states[ONE.id].current.digest}, settled={TWO.id})
