"""A registry that keeps a log: from its first checkpoint to a stolen key, published, and checked as anybody would."""

import datetime
from dataclasses import replace

import orjson
import pytest

from issuing import KEY, NOW, OTHER_KEY, line, make_award, make_registry, method, run
from logged import (
    BASE,
    NEXT_LOG_SIGNER,
    NEXT_WEEK,
    act,
    end_act,
    examine,
    issue,
    issue_and_publish,
    registered,
    with_acts,
    with_log,
    with_log_key,
)
from published_files import credential, publish
from testamur.credentials import addresses, did
from testamur.errors import KeyRefusedError, LedgerError, PublishingError
from testamur.ledger.registering import checkpoints
from testamur.ledger.store import Ledger
from testamur.log import checkpoint, merkle, note, proof, tiles
from testamur.proofs import data_integrity, jcs
from testamur.publishing import publication
from testamur.publishing.site import self_check

DAY = datetime.timedelta(days=1)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


def newest(files):
    return checkpoint.read(note.read(files[f"{BASE}/log/checkpoint"]).text)


def test_an_award_is_registered_once_it_is_issued(folder):
    award = make_award(1)
    registry = with_log(make_registry(award))
    files = issue_and_publish(registry, folder)
    assert registered(credential(files, registry, award), files) == ("VALID", "passed", "")


def test_the_check_says_where_and_when_it_was_entered(folder):  # T-14
    award = make_award(1)
    registry = with_log(make_registry(award))
    files = issue_and_publish(registry, folder)
    said = examine(credential(files, registry, award), files).checks[-1].detail
    size = newest(files).size
    assert said == f"entry 3 of {size} in the issuer's log, of 2026-11-01; the award itself is dated 2026-05-14"


def test_a_ledger_from_before_the_log_keeps_every_byte(folder):
    old, new = make_award(1), make_award(2)
    registry = make_registry(old)
    run(registry, folder)
    before = (folder / "entries.jsonl").read_bytes()
    later = with_log(make_registry(old, new))
    files = issue_and_publish(later, folder, now=NOW + DAY, seed=1)
    assert (folder / "entries.jsonl").read_bytes().startswith(before)
    assert registered(credential(files, later, old), files)[:2] == ("VALID", "passed")


def test_a_registry_without_a_log_is_as_it_was(folder):
    award = make_award(1)
    registry = make_registry(award)
    run(registry, folder)
    files = publish(registry, folder, NOW)
    assert registered(credential(files, registry, award), files) == ("VALID", "", "")
    assert not [name for name in files if "/log/" in name or name.endswith(".tlog-proof")]


def test_running_again_enters_nothing(folder):
    registry = with_log(make_registry(make_award(1)))
    issue(registry, folder)
    before = checkpoints.kept(folder)
    issue(registry, folder, now=NOW + DAY, seed=1)
    assert checkpoints.kept(folder) == before


def test_a_proof_stays_the_same_when_the_log_grows(folder):
    award = make_award(1)
    registry = with_log(make_registry(award))
    first = issue_and_publish(registry, folder)
    more = with_log(make_registry(award, make_award(2)))
    second = issue_and_publish(more, folder, now=NOW + DAY, seed=1)
    name = addresses.award_proof(BASE, award.id)
    assert newest(second).size > newest(first).size
    assert first[name] == second[name]
    assert registered(credential(second, more, award), second)[:2] == ("VALID", "passed")


def test_a_private_award_has_its_proof_and_no_page(folder):
    award = make_award(1, visibility="private")
    registry = with_log(make_registry(award))
    files = issue_and_publish(registry, folder)
    assert registered(Ledger(folder).credential(award.id), files)[:2] == ("VALID", "passed")


def test_an_older_copy_is_replaced_and_not_accused(folder):
    award = make_award(1)
    registry = with_log(make_registry(award))
    files = issue_and_publish(registry, folder)
    old = credential(files, registry, award)
    corrected = with_log(make_registry(replace(award, history=(line("corrected"),)), name="Ada Lovelace"))
    after = issue_and_publish(corrected, folder, now=NOW + DAY, seed=1)
    assert registered(old, after) == ("SUPERSEDED", "not-applicable", "")
    assert registered(credential(after, corrected, award), after)[:2] == ("VALID", "passed")


def test_every_file_of_the_log_is_one_of_its_tree(folder):
    awards = [make_award(number) for number in range(1, 40)]
    registry = with_log(make_registry(*awards))
    files = issue_and_publish(registry, folder)
    point = newest(files)
    names = {f"{BASE}/log/{name}" for name in tiles.names(point.size)}
    assert names <= files.keys()
    leaves = checkpoints.leaves(folder)
    assert tiles.read_bundle(files[f"{BASE}/log/tile/entries/000.p/{point.size}"]) == leaves
    assert merkle.Tree(leaves).root() == point.root


def test_tiles_of_earlier_checkpoints_stay(folder):
    registry = with_log(make_registry(make_award(1)))
    first = issue_and_publish(registry, folder)
    second = issue_and_publish(with_log(make_registry(make_award(1), make_award(2))), folder, now=NOW + DAY, seed=1)
    for name, data in first.items():
        if "/log/tile/" in name or "/log/checkpoints/" in name:
            assert second[name] == data


def test_every_leaf_is_a_line_of_the_ledger_without_its_end(folder):
    registry = with_log(make_registry(make_award(1)))
    files = issue_and_publish(registry, folder)
    found = proof.read(files[addresses.award_proof(BASE, make_award(1).id)])
    assert found.leaf in (folder / "entries.jsonl").read_bytes().split(b"\n")


# What stands against a run -------------------------------------------------------------------------------------------


def test_without_the_key_of_the_log_nothing_is_signed(folder):
    with pytest.raises(KeyRefusedError, match="keeps a log"):
        run(with_log(make_registry(make_award(1))), folder)
    assert not (folder / "entries.jsonl").exists()


def test_another_key_of_the_log_is_refused(folder):
    with pytest.raises(KeyRefusedError, match="the key of the log that was given is"):
        run(with_log(make_registry(make_award(1))), folder, log_signer=OTHER_KEY)


def test_a_key_that_the_root_key_did_not_add_signs_nothing(folder):
    registry = with_log(make_registry(make_award(1)))
    issue(registry, folder)
    both = make_registry(make_award(1), make_award(2), methods=(method(), method(OTHER_KEY)))
    settings = registry.issuer.log
    with pytest.raises(KeyRefusedError, match="testamur log root key-add z6Mk"):
        issue(replace(both, issuer=replace(both.issuer, log=settings)), folder, signer=OTHER_KEY, now=NOW + DAY)


def test_an_act_that_the_root_key_did_not_sign_is_refused(folder):
    registry = with_log(make_registry(make_award(1)))
    log = registry.issuer.log
    forged = replace(log, acts=(replace(log.acts[0], at="2026-01-01T00:00:00Z"),))
    with pytest.raises(LedgerError, match="not signed by the root key"):
        issue(replace(registry, issuer=replace(registry.issuer, log=forged)), folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"2026-11-01T12:00:00Z", b"2026-11-01T12:00:01Z", 1),
        lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
        lambda data: b"".join(data.splitlines(keepends=True)[::-1]),
    ],
    ids=["changed", "cut off", "another order"],
)
def test_a_history_that_was_rewritten_stops_the_run_and_the_site(folder, change):
    registry = with_log(make_registry(make_award(1)))
    issue(registry, folder)
    entries = folder / "entries.jsonl"
    entries.write_bytes(change(entries.read_bytes()))
    with pytest.raises(LedgerError):
        publish(registry, folder, NOW)
    with pytest.raises(LedgerError):
        issue(with_log(make_registry(make_award(1), make_award(2))), folder, now=NOW + DAY, seed=1)


def test_a_log_is_not_given_up_in_silence(folder):
    registry = with_log(make_registry(make_award(1)))
    issue(registry, folder)
    with pytest.raises(LedgerError, match="put its lines back"):
        run(make_registry(make_award(1), make_award(2)), folder, now=NOW + DAY, seed=1)


def test_another_root_key_is_refused_once_the_log_has_begun(folder):
    registry = with_log(make_registry(make_award(1)))
    issue(registry, folder)
    root = note.VerifierKey(f"{registry.issuer.base.removeprefix('https://')}/log/root", 1, OTHER_KEY.public_key)
    other = replace(registry.issuer.log, root=str(root))
    with pytest.raises(LedgerError, match="cannot be exchanged"):
        issue(replace(registry, issuer=replace(registry.issuer, log=other)), folder, now=NOW + DAY, seed=1)


# The drill: the key is stolen ---------------------------------------------------------------------------------------


def forge(model, number, year):
    """What the thief signs: an award that nobody gave, like a genuine one, dated as the thief likes."""
    forged = {name: value for name, value in model.items() if name != "proof"}
    forged |= {"id": addresses.award(BASE, make_award(number).id), "awardedDate": f"{year}-05-14T00:00:00Z"}
    by = did.verification_method(did.from_base(BASE), KEY.public_key_multibase)
    signed = data_integrity.add_proofs(forged, KEY, created="2026-10-20T12:00:00Z", verification_method=by)
    return jcs.canonicalize(signed)


def after_theft(registry, *awards, cut_off, now=NOW + DAY):
    """What the operator does: a new key, the old one is lost, and the root key says so of both."""
    stolen, new = method(KEY, state="compromised", to=NOW.date()), method(OTHER_KEY)
    after = make_registry(*awards, methods=(stolen, new))
    acts = (
        *registry.issuer.log.acts,
        act("key-add", OTHER_KEY, now=now),
        act("key-revoke", KEY, now=now, trusted_below=cut_off),
    )
    return replace(after, issuer=replace(after.issuer, log=replace(registry.issuer.log, acts=acts)))


def test_after_a_theft_all_that_is_genuine_stays_valid_and_nothing_that_was_forged_is(folder):
    genuine = [make_award(number) for number in range(1, 101)]
    registry = with_log(make_registry(*genuine))
    issue(registry, folder)
    cut_off = len(checkpoints.leaves(folder))
    model = orjson.loads(Ledger(folder).credential(genuine[0].id))
    forged = [forge(model, number, year) for number, year in ((901, 2020), (902, 2026), (903, 2026))]

    after = after_theft(registry, *genuine, make_award(200), cut_off=cut_off)
    outcome = issue(after, folder, signer=OTHER_KEY, now=NOW + DAY, seed=1)
    files = publish(after, folder, NOW + DAY)
    self_check.check(publication.read(after, Ledger(folder), now=NOW + DAY))

    assert outcome.unreliable == []
    assert {registered(credential(files, after, award), files)[:2] for award in genuine} == {("VALID", "passed")}
    assert registered(credential(files, after, make_award(200)), files)[:2] == ("VALID", "passed")
    assert [registered(data, files)[0] for data in forged] == ["INVALID"] * 3
    assert {registered(data, files)[2] for data in forged} == {"not-registered"}


def test_what_a_lost_key_signed_after_the_theft_is_not_published(folder):
    registry = with_log(make_registry(make_award(1)))
    issue(registry, folder)
    cut_off = len(checkpoints.leaves(folder))
    more = make_registry(make_award(1), make_award(2))
    issue(replace(more, issuer=registry.issuer), folder, now=NOW + DAY, seed=1)
    after = after_theft(registry, make_award(1), make_award(2), cut_off=cut_off, now=NEXT_WEEK)
    assert issue(after, folder, signer=OTHER_KEY, now=NEXT_WEEK, seed=2).unreliable == [make_award(2).id]
    with pytest.raises(PublishingError, match="was not entered"):
        publish(after, folder, NEXT_WEEK)
    issue(after, folder, signer=OTHER_KEY, now=NEXT_WEEK, seed=3, reissue_keys=(KEY.public_key_multibase,))
    publish(after, folder, NEXT_WEEK)


def test_a_genuine_copy_stays_genuine_where_its_award_was_issued_anew_after_the_theft(folder):
    award = make_award(1)
    registry = with_log(make_registry(award))
    files = issue_and_publish(registry, folder)
    cut_off, downloaded = len(checkpoints.leaves(folder)), credential(files, registry, award)
    after = after_theft(registry, award, cut_off=cut_off)
    again = {"reissue_keys": (KEY.public_key_multibase,)}
    issue(after, folder, signer=OTHER_KEY, now=NOW + DAY, seed=1, **again)
    files = publish(after, folder, NOW + DAY)
    assert registered(downloaded, files) == ("SUPERSEDED", "not-applicable", "")
    assert registered(credential(files, after, award), files)[:2] == ("VALID", "passed")
    assert registered(forge(orjson.loads(downloaded), 1, 2020), files)[0] == "INVALID"


def test_strangers_are_not_told_that_a_lost_key_is_good(folder):
    registry = with_log(make_registry(make_award(1)))
    files = issue_and_publish(registry, folder)
    assert KEY.public_key_multibase in files[f"{BASE}/issuer/did.json"].decode()
    stolen = make_registry(make_award(1), methods=(method(KEY, state="compromised", to=NOW.date()), method(OTHER_KEY)))
    document = did.document(BASE, stolen.issuer.verification_methods, registry.issuer.log)
    assert KEY.public_key_multibase not in [one["publicKeyMultibase"] for one in document["verificationMethod"]]


# A host that shows what was --------------------------------------------------------------------------------------


def test_a_list_of_before_a_withdrawal_brings_nothing_back(folder):
    award = make_award(1)
    registry = with_log(make_registry(award))
    before = issue_and_publish(registry, folder)
    withdrawn = with_log(make_registry(replace(award, history=(line("revoked"),))))
    after = issue_and_publish(withdrawn, folder, now=NOW + DAY, seed=1)
    data = credential(before, registry, award)
    lists = {name: data for name, data in before.items() if "/status/" in name or "/index/" in name}
    assert registered(data, after)[0] == "REVOKED"
    assert registered(data, {**after, **lists})[0] == "INDETERMINATE"
    found = examine(data, {**after, **lists})
    assert [check.code for check in found.checks if check.name == "status"] == ["list-older"]


def test_a_list_of_keys_that_leaves_out_a_theft_is_noticed(folder):
    registry = with_log(make_registry(make_award(1)))
    issue(registry, folder)
    cut_off = len(checkpoints.leaves(folder))
    after = after_theft(registry, make_award(1), make_award(2), cut_off=cut_off)
    issue(after, folder, signer=OTHER_KEY, now=NOW + DAY, seed=1)
    files = publish(after, folder, NOW + DAY)
    name = f"{BASE}/log/keys.json"
    listed = orjson.loads(files[name])
    listed["entries"] = [one for one in listed["entries"] if b"key-revoke" not in note.decode_base64(one["leaf"])]
    data = credential(files, after, make_award(2))
    assert registered(data, files)[:2] == ("VALID", "passed")
    assert registered(data, {**files, name: orjson.dumps(listed)}) == ("INDETERMINATE", "could-not-run", "log-keys")


def test_the_end_of_the_log_is_small_and_says_which_lists_are_the_newest(folder):
    registry = with_log(make_registry(*[make_award(number) for number in range(1, 40)]))
    files = issue_and_publish(registry, folder)
    tail = orjson.loads(files[f"{BASE}/log/tail.json"])
    assert [orjson.loads(note.decode_base64(leaf))["list"] for leaf in tail["leaves"]] == [
        "revocation-1",
        "suspension-1",
    ]
    assert len(files[f"{BASE}/log/tail.json"]) < 2048


# The log's own key is stolen ---------------------------------------------------------------------------------------


def test_after_the_logs_key_is_replaced_awards_from_before_and_since_are_valid(folder):
    old, new = make_award(1), make_award(2)
    registry = with_log(make_registry(old))
    issue(registry, folder)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    more = replace(make_registry(old, new), issuer=after.issuer)
    issue(more, folder, now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)
    files = publish(more, folder, NOW + DAY)
    self_check.check(publication.read(more, Ledger(folder), now=NOW + DAY))
    assert {registered(credential(files, more, award), files) for award in (old, new)} == {("VALID", "passed", "")}


def test_what_was_seen_under_the_old_key_goes_together_with_the_log_under_the_new(folder):
    award = make_award(1)
    registry = with_log(make_registry(award))
    first = issue_and_publish(registry, folder)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    second = issue_and_publish(after, folder, now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)
    origin = f"{BASE.removeprefix('https://')}/log"
    logs = {origin: first[f"{BASE}/log/checkpoint"], f"{origin}/root": registry.issuer.log.root.encode()}
    assert registered(credential(second, after, award), second, logs=logs)[:2] == ("VALID", "passed")


def test_readers_are_told_that_the_log_has_ended(folder):
    award = make_award(1)
    registry = with_log(make_registry(award))
    issue(registry, folder)
    ended = with_acts(registry, end_act(now=NOW + DAY, next_base="https://badges.example.edu"))
    files = issue_and_publish(ended, folder, now=NOW + DAY, seed=1)
    found = examine(credential(files, ended, award), files)
    assert found.checks[-1].detail.endswith("; the log has ended, and badges.example.edu/log goes on")
    assert found.verdict.value == "VALID"
