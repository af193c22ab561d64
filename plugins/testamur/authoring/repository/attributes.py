"""Which files git hands out otherwise than they were reviewed, or hides from review: asked of git itself.

Only git knows what its attributes mean (gitattributes(5): patterns, quotes, macros, folders, lines that are too long),
so nothing is parsed here. It is asked three times: with the files of the change alone, as they lie here, in an empty
repository made for it; the same where capital letters make no difference, as on Windows and macOS; and in this clone,
for its `.git/info/attributes`. No filter is run: git only says what it would do.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testamur.authoring.repository import git
from testamur.errors import UsageError
from testamur.text.characters import harmless

_ASKED = (
    "filter", "working-tree-encoding", "ident", "export-subst", "eol", "text", "crlf",
    "diff", "linguist-generated", "linguist-vendored",
)  # fmt: skip
_AT_ONCE = 5_000  # paths, so that the answer stays small
_NOT_SET = frozenset({"unspecified", "unset"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the attributes do: to each path that something happens to, and what git could not read of them."""

    altered: Mapping[str, tuple[str, ...]]  # path → what is set, as it is written in a .gitattributes: filter=lfs
    complaint: str = ""


def ask(top: Path, paths: Sequence[str], records: str) -> Answers:
    """Return what git would do to `paths` of the repository at `top`; `records` is the path of the records' folder."""
    found: dict[str, dict[str, None]] = {}
    with tempfile.TemporaryDirectory() as empty:
        git.answer(Path(empty), "init", "--quiet", "--template=")
        alone = ("--git-dir", str(Path(empty, ".git")), "--work-tree", str(top))
        given = [_listed(paths[start : start + _AT_ONCE]) for start in range(0, len(paths), _AT_ONCE)]
        complaint = ""
        for options in ((*alone, "-c", "core.ignoreCase=false"), (*alone, "-c", "core.ignoreCase=true"), ()):
            for names in given:
                answer, said = _answer(top, options, names)
                complaint = complaint or (said if options else "")
                for path, values in _by_path(answer):
                    for one in _telling(path, values, records):
                        found.setdefault(path, {})[one] = None
    return Answers(altered={path: tuple(ones) for path, ones in sorted(found.items())}, complaint=complaint)


def _answer(top: Path, options: Sequence[str], names: bytes) -> tuple[bytes, str]:
    done = git.run(top, *options, "check-attr", "-z", "--stdin", *_ASKED, given=names)
    said = harmless(done.stderr.decode("utf-8", "replace").strip(), 300)
    if done.returncode:
        raise UsageError(f"git check-attr failed: {said}")
    return done.stdout, said


def _listed(paths: Sequence[str]) -> bytes:
    return b"".join(os.fsencode(path) + b"\0" for path in paths)


def _by_path(answer: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each path with all that was asked, in the order in which it was asked."""
    words = answer.split(b"\0")[:-1]
    step = 3 * len(_ASKED)
    for start in range(0, len(words), step):
        about = words[start : start + step]
        values = {about[at + 1].decode(): about[at + 2].decode("utf-8", "replace") for at in range(0, step, 3)}
        yield os.fsdecode(about[0]), values


def _telling(path: str, values: Mapping[str, str], records: str) -> Iterator[str]:
    """Yield what makes a file differ from what was reviewed, or keeps it from the eyes of whoever reviews it."""
    for name in ("filter", "working-tree-encoding", "ident", "export-subst"):
        if values[name] not in _NOT_SET:
            yield name if values[name] == "set" else f"{name}={values[name]}"
    if values["eol"] == "crlf":
        yield "eol=crlf"
    elif path.lower().endswith(".png") and values["eol"] == "unspecified":
        # Bytes that look like ends of lines are changed in a picture, on a machine that writes two of them.
        yield from (name for name in ("text", "crlf") if values[name] == "set")
    if path.startswith(f"{records}/") and path.endswith(".yml"):
        if values["diff"] == "unset":
            yield "-diff"
        for name in ("linguist-generated", "linguist-vendored"):
            if values[name] not in {*_NOT_SET, "false"}:
                yield name
