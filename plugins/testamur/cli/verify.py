"""`testamur verify`: the checks and the verdict, in the page's words."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from testamur.cli import options
from testamur.cli.clock import moment_of
from testamur.cli.subjects import Subject, World, subject, world
from testamur.records.reporting import one_line
from testamur.verification import examination
from testamur.verification.examination import Examination
from testamur.verification.resolver import Unavailable
from testamur.verification.verdict import WORDS, Verdict

_OUTCOMES = {
    "passed": "passed",
    "failed": "failed",
    "could-not-run": "could not run",
    "not-applicable": "not applicable",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What was found out about one subject: an examination, or why it could not even be read."""

    subject: str
    examined: Examination | None
    unread: str = ""

    @property
    def verdict(self) -> str:
        """The verdict; what cannot be read is INDETERMINATE. A preview's says that it is one."""
        if self.examined is None:
            return Verdict.INDETERMINATE
        return f"PREVIEW ({self.examined.verdict})" if self.examined.preview else self.examined.verdict

    @property
    def sentence(self) -> str:
        """The verdict in the page's words."""
        words = f"{WORDS[Verdict.INDETERMINATE]}: {self.unread}. Ask for the file, or try again later."
        return words if self.examined is None else self.examined.sentence

    @property
    def exit_code(self) -> int:
        """0 VALID, 1 a definite no, 3 could not be checked."""
        return Verdict.INDETERMINATE.exit_code if self.examined is None else self.examined.exit_code

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        unread = {"verdict": Verdict.INDETERMINATE.value, "sentence": self.sentence, "checks": []}
        return {"subject": self.subject, **(unread if self.examined is None else self.examined.as_json())}


@click.command()
@click.argument("subjects", nargs=-1, required=True, metavar="FILE|URL|AWARD…")
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR", help="Ask this built site instead of the web.")
@click.option(
    "--resolve", multiple=True, metavar="BASE=DIR", help="A folder stands for the site at BASE; may be given again."
)
@click.option("--now", "moment", default="", metavar="ISO", help="As of this day or instant (default: now).")
@click.option("--trust", multiple=True, metavar="DID", help="An issuer to trust besides your own; may be given again.")
@click.option("--all-proofs", is_flag=True, help="Check the eddsa-rdfc-2022 proof as well.")
@options.as_json
@options.records
@click.pass_context
def command(
    ctx: click.Context,
    *,
    subjects: tuple[str, ...],
    site: Path | None,
    resolve: tuple[str, ...],
    moment: str,
    trust: tuple[str, ...],
    all_proofs: bool,
    as_json: bool,
    records: Path,
) -> None:
    """Check credentials: JSON files, baked PNG or SVG badges, links to award pages, ids of awards.

    Exit code: 0 genuine and current, 1 a definite no, 3 could not be checked; of several, the worst.
    """
    now = moment_of(moment)
    where = world(records, site, resolve, trust)
    found = [subject(text, where, records) for text in subjects]
    results = [examine(one, where, now=now, all_proofs=all_proofs) for one in found]
    if as_json:
        click.echo(json.dumps({"results": [result.as_json() for result in results]}, indent=2))
    elif len(results) == 1:
        _tell(results[0])
    else:
        _table(results)
    ctx.exit(worst([result.exit_code for result in results]))


def examine(one: Subject, where: World, *, now: datetime.datetime, all_proofs: bool) -> Result:
    """Return what is found out about one subject."""
    try:
        data = one.read(where.resolver)
    except Unavailable as error:
        return Result(one.name, None, str(error))
    examined = examination.examine(
        data, resolver=where.resolver, now=now, trusted=where.trusted, address=one.address, all_proofs=all_proofs
    )
    return Result(one.name, examined)


def worst(codes: Sequence[int]) -> int:
    """Return the exit code of several: a definite no is worse than what could not be checked."""
    return 1 if 1 in codes else max(codes, default=0)


def _tell(result: Result) -> None:
    """Print a line a check, then the verdict. A stranger may have written any of this, so all is made harmless."""
    checks = result.examined.checks if result.examined else ()
    for check in checks:
        click.echo(f"{_OUTCOMES[check.outcome]:<15} {check.name:<9} {one_line(check.detail)}")
    click.echo(f"{chr(10) if checks else ''}{result.verdict}: {one_line(result.sentence)}")


def _table(results: Sequence[Result]) -> None:
    """Print a line a subject."""
    names = [one_line(result.subject, 200) for result in results]
    width = max(map(len, names))
    for name, result in zip(names, results, strict=True):
        click.echo(f"{result.verdict:<16}  {name:<{width}}  {one_line(result.sentence)}")
