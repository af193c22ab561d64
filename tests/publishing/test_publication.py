"""What may be published: each thing that does not hold stops it, with a message of its own."""

import datetime
import json
from dataclasses import replace

import pytest

from issuing import KEY, NOW, OTHER_KEY, line, make_award, method, run
from statement_samples import GIVEN, registry, states
from testamur.credentials import did, status_list
from testamur.errors import LedgerError, PublishingError, RecordsError
from testamur.ledger.state import digest
from testamur.ledger.store import Ledger
from testamur.proofs import data_integrity, jcs
from testamur.proofs.verified_memory import MemoryOfProcess
from testamur.publishing import publication

AWARD = make_award(1)
REGISTRY = registry(AWARD, given=[GIVEN], ways=())


@pytest.fixture
def folder(tmp_path):
    """A ledger with one award and one endorsement that is given, as it was issued."""
    run(REGISTRY, tmp_path)
    return tmp_path


def read(folder, found=REGISTRY, **more):
    return publication.read(found, Ledger(folder), now=NOW, **more)


def path_of(folder, what):
    """The file of the award's credential, of the endorsement, or of the list of withdrawals."""
    name = next(iter(Ledger(folder).statements()))
    return (
        folder
        / {
            "credential": f"credentials/{AWARD.id}.json",
            "endorsement": f"documents/{name}.json",
            "list": "status/revocation-1.json",
        }[what]
    )


def exchange(folder, what, change):
    """Exchange a signed document for another that `change` makes of it; states and entries know only the other."""
    path = path_of(folder, what)
    before = path.read_bytes()
    after = jcs.canonicalize(change(json.loads(before)))
    path.write_bytes(after)
    for file in (folder / "entries.jsonl", *folder.glob("awards/*.json"), *folder.glob("statements/*.json")):
        file.write_bytes(file.read_bytes().replace(digest(before).encode(), digest(after).encode()))


def signed_by(key, document, created="2026-11-01T12:00:00Z"):
    bare = {name: held for name, held in document.items() if name != "proof"}
    name = did.verification_method(did.from_base(REGISTRY.issuer.base), method(key).public_key_multibase)
    return data_integrity.add_proofs(bare, key, created=created, verification_method=name)


def without_entry(folder, what):
    path = folder / "entries.jsonl"
    gone = digest(path_of(folder, what).read_bytes()).encode()
    path.write_bytes(b"".join(entry for entry in path.read_bytes().splitlines(True) if gone not in entry))


def test_a_ledger_that_holds_is_published_with_all_that_stands_in_it(folder):
    made = read(folder, preview=True, practice_at="https://practice.example")
    assert [one.award for one in made.awards] == [AWARD]
    assert [one.statement.subject_key for one in made.statements] == ["endorsing/crane"]
    assert list(made.status_lists) == [("revocation", 1), ("suspension", 1)]
    assert (made.waiting, made.preview, made.practice_at) == ((), True, "https://practice.example")
    assert made.credential(made.awards[0]) == path_of(folder, "credential").read_bytes()


def test_an_award_that_is_not_issued_yet_is_waiting(folder):
    new = make_award(2)
    made = read(folder, registry(AWARD, new, given=[GIVEN], ways=()))
    assert ([one.award.id for one in made.awards], made.waiting) == ([AWARD.id], (new.id,))


def test_of_an_erased_award_no_document_is_asked(folder):
    erased = registry(replace(AWARD, learner="", history=(line("erased"),)), given=[GIVEN], ways=())
    run(erased, folder, now=NOW + datetime.timedelta(days=1), seed=1)
    (one,) = read(folder, erased).awards
    assert (one.is_erased, one.is_shown, one.valid_until) == (True, False, "")


@pytest.mark.parametrize(("visibility", "shown"), [("public", True), ("unlisted", True), ("private", False)])
def test_a_private_award_is_not_shown(folder, visibility, shown):
    (one,) = read(folder, registry(replace(AWARD, visibility=visibility), given=[GIVEN], ways=())).awards
    assert one.is_shown is shown


def test_a_change_that_was_not_issued_is_refused(folder):
    changed = registry(replace(AWARD, history=(line("revoked", reason="other"),)), given=[GIVEN], ways=())
    with pytest.raises(PublishingError, match=rf"1 award changed .* \(the first is {AWARD.id}\): run testamur issue"):
        read(folder, changed)


def test_an_unannounced_change_is_refused(folder):
    with pytest.raises(RecordsError, match="issued-record-changed"):
        read(folder, registry(replace(AWARD, language="fr"), given=[GIVEN], ways=()))


def test_an_edition_without_an_entry_is_refused(folder):
    without_entry(folder, "credential")
    with pytest.raises(LedgerError, match=f"has no entry of an edition of ledger/awards/{AWARD.id}"):
        read(folder)


def test_a_credential_that_was_exchanged_is_refused(folder):
    path = path_of(folder, "credential")
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Eve"))
    with pytest.raises(LedgerError, match=rf"credentials/{AWARD.id}\.json is not what was issued"):
        read(folder)


def test_a_credential_of_another_instant_than_the_state_says_is_refused(folder):
    exchange(folder, "credential", lambda document: signed_by(KEY, document, "2026-11-01T11:00:00Z"))
    with pytest.raises(LedgerError, match=rf"awards/{AWARD.id}\.json does not fit its credential"):
        read(folder)


def test_an_endorsement_without_an_entry_is_refused(folder):
    without_entry(folder, "endorsement")
    with pytest.raises(LedgerError, match="has no entry of an edition of ledger/statements/"):
        read(folder)


def test_an_endorsement_that_was_exchanged_is_refused(folder):
    path = path_of(folder, "endorsement")
    path.write_bytes(path.read_bytes().replace(b"every day", b"once a year"))
    with pytest.raises(LedgerError, match=rf"{path.name} is not what was signed"):
        read(folder)


def test_a_missing_status_list_is_refused(folder):
    path_of(folder, "list").unlink()
    with pytest.raises(LedgerError, match=r"status/revocation-1\.json is missing\. Run testamur issue"):
        read(folder)


def test_a_status_list_with_other_bits_is_refused(folder):
    index = Ledger(folder).state(AWARD.id).current.list_index
    encoded = status_list.encode(status_list.with_bits({index}))

    def withdrawn(document):
        document["credentialSubject"]["encodedList"] = encoded
        return signed_by(KEY, document)

    exchange(folder, "list", withdrawn)
    with pytest.raises(LedgerError, match=r"revocation-1\.json does not say how the awards stand"):
        read(folder)


def test_a_status_list_that_is_not_canonical_is_refused(folder):
    path = path_of(folder, "list")
    path.write_bytes(json.dumps(json.loads(path.read_bytes()), indent=2).encode())
    with pytest.raises(LedgerError, match=r"revocation-1\.json does not say how the awards stand"):
        read(folder)


NAMES = {"credential": f"award {AWARD.id}", "endorsement": "endorsing/crane", "list": "status list revocation-1"}


@pytest.mark.parametrize(("what", "name"), NAMES.items())
@pytest.mark.parametrize("kept", [slice(0, 1), slice(1, 2), slice(None, None, -1)], ids=str)
def test_a_document_without_exactly_its_two_proofs_is_refused(folder, what, name, kept):
    exchange(folder, what, lambda document: {**document, "proof": document["proof"][kept]})
    with pytest.raises(PublishingError, match=f"{name} does not have its two proofs: nothing was published"):
        read(folder)


@pytest.mark.parametrize(("what", "name"), NAMES.items())
def test_a_document_signed_with_a_key_that_is_not_listed_is_refused(folder, what, name):
    exchange(folder, what, lambda document: signed_by(OTHER_KEY, document))
    key = method(OTHER_KEY).public_key_multibase
    with pytest.raises(PublishingError, match=f"{name} is signed with .*{key}, which issuer.yml does not list as good"):
        read(folder)


def test_a_document_signed_with_a_compromised_key_is_refused(folder):
    compromised = registry(AWARD, given=[GIVEN], ways=(), methods=[method(state="compromised"), method(OTHER_KEY)])
    with pytest.raises(PublishingError, match=f"award {AWARD.id} is signed with .* Run testamur issue --reissue-key"):
        read(folder, compromised)


@pytest.mark.parametrize(("what", "name"), NAMES.items())
def test_a_document_that_was_altered_does_not_verify_and_is_refused(folder, what, name):
    exchange(folder, what, lambda document: {**document, "validFrom": "2026-11-01T12:00:01Z"})
    with pytest.raises(PublishingError, match=rf"{name} does not verify \(.*\): nothing was published"):
        read(folder)


def test_a_withdrawn_endorsement_stays_on_the_site_as_withdrawn(folder):
    withdrawn = registry(AWARD, given=[replace(GIVEN, withdrawn=datetime.date(2026, 10, 1))], ways=())
    run(withdrawn, folder, now=NOW + datetime.timedelta(days=1), seed=1)
    (one,) = read(folder, withdrawn).statements
    assert (one.statement.subject_key, one.is_withdrawn) == ("endorsing/crane", True)
    assert states(folder)["endorsing/crane"].state == "revoked"


def test_an_award_whose_signatures_somebody_else_verifies_is_not_verified_here(folder):
    exchange(folder, "credential", lambda document: {**document, "name": "Another"})
    with pytest.raises(PublishingError, match="does not verify"):
        read(folder)
    assert [one.award for one in read(folder, verifies=lambda award_id: award_id != AWARD.id).awards] == [AWARD]


# What verified before is not verified again --------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch):
    """The documents whose proofs are verified, by name, one for each proof."""
    ids, verify = [], data_integrity.verify_proof

    def counting(document, proof, key):
        ids.append(document["id"])
        verify(document, proof, key)

    monkeypatch.setattr(data_integrity, "verify_proof", counting)
    return ids


def test_without_a_memory_every_proof_is_verified(folder, counted):
    read(folder)
    # An award, an endorsement and two lists, of two proofs each.
    assert len(counted) == 8


def test_what_verified_before_is_not_verified_again(folder, counted):
    memory = MemoryOfProcess()
    read(folder, memory=memory)
    counted.clear()
    read(folder, memory=memory)
    assert counted == []


def test_what_was_signed_just_now_is_not_verified_again(tmp_path, counted):
    memory = MemoryOfProcess()
    run(REGISTRY, tmp_path, memory=memory)
    read(tmp_path, memory=memory)
    assert counted == []


@pytest.mark.parametrize(("what", "name"), NAMES.items())
def test_an_altered_document_is_not_the_one_that_is_remembered(folder, what, name):
    memory = MemoryOfProcess()
    read(folder, memory=memory)
    exchange(folder, what, lambda signed: {**signed, "validFrom": "2026-10-31T12:00:00Z"})
    with pytest.raises(PublishingError, match=f"{name}.* does not verify"):
        read(folder, memory=memory)


def test_what_did_not_verify_is_not_remembered(folder, counted):
    memory = MemoryOfProcess()
    exchange(folder, "credential", lambda signed: {**signed, "validFrom": "2026-10-31T12:00:00Z"})
    for _ in range(2):
        with pytest.raises(PublishingError, match="does not verify"):
            read(folder, memory=memory)
    assert counted


def test_a_key_that_no_longer_counts_is_asked_of_what_is_remembered(folder):
    memory = MemoryOfProcess()
    read(folder, memory=memory)
    compromised = registry(AWARD, given=[GIVEN], ways=(), methods=[method(state="compromised"), method(OTHER_KEY)])
    with pytest.raises(PublishingError, match="does not list as good"):
        read(folder, compromised, memory=memory)


def test_a_remembered_list_must_still_say_how_the_awards_stand(folder):
    memory = MemoryOfProcess()
    read(folder, memory=memory)
    file = folder / "status" / "revocation-1.json"
    before = file.read_bytes()
    revoked = registry(replace(AWARD, history=(line("revoked", reason="other"),)), given=[GIVEN], ways=())
    run(revoked, folder)
    file.write_bytes(before)
    with pytest.raises(LedgerError, match="does not say how the awards stand"):
        read(folder, revoked, memory=memory)
