"""`testamur ci monitor`: watches the logs of other registries, and opens an issue where one has two histories.

What was seen lies on a branch of its own. With a key, what was seen is signed as well, and the next publish has it on
this registry's site: two registries are each other's witnesses so, without a server.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from testamur.authoring.repository import going_live
from testamur.credentials import addresses
from testamur.errors import KeyRefusedError, LedgerError, LogError, UsageError
from testamur.github import client, comments
from testamur.ledger import branch as branches
from testamur.ledger.registering import acts
from testamur.ledger.safeguards import plain_files
from testamur.log import note
from testamur.log.note import COSIGNATURE, Note, VerifierKey
from testamur.log.witness import origin_hash
from testamur.proofs import keys, multikey
from testamur.records import registry as registries
from testamur.records.model.models import Issuer
from testamur.records.parsing import formats
from testamur.terminal import options
from testamur.terminal.clock import now
from testamur.text.reporting import inert, one_line
from testamur.verification.registration import monitor, own_cosignatures
from testamur.verification.registration.monitor import Watched
from testamur.verification.registration.own_cosignatures import Witness
from testamur.verification.resolving.resolver import NotFound, Resolver, Unavailable
from testamur.verification.resolving.web import WebResolver

WATCHES, COSIGN_KEY = "TESTAMUR_WATCHES", "TESTAMUR_COSIGN_KEY"
BRANCH = monitor.FOLDER
TITLE = "A log that this registry watches was changed"
_SHOWN_LETTERS = 4000  # of a note: a stranger's may be longer than an issue
MARK = "<!-- testamur: a watched log -->"  # by this the issue is known as ours


@click.command(name="monitor")
@options.remote
@options.records
def command(*, remote: str, records: Path) -> None:
    """Watch the logs of the registries in TESTAMUR_WATCHES; what was seen is signed with TESTAMUR_COSIGN_KEY."""
    # First of all, since programs that run later, such as git, inherit the environment.
    secret = os.environ.pop(COSIGN_KEY, "")
    bases = _bases(os.environ.get(WATCHES, ""))
    issuer = registries.own_issuer(records)
    if issuer is None:
        raise UsageError(f"{records}/issuer.yml is not there, or is wrong: testamur check says what to write")
    witness = _witness(issuer, secret) if secret.strip() else None
    state = records.resolve().parent / monitor.FOLDER

    def act() -> Mapping[str, Watched]:
        plain_files.refuse_others(state)
        web = WebResolver()
        if witness is not None:
            _recall(issuer, bases, state, witness, web)
        return monitor.watch_all(bases, state, web, time=int(now().timestamp()), witness=witness)

    found = branches.update(
        branches.remote_address(remote),
        BRANCH,
        state,
        act,
        message="What was seen of other logs",
        author=branches.JOB_AUTHOR,
    )
    for base, told in found.items():
        click.echo(one_line(f"{base}: {told.outcome}: {told.detail}", 600))
    code = monitor.exit_code(found.values())
    if code == 1:
        comments.put_issue(client.from_environment(), MARK, title=TITLE, body=_body(found))
    click.get_current_context().exit(code)


def _bases(text: str) -> list[str]:
    """Return the addresses of registries from a text with spaces between them; UsageError for what is none."""
    bases = [one.rstrip("/").removesuffix("/log") for one in text.split()]
    for base in bases:
        try:
            formats.base(base)
        except ValueError as error:
            raise UsageError(
                f"the variable {WATCHES} has {one_line(base, 100)} in it, which is not the address of a registry, such "
                "as https://badges.example.org. Write one or more, with a space between them"
            ) from error
    if not bases:
        raise UsageError(f"the variable {WATCHES} is empty: write the addresses of the registries there")
    return bases


def _witness(issuer: Issuer, secret: str) -> Witness:
    """Return who signs: under this registry's own name. KeyRefusedError for a key that signs something else."""
    signer = keys.read(secret.encode("utf-8", "replace"))
    others = {multikey.decode(one.public_key_multibase) for one in issuer.verification_methods}
    if issuer.log is not None:
        others |= {acts.log_key(issuer, issuer.log).public, acts.root_key(issuer, issuer.log).public}
    if signer.public_key in others:
        raise KeyRefusedError(
            f"the key in {COSIGN_KEY} signs something else already: a witness needs a key of its own. "
            "Make one with testamur keygen --out cosign-key.pem"
        )
    name = f"{addresses.log_origin(issuer.base).removesuffix('/log')}/witness"
    return Witness(VerifierKey(name, COSIGNATURE, signer.public_key), signer.sign)


def _recall(issuer: Issuer, bases: Iterable[str], state: Path, witness: Witness, web: Resolver) -> None:
    """Remember what this registry's own site says that it signed of logs of which the branch has nothing.

    A branch that was lost, or begun anew, would let this witness sign a second history. LedgerError where the site
    cannot be asked.
    """
    if not going_live.can_be_owned(issuer.base):
        return
    for base in bases:
        folder, origin = state / monitor.folder_name(base), addresses.log_origin(base)
        if (folder / own_cosignatures.NEWEST).exists():
            continue
        where = addresses.log_file(issuer.base, f"witnessed/{origin_hash(origin)}/checkpoint")
        try:
            own_cosignatures.recall(folder, web.fetch(where, limit=note.MAX_BYTES), witness, origin)
        except NotFound:
            continue
        except (Unavailable, LogError) as error:
            raise LedgerError(
                f"the branch {BRANCH} has nothing of {base}, and what this registry signed of it before cannot be seen "
                f"at {where}: {one_line(str(error), 200)}. Nothing was signed. Run this again when the site answers"
            ) from error


def _shown(data: bytes) -> str:
    """Return a note as the issue shows it: what it says, and the signatures of the log's own name."""
    signed = note.read(data)
    name = signed.text.partition("\n")[0]
    own = tuple(line for line in signed.lines if line.name == name)
    return note.write(Note(signed.text, own)).decode()[:_SHOWN_LETTERS]


def _body(found: Mapping[str, Watched]) -> str:
    """Return the text of the issue: what was found, and both notes, which show that one key signed both."""
    lines = [MARK, ""]
    for base, told in found.items():
        if monitor.EXIT_CODES[told.outcome] != 1:
            continue
        lines += [f"**{inert(base)}**: {inert(told.detail)}.", ""]
        for file in told.evidence:
            # A note has no line that ends a block: it has passed `checkpoint.open_note`.
            where = f"On the branch `{BRANCH}`, `{file.parent.name}/{file.name}`:"
            lines += [where, "", "````", _shown(file.read_bytes()).rstrip("\n"), "````", ""]
    lines += [
        "Both notes of a log are signed by its key, so that it can deny neither. Keep them, and tell the registry and "
        "whoever relies on it. Until somebody has found out which history is the right one, nothing that this log "
        f"says since can be trusted; what was seen before stays on the branch `{BRANCH}`.",
        "",
        f"To end the watch, take the address out of the variable `{WATCHES}`.",
    ]
    return "\n".join(lines)
