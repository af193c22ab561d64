"""Says which names the files and folders of the records may have, and what to do about the others.

Names are judged as text: nothing here looks at a disk.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from testamur.records.model.endorsements import SIGNED
from testamur.records.parsing.kinds import BY_FOLDER, Kind
from testamur.records.parsing.parsed import Refusal
from testamur.text import characters
from testamur.text.languages.messages import msg
from testamur.text.slugs import SLUG

PICTURES = frozenset({"images", "achievements/images"})
ALLOWED = frozenset({"README.md", ".gitkeep"})
PICTURE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.(?:svg|png)")
DOCUMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.json")
_MAX_NAME_LETTERS = 80
_FOLDER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_AWARD = re.compile(r"[0-9a-hjkmnp-tv-z]{4}(?:-[0-9a-hjkmnp-tv-z]{4}){3}")
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# On Windows these name devices in every folder: a repository with such a file cannot be checked out there.
_DEVICES = frozenset({
    "con", "nul", "prn", "aux", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)),
})  # fmt: skip
# Names that mean something in the site's addresses, or are those of the records' own folders.
_RESERVED = BY_FOLDER.keys() | {
    "index", "verify", "log", "status", "issuer", "static", "theme", "schemas", "skills", "insights", "signed",
    ".well-known",
}  # fmt: skip


def kind_in(folder: str) -> Kind | None:
    """Return the kind of the records in a folder, given below the records (`awards/2026`); None where none belong."""
    first, _, rest = folder.partition("/")
    return None if rest.partition("/")[0] in {"images", "signed"} else BY_FOLDER.get(first)


def folder_belongs(folder: str) -> bool:
    """Say whether records, pictures or signed documents belong in a folder, given below the records."""
    if folder in PICTURES or folder == SIGNED:
        return True
    parts = folder.split("/")
    kind = BY_FOLDER.get(parts[0])
    return kind is not None and len(parts) <= kind.depth and all(_FOLDER.fullmatch(part) for part in parts)


def is_record(name: str) -> bool:
    """Say whether a file of this name is meant for a record, however it is called."""
    return name.endswith(".yml") and (not name.startswith(".") or name.removesuffix(".yml") in _RESERVED)


def can_be_called(stem: str, kind: Kind) -> bool:
    """Say whether a record can be called `stem`."""
    shape = _AWARD if kind.has_award_ids else SLUG
    is_shaped = shape.fullmatch(stem) is not None and len(stem) <= _MAX_NAME_LETTERS
    return is_shaped and stem not in _RESERVED and stem not in _DEVICES


def refusal_of_stem(stem: str, kind: Kind) -> Refusal | None:
    """Return why a record cannot be called `stem`; None where it can."""
    if can_be_called(stem, kind):
        return None
    wrong = (
        msg("the name of the file is not an award id: four groups of four, e.g. 7k3q-9c2m-4t8x-0v6p")
        if kind.has_award_ids
        else msg("the name of the file is not small letters and digits, with single hyphens between")
    )
    # Windows reserves a device's name in any case, and with any ending after its first dot.
    if stem in _RESERVED or stem.split(".", maxsplit=1)[0].lower() in _DEVICES:
        reason = msg("{name} means something else to the site or to some computers", name=characters.harmless(stem))
        return Refusal("id-reserved", reason, msg("Choose another name"))
    odd = next((letter for letter in stem if not letter.isascii()), "")
    reason = msg("{reason} ({letter} stands in it)", reason=wrong, letter=characters.named(odd)) if odd else wrong
    if kind.has_award_ids:
        return Refusal("id-format", reason, msg("Let testamur new award choose the name"))
    plain = plain_stem(stem)
    remedy = msg("Rename the file, e.g. to {name}.yml", name=plain) if plain else msg("Rename the file")
    return Refusal("id-format", reason, remedy)


def plain_stem(stem: str) -> str:
    """Return the name that a record's file was probably meant to have; "" where nothing can be guessed."""
    if not stem.isascii():
        return ""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:_MAX_NAME_LETTERS].strip("-")


def refusal_of_stray(name: str) -> Refusal:
    """Return why a file that is no record, picture or signed document is refused."""
    reason = msg("no file of this name belongs here")
    path = PurePath(name)
    if path.suffix.lower() in {".yaml", ".yml"} and not name.startswith("."):
        remedy = msg("Records end in .yml: rename it to {name}.yml", name=characters.harmless(path.stem))
    elif name in _LITTER:
        remedy = msg("Delete it: a computer made it, and no record needs it")
    else:
        remedy = msg("Records end in .yml and pictures in .svg or .png; anything else moves out of the records")
    return Refusal("unexpected-file", reason, remedy)
