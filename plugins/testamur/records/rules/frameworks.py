"""Widely used frameworks of skills and levels: their names, and the forms of their codes and addresses.

ESCO (European Commission), O*NET (US Department of Labor), CASE 1.0 and 1.1 (1EdTech), CTDL and CTDL-ASN (Credential
Engine), EQF, QF-EHEA, CEFR, ISCED-F and ISCO-08. An institution's own framework may have any name and any code, and is
left alone unless its name looks like a misspelling of one of these. Nothing is ever looked up, so a code of the right
form need not exist. Every pattern is linear, since the texts are strangers'. `alignments` reports what does not fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from testamur.text.folding import letters_only
from testamur.text.hosts import host_of

_MAX_LETTERS_READ = 500  # characters read of an address or a code, whatever a record holds
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SOC = r"[0-9]{2}-[0-9]{4}\.[0-9]{2}"
_ELEMENT = r"[1-6]\.[A-Z](?:\.[0-9]{1,2}(?:\.[a-z]{1,2}(?:\.[0-9]{1,2}(?:\.[a-z]|\.I[0-9]{2}(?:\.D[0-9]{2})?)?)?)?)?"
_ONET = r"https?://(?:www\.)?onetonline\.org/"
_ONET_HOSTS = ("onetonline.org", "onetcenter.org", "mynextmove.org")
_CODE = r"(?P<code>[^/?#&]{1,100})"
_CTIDS = (
    re.compile(rf"credentialengineregistry\.org/(?:resources|graph|[a-z-]{{2,30}}/resources)/{_CODE}"),
    re.compile(r"credentialfinder\.org/[a-z]{3,30}/(?P<code>ce-[^/?#&]{1,100})"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One framework. `codes` are the forms of its codes; `places` match addresses with a code, in the group `code`."""

    name: str  # as a record writes it
    also: tuple[str, ...] = ()  # what else it is called
    codes: tuple[re.Pattern[str], ...]
    example: str  # of a code
    places: tuple[re.Pattern[str], ...] = ()
    address: str = ""  # an example
    hosts: tuple[str, ...] = ()  # where its entries are; none: anywhere

    def form_of(self, code: str) -> int | None:
        """Return the index of the form that `code` has; None where it has none of them."""
        forms = (number for number, form in enumerate(self.codes) if form.fullmatch(code[:_MAX_LETTERS_READ]))
        return next(forms, None)

    def code_in(self, address: str) -> str:
        """Return the code within an address of the framework; "" where there is none."""
        text = unquote(address[:_MAX_LETTERS_READ])
        matches = (place.search(text) for place in self.places)
        return next((match["code"] for match in matches if match), "")

    def is_at(self, address: str) -> bool:
        """Say whether an address is on a host with the framework's entries."""
        host = host_of(address)
        return any(host == name or host.endswith(f".{name}") for name in self.hosts)


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE if pattern == _UUID else 0) for pattern in patterns)


FRAMEWORKS: tuple[Framework, ...] = (
    Framework(
        name="ESCO",
        also=("European Skills, Competences, Qualifications and Occupations",),
        # A concept's identifier; an occupation; a group of ISCO-08; a group of skills, knowledge or languages.
        codes=_forms(
            _UUID, r"[0-9]{4}(?:\.[0-9]{1,3}){1,6}", r"C?[0-9]{1,4}", r"[A-Z](?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})?"
        ),
        example="2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f",
        places=(re.compile(rf"data\.europa\.eu/esco/(?:skill|occupation|isco|isced-f|skill-group)/{_CODE}"),),
        address="http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f",
        hosts=("data.europa.eu", "ec.europa.eu"),
    ),
    Framework(
        name="O*NET-SOC",
        also=("ONET SOC", "O*NET-SOC 2019", "O*NET-SOC Taxonomy"),
        codes=_forms(_SOC),
        example="15-2051.00",
        places=(re.compile(rf"{_ONET}link/[a-z]{{3,20}}/{_CODE}"), re.compile(rf"/occupations/{_CODE}")),
        address="https://www.onetonline.org/link/summary/15-2051.00",
        hosts=_ONET_HOSTS,
    ),
    Framework(
        name="O*NET",
        also=("Occupational Information Network", "O*NET OnLine", "O*NET Content Model", "O*NET elements"),
        # An element of the content model, down to a detailed work activity; an occupation.
        codes=_forms(_ELEMENT, _SOC),
        example="2.A.1.a",
        places=(
            re.compile(rf"{_ONET}link/[a-z]{{3,20}}/{_CODE}"),
            re.compile(rf"{_ONET}find/descriptor/(?:result|browse)/(?:[1-9](?:\.[A-Z])?/)*{_CODE}"),
        ),
        address="https://www.onetonline.org/find/descriptor/result/2.A.1.a",
        hosts=_ONET_HOSTS,
    ),
    Framework(
        name="CASE",
        also=("Competencies and Academic Standards Exchange", "1EdTech CASE", "IMS CASE"),
        # An item's identifier, or the code that people know it by (`humanCodingScheme`).
        codes=_forms(_UUID, r"[A-Za-z0-9][A-Za-z0-9.:/()&+_-]{0,99}"),
        example="d9a3a9a8-6f5c-11e8-9f0c-0242ac110003",
        places=(re.compile(rf"/ims/case/v1p[0-9]/CF[A-Za-z]{{3,20}}/{_CODE}"), re.compile(rf"/uri/{_CODE}")),
        address="https://case.example/ims/case/v1p1/CFItems/d9a3a9a8-6f5c-11e8-9f0c-0242ac110003",
    ),
    Framework(
        name="CTDL",
        also=("Credential Transparency Description Language", "Credential Engine", "Credential Registry"),
        # The identifier that Credential Engine's registry gives (CTID), or a term of the language itself.
        codes=_forms(rf"ce-{_UUID}", r"ce(?:terms|asn):[A-Za-z]{1,60}"),
        example="ce-a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        places=_CTIDS,
        address="https://credentialengineregistry.org/resources/ce-a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        hosts=("credentialengineregistry.org", "credentialfinder.org", "purl.org", "credreg.net"),
    ),
    Framework(
        name="CTDL-ASN",
        also=("CTDL ASN", "Achievement Standards Network"),
        codes=_forms(rf"ce-{_UUID}", r"ceasn:[A-Za-z]{1,60}", r"[SD][0-9A-F]{6,8}"),
        example="ce-a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        places=(
            *_CTIDS,
            re.compile(rf"asn\.[a-z-]{{2,20}}\.(?:org|net)/resources/{_CODE}"),
        ),
        address="https://credentialengineregistry.org/resources/ce-a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
    ),
    Framework(
        name="EQF",
        also=("European Qualifications Framework",),
        codes=_forms(r"[1-8]"),
        example="5",
        places=(re.compile(rf"data\.europa\.eu/snb/eqf/{_CODE}"),),
    ),
    Framework(
        name="QF-EHEA",
        also=("Qualifications Framework of the European Higher Education Area",),
        codes=_forms(r"(?:short|first|second|third)-cycle"),
        example="first-cycle",
    ),
    Framework(
        name="CEFR",
        also=("Common European Framework of Reference for Languages",),
        codes=_forms(r"(?:Pre-A1|[ABC][12](?:\.[1-9])?\+?)"),
        example="B1",
    ),
    Framework(
        name="ISCED-F",
        also=("ISCED-F 2013", "International Standard Classification of Education: Fields"),
        codes=_forms(r"[0-9]{2,4}"),
        example="0611",
        places=(re.compile(rf"data\.europa\.eu/(?:snb|esco)/isced-f/{_CODE}"),),
    ),
    Framework(
        name="ISCO-08",
        also=("ISCO", "International Standard Classification of Occupations"),
        codes=_forms(r"C?[0-9]{1,4}"),
        example="2511",
        places=(re.compile(rf"data\.europa\.eu/esco/isco/{_CODE}"),),
    ),
)

_VERSION = re.compile(r"[ ,]{1,3}(?:version ?|v\.? ?)?[0-9]{1,4}(?:\.[0-9]{1,3}){0,2}", re.IGNORECASE)
_NAMES = {letters_only(name): framework for framework in FRAMEWORKS for name in (framework.name, *framework.also)}


def find(name: str) -> Framework | None:
    """Return the framework that a record names, in any spelling and version; None for an institution's own."""
    plain = name[:_MAX_LETTERS_READ]
    # The whole name is tried first: in ISCO-08 and ISCED-F 2013, what looks like a version is part of the name.
    version = next((match for match in _VERSION.finditer(plain) if match.end() == len(plain)), None)
    return _NAMES.get(letters_only(plain)) or (_NAMES.get(letters_only(plain[: version.start()])) if version else None)


def entry_of(name: str, code: str, address: str) -> tuple[str, str]:
    """Return what tells an entry from others: its framework as it calls itself, and its code, or its address; or "".

    Two records mean the same entry where both are equal, whether they write its code or only its address. A framework
    that no record names is known by the address of its entry.
    """
    framework = find(name or probably_meant("", address))
    in_address = framework.code_in(address) if framework else ""
    if framework and in_address and framework.form_of(in_address) is not None:
        code = in_address
    return framework.name if framework else name, (code or address).casefold()


def key_of(name: str, code: str, address: str) -> str:
    """Return the same as one text: the key of a skill in figures, and of its page."""
    return " ".join(entry_of(name, code, address)).strip()


def probably_meant(name: str, address: str) -> str:
    """Return the name of the framework that is probably meant, by its name or its address; "" where there is none."""
    letters = letters_only(name[:_MAX_LETTERS_READ])
    near = {framework.name for known_name, framework in _NAMES.items() if _is_near(letters, known_name)}
    near |= {
        framework.name
        for framework in FRAMEWORKS
        if framework.is_at(address) and framework.form_of(framework.code_in(address)) is not None
    }
    return min(near, key=lambda near_name: (abs(len(near_name) - len(name)), near_name), default="")


def _is_near(name: str, other: str) -> bool:
    """Say whether two names differ by one letter left out, added or swapped, or, if they are long, replaced.

    Names of three letters are too near to each other, and a digit at the end is rather a level or a version.
    """
    if min(len(name), len(other)) < 4 or abs(len(name) - len(other)) > 1 or name == other:
        return False
    letters = enumerate(zip(name, other, strict=False))
    index = next((index for index, (a, b) in letters if a != b), min(len(name), len(other)))
    if len(name) != len(other):
        longer, shorter = (name, other) if len(name) > len(other) else (other, name)
        return longer[index + 1 :] == shorter[index:] and not longer[-1].isdigit()
    is_swapped = name[index : index + 2] == other[index : index + 2][::-1] and name[index + 2 :] == other[index + 2 :]
    return is_swapped or (len(name) > 6 and name[index + 1 :] == other[index + 1 :])
