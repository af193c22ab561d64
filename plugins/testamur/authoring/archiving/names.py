"""Names of files that an archive may have: plain paths, the same file on every system that it is unpacked on.

Whoever unpacks an archive writes files by names that a stranger chose. So a name leads nowhere but down, has no
character that a system reads in a way of its own, and no other name that some system takes for the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_BYTES = 1000  # of a name
_MOST_PART = 255  # bytes: what file systems take
# What Windows refuses (Microsoft, "Naming Files, Paths, and Namespaces"), what is not seen, and the per cent sign,
# which tools for bags read in two ways (RFC 8493, 2.1.3).
_REFUSED = re.compile(r'[\x00-\x1f\x7f-\x9f%<>:"\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def problem(name: str) -> str:
    """Return why a file cannot be called so in an archive; "" where it can."""
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "its name is not Unicode text"
    if size > MOST_BYTES:
        return f"its name is longer than {MOST_BYTES} bytes"
    if unicodedata.normalize("NFC", name) != name:
        return "its name is not in Unicode form NFC"
    if _REFUSED.search(name):
        return "its name has a character that not every system takes"
    return next((reason for part in name.split("/") if (reason := _part_problem(part))), "")


def _part_problem(part: str) -> str:
    if part in {"", ".", ".."}:
        return "its name leads elsewhere"
    if len(part.encode()) > _MOST_PART:
        return f"a part of its name is longer than {_MOST_PART} bytes"
    if part[-1] in ". " or part[0] == " ":
        return "a part of its name ends in a full stop or a space"
    return "its name is that of a device on Windows" if _DEVICES.fullmatch(part) else ""


def collision(names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two names that some system takes for one, or of which one is a folder of the other.

    None where every name is a file of its own, on systems that fold case, too.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in names:
        folded = _folded(name)
        if folded in seen or folded in folders:
            return (seen.get(folded) or folders[folded], name)
        seen[folded] = name
        at = name.find("/")
        while at > 0:
            folder = name[:at]
            clash = seen.get(_folded(folder)) or _other_spelling(folders.setdefault(_folded(folder), name), folder)
            if clash:
                return (clash, name)
            at = name.find("/", at + 1)
    return None


def _other_spelling(first: str, folder: str) -> str:
    """Return the first name in a folder if it spells the folder in another way; "" otherwise."""
    return "" if first.startswith(f"{folder}/") else first


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
