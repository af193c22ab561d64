"""Prints what `testamur verify` found: one subject in full, or several as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence

import click

from testamur.cli.commands.site.verify_result import Examined, Result
from testamur.cli.commands.site.verify_statement import Stated
from testamur.text.reporting import one_line
from testamur.verification.verdict import Verdict

_OUTCOMES = {
    "passed": "passed",
    "failed": "failed",
    "could-not-run": "could not run",
    "not-applicable": "not applicable",
}
_FACTS = {
    "issuer": "issuer",
    "issuerName": "its name",
    "learner": "learner",
    "achievement": "for",
    "endorsed": "endorses",
    "comment": "comment",
    "awardedDate": "awarded",
    "validFrom": "from",
    "validUntil": "until",
    "address": "id",
}


def print_result(results: Sequence[Result]) -> None:
    """Print one line per check and the verdict; for a wrapper, then the same for each credential in it."""
    for at, result in enumerate(results):
        if at and isinstance(results[0], Stated):
            click.echo("\nThe award itself, as it is now:\n")
        elif at:
            click.echo(f"\nCredential {at} of {len(results) - 1}: {_own_name(result)}\n")
        _print_one(result)


def _print_one(result: Result) -> None:
    """Print one result, made harmless: a stranger may have written any of it."""
    for check in result.checks:
        click.echo(f"{_OUTCOMES[check.outcome]:<15} {check.name:<9} {one_line(check.detail)}")
    if result.verdict == Verdict.UNTRUSTED_ISSUER or isinstance(result, Stated):
        # Signed, by whomever: that is what there is to ask the institution about.
        for fact, words in _FACTS.items():
            if value := result.facts.get(fact):
                click.echo(f"{'it says':<15} {words:<9} {one_line(value, 200)}")
    click.echo(f"{chr(10) if result.checks or result.facts else ''}{result.verdict}: {one_line(result.sentence)}")
    if isinstance(result, Examined) and result.comparison:
        click.echo(result.comparison.said)


def _own_name(result: Result) -> str:
    """Return what a credential in a wrapper calls itself, whether or not that is true."""
    names = (result.facts.get(member) for member in ("achievement", "endorsed", "address"))
    return one_line(next(filter(None, names), "nothing that can be named"), 200)


def print_table(results: Sequence[Result]) -> None:
    """Print one line per subject."""
    names = [one_line(result.subject, 200) for result in results]
    width = max(map(len, names))
    for name, result in zip(names, results, strict=True):
        click.echo(f"{result.verdict:<16}  {name:<{width}}  {one_line(result.sentence)}")
