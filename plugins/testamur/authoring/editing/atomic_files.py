"""Writes files so that a reader, a crash or a full disk leaves the old ones or the new ones, and never half of one.

Everything is first written into a folder of drafts on the same disk, and flushed to it. Then each file gets its name
in one step: a new one by a link, which never takes another file's name, a changed one by a rename. Unused drafts are
removed in the end, whatever stops the writing; only a machine that stops leaves them behind.

The ledger and the site are written in ways of their own: see `ledger/store.py` and `publishing/site/output.py`. So is
a key, of which no draft may be left: see `authoring/repository/key_file.py`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from testamur.errors import UsageError
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

Contents = Mapping[Path, bytes | None]
"""Files and their bytes; None is no file."""

_NEW_MODE = 0o644
_FEW = 32  # files that are sent to the disk one by one; more of them take too long that way
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def write(path: Path, data: bytes, *, drafts: Path | None = None) -> None:
    """Write a file whole, new or over an existing one, whose mode it keeps.

    `drafts` is a folder on the same disk; without it, the file's own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft_folder(drafts or path.parent) as folder:
        _write_drafts(folder, {path: data})[path].replace(path)


def write_new(path: Path, data: bytes, *, option: str = "") -> None:
    """Write a new file whole; UsageError if another one has its name, which `option` of a command may have given.

    The same bytes again are fine.
    """
    if is_another_file(path, data):
        how = f" with {option}" if option else ""
        raise UsageError(
            msg(
                "{path} exists and is another file: nothing was written. Move it away, or choose another name{how}",
                path=path,
                how=how,
            )
        )
    if not path.exists():
        with create_tentatively(path.parent, {path.name: data}, drafts=path.parent):
            pass


def is_another_file(path: Path, data: bytes) -> bool:
    """Say whether anything but a file with these bytes has this name."""
    # `lexists`: a link that leads nowhere has the name, too.
    return os.path.lexists(path) and not (path.is_file() and path.read_bytes() == data)


@contextlib.contextmanager
def create_tentatively(
    folder: Path,
    new: Mapping[str, bytes],
    *,
    drafts: Path | None = None,
    advance: Callable[[], object] = lambda: None,
) -> Iterator[None]:
    """Write new files below `folder`, by names with forward slashes, in their order: all of them, or none.

    They stay if the block ends without an exception. Any exception in it or in the writing, an interruption from the
    keyboard included, removes the files that had appeared. `advance` is called once a file; `drafts` is a folder on the
    same disk, by default the parent of `folder`. Raises UsageError if a file of one of the names exists.
    """
    placed: list[Path] = []
    new_folders: list[Path] = []
    is_done = False
    # Beside the records and not among them, where a draft would be read as a record.
    drafts = drafts or folder.parent
    try:
        _make_folders(drafts, new_folders)
        with _draft_folder(drafts) as staging:
            for path, draft in _write_drafts(staging, {folder / name: data for name, data in new.items()}).items():
                _make_folders(path.parent, new_folders)
                _place_draft(draft, path, placed)
                advance()
        yield
        is_done = True
    finally:
        if not is_done:
            _remove_new(placed, new_folders)


def create_all(folder: Path, texts: Mapping[str, str], *, advance: Callable[[], object] = lambda: None) -> None:
    """Write new files below `folder`, all of them or none: see `create_tentatively`."""
    with create_tentatively(folder, {name: text.encode() for name, text in texts.items()}, advance=advance):
        pass


def create_folder(folder: Path, new: Mapping[str, bytes]) -> None:
    """Create a folder with all its files at once, by names with forward slashes; only its owner can open it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _draft_folder(folder.parent) as staging:
        draft = staging / "folder"
        draft.mkdir(mode=0o700)
        for name, data in new.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        os.sync()
        draft.rename(folder)


def replace_all(before: Contents, after: Contents, *, drafts: Path) -> None:
    """Write or remove the files of `after`, all or none. `drafts` is a folder on the same disk, outside the records.

    A failure on the way restores every file. Only a machine that stops in between can leave the change half made: each
    file is whole even then, files are removed last, and running the same act again finishes it.

    Raises UsageError if a file no longer has the bytes of `before`, and OSError if one cannot be written; every file is
    then as it was.
    """
    for path, data in before.items():
        if _current_bytes(path, max(MAX_RECORD_BYTES, len(data or b""))) != data:
            raise UsageError(
                msg("{path} has changed since it was read: nothing was written. Run this again", path=path)
            )
    with _draft_folder(drafts) as staging:
        # Copies of the old ones, too: restoring them must not need room on a full disk.
        new, old = _write_drafts(staging, after), _write_drafts(staging, before)
        _put_in_place(new, old, after)


def _put_in_place(new: Mapping[Path, Path], old: Mapping[Path, Path], after: Contents) -> None:
    """Move every new file into place, then remove those that go; a failure restores everything."""
    attempted: list[Path] = []
    new_folders: list[Path] = []
    try:
        for path in sorted(after, key=lambda path: after[path] is None):
            attempted.append(path)
            if path in new:
                _make_folders(path.parent, new_folders)
                new[path].replace(path)
            else:
                path.unlink()
    except BaseException:
        for path in attempted:
            if path in old:
                old[path].replace(path)
            else:
                path.unlink(missing_ok=True)
        _remove_new([], new_folders)
        raise


def _current_bytes(path: Path, limit: int) -> bytes | None:
    try:
        return files.read(path, limit)
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _draft_folder(folder: Path) -> Iterator[Path]:
    """Make a folder for drafts, and remove it in the end with everything left in it."""
    with tempfile.TemporaryDirectory(prefix=".change-", dir=folder, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _write_drafts(staging: Path, contents: Contents) -> dict[Path, Path]:
    """Write drafts, each with the mode of its file, and flush them to the disk; return them by their files."""
    drafts: dict[Path, Path] = {}
    is_few = len(contents) <= _FEW
    for path, data in contents.items():
        if data is None:
            continue
        handle, name = tempfile.mkstemp(dir=staging)
        drafts[path] = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if is_few:
                file.flush()
                os.fsync(handle)
        drafts[path].chmod(path.stat().st_mode & 0o777 if path.exists() else _NEW_MODE)
    if not is_few:
        os.sync()
    return drafts


def _place_draft(draft: Path, path: Path, placed: list[Path]) -> None:
    """Give a draft its name, which nothing else may have; note it in `placed`."""
    if os.path.lexists(path):
        raise _name_taken_error(path)
    # Noted first: what stops this right after the link must find it.
    placed.append(path)
    try:
        _link(draft, path)
    except FileExistsError:
        placed.remove(path)
        raise _name_taken_error(path) from None


def _name_taken_error(path: Path) -> UsageError:
    return UsageError(msg("{path} exists already: nothing was written. Run this again", path=harmless(str(path), 300)))


def _link(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            # With the file's own name: nobody knows of drafts.
            raise OSError(error.errno, error.strerror, str(path)) from error
        # Memory sticks and some shares have no links. The name is taken first, so that nobody else's file is replaced.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW_MODE))
        draft.replace(path)


def _make_folders(folder: Path, new_folders: list[Path]) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir()
        new_folders.append(parent)


def _remove_new(placed: list[Path], new_folders: list[Path]) -> None:
    for path in placed:
        path.unlink(missing_ok=True)
    for new_folder in reversed(new_folders):
        # Somebody else may have put something there since: then it is theirs.
        with contextlib.suppress(OSError):
            new_folder.rmdir()
