"""Whatever stands in a file of the ledger, it is read or told as a LedgerError: it is never a fault."""

import contextlib
import json
import uuid

import pytest

from issuing import make_award, make_registry, run
from testamur.errors import LedgerError
from testamur.ledger import published_from, statement_state
from testamur.ledger.safeguards import list_age
from testamur.ledger.store import Ledger
from testamur.proofs import jcs
from testamur.text import dates

AWARD = make_award(1)
OTHERS = (None, True, -1, 2**70, 1.5, "", "x", "2026-13-45T00:00:00Z", [], {}, [None], {"x": 1})
DEEP = b"[" * 100_000


def places(value, path=()):
    """Yield where each member of a JSON value is."""
    if path:
        yield path
    for name in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[name], (*path, name))


def changed(value, path, other):
    copy = json.loads(json.dumps(value))
    part = copy
    for name in path[:-1]:
        part = part[name]
    if other is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = other
    return copy


def written(value):
    """Return JSON as it is written here, also of numbers that canonical JSON has not."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def read(folder):
    """Read all that commands read of a ledger, and use what they use."""
    ledger = Ledger(folder)
    ledger.identity()
    published_from.claimed_commit(ledger.published_from())
    for entry in ledger.entries():
        dates.read_instant(entry["t"])
        entry.get("key", "").partition("#")
    for award_id, known in ledger.states().items():
        dates.read_instant(known.current.issued)
        assert known.current.key.partition("#")
        assert known.history_lines + known.corrections >= 0
        document = json.loads(ledger.current_credential(award_id, known))
        assert {proof["verificationMethod"] for proof in document["proof"]}
    list_age.signed_on(ledger)
    for known in ledger.statements().values():
        assert known.of.partition("/")


@pytest.mark.parametrize("name", ["awards", "status", "entries.jsonl", "published-from.json", "identity.json"])
def test_a_member_of_another_type_is_told_and_is_no_fault(tmp_path, name):
    run(make_registry(AWARD), tmp_path)
    (tmp_path / "identity.json").write_bytes(jcs.canonicalize({"id": AWARD.id, "lost": []}))
    (tmp_path / "published-from.json").write_bytes(jcs.canonicalize({"commit": "a" * 40, "key": "", "signature": ""}))
    file = tmp_path / name
    file = next(file.iterdir()) if file.is_dir() else file
    first, end, rest = file.read_bytes().partition(b"\n")
    value = json.loads(first)
    for path in places(value):
        for other in (*OTHERS, ...):
            file.write_bytes(written(changed(value, path, other)) + end + rest)
            with contextlib.suppress(LedgerError):
                read(tmp_path)
    file.write_bytes(DEEP + end + rest)
    with pytest.raises(LedgerError):
        read(tmp_path)


@pytest.mark.parametrize("subject", ["did:web:evil.example", "urn:uuid:x", 3, []])
def test_a_record_has_no_other_subject_than_one_drawn_here(subject):
    """It is signed again with each new edition of the record."""
    drawn = f"urn:uuid:{uuid.UUID(int=1, version=4)}"
    edition = {"digest": "", "index": 1, "issued": "2026-06-01T09:30:00Z", "key": "", "list": 1}
    value = {"editions": [edition], "of": "learners/l-1", "state": "active", "subject": drawn}
    assert statement_state.read(written(value), "x").credential_subject == drawn
    with pytest.raises(LedgerError, match="x is not a document's state"):
        statement_state.read(written({**value, "subject": subject}), "x")
