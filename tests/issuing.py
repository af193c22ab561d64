"""Registries made in memory, and issuing with fixed keys, clock and randomness."""

import datetime
import hashlib
import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from samples import ISSUER
from testamur.credentials import status_list
from testamur.ledger import issuance
from testamur.ledger.store import Ledger
from testamur.proofs import keys, multikey
from testamur.records.model.history import HistoryLine
from testamur.records.model.models import Award, Learner, VerificationMethod
from testamur.records.parsing import model_readers
from testamur.records.registry import Registry
from testamur.text import award_id

NOW = datetime.datetime(2026, 11, 1, 12, 0, tzinfo=datetime.UTC)
KEY = keys.from_seed(bytes(32))
OTHER_KEY = keys.from_seed(b"\1" * 32)
VISIT = {"name": "Harbour Visit", "achievementType": "Badge", "description": "A visit.", "criteria": "Come."}


class Random:
    """Bytes that look random and are the same in every run; another seed gives other bytes."""

    def __init__(self, seed=0):
        self.state = seed.to_bytes(8)

    def __call__(self, size):
        data = b""
        while len(data) < size:
            self.state = hashlib.sha256(self.state).digest()
            data += self.state
        return data[:size]


def method(key=KEY, **changes):
    public = multikey.encode(key.public_key)
    return VerificationMethod(public_key_multibase=public, from_=datetime.date(2026, 1, 1), **changes)


def an_id(number):
    return award_id.generate(Random(number))


def make_award(number, **changes):
    award = Award(
        id=an_id(number),
        folder="credentials/awards",
        achievement="visit",
        learner="l-1",
        awarded_date=datetime.date(2026, 5, 14),
        results={},
        visibility="public",
    )
    return replace(award, **changes)


def line(act, **changes):
    return HistoryLine(date=datetime.date(2026, 10, 1), act=act, **changes)


def make_registry(*awards, name="Ada Okafor", methods=(method(),), record=VISIT, **issuer):
    return Registry(
        folder=Path("credentials"),
        issuer=replace(ISSUER, image="", verification_methods=tuple(methods), **issuer),
        records={
            "achievement": {"visit": model_readers.read_achievement("visit", record)},
            "learner": {"l-1": Learner(id="l-1", name=name)},
            "award": {award.id: award for award in awards},
        },
        achievement_records={"visit": record},
    )


def run(registry, folder, *, signer=KEY, now=NOW, seed=0, **more):
    return issuance.issue(registry, folder, signer, now=now, random=Random(seed), **more)


def document(folder, award):
    """The credential of an award as the ledger has it."""
    return json.loads(Ledger(folder).credential(award.id))


def bit(folder, purpose, edition):
    """Whether the status list says that an edition of an award is not in force."""
    signed = json.loads(Ledger(folder).status_list(purpose, edition.list_number))
    return status_list.is_set(status_list.decode(signed["credentialSubject"]["encodedList"]), edition.list_index)


def killed_after(seconds, act):
    """Run `act` in a process of its own, and kill it after a while."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)  # whatever happened, this copy of the test must not go on
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def tree(folder):
    """Every file below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
