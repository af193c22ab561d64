"""Checks the pictures that records name: that each exists, lies where it belongs, and is harmless.

The pictures themselves are judged by `pictures.apart`; here a finding becomes a problem of its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from testamur.errors import Problem, UsageError
from testamur.pictures import apart
from testamur.pictures.outcome import Published
from testamur.records.model.models import Achievement, Issuer
from testamur.records.parsing import files
from testamur.records.parsing.kinds import RecordName
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.text.languages.messages import msg

_MAX_PICTURE_BYTES = 4 * 1024 * 1024  # bytes; pictures say their own, smaller limits in words


def achievement_image(folder: Path, achievement: Achievement) -> Path | None:
    """Return the file of an achievement's own art; None when its badge is drawn."""
    return folder / "achievements" / achievement.image.file if achievement.image else None


def check(
    folder: Path,
    images: Iterable[Path],
    issuer: Issuer | None,
    achievements: Mapping[str, Achievement],
    parsed: Mapping[RecordName, Parsed],
    *,
    pictures: int,
    is_unread: Callable[[str, str], bool],
) -> Iterator[Problem]:
    """Yield every problem of the pictures among the records (`images`), and every record that names a missing one.

    `parsed` has the parsed records by `issuer/issuer` and `achievement/<slug>`. `pictures` is the headroom that each
    picture has (`apart.publishable`); with 0, what is in the pictures is not looked at. `is_unread(folder, name)` says
    whether a picture exists and was refused; both are below `folder`.
    """
    present = set(images)
    # Every picture, and not only those that are named: a hostile one may not wait here for a later record to name it.
    for path in sorted(present) if pictures else ():
        yield from judge(folder, path, headroom=pictures)[0]

    def is_missing(image: Path) -> bool:
        where = image.relative_to(folder)
        return image not in present and not is_unread(where.parent.as_posix(), where.name)

    for place, image in _issuer_images(issuer) if issuer is not None else ():
        if is_missing(folder / image):
            yield problem(
                parsed["issuer", "issuer"],
                place,
                code="missing-image",
                reason=msg("there is no file {name}/{image}", name=folder.name, image=image),
                remedy=msg("Put the picture there, or remove the line"),
                value=image,
            )
    for slug, achievement in achievements.items():
        art = achievement_image(folder, achievement)
        if art is not None and is_missing(art):
            where = art.relative_to(folder.parent).as_posix()
            yield problem(
                parsed["achievement", slug],
                ("image", "file"),
                code="missing-image",
                reason=msg("there is no file {where}", where=where),
                remedy=msg("Put the picture there, or remove image: a badge is then drawn"),
                value=achievement.image.file if achievement.image else "",
            )


def _issuer_images(issuer: Issuer) -> Iterator[tuple[FieldPath, str]]:
    """Yield every picture that the issuer names, below the records' folder, with its place in the record."""
    if issuer.image:
        yield ("image",), issuer.image
    for index, signatory in enumerate(issuer.certificate.signatories):
        if signatory.signature:
            yield ("certificate", "signatories", index, "signature"), signatory.signature


def judge(folder: Path, path: Path, *, headroom: int) -> tuple[list[Problem], Published | None]:
    """Return every problem of a picture's file, and its copies to be published when none is an error."""
    file = path.relative_to(folder.parent).as_posix()
    try:
        data = files.read(path, _MAX_PICTURE_BYTES)
    except (OSError, UsageError) as error:
        refusal = files.unreadable("file", error) if isinstance(error, OSError) else files.NOT_A_PLAIN_FILE
        return [Problem(file=file, **refusal._asdict())], None
    outcome = apart.publishable(data, "svg" if path.suffix == ".svg" else "png", headroom=headroom)
    return [Problem(file=file, **asdict(finding)) for finding in outcome.findings], outcome.published
