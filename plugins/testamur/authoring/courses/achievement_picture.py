"""Takes in a picture, for an achievement or as the logo: looks at it as the site will, and says where it goes.

The file may be anybody's. Which kind it is, its first bytes say, and not its name; what is wrong with it is told before
anything is written.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from testamur.authoring.courses import picture_figures
from testamur.authoring.courses.picture_figures import PictureFigures
from testamur.errors import Problem, RecordsError, UsageError
from testamur.pictures import apart, image_finding
from testamur.pictures.outcome import Kind
from testamur.records.parsing import files
from testamur.text import reporting
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

_MOST = 4 * 1024 * 1024  # bytes; pictures say their own, smaller limits in words
_FOLDER = "images"  # below achievements/, or below the records for a logo


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementPicture:
    """A picture that may be published: its name beside the record, bytes and figures, and what deserves a look."""

    name: str
    data: bytes
    figures: PictureFigures
    warnings: tuple[Problem, ...]


def read(file: Path, stem: str, *, option: str = "--image", is_badge: bool = True) -> AchievementPicture:
    """Return the picture in `file`, which `option` named, to be called `stem`.

    A badge, and no logo, is looked at as pages show it: in a square, on light and on dark.
    RecordsError has everything that is wrong with it; UsageError says so of a file that is no such picture at all.
    """
    shown = harmless(str(file), 300)
    try:
        # Resolved, since `files.read` refuses links: these are for records, and here the person chose the file.
        data = files.read(file.resolve(), _MOST)
    except FileNotFoundError:
        raise UsageError(msg("{option} {shown}: there is no such file", option=option, shown=shown)) from None
    kind = image_finding.recognise(data)
    if kind not in {"SVG", "PNG"}:
        found = msg("this is {kind}", kind=kind) if kind else msg("what this is cannot be told")
        raise UsageError(
            msg(
                "{option} {shown}: {found}. Save it as SVG or PNG in the program that it comes from",
                option=option,
                shown=shown,
                found=found,
            )
        )
    suffix: Kind = "svg" if kind == "SVG" else "png"
    outcome = apart.publishable(data, suffix, headroom=1)
    problems = [Problem(file=shown, **asdict(finding)) for finding in outcome.findings]
    if reporting.errors(problems) or outcome.published is None:
        raise RecordsError(problems)
    figures = picture_figures.measure(data, outcome.published)
    problems += picture_figures.warnings(figures, shown) if is_badge else ()
    return AchievementPicture(name=f"{_FOLDER}/{stem}.{suffix}", data=data, figures=figures, warnings=tuple(problems))
