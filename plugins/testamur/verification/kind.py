"""Finds out of which kind a document is, and checks the shape of that kind: its types, its contexts, its subject.

Awards and endorsements are checked as a whole. A Comprehensive Learner Record is read only if it is asked for as such
(`wrapper.py`): it is never VALID in place of the credentials that it holds (decision 12).

A context inside a document changes what the words around it mean, so none is read, except in an embedded endorsement,
where Open Badges 3.0 has it, and known ones. Such an endorsement is not evaluated: its issuer is somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NoReturn

from testamur.verification.check import Check, could_not_run, failed
from testamur.verification.reading import contexts
from testamur.verification.reading.shapes import names_in, text_of

Path = tuple[str, ...]
DocumentKind = Literal["award", "endorsement", "record", "list"]
_TYPES: Mapping[DocumentKind, frozenset[str]] = {
    "award": frozenset({"VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"}),
    "endorsement": frozenset({"VerifiableCredential", "EndorsementCredential"}),
    "record": frozenset({"VerifiableCredential", "ClrCredential"}),
    "list": frozenset({"VerifiableCredential", "BitstringStatusListCredential", "StatusList2021Credential"}),
}
_OTHER_KINDS = {
    "VerifiablePresentation": "a presentation that wraps credentials: check each of them by itself",
    "ClrCredential": "a Comprehensive Learner Record, not a single award",
    "BitstringStatusListCredential": "a status list, not an award",
    "StatusList2021Credential": "a status list, not an award",
    "Assertion": "an assertion without the context of Open Badges 2.0, so that its words may mean something else",
    "Achievement": "a description of an achievement: nobody was awarded it",
    "BadgeClass": "a description of a badge: nobody was awarded it",
    "Issuer": "a description of an issuer: nobody was awarded it",
    "Profile": "a description of an issuer: nobody was awarded it",
}
# Credentials of other vocabularies use these names, too.
_OF_BADGES_ALONE = frozenset({"Assertion", "BadgeClass", "Issuer", "Profile"})
_BLOCKCERTS = (
    "this is a Blockcerts certificate: an entry in a blockchain vouches for it, which is read at www.blockcerts.org, "
    "and not here"
)
_EDITIONS: Mapping[DocumentKind, str] = {
    "award": "Verifiable Credentials 2.0 and Open Badges 3.0.3",
    "endorsement": "Verifiable Credentials 2.0 and Open Badges 3.0.3",
    "record": "Verifiable Credentials 2.0, Comprehensive Learner Record 2.0.1 and Open Badges 3.0.3",
}
# Where a registry's own documents have endorsements inside; others have them wherever Open Badges 3.0 allows it.
_ENDORSED = frozenset({("issuer", "endorsement"), ("credentialSubject", "achievement", "endorsement")})
_BY_ITSELF = ("credentialSubject", "verifiableCredential")  # what a record holds is judged by itself


class Stopped(Exception):  # noqa: N818 — carries the check that ended the reading
    """The reading of a document ended; `check` says why."""

    def __init__(self, check: Check) -> None:
        self.check = check
        super().__init__(check.detail)


def refuse(code: str, detail: str) -> NoReturn:
    """End the reading with a failed check: the document is wrong, whoever made it."""
    raise Stopped(failed("document", code, detail))


def leave(code: str, detail: str) -> NoReturn:
    """End the reading with a check that could not run: the document has a form that is not read here."""
    raise Stopped(could_not_run("document", code, detail))


def read(document: Mapping[str, Any], *, record: bool, status_list: bool = False) -> tuple[DocumentKind, list[str]]:
    """Return the kind and the names in `type`; Stopped if the kind is not checked here.

    A learner record is a kind only with `record`, and with `status_list` nothing else than a list of statuses is.
    """
    names = names_in(document.get("type"))
    if not all(isinstance(name, str) for name in names):
        refuse("type", "its type is not a list of names")
    kind: DocumentKind = "endorsement" if "EndorsementCredential" in names else "award"
    if record and "ClrCredential" in names:
        kind = "record"
    if status_list:
        kind = "list"
    is_credential = "VerifiableCredential" in names
    others = [name for name in names if name not in _TYPES[kind]]
    fits = is_credential and len(_TYPES[kind] & set(names)) >= 2
    if (others or not fits) and not status_list:
        leave_blockcerts(document.get("@context"))
    known = _OTHER_KINDS.keys() - (_OF_BADGES_ALONE if is_credential else frozenset())
    other = next((name for name in others if name in known), None)
    if other is not None:
        leave("not-supported", f"this is {_OTHER_KINDS[other]}")
    if is_credential and not fits and not status_list:
        types = ", ".join(names)[:120]
        refuse("not-supported", f"this is a Verifiable Credential, but none of Open Badges: its type is {types}")
    if not fits:
        refuse("type", "it is not a status list" if status_list else "it is not an Open Badges 3.0 credential")
    return kind, names


def leave_blockcerts(stated: Any) -> None:
    """End the reading of a document with contexts of Blockcerts, of whichever version its badge is."""
    if contexts.of_blockcerts(stated):
        leave("not-supported", _BLOCKCERTS)


def check_types(kind: DocumentKind, names: list[str]) -> None:
    """Allow no types but those of the kind: another one could ask for checks that are not made here."""
    if not set(names) <= _TYPES[kind]:
        refuse("type", f"it says that it is more than a credential: {', '.join(names)[:120]}")


def check_contexts(kind: DocumentKind, document: Mapping[str, Any], *, own: bool, token: bool = False) -> None:
    """Ask for known contexts, of a registry for exactly ours: with others a proof may verify, and words mislead."""
    stated = document.get("@context")
    if own and stated != contexts.exactly(kind):
        refuse("unknown-context", f"its contexts are not exactly those of {_EDITIONS[kind]}")
    if unknown := contexts.unknown_in(stated, kind, token=token):
        refuse("unknown-context", f"{unknown}, so its words may mean something else")


def check_subject(kind: DocumentKind, subject: Any) -> None:
    """Refuse a subject that does not have the kind's shape."""
    # Verifiable Credentials 2.0 allows several subjects: it would not be clear which of them a verdict is about.
    if kind == "award" and not (isinstance(subject, dict) and isinstance(subject.get("achievement"), dict)):
        refuse("subject", "it does not have exactly one subject with an achievement")
    if kind == "endorsement" and not (isinstance(subject, dict) and text_of(subject, "id")):
        refuse("subject", "it does not say what exactly is endorsed")
    if kind == "list" and not isinstance(subject, dict):
        refuse("subject", "it is not about exactly one list")
    if kind == "record" and not (isinstance(subject, dict) and "verifiableCredential" in subject):
        refuse("subject", "it is not about exactly one subject and the credentials that it has")


def check_inside(kind: DocumentKind, document: Mapping[str, Any], *, own: bool) -> None:
    """Refuse contexts inside, which would change what the words around them mean, and names that mislead JavaScript."""
    by_itself = _BY_ITSELF if kind == "record" else None
    _walk(document, (), lambda value, path: path[:2] == by_itself or _may_state(value, path, own=own))


def _walk(value: Any, path: Path, may_state: Callable[[dict[str, Any], Path], bool]) -> None:
    if isinstance(value, dict):
        if path and "@context" in value and not may_state(value, path):
            refuse("unknown-context", "a context inside it changes what its words mean")
        # JavaScript may set an object's prototype by this name, so that the browser would read another document.
        if "__proto__" in value:
            refuse("unknown-member", "it has a member called __proto__, which no credential has")
        for name, item in value.items():
            # A proof repeats the document's contexts, and is compared with them when it is checked.
            if name != "@context" and not (not path and name == "proof"):
                _walk(item, (*path, name), may_state)
    elif isinstance(value, list):
        # A list adds nothing to the path: one endorsement and several stand in the same place.
        for item in value:
            _walk(item, path, may_state)


def _may_state(value: Mapping[str, Any], path: Path, *, own: bool) -> bool:
    """Say whether an object may state contexts: known ones, as an embedded endorsement or as a proof of one."""
    stated = value["@context"]
    if stated != contexts.exactly("endorsement") and (own or not contexts.is_known(stated)):
        return False
    kinds = value.get("type")
    endorses = isinstance(kinds, list) and "EndorsementCredential" in kinds
    place = path[:-1] if path[-1] == "proof" else path
    if place[-1:] != ("endorsement",) or (own and place not in _ENDORSED):
        return False
    return endorses or place != path
