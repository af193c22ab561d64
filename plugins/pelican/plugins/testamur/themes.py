"""The theme of a registry: the templates that it needs, its files, and what is said of one that does not fit.

A theme made for a blog has other templates, of which some have the names of ours. docs/themes.md says what a registry
gives each of its own.
"""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound

from testamur import installed
from testamur.errors import PublishingError, UsageError
from testamur.publishing.rendering import bundle_shell, offline_page
from testamur.publishing.site import items
from testamur.publishing.site.items import File
from testamur.publishing.views.site_info import Site
from testamur.publishing.words import translations
from testamur.text.reporting import one_line

NEEDED = (
    "404", "achievement", "achievements", "award", "award-erased", "award-sealed", "endorsement", "home",
    "insights", "issuer", "known-issuers", "learner", "mine", "page", "pathway", "pathways", "skill", "skills",
    "verify",
)  # fmt: skip
"""The templates that pages of a registry are rendered from."""


def refuse_unfit(theme: Path, overrides: Sequence[Path], setting: str) -> None:
    """Raise UsageError where a theme lacks templates that a registry needs; `setting` is what names it."""
    folders = [*overrides, theme / "templates"]
    missing = [name for name in NEEDED if not any((folder / f"{name}.html").is_file() for folder in folders)]
    if not missing:
        return
    is_of_blog = setting == "THEME"
    keep = 'To keep it for a blog beside the registry, give the registry a path: TESTAMUR_PATH = "badges". '
    instead = (
        f"{keep if is_of_blog else ''}To change how the registry looks, leave {setting} out, and put the templates "
        f"that you change in a folder of {'THEME' if is_of_blog else 'TESTAMUR'}_TEMPLATES_OVERRIDES (docs/themes.md)"
    )
    named = ", ".join(f"{name}.html" for name in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    raise UsageError(f"{setting} = {str(theme)!r} is no theme of a registry: it has no {named}{more}. {instead}")


def is_ours(theme: Path, overrides: Sequence[Path] | None) -> bool:
    """Say whether templates are those that come with Testamur, and no others."""
    return theme.resolve() == installed.shipped_folder("theme").resolve() and not overrides


def files(theme: Path, sites: Sequence[Site]) -> Iterator[File]:
    """Yield the files of a theme as they are published."""
    static = theme / "static"
    for path in sorted(static.rglob("*")):
        name = path.relative_to(static)
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in name.parts):
            yield items.file(f"theme/{name.as_posix()}", path.read_bytes())
    yield from made(theme, sites)


def made(theme: Path, sites: Sequence[Site]) -> Iterator[File]:
    """Yield the sentences of a theme's scripts in the languages of a site, and the page of bundles in each.

    Then, where it may be kept on a device, what keeps the page "Check an award".
    """
    for language in sorted({site.language.partition("-")[0] for site in sites} - {"en"}):
        for part, data in translations.script_words(theme / "translations", language).items():
            yield items.file(f"theme/words/{part}.json", data)
    for site in sites:
        yield items.file(bundle_shell.name(site.language), bundle_shell.shell(site))
    for name, data in offline_page.files(theme, sites):
        yield items.file(name, data)


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Tell what is wrong in a template with its file and line, as PublishingError."""
    try:
        yield
    except TemplateNotFound as error:
        raise PublishingError(
            f"{_place(error)}there is no template {one_line(str(error), 200)}. Name one that is there (docs/themes.md)"
        ) from error
    except TemplateError as error:
        raise PublishingError(
            f"{_place(error)}{one_line(f'{type(error).__name__}: {error}', 300)}. Correct the template; docs/themes.md "
            "says what each is given"
        ) from error


def _place(error: TemplateError) -> str:
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not name:
        # Jinja puts the template's own file and line among the frames.
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
        if not frames:
            return ""
        name, line = frames[-1].filename, frames[-1].lineno
    return f"{name}, line {line}: "
