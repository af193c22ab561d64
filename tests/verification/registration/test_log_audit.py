"""A log that is read whole: what its entries say of the log itself holds, or the entry is named."""

import pytest

from logged import Web
from testamur.credentials import addresses, did
from testamur.ledger import entries
from testamur.log import fsck, tiles
from testamur.verification.registration import key_history, log_audit
from testamur.verification.registration.log_audit import LogAudit
from testamur.verification.registration.published_log import LogKeys, PublishedLog
from vector_making.sample_credentials import KEY, OLD_KEY, method
from vector_making.sample_log import (
    BASE,
    LOG,
    MOMENT,
    NEXT,
    NEXT_SIGNER,
    ORIGIN,
    OTHER_SIGNER,
    ROOT,
    SampleLog,
    act,
    current_list,
    genesis,
    line,
)

DID = did.from_base(BASE)
OTHER = NEXT._replace(public=OTHER_SIGNER.public_key)


def early(key=KEY):
    return line(entries.key_entry(operation="key-add", verification_method=method(key, DID), moment=MOMENT))


def replaced(old=LOG, new=NEXT, **more):
    return act("log-key", key=str(new), prev=str(old), **more)


def listed(**more):
    return lambda log: log.add_list(current_list(), **more)


def respelled(leaf, old, new):
    """A leaf that says the same, and is not written as the ledger writes it."""
    assert old in leaf
    return leaf.replace(old, new)


def told(*parts, key=LOG):
    """Reasons of entries by their index, and then those of the whole."""
    log = SampleLog()
    for part in parts:
        part(log) if callable(part) else log.add(part)
    audit = LogAudit(ROOT)
    found = [(index, reason) for index, leaf in enumerate(log.leaves) if (reason := audit(leaf))]
    return found + [str(one) for one in audit.last_findings(key)]


ADDED = act("key-add", key=method(KEY, DID))
ANOTHER = "sha256:" + "1" * 64
GOOD = [early(), genesis(), ADDED, listed(), listed(), replaced(), listed(c=ANOTHER), act("end")]


def test_a_log_that_holds_has_no_findings():
    assert told(*GOOD, key=NEXT) == []


@pytest.mark.parametrize(
    ("parts", "at", "said"),
    [
        ([genesis(), genesis()], 1, "the log had begun before it"),
        ([genesis(), early()], 1, "the root key did not sign it"),
        ([genesis(), act("key-revoke", signer=OTHER_SIGNER, key=method(OLD_KEY, DID))], 1, "did not sign it"),
        ([genesis(), replaced(signer=OTHER_SIGNER)], 1, "did not sign it"),
        ([genesis(), act("end", signer=OTHER_SIGNER)], 1, "did not sign it"),
        ([genesis(), act("end"), listed()], 2, "the log had ended before it"),
        ([genesis(), ADDED, ADDED], 2, "enters again what the root key signed once"),
        ([genesis(), listed(), listed(c=ANOTHER), listed()], 3, "an older edition of a status list again"),
        ([genesis(), ADDED, listed(keys=1)], 2, "it counts 1 entries about keys, and 2 stand before it"),
        ([genesis(), ADDED, listed(keys=3)], 2, "it counts 3 entries about keys, and 2 stand before it"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_hold_is_named(parts, at, said):
    (found,) = told(*parts)
    assert (found[0], said in found[1]) == (at, True)


@pytest.mark.parametrize("operation", sorted(key_history.SIGNED_OPERATIONS))
def test_whatever_is_said_of_keys_is_signed_and_counted(operation):
    members = {"key": str(NEXT), "prev": str(LOG)} if operation == "log-key" else {}
    counted = [listed()] if operation != "end" else []
    assert [one for one in told(genesis(), act(operation, **members), *counted, key=NEXT) if one] == []
    assert told(genesis(), act(operation, signer=OTHER_SIGNER, **members), key=NEXT)[0] == (
        1,
        "the root key did not sign it",
    )


def test_keys_of_the_log_that_do_not_follow_each_other_are_named():
    found = told(genesis(), replaced(), replaced(LOG, OTHER), key=OTHER)
    assert found == [(2, f"it replaces another key than the log had, which was {NEXT}")]


def test_a_checkpoint_by_another_key_than_was_named_last_is_named():
    assert told(genesis(), replaced(), key=LOG) == [
        f"checkpoint: another key signed it than its entries name last: {NEXT}"
    ]


@pytest.mark.parametrize(("old", "said"), [("no key", "not a key of a log"), (str(LOG), "")])
def test_a_key_that_was_replaced_has_to_be_one(old, said):
    """Every verifier reads it, for the checkpoints from before."""
    log = SampleLog([genesis(), act("log-key", key=str(NEXT), prev=old)])
    log.add_list(current_list())
    files = {addresses.log_file(BASE, name): data for name, data in log.files(signer=NEXT_SIGNER, key=NEXT).items()}
    published = PublishedLog(BASE, LogKeys(NEXT, ROOT, ()), Web(files))
    found = log_audit.derived_findings(published, published.newest().checkpoint)
    assert [(one.file, said in one.reason) for one in found] == ([("keys.json", True)] if said else [])


@pytest.mark.parametrize("leaves", [[early()], [genesis(OTHER._replace(name=f"{ORIGIN}/root"))]])
def test_a_log_that_did_not_begin_under_its_root_key_is_named(leaves):
    assert "tile/entries: no entry begins the log under the root key that issuer.yml names" in told(*leaves)


def test_what_is_found_of_an_entry_has_its_file():
    log = SampleLog([genesis(), act("end"), genesis()])
    files = log.files() | {tiles.name(tiles.ENTRIES, 0, 3): tiles.bundle(log.leaves)}
    _opened, found = fsck.examine(files.__getitem__, LOG, LogAudit(ROOT))
    assert [str(one) for one in found] == ["tile/entries/000.p/3: entry 2: the log had ended before it"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"op":', b'"op" :'), (b'"op":', b'"op":\n'), (b'"op"', b'"\\u006fp"'), (b'"end"', b'"e\\u006ed"')],
)
def test_an_entry_is_read_however_it_is_written(old, new):
    """As verifiers read it."""
    [found] = told(genesis(), respelled(act("end", signer=OTHER_SIGNER), old, new))
    assert found == (1, "the root key did not sign it")
