"""The year 2032: the site is gone, the issuer's key was changed three times, and an award of 2026 is one file.

What a verifier has from elsewhere is the key of the issuer's log, or its DID document.
"""

import datetime
import hashlib
from dataclasses import replace

import orjson
import pytest

from issuing import KEY, NOW, line, make_award, make_registry, method
from logged import BASE, DID, Web, act, issue, with_log
from published_files import publish
from testamur.credentials import addresses, did
from testamur.ledger.store import Ledger
from testamur.log import note
from testamur.proofs import data_integrity, jcs, keys
from testamur.verification.bundle import anchors, collecting, examining
from testamur.verification.bundle.container import Bundle, credential_name, proof_name

TODAY = datetime.datetime(2032, 6, 1, 12, tzinfo=datetime.UTC)
YEARS = (2028, 2029, 2031)  # in which a new key came
KEYS = [KEY, *(keys.from_seed(bytes([number] * 32)) for number in (31, 32, 33))]
LAST_DAY = datetime.datetime(2031, 12, 20, 8, tzinfo=datetime.UTC)
AWARD, WITHDRAWN, OTHER = make_award(1), make_award(2), make_award(3)


def first_of(year):
    return datetime.datetime(year, 3, 1, 9, tzinfo=datetime.UTC)


def registry_of(begun, number, *awards):
    """The registry once as many keys came after the first, each of which ended the one before."""
    starts = [datetime.date(2026, 1, 1), *(first_of(year).date() for year in YEARS)]
    methods = [
        replace(method(key), from_=start, to=end, state="retired" if end else "active")
        for key, start, end in zip(KEYS[: number + 1], starts, [*starts[1 : number + 1], None], strict=False)
    ]
    acts = list(begun.issuer.log.acts)
    for at, year in enumerate(YEARS[:number]):
        acts += [act("key-add", KEYS[at + 1], now=first_of(year)), act("key-retire", KEYS[at], now=first_of(year))]
    registry = make_registry(*awards, methods=methods)
    return replace(registry, issuer=replace(registry.issuer, log=replace(begun.issuer.log, acts=tuple(acts))))


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """The registry's life: its ledger, and what its site had on its last day."""
    folder = tmp_path_factory.mktemp("life") / "ledger"
    begun = with_log(make_registry(AWARD, WITHDRAWN, OTHER))
    issue(begun, folder)
    gone = replace(WITHDRAWN, history=(replace(line("revoked"), date=datetime.date(2030, 1, 5)),))
    for year in range(2027, 2032):
        # The lists are signed anew each year; in some years there is a new key.
        number = sum(began <= year for began in YEARS)
        registry = registry_of(begun, number, AWARD, gone if year > 2029 else WITHDRAWN, OTHER)
        issue(registry, folder, signer=KEYS[number], now=first_of(year), seed=year)
    last = registry_of(begun, len(YEARS), AWARD, gone, OTHER)
    issue(last, folder, signer=KEYS[-1], now=LAST_DAY, seed=9)
    return folder, publish(last, folder, LAST_DAY)


def bundle_of(history, award):
    folder, site = history
    credential = Ledger(folder).current_credential(award.id, Ledger(folder).state(award.id))
    bundle, _found = collecting.collect(BASE, award.id, credential, Web(site), LAST_DAY)
    return bundle


def pinned(history, name="log/vkey"):
    """What somebody has kept of the registry, of any day."""
    issuer, anchor = anchors.of_file(history[1][f"{BASE}/{name}"], "by a file that was given here")
    assert issuer == DID
    return anchor


def judged(bundle, anchor, now=TODAY):
    return examining.examine(bundle, anchor=anchor, now=now)


@pytest.mark.parametrize("name", ["log/vkey", "issuer/did.json"])
def test_an_award_of_2026_is_valid_as_registered(history, name):
    examined = judged(bundle_of(history, AWARD), pinned(history, name))
    assert examined.verdict == "VALID", examined.sentence
    assert examined.checks[-1].outcome == "passed"


def test_its_sentence_says_that_its_status_ends_with_the_last_list(history):
    sentence = judged(bundle_of(history, AWARD), pinned(history)).sentence
    assert "Registered by then: entry" in sentence
    assert "Its status ends with the issuer's list of 2031-12-20 08:00 UTC" in sentence
    assert sentence.endswith("how it stands since then, only its page can say.")


def test_by_itself_the_file_proves_nothing_of_whose_it_is(history):
    examined = judged(bundle_of(history, AWARD), None)
    assert examined.verdict == "INDETERMINATE"
    assert "nothing here shows that" in examined.sentence


def test_an_award_that_the_last_list_withdraws_is_withdrawn(history):
    assert judged(bundle_of(history, WITHDRAWN), pinned(history)).verdict == "REVOKED"


def forged(history):
    """A credential of 2026 that whoever has the first key signs in 2031, within the days of that key."""
    model = orjson.loads(bundle_of(history, AWARD).credential)
    unsigned = {name: value for name, value in model.items() if name != "proof"}
    unsigned |= {"id": addresses.award(BASE, make_award(77).id)}
    by = did.verification_method(DID, KEY.public_key_multibase)
    return jcs.canonicalize(
        data_integrity.add_proofs(unsigned, KEY, created="2026-11-02T12:00:00Z", verification_method=by)
    )


def forged_bundle(history, *, with_proof):
    """The parts of a genuine bundle around a forged credential, with an index that calls it current."""
    credential, award = forged(history), make_award(77).id
    genuine = bundle_of(history, AWARD)
    parts = {name: data for name, data in genuine.parts.items() if not name.startswith(("awards/", "index/"))}
    entry = {"digest": "sha256:" + hashlib.sha256(credential).hexdigest(), "state": "active"}
    parts[addresses.index_shard(BASE, award).removeprefix(f"{BASE}/")] = jcs.canonicalize(
        {addresses.index_entry(award): entry}
    )
    if with_proof:
        parts[proof_name(award)] = genuine.parts[proof_name(AWARD.id)]
    return Bundle(BASE, award, {**parts, credential_name(award): credential})


@pytest.mark.parametrize("with_proof", [True, False], ids=["with the proof of another", "without a proof"])
def test_what_a_retired_key_signed_later_and_dated_2026_is_invalid(history, with_proof):
    examined = judged(forged_bundle(history, with_proof=with_proof), pinned(history))
    assert (examined.verdict, examined.checks[-1].code) == ("INVALID", "not-registered")


def test_a_checkpoint_of_another_log_key_vouches_for_nothing(history):
    other = note.read_key(pinned(history).log_key)._replace(public=KEYS[1].public_key)
    examined = judged(bundle_of(history, AWARD), anchors.Anchor("by another file", log_key=str(other)))
    assert (examined.verdict, examined.checks[1].code) == ("INDETERMINATE", "other-log")


def test_a_bundle_of_the_day_of_issue_says_no_more_than_that_day(history, tmp_path):
    folder = tmp_path / "ledger"
    registry = with_log(make_registry(WITHDRAWN))
    issue(registry, folder)
    early = bundle_of((folder, publish(registry, folder, NOW)), WITHDRAWN)
    examined = judged(early, pinned(history))
    assert "Its status ends with the issuer's list of 2026-11-01 12:00 UTC" in examined.sentence
