"""Registries on disk: a tiny valid one, made from fixed seeds, and the `testamur` command run on it."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from issuing import KEY, an_id
from testamur.cli.main import main
from testamur.proofs import keys, multikey
from testamur.records.parsing import yaml_subset

FIRST, SECOND = an_id(1), an_id(2)
PUBLIC_KEY = multikey.encode(KEY.public_key)
PASSPHRASE = "tide lamp cobalt onion"

ISSUER = f"""\
base: https://badges.harbour.example
name: Harbour Institute
country: IE
contact: registrar@harbour.example
timeZone: Europe/Dublin
languages: [en]
verificationMethod:
  - {{publicKeyMultibase: {PUBLIC_KEY}, from: 2026-01-01}}
"""
VISIT = """\
name: Harbour Visit
achievementType: MicroCredential
description: A visit to the harbour.
criteria: Come, and look.
participation: in-person
creditsAvailable: 1
"""
FILES = {
    "issuer.yml": ISSUER,
    "achievements/visit.yml": VISIT,
    "learners/l-1.yml": "name: Ada Okafor\n",
    "learners/l-2.yml": "name: Zoë Ó Briain\n",
    f"awards/2026/{FIRST}.yml": "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n",
    f"awards/2026/{SECOND}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-15\n",
}

REVOKED = (
    "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n"
    "history:\n  - {date: 2026-06-01, act: revoked, reason: awarded-in-error}\n"
)


def make_registry(folder: Path, files=None, **changes) -> Path:
    """Write a registry into `folder`/credentials and return that. `files` adds or replaces files (None removes one);
    a keyword replaces a part of issuer.yml: `country="FR"`.
    """
    records = folder / "credentials"
    found = {**FILES, **(files or {})}
    for name, value in changes.items():
        kept = [line for line in found["issuer.yml"].splitlines() if not line.startswith(f"{name}:")]
        found["issuer.yml"] = "\n".join([f"{name}: {value}", *kept]) + "\n"
    for name, text in found.items():
        if text is not None:
            path = records / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return records


def value(folder: Path, name: str):
    """What a record says; `name` is its path below `folder`."""
    return yaml_subset.parse((folder / name).read_bytes(), "record.yml").value


def secret(key=KEY) -> str:
    """The signing key as the one-line secret of a CI service."""
    return keys.from_seed(bytes(32)).to_secret() if key is KEY else key.to_secret()


@dataclass
class Run:
    """The outcome of a command."""

    code: int
    out: str
    err: str


def run(*arguments, folder: Path | None = None, answers: str = "", **environment) -> Run:
    """Run `testamur` as `main` does, in `folder`, with `answers` typed in."""
    given = {
        "TESTAMUR_SIGNING_KEY": None,
        "TESTAMUR_PASSPHRASE": None,
        "TESTAMUR_DEBUG": None,
        "GITHUB_STEP_SUMMARY": None,
        "TESTAMUR_GIT_SERVER": None,
    }
    with (
        contextlib.chdir(folder or Path.cwd()),
        CliRunner().isolation(input=answers, env={**given, **environment}) as streams,
    ):
        try:
            code = main([os.fspath(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        return Run(code, streams[0].getvalue().decode(), streams[1].getvalue().decode())
