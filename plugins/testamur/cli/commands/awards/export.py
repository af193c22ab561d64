"""`testamur export`: writes the learner's own files of an award, or the register of a period for an auditor."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from testamur.authoring.acts.amending import FieldEdit
from testamur.authoring.editing import atomic_files
from testamur.authoring.finding.award_lookup import find_award, find_learner
from testamur.authoring.handing_out import bundling, exporting, register
from testamur.cli.commands.editing.one_record import edit_record
from testamur.errors import UsageError
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.records import registry as registries
from testamur.records.model.models import Award, Learner
from testamur.records.registry import Registry
from testamur.terminal import award_rows, options
from testamur.terminal.clock import instant_or_now, latest_day_anywhere
from testamur.terminal.days import day
from testamur.terminal.languages import speaking
from testamur.text import csv_cells
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of

_BUILT = Path("output")
_STATES = {
    "suspended": msg("This award is on hold: anyone who checks these files will see that."),
    "revoked": msg("This award is withdrawn: anyone who checks these files will see that."),
    "superseded": msg("This award is replaced by another: anyone who checks these files will see that."),
}


@click.command()
@click.argument("award", required=False)
@click.option("--learner", default="", metavar="LEARNER", help="All awards of somebody, each in a folder of its own.")
@options.records
@options.ledger
@click.option(
    "--to",
    metavar="DIR|DAY",
    help="With AWARD or --learner: the folder for the files (default: one named by the id). Without: the last day of "
    "the register.",
)
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With AWARD or --learner: the built site, of which the bundle is made (default: output).",
)
@click.option("--from", "first", type=day, metavar="DAY", help="The first day of the register.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the register goes (default: stdout).",
)
@click.option(
    "--new-link", is_flag=True, help="Of a sealed AWARD: let it have another link; the one before stops working."
)
@options.yes
def command(
    *,
    award: str | None,
    learner: str,
    new_link: bool,
    yes: bool,
    records: Path,
    ledger: Path,
    first: datetime.date | None,
    to: str | None,
    site: Path | None,
    output: Path | None,
) -> None:
    """Write the learner's files of AWARD: credential.json, badge.png and badge.svg.

    Of a sealed award, also link.txt: the link that opens its page. With --new-link no file is written: the record asks
    for another link, which testamur issue makes.

    Where it completes a pathway, also record.json: all awards of the pathway in one signed file.

    Where the site is built, also bundle.html: one file that opens without a network, and that testamur verify and the
    page "Check an award" read without this site.

    AWARD is an id, a link to its page, or its learner's name where that is unique. With --learner instead (an id, a
    whole name, or an award of theirs), the files of all awards of that learner.

    Without either, and with --from or --to, write the register of awards made in that time as CSV, for an auditor.
    Names stand in it.
    """
    if learner and (award or first or output or new_link):
        raise UsageError(msg("--learner goes with --to and --site alone"))
    if new_link:
        if not award or first or to or output:
            raise UsageError(msg("--new-link is for one sealed AWARD, and goes with no other option but --yes"))
        _ask_for_link(records, award, yes=yes)
    elif learner:
        registry = registries.load(records, today=latest_day_anywhere(), pictures=HEADROOM)
        _export_all(registry, find_learner(registry, learner), Ledger(ledger), to, site)
    elif award is None:
        _export_register(records, first=first, to=to, output=output)
    elif first or output:
        raise UsageError(msg("--from and --output are for the register: leave out AWARD, or leave out those"))
    else:
        registry = registries.load(records, today=latest_day_anywhere(), pictures=HEADROOM)
        _export_files(registry, award, Ledger(ledger), to, site)


def _export_files(registry: Registry, text: str, ledger: Ledger, to: str | None, site: Path | None) -> None:
    award = find_award(registry, text)
    for path in exporting.write(_files(registry, ledger, award, site), Path(to or award.id)):
        click.echo(path)
    if award.state != "active":
        speaking.echo(_STATES[award.state], err=True)


def _export_all(registry: Registry, learner: Learner, ledger: Ledger, to: str | None, site: Path | None) -> None:
    """Write the files of every award of a learner; what is not issued, or erased, is left out and named."""
    awards = [award for award in registry.awards.values() if award.learner == learner.id]
    there = [award for award in awards if (state := ledger.state(award.id)) and not state.erased]
    if not there:
        raise UsageError(msg("nothing was issued to {learner} that is still here", learner=learner.id))
    # All are made before the first is written.
    files = {
        f"{award.id}/{name}": data for award in there for name, data in _files(registry, ledger, award, site).items()
    }
    for path in exporting.write(files, Path(to or learner.id)):
        click.echo(path)
    for award in awards:
        if award not in there:
            speaking.echo(msg("Award {id} is left out: it is not issued yet, or was erased.", id=award.id), err=True)


def _files(registry: Registry, ledger: Ledger, award: Award, site: Path | None) -> dict[str, bytes]:
    files, state = exporting.files(registry, ledger, award), ledger.state(award.id)
    if bundle := _bundle(registry, award, files["credential.json"], site, key=state.link_key if state else ""):
        files[bundling.NAME] = bundle
    return files


def _bundle(registry: Registry, award: Award, credential: bytes, site: Path | None, *, key: str) -> bytes:
    """Return the award's bundle; b"" where no site was named, and none of this registry lies where sites are built."""
    if site is None and not bundling.is_site_of(_BUILT, registry):
        return b""
    try:
        return bundling.make(registry, award, credential, site or _BUILT, now=instant_or_now(""), key=key)
    except UsageError as error:
        if site is not None:
            raise
        # Whoever did not ask for a bundle gets the other files all the same.
        speaking.echo(msg("There is no bundle.html: {reason}.", reason=error), err=True)
        return b""


def _ask_for_link(records: Path, text: str, *, yes: bool) -> None:
    """Write into the record of a sealed award that it is to have another link."""
    registry = registries.load(records, today=latest_day_anywhere())
    award = find_award(registry, text)
    if award.visibility != "sealed" or award.erased:
        raise UsageError(msg("award {id} is not sealed: its link is its address, and there is no other", id=award.id))
    speaking.echo(msg("The link that opens the page now stops working with the next publish."), err=True)
    another = FieldEdit(path=("link",), value=award.link + 1)
    edit_record(registry, "award", award.id, (), {"dry_run": False, "yes": yes}, [another])
    speaking.echo(msg("Then testamur export {id} has the new link.", id=award.id), err=True)


def _export_register(records: Path, *, first: datetime.date | None, to: str | None, output: Path | None) -> None:
    if not first and not to:
        raise UsageError(msg("name an award for its learner's files, or give --from and --to for the register"))
    last = day(to, "--to") if to else None
    registry = registries.load(records, today=latest_day_anywhere())
    rows = award_rows.select_rows(registry, today=latest_day_anywhere(), first=first, last=last)
    if output is None:
        click.echo(register.as_csv(rows).encode(), nl=False)
    else:
        text = register.as_csv(rows, language=registry.issuer.languages[0])
        atomic_files.write_new(output, csv_cells.encode(text), option="--output")
        click.echo(output)
    speaking.echo(msg("{awards} in the register.", awards=number_of(len(rows), "award")), err=True)
