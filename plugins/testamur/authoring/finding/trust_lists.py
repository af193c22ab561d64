"""Reads the lists of known issuers that a verifier is to use: those of the records, and files that somebody names.

A file is read whole and strictly before anything is verified: one that is half read would call half of its issuers
unknown without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from testamur.errors import RecordsError, UsageError, VerificationError
from testamur.records import registry
from testamur.records.model import known_issuers as records
from testamur.records.model.localized_text import say
from testamur.records.parsing import files, schema, yaml_subset
from testamur.records.parsing.kinds import KINDS
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg
from testamur.verification.known import issuer_lists
from testamur.verification.known.known_issuer import KnownIssuer, of_record

_KIND = KINDS["known-issuer"]
_FORMS = msg(
    "a record of known-issuers/, a file with a list issuers: of such records, what a registry publishes at "
    "/issuer/known/known-issuers.json, a registry.json of the Digital Credentials Consortium; or, for bundles, the DID "
    "document of a registry (/issuer/did.json) or the key of its log (/log/vkey)"
)


def of_records(folder: Path) -> dict[str, KnownIssuer]:
    """Return the issuers that the institution of these records knows, by their ids.

    RecordsError where one of them is wrong; none where there are no records.
    """
    issuer = registry.own_issuer(folder)
    own = folder / _KIND.folder
    if issuer is None or not own.is_dir():
        return {}
    return dict(_by_id(_of_folder(own), say(issuer.name, *issuer.languages), own))


def of_file(path: Path) -> dict[str, KnownIssuer]:
    """Return the issuers that a file lists, or a folder of records, by their ids.

    UsageError, or RecordsError with each mistake of a YAML file, where it cannot be read whole.
    """
    shown = harmless(str(path), 300)
    known_to = msg("the list {name}", name=harmless(path.name, 60))
    if path.is_dir():
        return dict(_by_id(_of_folder(path), known_to, path))
    try:
        # Resolved, since `files.read` refuses links: these are for records, and here the person chose the file.
        data = files.read(path.resolve(), issuer_lists.LIMIT)
    except OSError as error:
        raise UsageError(
            msg(
                "--trust {shown}: the file cannot be read ({value})",
                shown=shown,
                value=error.strerror or "no reason given",
            )
        ) from error
    if path.suffix.lower() in {".yml", ".yaml"}:
        return dict(_by_id(_of_yaml(data, path.name), known_to, path))
    try:
        return issuer_lists.read(data, known_to)
    except VerificationError as error:
        raise UsageError(
            msg("--trust {shown}: {reason}. Give {forms}", shown=shown, reason=error.reason, forms=_FORMS)
        ) from error


def _of_folder(folder: Path) -> Iterator[records.KnownIssuer]:
    for path in sorted(folder.glob("*.yml")):
        try:
            data = files.read(path, MAX_RECORD_BYTES)
        except OSError as error:
            raise UsageError(
                msg("{path} cannot be read ({strerror})", path=harmless(str(path), 300), strerror=error.strerror)
            ) from error
        yield from _of_yaml(data, f"{folder.name}/{path.name}")


def _of_yaml(data: bytes, file: str) -> Iterator[records.KnownIssuer]:
    """Yield the issuers of a YAML file: of one record, or of a list `issuers:` of such."""
    parsed = yaml_subset.parse(data, file)
    if parsed.value is None or parsed.problems:
        raise RecordsError(parsed.problems)
    each = list(_entries(parsed)) if set(parsed.value) == {"issuers"} else [parsed]
    problems = [problem for entry in each for problem in schema.check(_KIND.name, entry)]
    if problems:
        raise RecordsError(problems)
    for entry in each:
        yield _KIND.read(file, file, entry.value or {})


def _entries(parsed: Parsed) -> Iterator[Parsed]:
    """Yield the entries of a list, each as a record of its own whose places are those in the whole file."""
    listed: Any = (parsed.value or {})["issuers"]
    if not isinstance(listed, list):
        yield Parsed(parsed.file, value={"issuers": listed}, text=parsed.text, nodes=parsed.nodes)
        return
    (whole,) = (items for name, items in parsed.nodes(parsed).value if name.value == "issuers")
    nodes: Iterable[Any] = whole.value if isinstance(whole, yaml.SequenceNode) else ()
    for value, node in zip(listed, nodes, strict=True):
        yield Parsed(parsed.file, value=value if isinstance(value, dict) else {}, root=node)


def _by_id(listed: Iterable[records.KnownIssuer], known_to: str, where: Path) -> Iterator[tuple[str, KnownIssuer]]:
    seen: set[str] = set()
    for one in listed:
        if one.id in seen:
            raise UsageError(
                msg("{where} has {id} twice: keep one of the two", where=harmless(str(where), 300), id=harmless(one.id))
            )
        seen.add(one.id)
        yield one.id, of_record(one, known_to)
