"""Blogs beside a registry: thirty articles, and `pelican` run on them, in this process or in one of its own."""

import contextlib
import io
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

from issuing import KEY, NOW, Random
from paths import ROOT
from registries import make_registry
from testamur import installed
from testamur.ledger import issuance
from testamur.records import registry

SETTINGS = """\
SITEURL = "https://blog.example"
SITENAME = "A blog"
AUTHOR = "Ada"
PATH = "content"
TIMEZONE = "UTC"
FEED_ALL_ATOM = "feeds/all.atom.xml"
PLUGINS = ["testamur"]
"""
MOUNTED = f'{SETTINGS}TESTAMUR_PATH = "badges"\n'
LATER = "Title: Later\nDate: 2026-02-01\n\nx\n"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "COLUMNS": "1000"}
_SCRIPT = f"import pelican; pelican.__path__.append({str(ROOT / 'plugins' / 'pelican')!r}); pelican.main()"


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def command(*arguments):
    """`pelican` as people run it, with the plugin of this checkout."""
    return [sys.executable, "-c", _SCRIPT, *arguments]


def pelican(folder, settings=MOUNTED, output="out", more=(), **environment):
    """Run `pelican` in a process of its own; return its exit code and all that it said, in one line."""
    write(folder, "pelicanconf.py", settings)
    done = subprocess.run(
        command("-s", "pelicanconf.py", "-o", output, *more),
        cwd=folder, capture_output=True, text=True, env={**ENVIRONMENT, **environment}, check=False,
    )  # fmt: skip
    return done.returncode, one_line(done.stdout + done.stderr)


def pelican_here(folder, settings=MOUNTED, output="out", more=()):
    """Run `pelican` in this process, which takes a fraction of the time; return the same.

    The plugins have to be named: where none are, Pelican loads all that are installed, into this process for good.
    """
    assert "PLUGINS" in settings
    from pelican.log import FatalLogger

    import pelican

    beside = str(installed.plugin_in_checkout())
    if beside not in pelican.__path__:
        pelican.__path__.append(beside)
    write(folder, "pelicanconf.py", settings)
    said, code = io.StringIO(), 0
    heard, logger = logging.StreamHandler(said), logging.getLogger("pelican")
    logger.addHandler(heard)
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
        mock.patch.object(sys, "path", list(sys.path)),
        # A build in this process may have made every error fatal, which `pelican` does only when it is asked to.
        mock.patch.object(FatalLogger, "fatal_lvl", logging.CRITICAL + 1),
    ):
        try:
            pelican.main(["-s", "pelicanconf.py", "-o", output, *more])
        except SystemExit as stopped:
            code = stopped.code
        finally:
            logger.removeHandler(heard)
    return code, one_line(said.getvalue())


def refusal(folder, settings=MOUNTED):
    """What `pelican` says when it refuses, without a traceback."""
    code, said = pelican_here(folder, settings)
    assert code != 0, said
    assert "Traceback" not in said
    return said


def one_line(text):
    return " ".join(text.split())


def make_blog(folder, base="https://blog.example/badges", files=None):
    """Write a blog of thirty articles, beside the records and the ledger of a registry."""
    records = make_registry(folder, files, base=base, languages="[en, fr]")
    issuance.issue(registry.load(records, today=NOW.date()), folder / "ledger", KEY, now=NOW, random=Random(1))
    for day in range(1, 31):
        text = f"Title: Day {day}\nDate: 2026-01-{day:02}\nCategory: c{day % 3}\nTags: t{day % 4}\n\nText {day}.\n"
        write(folder, f"content/day-{day}.md", text)
    write(folder, "content/pages/about.md", "Title: About\n\nAbout.\n")
    write(folder, "content/images/a.txt", "a file")
    return folder


def copied(blog: Path, folder: Path) -> Path:
    """Return a copy of a blog, for a test to change."""
    return Path(shutil.copytree(blog, folder, dirs_exist_ok=True))
