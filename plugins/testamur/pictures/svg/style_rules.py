"""Reads the simple rules of a `<style>` element, as editors export them: `.st0{fill:#FFFFFF;}`.

A rule is simple where it chooses elements by a class, an id or a name alone; what it says is then said by each of them
(CSS Cascading and Inheritance 4, 6: an id goes before a class, a class before a name, later before earlier). Whatever
else a style sheet may hold is refused: it could fetch, move or hide something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_RULES = 2_000
LONGEST = 100_000  # characters
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_UNUSED = re.compile(r"@font-face\s*\{[^{}]*\}|@charset\s+[\"'][\w-]{1,40}[\"']\s*;", re.IGNORECASE)
_RULE = re.compile(r"\s*([^{}@]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"([.#]?)([A-Za-z_][\w-]*)|(\*)")

Declarations = dict[str, str]


class StyleError(Exception):
    """A style sheet has more than simple rules; the text is what it has."""


@dataclass(slots=True)
class StyleRules:
    """Rules by what they choose: (weight, name), in the order in which they stand."""

    _chosen: dict[tuple[str, str], list[tuple[int, Declarations]]] = field(default_factory=dict)
    _number: int = 0

    def add(self, text: str) -> None:
        """Add the rules of one `<style>`; StyleError where it has anything else."""
        if len(text) > LONGEST:
            raise StyleError(f"{len(text):,} characters")
        rest = _UNUSED.sub("", _COMMENT.sub(" ", text))
        at = 0
        while rest[at:].strip():
            rule = _RULE.match(rest, at)
            if rule is None or self._number >= MOST_RULES:
                raise StyleError(" ".join(rest[at : at + 80].split()))
            self._add(rule[1], declarations(rule[2]))
            at = rule.end()

    def of(self, name: str, element_id: str, classes: Iterable[str]) -> dict[str, str]:
        """Return what the rules say of an element, the strongest last."""
        found: dict[str, str] = {}
        for weight, names in (("*", [""]), ("", [name]), (".", classes), ("#", [element_id])):
            rules = sorted(
                (rule for one in names for rule in self._chosen.get((weight, one), ())), key=lambda rule: rule[0]
            )
            for _, said in rules:
                found |= said
        return found

    def _add(self, selectors: str, said: Declarations) -> None:
        self._number += 1
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match is None:
                raise StyleError(" ".join(selector.split())[:80])
            key = ("*", "") if match[3] else (match[1], match[2])
            self._chosen.setdefault(key, []).append((self._number, said))


def declarations(text: str) -> dict[str, str]:
    """Return the declarations of a rule or a style attribute, by property; the last of a property counts."""
    found = {}
    for one in text.split(";"):
        name, _, value = one.partition(":")
        if name.strip():
            found[name.strip().lower()] = value.strip()
    return found
