"""`testamur go-live`: ends practice mode. Makes the real key, and removes the practice awards and learners."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.repository import going_live, manifest
from testamur.cli.commands.keys import keygen
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.terminal import asking, options
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking, yes_no
from testamur.text.languages.messages import msg, with_values
from testamur.text.reporting import number_of

_NEXT = msg("""\
Next, in this order:
  1. Print the key sheet, fill it in, and seal it with a copy of the key; keep the passphrase elsewhere.
  2. If somebody has earned something already: testamur new learner, testamur new award. It is approved along with this.
  3. testamur setup-github --key {file}
     The key becomes a secret for main alone, main asks for a second person's approval, and all of this is committed on
     a branch, pushed and proposed. By hand: testamur docs operating.
  4. A second person approves and merges that change: from then on every award is real.
testamur doctor --online says what is still missing.
""")
_NEXT_BY_HAND = msg("""\
Next, in this order:
  1. Print the key sheet, fill it in, and seal it with a copy of the key; keep the passphrase elsewhere.
  2. Commit this change, and let a second person look at it: from then on every award is real.
  3. Whoever holds the key signs what is awarded: testamur issue --key {file}, then testamur build.
testamur docs operating has each command, under “Without a forge”.
""")


@click.command(name="go-live")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where the key goes.")
@click.option("--custodian", "custodians", multiple=True, metavar="NAME", help="Who keeps the key; give it twice.")
@options.yes_final
@options.records
def command(*, out: Path | None, custodians: tuple[str, ...], yes: bool, records: Path) -> None:
    """End practice mode: make the real key, and take away what was awarded for practice. Achievements stay."""
    registry = registries.load(records, today=latest_day_anywhere())
    base = registry.issuer.base
    if not registry.issuer.practice:
        raise UsageError(msg("this registry is not in practice mode: its awards are real already"))
    going_live.refuse_address(base)
    if reason := going_live.doubt(base):
        speaking.echo(msg("Think again about the address: {reason}.", reason=reason), err=True)
    # This is not skipped in a script: the address is signed into every credential for good.
    asking.refuse_unasked(yes, msg("going live needs confirmation"))
    if not yes and not yes_no.confirm(msg("Will you still own {base} in ten years?", base=base)):
        speaking.echo(
            msg("Then do not go live with it: write another base: into issuer.yml. Nothing was changed."), err=True
        )
        raise click.Abort
    practice = going_live.practice_files(registry)
    awards, learners = (
        number_of(len(practice.awards), "practice award"),
        number_of(len(practice.learners), "practice learner"),
    )
    speaking.echo(
        msg("{awards} and {learners} will be removed; achievements stay.", awards=awards, learners=learners), err=True
    )
    asking.confirm_or_abort(yes, final=True)
    file, _ = keygen.make_and_list(registry, out, custodians, lambda line: going_live.change(registry, line))
    click.echo(registry.folder / "issuer.yml")
    is_by_hand = manifest.site_host(records.resolve().parent) == "by-hand"
    speaking.echo(with_values(_NEXT_BY_HAND if is_by_hand else _NEXT, file=file), err=True)
