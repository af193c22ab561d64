"""Checks the pictures that records name: that each exists, lies where it belongs, and is harmless.

The pictures themselves are judged by `pictures.images`; here a finding becomes a problem of its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from testamur.errors import Problem
from testamur.pictures.images import check_png
from testamur.pictures.svg import check_svg
from testamur.records.model.models import Achievement, Issuer
from testamur.records.parsing import files
from testamur.records.parsing.parsed import Parsed, problem

_LIMIT = 4 * 1024 * 1024  # bytes; pictures.images says its own, smaller limits in words


def achievement_image(folder: Path, achievement: Achievement) -> Path | None:
    """Return the file of an achievement's own art; None when its badge is drawn."""
    return folder / "achievements" / achievement.image.file if achievement.image else None


def check(
    folder: Path,
    found: Iterable[Path],
    issuer: Issuer | None,
    achievements: Mapping[str, Achievement],
    parsed: Mapping[str, Parsed],
) -> Iterator[Problem]:
    """Yield every problem of the pictures `found` among the records, and every record that names a missing one.

    `parsed` has the parsed records by `issuer/issuer` and `achievement/<slug>`.
    """
    present = set(found)
    # Every picture, and not only those that are named: a hostile one may not wait here for a later record to name it.
    for path in sorted(present):
        yield from _check_picture(folder, path)
    if issuer is not None and issuer.image and folder / issuer.image not in present:
        reason, remedy = f"there is no file {folder.name}/{issuer.image}", "Put the picture there, or remove the line"
        yield problem(parsed["issuer/issuer"], ("image",), "missing-image", reason, remedy, issuer.image)
    for slug, achievement in achievements.items():
        path_or_none = achievement_image(folder, achievement)
        if path_or_none is not None and path_or_none not in present:
            where = path_or_none.relative_to(folder.parent).as_posix()
            yield problem(
                parsed[f"achievement/{slug}"],
                ("image", "file"),
                "missing-image",
                f"there is no file {where}",
                "Put the picture there, or remove image: a badge is then drawn",
                achievement.image.file if achievement.image else "",
            )


def _check_picture(folder: Path, path: Path) -> Iterator[Problem]:
    try:
        data = files.read(path, _LIMIT)
    except OSError as error:
        code, reason, remedy = files.unreadable("file", error)
        yield Problem(code=code, file=path.relative_to(folder.parent).as_posix(), reason=reason, remedy=remedy)
        return
    findings = check_svg(data) if path.suffix == ".svg" else check_png(data)
    for finding in findings:
        yield Problem(
            code=finding.code,
            file=path.relative_to(folder.parent).as_posix(),
            line=finding.line,
            column=finding.column,
            value=finding.value,
            severity=finding.severity,
            reason=finding.reason,
            remedy=finding.remedy,
        )
