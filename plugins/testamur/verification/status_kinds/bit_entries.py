"""Entries that point to a bit, or a few, of a signed list: Bitstring Status List 1.0, and StatusList2021 before it.

Follows Bitstring Status List 1.0, 2.1 and 3.2 ("Validate Algorithm"). Of the purposes, `revocation` and `suspension`
decide; `message` and `refresh` are told. `ttl` is for caches: a list is fetched for every check.
"""

from __future__ import annotations

import re

from testamur.credentials import status_list
from testamur.errors import DocumentError, VerificationError
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Document
from testamur.verification.reading.asked_instants import clear_later, set_later
from testamur.verification.reading.instants import said
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving.secure_address import secured
from testamur.verification.status_kinds.list_credential import ListReader, NotUsable, StatusList
from testamur.verification.verdict import Verdict

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_DECIDING = ("revocation", "suspension")
_TOLD = ("message", "refresh")
_MOST_SIZE = 8  # bits of one entry of messages
_MOST_MESSAGES = 2**_MOST_SIZE


def answer(entry: Document, reader: ListReader) -> Check | str:
    """Return the check of an entry that decides, or what another one tells."""
    purpose = entry.get("statusPurpose")
    if purpose not in (*_DECIDING, *_TOLD):
        detail = f"a status entry of the purpose {quoted(purpose, 60)} is not read here"
        return could_not_run("status", "status-purpose", detail)
    try:
        address, index = _place(entry)
        size = _size(entry, _MOST_SIZE if purpose in _TOLD else 1)
        listed = reader.read(address, entry["type"], purpose)
        value = _value(listed.bits, index, size)
    except NotUsable as error:
        return _could_not(purpose, error.code, str(error))
    except (VerificationError, DocumentError) as error:
        return _could_not(purpose, error.code, f"the status entry is wrong: {error.reason}")
    if purpose in _TOLD:
        return _note(entry, purpose, value, listed)
    found = _decided(reader, purpose, value, address, index, listed)
    if reader.is_of_later(listed):
        return set_later(found, reader.now) if value else clear_later(listed.signed, reader.now, registry=False)
    return found


def _decided(reader: ListReader, purpose: str, value: int, address: str, index: int, listed: StatusList) -> Check:
    if not value:
        return passed("status", f"not {'withdrawn' if purpose == 'revocation' else 'on hold'}, {_as_said(listed)}")
    return _held(listed) if purpose == "suspension" else _withdrawn(reader, address, index, listed)


def _place(entry: Document) -> tuple[str, int]:
    """Return the address of the list, and the index in it."""
    address, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if not isinstance(address, str) or not secured(address).startswith("https://"):
        raise VerificationError("the status entry names no list", code="status-entry")
    # Some write a JSON number. It can mean one bit only, so that what the list says of it is not left unsaid.
    written = str(index) if type(index) is int else index
    if not isinstance(written, str) or not _INDEX.fullmatch(written):
        raise VerificationError("its index is not a decimal number in text", code="status-entry")
    return address, int(written)


def _size(entry: Document, most: int) -> int:
    """Return how many bits an entry has, if that is read here."""
    size = entry.get("statusSize", 1)
    if type(size) is not int or not 1 <= size <= most:  # to Python, True and 1.0 are 1, too
        detail = "a status of more than one bit is" if most == 1 else f"a status of more than {most} bits is"
        raise NotUsable("status-not-supported", f"{detail} not read here")
    return size


def _value(bits: bytes, index: int, size: int) -> int:
    """Return the number that `size` bits are, the first of them its highest (3.2, step 12)."""
    value = 0
    for position in range(index * size, (index + 1) * size):
        value = value << 1 | status_list.is_set(bits, position)
    return value


def _could_not(purpose: str, code: str, detail: str) -> Check | str:
    """Return that an entry could not be read: of one that decides nothing, this is no more than told."""
    return f"its {purpose} could not be read: {detail}" if purpose in _TOLD else could_not_run("status", code, detail)


def _withdrawn(reader: ListReader, address: str, index: int, listed: StatusList) -> Check:
    # A registry, known here or not, keeps a second list beside, with the same positions (decision 2).
    holds = address.replace("/revocation-", "/suspension-")
    if holds != address:
        try:
            held = reader.read(holds, "BitstringStatusListEntry", "suspension")
            if status_list.is_set(held.bits, index):
                return _held(listed)
        except (NotUsable, DocumentError):
            pass  # A list that cannot be read explains nothing.
    newer = "" if reader.credential.kind == "award" else ", or replaced by a newer edition"
    return failed("status", "revoked", f"withdrawn{newer}, {_as_said(listed)}", Verdict.REVOKED)


def _held(listed: StatusList) -> Check:
    return failed("status", "suspended", f"on hold, {_as_said(listed)}", Verdict.SUSPENDED)


def _as_said(listed: StatusList) -> str:
    """Say whose list it is and of when, and what is unusual about it (decision 6)."""
    whose = f"list of {listed.by}, to which it refers," if listed.by else "issuer's list"
    return "; ".join([f"as the {whose} of {said(listed.signed)} says", *listed.unusual])


def _note(entry: Document, purpose: str, value: int, listed: StatusList) -> str:
    if purpose == "refresh":
        state = "there is a newer version of it" if value else "there is no newer version of it"
        return f"{state}, {_as_said(listed)}"
    return f"its message is {quoted(_message(entry, value), 200)}, {_as_said(listed)}"


def _message(entry: Document, value: int) -> str:
    """Return the text that a value stands for (2.1, `statusMessage`); the value itself where none is given."""
    given = entry.get("statusMessage")
    for one in given[:_MOST_MESSAGES] if isinstance(given, list) else []:
        if isinstance(one, dict) and one.get("status") == hex(value) and isinstance(one.get("message"), str):
            return str(one["message"])
    return hex(value)
