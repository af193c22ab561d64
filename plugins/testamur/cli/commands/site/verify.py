"""`testamur verify`: checks credentials and prints the verdicts, in the same words as the site's page.

A wrapper of credentials (a learner record, a presentation) is opened: first comes what can be said of the wrapper, then
each credential in it, under a heading of its own.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from testamur.cli.commands.site import verify_bundle, verify_copies, verify_output, verify_statement
from testamur.cli.commands.site.verify_result import Examined, Result, Unread, Wrapped, worst_exit_code
from testamur.terminal import options
from testamur.terminal.clock import instant_or_now
from testamur.terminal.verify_subjects import (
    Subject,
    VerificationContext,
    find_subject,
    verification_context,
    with_known_issuers,
)
from testamur.verification import examination, wrapper
from testamur.verification.examination import Examination
from testamur.verification.open_badges_2.recipient import compare
from testamur.verification.registration.log_memory import LogMemory
from testamur.verification.registration.registered import Registration
from testamur.verification.resolving.resolver import FolderResolver, RememberingResolver, Resolver, Unavailable
from testamur.verification.resolving.sealed_awards import SealedAwards


@click.command()
@click.argument("subjects", nargs=-1, required=True, metavar="FILE|URL|AWARD…")
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR", help="Ask this built site instead of the web.")
@options.resolve
@click.option(
    "--now", "moment", default="", metavar="ISO", help="As of this day or instant, also a past one (default: now)."
)
@click.option("--trust", multiple=True, metavar="DID|FILE", help="An issuer to trust, or a list; may be given again.")
@click.option(
    "--archive",
    "archives",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Trust this archive of a registry, and ask it instead of the web; may be given again.",
)
@click.option(
    "--all-proofs", is_flag=True, help="A proof that cannot be checked leaves the whole unchecked: exit code 3."
)
@click.option("--recipient", default="", metavar="EMAIL", help="Say whether it was awarded to this e-mail address.")
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
    archives: tuple[Path, ...],
    all_proofs: bool,
    recipient: str,
    as_json: bool,
    records: Path,
) -> None:
    """Check credentials: JSON, baked PNG or SVG badges, bundles (HTML), links to award pages, ids, statement codes.

    Of a sealed award, the whole link is needed, in quotes: 'https://…/awards/…/#key=…'. Of a statement code, the
    signature is checked and then its award; of a learner record or a presentation, each credential in it by itself.

    Exit code: 0 genuine and current, 1 a definite no, 3 could not be checked; of several, the worst.
    """
    now = instant_or_now(moment)
    context = verification_context(records, site, resolve=resolve, trust=trust)
    context = verify_copies.with_archives(with_known_issuers(context, records, trust), archives)
    named = [find_subject(text, context, records) for text in subjects]
    results = [
        result
        for subject in named
        for result in examine(subject, context, now=now, all_proofs=all_proofs, asked=bool(moment), recipient=recipient)
    ]
    if as_json:
        click.echo(json.dumps({"results": [result.as_json() for result in results]}, indent=2))
    elif len(named) == 1:
        verify_output.print_result(results)
    else:
        verify_output.print_table(results)
    ctx.exit(worst_exit_code([result.exit_code for result in results]))


def examine(
    subject: Subject,
    context: VerificationContext,
    *,
    now: datetime.datetime,
    all_proofs: bool,
    asked: bool,
    recipient: str = "",
) -> list[Result]:
    """Return the results for one subject: one, or for a wrapper its own and one for each credential in it.

    With `asked`, `now` is not what the clock says. `recipient` is an e-mail address with which those of awards are
    compared, "" for none.
    """
    published = SealedAwards(context.resolver, subject.keys)
    try:
        subject, data = subject.found(published)
    except Unavailable as error:
        return [Unread(subject.name, str(error))]
    subject, mirror = verify_copies.of_mirror(subject, data, context.resolver)
    published.keys |= subject.keys
    # One site may have issued all credentials of a wrapper: its keys and lists are fetched once.
    resolver = RememberingResolver(published)
    memory = LogMemory.on_disk()

    def ask(credential: bytes, address: str | None = subject.address, *, beside: Resolver | None = None) -> Examination:
        found = examination.examine(
            credential,
            resolver=verify_copies.Beside(resolver, beside) if beside else resolver,
            now=now,
            trusted=context.trusted,
            address=address,
            all_proofs=all_proofs,
            asked=asked,
            known=context.known,
            logs=memory,
        )
        if found.registration is not None and not asked:
            _remember(memory, found.registration, context.resolver)
        return found

    def examined(name: str, found: Examination) -> Examined:
        return Examined(name, found, compare(found.recipient, recipient) if recipient else None, mirror)

    # Whatever an award's page serves must be the credential of that award, so nothing that holds one is accepted there.
    if subject.address is None:
        if signed := verify_statement.statement_in(data):
            return verify_statement.results(subject.name, signed, context, now=now, ask=ask)
        bundled = verify_bundle.examine(data, ask, context, memory=memory, now=now, asked=asked)
        if bundled is not None:
            return [examined(subject.name, bundled)]
        wrapped = wrapper.examine(
            data,
            resolver=resolver,
            now=now,
            trusted=context.trusted,
            all_proofs=all_proofs,
            asked=asked,
            known=context.known,
        )
        if wrapped is not None:
            number = len(wrapped.credentials)
            inner = [
                examined(f"{subject.name} ({at} of {number})", ask(credential))
                for at, credential in enumerate(wrapped.credentials, 1)
            ]
            return [Wrapped(subject.name, wrapped), *inner]
    return [examined(subject.name, ask(data))]


def _remember(memory: LogMemory, registration: Registration, resolver: Resolver) -> None:
    """Remember what was seen of a log, and say where both its histories are kept if it has two."""
    # A folder is no host: what was built and not published yet would stand against what is online. Nor is an archive:
    # one that somebody forged would stand against the registry itself.
    if isinstance(resolver, FolderResolver | verify_copies.WithArchives) and not registration.evidence:
        return
    verify_bundle.keep(memory, registration)
