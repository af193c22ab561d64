"""Digests of many files or words at once: of what each is called and what it holds, in the order of the names.

Each is a text like `sha256:…`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from testamur import disk
from testamur.errors import PublishingError


def digest_of(named: Iterable[tuple[str, bytes]]) -> str:
    """Return the digest of names, in the order given, each with the SHA-256 of what it names."""
    whole = hashlib.sha256()
    for name, digest in named:
        encoded = os.fsencode(name)
        # With its length before it, no name can pass for the end of another entry.
        whole.update(digest + len(encoded).to_bytes(4) + encoded)
    return f"sha256:{whole.hexdigest()}"


def digest_of_words(words: Iterable[str]) -> str:
    """Return the digest of a set of words."""
    return digest_of((word, hashlib.sha256(word.encode()).digest()) for word in sorted(words))


def digest_of_folder(folder: Path, *, without: frozenset[str] = frozenset()) -> str:
    """Return the digest of all files below a folder, none if it is missing; folders `without` are left out, by name."""
    return digest_of(files_with_digests(folder, without=without))


def files_with_digests(folder: Path, *, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, bytes]]:
    """Yield what `files_below` yields, each with the SHA-256 of the file."""
    for name in files_below(folder, without=without):
        yield name, hashlib.sha256(disk.read(f"{folder}/{name}")).digest()


def files_below(folder: Path, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the path below `folder` of every file, in order.

    PublishingError for what is neither a file nor a folder: a link leads elsewhere, and a pipe has no end.
    """
    names = []
    for name, entry in disk.entries(folder, leave_out=lambda path: path.rpartition("/")[2] in without):
        if entry.is_file(follow_symlinks=False):
            names.append(name)
        elif not entry.is_dir(follow_symlinks=False):
            raise PublishingError(f"{folder}/{name} is neither a file nor a folder: take it away")
    yield from sorted(names)
