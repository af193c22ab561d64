"""Takes a key and its passphrase from the environment or a hidden prompt, and never from an argument.

Arguments are in the shell's history and in every process list.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from testamur.authoring.repository import key_file
from testamur.errors import KeyRefusedError, UsageError
from testamur.proofs import keys
from testamur.proofs.keys import SigningKey
from testamur.terminal.asking import is_terminal
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg

PASSPHRASE = "TESTAMUR_PASSPHRASE"  # noqa: S105 — the name of a variable, not a passphrase
LOG_VARIABLE = "TESTAMUR_LOG_KEY"
_TRIES = 3
_REMEDY_TRACKED = msg(
    "Take it out (git rm --cached; then make a new key, since this one may be known), and keep keys out with a line "
    "*.pem in .gitignore"
)
_REMEDY_EXPOSED = msg(
    "Move it out of there, or keep it out of commits with a line *.pem in .gitignore; the key itself stays good"
)


def signing_key(file: Path | None, *, inside: tuple[Path, ...] = ()) -> SigningKey:
    """Return the signing key from `--key FILE` or else the variable; raises KeyRefusedError when there is none.

    Afterwards neither the key nor the passphrase is in the environment, where programs started later, such as git,
    would inherit them.
    """
    try:
        if file is not None and file.exists() and (reason := key_file.exposure(file)):
            remedy = _REMEDY_TRACKED if reason == key_file.TRACKED else _REMEDY_EXPOSED
            raise KeyRefusedError(msg("{file} {reason}. {remedy}", file=file, reason=reason, remedy=remedy))
        return keys.load_key(file=file, environment=os.environ, passphrase=_passphrase_source(file), inside=inside)
    finally:
        os.environ.pop(keys.VARIABLE, None)
        os.environ.pop(PASSPHRASE, None)


def log_key(file: Path | None, *, inside: tuple[Path, ...] = ()) -> SigningKey:
    """Return the log's key from `--log-key FILE` or else the variable; raises KeyRefusedError when there is none.

    What the signing key is taken from stays in the environment: it is asked for next.
    """
    kept = {name: os.environ[name] for name in (keys.VARIABLE, PASSPHRASE) if name in os.environ}
    secret = os.environ.pop(LOG_VARIABLE, "")
    if file is None:
        return log_key_of(secret)
    key = signing_key(file, inside=inside)
    os.environ.update(kept)
    return key


def log_key_of(secret: str) -> SigningKey:
    """Return the log's key from the secret that was in its variable; KeyRefusedError where that is empty."""
    if not secret.strip():
        raise KeyRefusedError(
            f"this registry keeps a log, and its key is not here: {LOG_VARIABLE} is not set and no --log-key FILE was "
            "given. Name the file that testamur log start wrote: --log-key FILE"
        )
    return keys.read(secret.encode("utf-8", "replace"))


def new_passphrase() -> str:
    """Return a passphrase for a new key, from the variable or asked twice; raises UsageError when it is too weak."""
    passphrase = os.environ.pop(PASSPHRASE, None)
    if passphrase is not None:
        if reason := key_file.weakness(passphrase):
            raise UsageError(
                msg(
                    "the passphrase in {passphrase} is too weak: {reason}. {advice}",
                    passphrase=PASSPHRASE,
                    reason=reason,
                    advice=_ADVICE,
                )
            )
        return passphrase
    speaking.echo(_ADVICE, err=True)
    for _ in range(_TRIES):
        answer = _ask_hidden(msg("Passphrase for the new key"))
        if reason := key_file.weakness(answer):
            speaking.echo(msg("Too weak: {reason}. Try again.", reason=reason), err=True)
        elif _ask_hidden(msg("The same again")) != answer:
            speaking.echo(msg("The two are not the same. Try again."), err=True)
        else:
            return answer
    raise UsageError(msg("no passphrase that could be used; no key was made"))


_ADVICE = msg(
    "Choose four or more unrelated words that nobody connects with you, 12 characters at least; write them down, "
    "and keep that paper apart from the key."
)


def _passphrase_source(file: Path | None) -> Callable[[], str]:
    passphrase = os.environ.get(PASSPHRASE)
    if passphrase is not None:
        return lambda: passphrase
    if not is_terminal():
        return _refuse_to_ask
    return lambda: _ask_hidden(msg("Passphrase of {file}", file=file or msg("the signing key")))


def _refuse_to_ask() -> str:
    raise KeyRefusedError(
        msg(
            "the key is encrypted, and nobody is here to ask for its passphrase: set {passphrase}, "
            "or use the one-line secret that testamur keygen --ci prints",
            passphrase=PASSPHRASE,
        )
    )


def _ask_hidden(prompt: str) -> str:
    answer: str = click.prompt(speaking.spoken(prompt), hide_input=True, default="", show_default=False, err=True)
    return answer
