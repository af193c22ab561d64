"""Joins the parts of a site into the whole, and proves that nothing is missing, doubled, or of another build.

Each part says what it was made from, which awards each part has to have, and what it has itself (`manifest.py`). Parts
fit together if all were made from the same, if each number is there once, and if each has the awards that are its own
and the files that it says. What is copied is what was compared: a file is read once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from testamur import disk
from testamur.errors import PublishingError
from testamur.publishing.site.parts import build_inputs, manifest
from testamur.publishing.site.parts.digests import digest_of, files_below
from testamur.publishing.site.parts.manifest import Amount, Manifest
from testamur.publishing.site.parts.shard import Shard

Part = tuple[Path, Manifest]


def read_parts(folders: Sequence[Path]) -> list[Part]:
    """Return the parts in these folders, in order, where they are all the parts of one site.

    PublishingError says which is missing, doubled, or of another build.
    """
    parts = sorted(((folder, manifest.read(folder)) for folder in folders), key=lambda part: part[1].shard.number)
    first, told = parts[0]
    for folder, other in parts[1:]:
        if other.shard.of != told.shard.of:
            raise PublishingError(
                f"{folder}/ is one of {other.shard.of} parts, and {first}/ one of {told.shard.of}. "
                "Build all parts with the same number, for example --shard 1/3, 2/3 and 3/3"
            )
        build_inputs.refuse_others(told.inputs, other.inputs, where=f"{folder}/, beside {first}/,", remedy=_ANEW)
        if (other.awards, other.base) != (told.awards, told.base):
            raise PublishingError(f"{folder}/ and {first}/ do not agree which awards there are. {_ANEW}")
    _refuse_gaps(parts)
    for folder, one in parts:
        if one.written != one.awards[one.shard.number - 1]:
            raise PublishingError(f"{folder}/ does not have the awards of part {one.shard}. {_again(one.shard)}")
    return parts


def copy_files(parts: Sequence[Part], site: Path, *, advance: Callable[[], object] = lambda: None) -> int:
    """Copy the files of all parts into an empty folder, and return their number; `advance` is called once a part.

    PublishingError for a part whose files are not those that it had, and for a path that two parts have.
    """
    for folder, one in parts:
        copied = list(_copied(folder / manifest.SITE, site))
        if Amount(len(copied), digest_of(copied)) != one.files:
            raise PublishingError(
                f"{folder}/ has {len(copied):,} files, and they are not the {one.files.number:,} that were built: it "
                f"was changed, or not copied whole. Copy it again. {_again(one.shard)}"
            )
        advance()
    return sum(one.files.number for _, one in parts)


_ANEW = "Build all parts from the same commit and the same ledger, with the same --now"


def _again(shard: Shard) -> str:
    return f"Or build it again: testamur build --shard {shard}"


def _refuse_gaps(parts: Sequence[Part]) -> None:
    """Raise PublishingError unless every number is there once."""
    numbers = [one.shard.number for _, one in parts]
    of = parts[0][1].shard.of
    doubled = [number for number in numbers if numbers.count(number) > 1]
    if doubled:
        both = " and ".join(f"{folder}/" for folder, one in parts if one.shard.number == doubled[0])
        raise PublishingError(f"{both} are both part {Shard(doubled[0], of)}: name one of them only")
    missing = sorted(set(range(1, of + 1)) - set(numbers))
    if missing:
        names = ", ".join(str(Shard(number, of)) for number in missing[:10])
        raise PublishingError(
            f"{len(missing)} of {of} parts {'is' if len(missing) == 1 else 'are'} missing: {names}. "
            f"Name {'its folder' if len(missing) == 1 else 'their folders'} too, or build with testamur build --shard "
            f"{Shard(missing[0], of)}"
        )


def _copied(source: Path, site: Path) -> Iterator[tuple[str, bytes]]:
    """Copy every file of a part; yield its name and its digest, in the order of the names."""
    for name in files_below(source):
        data = disk.read(f"{source}/{name}")
        try:
            # Paths of awards and of other files never differ in capital letters only.
            disk.write_new(f"{site}/{name}", data)
        except FileExistsError:
            raise PublishingError(f"{source}/{name} is in another part as well. {_ANEW}") from None
        yield name, hashlib.sha256(data).digest()
