"""`testamur announce`: writes letters, draft e-mails and QR slips for the learners of new awards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Unpack

import click

from testamur.authoring.editing import atomic_files
from testamur.authoring.handing_out import contacts as contact_lists
from testamur.cli.commands.records import import_file
from testamur.errors import UsageError
from testamur.pictures.apart import HEADROOM
from testamur.publishing.rendering import announcing
from testamur.records import registry as registries
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.terminal import award_choice, options, tables
from testamur.terminal.award_choice import ChoiceOptions
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of


@click.command()
@award_choice.options
@click.option(
    "--contacts",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="A list of your own with e-mail addresses: used for this, and kept nowhere.",
)
@options.records
@options.ledger
@click.option(
    "--output", type=click.Path(path_type=Path), default="announcement", show_default=True, metavar="DIR",
    help="A new folder, for what is written.",
)  # fmt: skip
def command(
    *,
    awards: tuple[str, ...],
    contacts: Path | None,
    records: Path,
    ledger: Path,
    output: Path,
    **asked: Unpack[ChoiceOptions],
) -> None:
    """Write letters with links for awards in force: AWARD is an id, a link, or a name. Nothing is sent.

    The new folder has mail-merge.csv, a draft of each mail, and slips.html to print. It holds names and addresses:
    delete it when the letters are sent.
    """
    _refuse_place(output, records)
    registry = registries.load(records, today=latest_day_anywhere(), pictures=HEADROOM)
    chosen = award_choice.choose_awards(
        registry, ledger, awards, lacks=msg("no page to announce"), nothing=msg("there is nobody to write to"), **asked
    )
    letters = announcing.letters(chosen.published, chosen.awards, _addresses(registry, contacts))
    institution = say(registry.issuer.name, *registry.issuer.languages)
    contents = {
        "mail-merge.csv": announcing.merge_file(letters, language=registry.issuer.languages[0]),
        "slips.html": announcing.slips(chosen.published, letters).encode(),
        **{
            f"mail/{letter.award}.eml": announcing.draft(
                letter, sender=registry.issuer.contact, institution=institution
            )
            for letter in letters
        },
    }
    atomic_files.create_folder(output, contents)
    click.echo(output)
    unknown = sum(not letter.email for letter in letters)
    said = number_of(len(letters), "letter")
    if unknown:
        said = msg("{letters}, {number} without an address", letters=said, number=unknown)
    if chosen.left:
        said = msg(
            "{letters}; {awards} left out (not issued, not in force, or private)",
            letters=said,
            awards=number_of(chosen.left, "award"),
        )
    speaking.echo(msg("{letters}. Delete the folder when they are sent.", letters=said), err=True)


def _refuse_place(output: Path, records: Path) -> None:
    if output.exists() or output.is_symlink():
        raise UsageError(msg("{output} exists already: name a new folder with --output", output=output))
    # The folder holds addresses: within the records it would be committed with the next change.
    if records.resolve() in output.resolve().parents:
        raise UsageError(msg("{output} lies within the records: name a folder elsewhere with --output", output=output))


def _addresses(registry: Registry, contacts: Path | None) -> Mapping[str, str]:
    """Return e-mail addresses by learner id: those of the records, overruled by those of the list.

    The list is read and matched on this machine and kept nowhere; open repositories have no addresses in their records.
    """
    addresses = {learner.id: learner.email for learner in registry.learners.values() if learner.email}
    if contacts is None:
        return addresses
    matched = contact_lists.match_contacts(import_file.read(contacts), registry)
    if matched.problems:
        rows = [
            (str(problem.line), problem.field, problem.value, problem.reason, problem.remedy)
            for problem in matched.problems
        ]
        tables.print_notice_table(("row", "column", "value", msg("what is wrong"), msg("what to do")), rows)
    return {**addresses, **matched.addresses}
