"""A part of a site, as it lies in a folder: `part.json`, which says what it is, and the files themselves in `site/`.

The manifest is written last, so that a part that was broken off has none. It names what the part was made from, and
the number and the digest of its awards and of its files: enough to prove that parts fit together and are whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from testamur.errors import PublishingError, VerificationError
from testamur.proofs import jcs
from testamur.publishing.site.parts.build_inputs import NAMES, Inputs
from testamur.publishing.site.parts.digests import digest_of, digest_of_words, files_with_digests
from testamur.publishing.site.parts.shard import Shard
from testamur.verification.reading import strict_json

NAME = "part.json"
SITE = "site"  # the folder of the files
_LIMIT = 1024 * 1024  # bytes
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Amount:
    """So many, and the digest of them all: of the ids of awards, or of files."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a part says of itself."""

    shard: Shard
    base: str  # of the issuer
    inputs: Inputs
    awards: tuple[Amount, ...]  # that each of the parts has to have
    written: Amount  # awards, in this part
    files: Amount


def awards_of_parts(award_ids: Iterable[str], of: int) -> tuple[Amount, ...]:
    """Return which awards each of so many parts has to have."""
    parts: list[list[str]] = [[] for _ in range(of)]
    shards = [Shard(number, of) for number in range(1, of + 1)]
    for award_id in award_ids:
        next(ids for ids, shard in zip(parts, shards, strict=True) if shard.has(award_id)).append(award_id)
    return tuple(amount_of_awards(ids) for ids in parts)


def amount_of_awards(award_ids: Iterable[str]) -> Amount:
    """Return the number and the digest of awards."""
    ids = sorted(award_ids)
    return Amount(len(ids), digest_of_words(ids))


def amount_of_files(folder: Path) -> Amount:
    """Return the number and the digest of all files below a folder."""
    files = list(files_with_digests(folder))
    return Amount(len(files), digest_of(files))


def write(part: Path, manifest: Manifest) -> None:
    """Write the manifest of a part whose files are all there."""
    (part / NAME).write_bytes(jcs.canonicalize({"v": _VERSION, **asdict(manifest), "inputs": dict(manifest.inputs)}))


def read(part: Path) -> Manifest:
    """Return the manifest of a part; PublishingError where there is none, or it is damaged."""
    path = part / NAME
    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
    except FileNotFoundError:
        raise PublishingError(
            f"{part}/ is no finished part of a site: it has no {NAME}. Name folders that testamur build --shard made"
        ) from None
    try:
        return _manifest(strict_json.parse(data, limit=_LIMIT))
    except (VerificationError, KeyError, TypeError, ValueError) as error:
        raise PublishingError(f"{path} is damaged, or of another version of Testamur: build this part again") from error


def _manifest(found: Any) -> Manifest:
    """Return what was read; KeyError, TypeError or ValueError when it is not in shape."""
    if found["v"] != _VERSION or not all(isinstance(found["inputs"][name], str) for name in NAMES):
        raise ValueError
    shard = Shard(_count(found["shard"]["number"]), _count(found["shard"]["of"]))
    awards = tuple(_amount(one) for one in found["awards"])
    if not (1 <= shard.number <= shard.of == len(awards) and isinstance(found["base"], str)):
        raise ValueError
    return Manifest(
        shard=shard,
        base=found["base"],
        inputs={name: found["inputs"][name] for name in NAMES},
        awards=awards,
        written=_amount(found["written"]),
        files=_amount(found["files"]),
    )


def _amount(found: Any) -> Amount:
    if not isinstance(found["digest"], str):
        raise TypeError
    return Amount(_count(found["number"]), found["digest"])


def _count(found: Any) -> int:
    if type(found) is not int or found < 0:
        raise TypeError
    return found
