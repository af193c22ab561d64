"""Registries that were archived: made once, with canaries in what is private, and files that are no archives."""

import contextlib
import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from issuing import NOW, an_id
from registries import ISSUER, PASSPHRASE, make_registry, run, secret
from testamur.proofs import keys
from testamur.terminal import clock

LISTED, UNLISTED, WITHDRAWN, PRIVATE, SEALED = (an_id(number) for number in (1, 2, 3, 4, 5))
CANARY = "canary"
BASE = "https://badges.harbour.example"
NAME = "badges.harbour.example-2026-11-01"
LOG_KEY, ROOT_KEY = "log-key-2026-11-01.pem", "log-root-key-2026-11-01.pem"
FILES = {
    "issuer.yml": f"# {CANARY}: a comment\ncertificate:\n  signatories:\n"
    f"    - {{name: {CANARY} Person, office: Registrar}}\n{ISSUER}",
    "learners/l-1.yml": f"name: Ada Okafor\nemail: {CANARY}-ada@mail.example\n",
    "learners/l-2.yml": f"name: Zoë {CANARY}\nemail: {CANARY}-zoe@mail.example\n",
    f"awards/2026/{LISTED}.yml": "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n"
    f"history:\n  - {{date: 2026-06-01, act: suspended, reason: under-review, note: {CANARY} note}}\n"
    "  - {date: 2026-06-02, act: reinstated}\n",
    f"awards/2026/{UNLISTED}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-15\nvisibility: unlisted\n",
    f"awards/2026/{WITHDRAWN}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-15\nvisibility: public\n"
    f"history:\n  - {{date: 2026-06-01, act: revoked, reason: awarded-in-error, note: {CANARY} note}}\n",
    f"awards/2026/{PRIVATE}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-15\nvisibility: private\n",
    f"awards/2026/{SEALED}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-16\nvisibility: sealed\n",
    "known-issuers/pier.yml": "id: did:web:pier.example:issuer\nname: Pier College\nsince: 2026-01-01\n"
    f"confirmedBy: Registrar's office\nnote: {CANARY} called them\n",
}


def succeed(folder: Path, *arguments):
    """Run a command that has to succeed, with both keys at hand."""
    done = run(*arguments, folder=folder, TESTAMUR_SIGNING_KEY=secret(), TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0, done.out + done.err
    return done


@contextlib.contextmanager
def clock_standing(moment: datetime.datetime = NOW) -> Iterator[None]:
    """Let the command's clock stand still."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_read", lambda: moment)
        yield


def make_published(folder: Path, *, log: bool = True, files=FILES) -> Path:
    """Make a registry whose site is built, and whose ledger has a log, in `folder`."""
    make_registry(folder, files)
    if log:
        succeed(folder, "log", "start", "--yes")
    succeed(folder, "issue", "--yes", *(("--log-key", LOG_KEY) if log else ()))
    succeed(folder, "build")
    return folder


def copied(made: Path, folder: Path) -> Path:
    """Return a copy of what was made, that a test may change."""
    shutil.copytree(made, folder / "here")
    return folder / "here"


def log_signer(folder: Path) -> keys.SigningKey:
    """Return the log's key of a registry that was made here."""
    return keys.read((folder / LOG_KEY).read_bytes(), lambda: PASSPHRASE)
