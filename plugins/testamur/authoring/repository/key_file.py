"""Writes a private key's file, and judges where it may be and which passphrase may guard it.

A key that git tracks, or would take along with the next commit, is as good as published; a weak passphrase is none.
So a key is written in its place at once, and not beside it first as other files are: git was asked about that name
only, and a draft that a crash leaves behind would have another.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from testamur import process_limits
from testamur.errors import UsageError
from testamur.proofs import published_keys
from testamur.proofs.keys import MIN_PASSPHRASE_LETTERS
from testamur.text.languages.messages import msg

_FEWEST_LETTERS = 6
_GUESSED = ("password", "passphrase", "passwort", "motdepasse", "testamur", "qwerty", "letmein", "123456", "abcdef")
_SECONDS = 20
_KEY_FILES = re.compile(r"\.(?:pem|key|secret)$")
_MOST = 1024 * 1024  # bytes of a file that is looked into
TRACKED = "is tracked by git: whoever gets the repository gets the key"


def weakness(passphrase: str) -> str:
    """Return why a passphrase is too weak to guard a signing key; "" if it is not."""
    squeezed = re.sub(r"[\W_]+", "", passphrase).lower()
    if not passphrase.strip():
        return msg("a passphrase that is empty guards nothing")
    if len(passphrase) < MIN_PASSPHRASE_LETTERS:
        return msg(
            "it has {number} characters, and at least {least} are needed",
            number=len(passphrase),
            least=MIN_PASSPHRASE_LETTERS,
        )
    if len(set(squeezed)) < _FEWEST_LETTERS:
        return msg("it repeats the same few characters")
    guessed = next((word for word in _GUESSED if word in squeezed), "")
    if guessed and len(squeezed) < len(guessed) + MIN_PASSPHRASE_LETTERS:
        return msg("it is built on {word}, which is tried first", word=repr(guessed))
    return ""


def exposure(file: Path) -> str:
    """Return how git, or the site, would publish `file`, in words that end a sentence; "" if it would not.

    What counts is where the key lies: `..` and links on the way there are followed.
    """
    where = file.resolve()
    folder = _nearest_folder(where.parent)
    for parent in (folder, *folder.parents):
        if (parent / "issuer/did.json").is_file():
            return f"lies in {parent.name}/, a site that was built: it would go online, or go with the next build"
        if (parent / "entries.jsonl").is_file():
            return f"lies in {parent.name}/, a ledger: all of that is pushed to its branch"
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return ""
    name = str(where.relative_to(folder))
    # Asked first: a tracked file stays tracked when it is ignored, too.
    if any(_is_same(folder / os.fsdecode(one), where) for one in _tracked(folder, name)):
        return TRACKED
    # 0: ignored. Anything else, git missing included, is not known to be safe.
    if _git(folder, "check-ignore", "--quiet", "--", name)[0] != 0:
        return "lies in a git repository that does not ignore it: the next commit could take it along"
    return ""


def holds_key(file: Path) -> bool:
    """Say whether a file that is there holds a private key, or has the name of one that does."""
    if _KEY_FILES.search(file.name):
        return True
    try:
        return file.is_file() and file.stat().st_size <= _MOST and published_keys.is_private(file.read_bytes())
    except OSError:
        return False


def write(file: Path, data: bytes) -> None:
    """Write a new file that only its owner can read, or none; UsageError if one exists. Never overwrites."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Closed to others from its first byte on; a chmod afterwards would leave it open for a moment.
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError:
        raise UsageError(f"{file} exists already, and a key is never overwritten: choose another name") from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(handle)
    except BaseException:
        # Half a key is of no use, and would stand in the way: a key is never overwritten.
        file.unlink(missing_ok=True)
        raise


def _nearest_folder(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.is_dir())


def _tracked(folder: Path, name: str) -> list[bytes]:
    """Return the files that git tracks under this name, in capital letters or small ones."""
    return [one for one in _git(folder, "ls-files", "-z", "--", f":(icase,literal){name}")[1].split(b"\0") if one]


def _is_same(one: Path, other: Path) -> bool:
    """Say whether two names are of one file: where capital letters make no difference, they may be spelt otherwise."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _git(folder: Path, *arguments: str) -> tuple[int, bytes]:
    """Run git, and return its exit code and what it says; -1 when it cannot be run."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=process_limits.without_secrets(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return -1, b""
    return done.returncode, done.stdout
