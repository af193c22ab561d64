"""Links to award pages as people hand them over, brought to the one form that is signed into credentials.

`read_link` is the only place where two ways to write an address count as one. What it takes away cannot lead to
another award: what a letter or a messenger puts around a link, capitals in the scheme, in the host and in the award's
id (RFC 3986, 6.2.2.1), the port that https has anyway (6.2.3), the language of a page, the file that a folder stands
for, the slash at the end, and what follows `?` or `#`. Anything that a client might read as another place is no such
link: a user's name, an escape, a dot segment, letters that are not ASCII, another scheme.
Mirrored by `theme/static/verifier/award_links.js`; `tests/award_link_table.py` has what both must say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from testamur.text import award_id as award_ids

CREDENTIAL = "credential.json"
_LONGEST = 2000  # characters
# Spaces of every kind, and what is not seen: mail programs break links, word processors put marks into them.
_SPACES = re.compile(r"[\t-\r \xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_AROUND = (("(", ")"), ("[", "]"), ("{", "}"))
_BEFORE, _AFTER = "<\"'“”„«»‘’`*", ">\"'“”„«»‘’`*.,;:!"
_LINK = re.compile(
    r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<path>(?:/[a-z0-9_~-][a-z0-9._~-]*)*)/awards"
    r"/(?P<award>[0-9a-z]{4}(?:-[0-9a-z]{4}){3})"
    r"(?:/(?P<file>index\.html?|credential\.json|badge\.png|badge\.svg)?)?(?:[?#].*)?",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_LANGUAGE = re.compile(r"/[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AwardLink:
    """An award that a link leads to.

    `pages` are the addresses that its page can have, the likeliest first: of another registry it is not known whether
    the last part of a path is a language. `file` is what is asked for beside the page.
    """

    pages: tuple[str, ...]
    file: str


def unwrapped(text: str) -> str:
    """Return a link without spaces, and without the brackets, quotes and full stops that a text puts around it."""
    link = _SPACES.sub("", text)
    # A few times: `"<https://…>."` has three layers.
    for _ in range(4):
        link = link.lstrip(_BEFORE).rstrip(_AFTER)
        if link[:4].lower() == "url:":  # RFC 3986, appendix C
            link = link[4:]
        if any(link.startswith(opening) and link.endswith(closing) for opening, closing in _AROUND):
            link = link[1:-1]
    return link


def read_link(text: str, base: str = "") -> AwardLink | None:
    """Return the award that a link leads to; None if it is no link to an award's page, or more than one.

    `base` is the address of the registry whose languages are known; its awards have one page each.
    """
    if len(text) > _LONGEST:
        return None
    link = unwrapped(text)
    found = _LINK.fullmatch(link)
    # Spaces were taken out: what looks like the end of one link may be the beginning of the next.
    if found is None or (_is_broken(text) and link.count("://") > 1):
        return None
    try:
        award = award_ids.canonical(found["award"])
    except ValueError:
        return None
    site = f"https://{found['host'].lower()}{_port(found['port'])}{found['path']}"
    named = (found["file"] or "").lower()
    file = named if named and not named.startswith("index") else CREDENTIAL
    return AwardLink(tuple(f"{one}/awards/{award}/" for one in _bases(site, base)), file)


def _is_broken(text: str) -> bool:
    """Say whether there are spaces inside a text."""
    return sum(map(bool, _SPACES.split(text))) > 1


def _port(text: str | None) -> str:
    return "" if text is None or text == "443" else f":{text}"


def _bases(site: str, base: str) -> list[str]:
    """Return the addresses of the registries that a page below `site` may be of."""
    above, _, last = site.rpartition("/")
    without_language = above if above.count("/") > 1 and _LANGUAGE.fullmatch(f"/{last}") else ""
    if base and base in {site, without_language}:
        return [base]
    return [site, without_language] if without_language else [site]
