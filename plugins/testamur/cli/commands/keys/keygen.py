"""`testamur keygen`: makes a signing key, its line for issuer.yml, and a key sheet to print and seal."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from testamur.authoring.editing import atomic_files, issuer_keys
from testamur.authoring.editing.atomic_files import Contents
from testamur.authoring.repository import key_file
from testamur.authoring.repository.key_sheets import keysheet
from testamur.authoring.repository.key_sheets.key_advice import KeyKind
from testamur.authoring.repository.key_sheets.keysheet import KeySheet
from testamur.errors import LogError, UsageError
from testamur.log import note
from testamur.proofs import keys, multikey
from testamur.proofs.keys import SigningKey
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.asking import is_terminal
from testamur.terminal.clock import now
from testamur.terminal.languages import speaking
from testamur.terminal.secrets import new_passphrase, signing_key
from testamur.text.languages.messages import msg

_SHEETS: Mapping[KeyKind, str] = {"signing": "key-sheet", "log": "key-sheet-log", "root": "key-sheet-log-root"}


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the key goes (default: signing-key-<date>.pem).",
)
@click.option(
    "--ci",
    is_flag=True,
    help="Print the key as one line, for the secret store of a CI service. Add --out to keep a file.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Make no key: take this one, for its line, secret or sheet.",
)
@click.option("--custodian", "custodians", multiple=True, metavar="NAME", help="Who keeps the key; give it twice.")
@click.option("--add", is_flag=True, help="Add the line to issuer.yml as well.")
@options.records
def command(
    *, out: Path | None, ci: bool, key: Path | None, custodians: tuple[str, ...], add: bool, records: Path
) -> None:
    """Make a signing key. stdout has the line for issuer.yml, or with --ci the secret, and nothing else."""
    moment = now().date()
    if key is not None and out is not None:
        raise UsageError("--key takes a key that there is, --out writes a new one: give one of them")
    file = out if key or ci or out else free_file(Path(), f"signing-key-{moment}", ".pem")
    signer = signing_key(key) if key is not None else make_key(file)
    if key is not None and (of_log := _key_of_log(records, signer.public_key)):
        _show_key_of_log(signer, *of_log, ci=ci)
        return
    line = keysheet.issuer_line(signer.public_key, moment)
    where = tuple(
        place
        for place in (
            f"an encrypted file, {(file or key or Path()).name}" if file or key else "",
            "the secret TESTAMUR_SIGNING_KEY of the CI service" if ci else "",
        )
        if place
    )
    sheet = KeySheet(public_key=signer.public_key, made=moment, where=where, custodians=custodians)
    folder = (file or key or Path("key-sheet")).parent
    write_sheet(folder, sheet)
    if key is not None and _is_listed(records, signer.public_key):
        click.echo(f"{records / 'issuer.yml'} lists this key already: nothing is to be added.", err=True)
    else:
        _print_line(line, records / "issuer.yml", show=ci, add=add)
    if ci:
        click.echo("The secret is on stdout. Put it into TESTAMUR_SIGNING_KEY, and let nobody else see it.", err=True)
        if not file and not key:
            click.echo("No file was written: the secret store has the only copy. --out FILE keeps another.", err=True)
    click.echo(signer.to_secret() if ci else line)


def _key_of_log(records: Path, public_key: bytes) -> tuple[KeyKind, str] | None:
    """Return which key of the registry's log this is, and how issuer.yml has it; None where it is none of them."""
    issuer = registries.own_issuer(records)
    if issuer is None or issuer.log is None:
        return None
    kinds: dict[str, KeyKind] = {issuer.log.key: "log", issuer.log.root: "root"}
    return next(((kind, text) for text, kind in kinds.items() if _is_key(text, public_key)), None)


def _is_key(text: str, public_key: bytes) -> bool:
    try:
        return note.read_key(text).public == public_key
    except LogError:
        return False


def _show_key_of_log(signer: SigningKey, kind: KeyKind, text: str, *, ci: bool) -> None:
    """Print the public key, or with `ci` the secret; its sheet was written with it, and issuer.yml has it already."""
    if kind == "root" and ci:
        raise UsageError("this is the root key of the log: it stays offline, and goes into no secret store")
    click.echo(f"This is the {'root key' if kind == 'root' else 'key'} of the log, and issuer.yml has it.", err=True)
    if ci:
        click.echo("The secret is on stdout. Put it into TESTAMUR_LOG_KEY, and let nobody else see it.", err=True)
    click.echo(signer.to_secret() if ci else text)


def make_key(file: Path | None) -> SigningKey:
    """Return a new key, and write it encrypted to `file` if there is one.

    Raises UsageError for a file that exists, and for a place where git or others could read it.
    """
    if file is None:
        return keys.generate()
    if file.exists() or file.is_symlink():
        raise UsageError(f"{file} exists already, and a key is never overwritten: choose another name with --out")
    if reason := key_file.exposure(file):
        ignoring = ", or add the line *.pem to .gitignore" if "ignore" in reason else ""
        raise UsageError(f"{file} {reason}. No key was made. Choose a place outside with --out{ignoring}")
    key = keys.generate()
    key_file.write(file, key.to_encrypted_pem(new_passphrase()))
    speaking.echo(
        msg("The key is in {file}, encrypted. It is in no other place: copy it before you need it.", file=file),
        err=True,
    )
    return key


def make_and_list(
    registry: Registry,
    out: Path | None,
    custodians: tuple[str, ...],
    change: Callable[[str], tuple[Contents, Contents]],
) -> tuple[Path, str]:
    """Make a key, list it through `change`, and write its sheet; return the key's file and its line.

    `change` takes the line that lists a key, and returns the files before and after. Raises UsageError, before there is
    a key, for an issuer.yml that only a person can edit safely; and after it, where the file cannot be written.
    """
    day = now().date()
    file = out or free_file(Path(), f"signing-key-{day}", ".pem")
    # A trial with a throwaway key: an issuer.yml that only a person can edit fails here, while nothing has happened.
    change(keysheet.issuer_line(keys.generate().public_key, day))
    key = make_key(file)
    line = keysheet.issuer_line(key.public_key, day)
    try:
        atomic_files.replace_all(*change(line), drafts=registry.folder.parent)
    except (OSError, UsageError) as error:
        raise UsageError(
            f"{registry.folder / 'issuer.yml'} was not changed: {error}. The new key in {file} is listed nowhere and "
            "signs nothing: delete that file, mend the cause, and run this again"
        ) from error
    where = (f"an encrypted file, {file.name}",)
    write_sheet(file.parent, KeySheet(public_key=key.public_key, made=day, where=where, custodians=custodians))
    return file, line


def free_file(folder: Path, stem: str, suffix: str) -> Path:
    """Return a file in `folder` that is not there yet: `stem`, else with a number behind it."""
    names = (f"{stem}{mark}{suffix}" for mark in ("", *(f"-{number}" for number in range(2, 100))))
    file = next((folder / name for name in names if not os.path.lexists(folder / name)), None)
    if file is None:
        raise UsageError(f"{folder} has a hundred files {stem}{suffix}: move them away")
    return file


def _is_listed(records: Path, public_key: bytes) -> bool:
    issuer = registries.own_issuer(records)
    listed = issuer.verification_methods if issuer is not None else ()
    return multikey.encode(public_key) in [method.public_key_multibase for method in listed]


def _print_line(line: str, issuer: Path, *, show: bool, add: bool) -> None:
    """Print where the line belongs, and add it there if `add`, or if the person agrees."""
    if not add and issuer.is_file() and is_terminal():
        add = click.confirm(f"Add the key to {issuer} now?", default=True, err=True)
    if add:
        if issuer_keys.add_key(issuer, line):
            click.echo(f"Added to {issuer}:", err=True)
        else:
            click.echo(f"{issuer} was not changed: add this line there yourself, below verificationMethod:", err=True)
    else:
        click.echo(
            f"Add this line to {issuer}, below verificationMethod: (write that line too, if it is not there)", err=True
        )
    if show:
        click.echo(line, err=True)


def write_sheet(folder: Path, sheet: KeySheet) -> None:
    """Write a key's sheet into `folder` under a free name, and print its path."""
    file = free_file(folder, f"{_SHEETS[sheet.kind]}-{sheet.made}", ".html")
    file.write_text(keysheet.html(sheet), encoding="utf-8")
    speaking.echo(
        msg("The key sheet is {file}: print it, fill it in, and seal it with a copy of the key.", file=file), err=True
    )
