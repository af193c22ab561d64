"""`testamur init`: makes a new institution's repository, or with --upgrade brings one up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from testamur.authoring.editing import atomic_files
from testamur.authoring.repository import hosting, manifest, no_host, scaffold, upgrading
from testamur.authoring.repository.host import RepositoryHost
from testamur.authoring.repository.hosting import Deployer, HostingPlan, Shape, SiteHost
from testamur.authoring.repository.scaffold import Institution
from testamur.errors import UsageError
from testamur.github import repository_files
from testamur.records import registry
from testamur.records.parsing import formats, schema
from testamur.records.parsing.formats import FormatError
from testamur.terminal import asking, options
from testamur.terminal.asking import ask_required
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg

Choice = TypeVar("Choice", bound=str)

_WHO_SERVES = msg("Who serves the site: GitHub Pages, another host by a workflow, or another by hand, without GitHub")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=".")
@click.option("--name", help="The institution's name.")
@click.option("--base", metavar="URL", help="The address of the site. It is signed into every credential.")
@click.option("--country", metavar="CC", help="Its country, as two letters: IE.")
@click.option("--contact", metavar="EMAIL", help="Where people write when something is wrong.")
@click.option(
    "--language", "languages", multiple=True, metavar="TAG", help="A language of the site, the main one first: en."
)
@click.option("--languages", "listed", metavar="TAGS", help="All of them at once: fr,en.")
@click.option("--time-zone", default="", metavar="ZONE", help="Where its days end (default: the country's).")
@click.option(
    "--host",
    type=click.Choice(hosting.HOSTS),
    help="Who serves the site: GitHub Pages (the default); another, to which a workflow sends it; or another, to which "
    "you send it by hand, without GitHub. With --upgrade: the host from now on.",
)
@click.option(
    "--deploy",
    "deployer",
    type=click.Choice(hosting.DEPLOYERS),
    default="rsync",
    show_default=True,
    help="How the site gets to another host than Pages: which deploy.sh you begin with.",
)
@click.option("--plan", type=click.Choice(hosting.PLANS), help="The plan on GitHub (default: paid).")
@click.option(
    "--shape", type=click.Choice(hosting.SHAPES), help="Who reads the repository: staff (closed, the default) or all."
)
@click.option("--owner", "owners", multiple=True, metavar="@ACCOUNT", help="Who looks after settings and workflows.")
@click.option(
    "--approval",
    type=click.Choice(schema.values("issuer", "approval")),
    default="second-person",
    help="Who approves what is awarded: a second person (the default), or nobody else, in an institution of one.",
)
@click.option("--live", is_flag=True, help="Leave practice mode out: for those who know what they do.")
@click.option("--upgrade", is_flag=True, help="Bring the workflows, forms and settings of DIR up to date instead.")
@click.option("--overwrite", multiple=True, metavar="FILE", help="With --upgrade: this one too, changed or not.")
@options.yes_final
def command(
    *,
    folder: Path,
    name: str | None,
    base: str | None,
    country: str | None,
    contact: str | None,
    languages: tuple[str, ...],
    listed: str | None,
    time_zone: str,
    host: SiteHost | None,
    deployer: Deployer,
    plan: HostingPlan | None,
    shape: Shape | None,
    owners: tuple[str, ...],
    approval: str,
    live: bool,
    upgrade: bool,
    overwrite: tuple[str, ...],
    yes: bool,
) -> None:
    """Make a new institution's repository in DIR: records, workflows, forms, and a README with the way from there.

    It begins in practice mode: online without a key, and every page says so. testamur go-live ends that.
    """
    if upgrade:
        _upgrade(folder, overwrite, host, deployer, yes=yes)
        return
    scaffold.refuse_occupied(folder)
    if languages and listed:
        raise UsageError(msg("--language and --languages both say it: leave one out"))
    # Asked first, so that all that follows is asked in the main one.
    languages = languages or _ask_languages(listed)
    speaking.use(languages[0])
    name = ask_required(name, "--name", msg("The institution's name"))
    base = ask_required(
        base, "--base", msg("The address of the site, e.g. https://badges.harbour.example"), check=_check_base
    )
    code = ask_required(country, "--country", msg("Its country, as two letters (IE)"), check=_check_country).upper()
    institution = Institution(
        name=name,
        base=base,
        country=code,
        contact=ask_required(contact, "--contact", msg("An e-mail address for questions"), check=formats.email),
        languages=languages,
        time_zone=time_zone or _ask_time_zone(code),
        shape=shape or _ask_for_one_of(msg("Who may read the repository: staff alone, or everyone"), hosting.SHAPES),
        owners=tuple(f"@{owner.lstrip('@')}" for owner in owners),
        practice=not live,
        has_one_person=approval == "single",
    )
    host = host or _ask_for_one_of(_WHO_SERVES, hosting.HOSTS)
    institution = replace(institution, site_host=host, deployer=deployer)
    plan = plan or ("free" if host == "by-hand" else _ask_for_one_of(msg("Which plan on GitHub"), hosting.PLANS))
    click.echo("\n".join(map(speaking.spoken, hosting.facts(host, plan, institution.shape))) + "\n", err=True)
    asking.confirm_or_abort(yes)
    for path in scaffold.create(folder, institution, _repository_host(host)):
        click.echo(path)
    if live or host == "by-hand":
        way = msg("Next: {folder}/README.md has the whole way.", folder=folder)
    else:
        way = msg(
            "Next: {folder}/README.md has the whole way: online for practice in ten minutes, then real awards.",
            folder=folder,
        )
    click.echo(f"\n{speaking.spoken(way)}", err=True)
    if not (institution.time_zone or scaffold.time_zone_of(code)):
        example = next(iter(scaffold.time_zones_of(code)), "Europe/Dublin")
        speaking.echo(
            msg(
                "Days end at midnight UTC until you say where: testamur edit issuer --time-zone {example}",
                example=example,
            ),
            err=True,
        )


def _ask_for_one_of(question: str, values: Sequence[Choice]) -> Choice:
    """Ask for one of `values` on a terminal; take the first without one, and for an empty answer."""
    answer = asking.ask_choice(None, question, values, otherwise=values[0])
    return next((value for value in values if value == answer), values[0])


def _ask_time_zone(country: str) -> str:
    """Ask on a terminal which of a country's time zones it is, where they differ; "" where they do not."""
    zones = scaffold.time_zones_of(country)
    if scaffold.time_zone_of(country) or not zones:
        return ""
    return asking.ask_choice(None, msg("Where its days end"), zones, otherwise=msg("midnight UTC"))


def _ask_languages(given: str | None) -> tuple[str, ...]:
    """Return the languages that were given, or ask for them on a terminal; English without one."""
    if given is None and not asking.is_terminal():
        return ("en",)
    question = msg("The languages of the site, the main one first, as two or three letters (fr, en)")
    text = ask_required(given, "--languages", question, check=_tags)
    try:
        return _tags(text)
    except FormatError as error:
        raise UsageError(
            msg("--languages {text}: {reason}. {remedy}", text=text, reason=error.reason, remedy=error.remedy)
        ) from None


def _tags(text: str) -> tuple[str, ...]:
    """Read codes of languages with commas or spaces between them, each once."""
    tags = tuple(dict.fromkeys(text.replace(",", " ").split()))
    for tag in tags or ("",):
        formats.language(tag)
    return tags


def _repository_host(host: SiteHost) -> RepositoryHost:
    return no_host if host == "by-hand" else repository_files


def _upgrade(folder: Path, overwrite: tuple[str, ...], host: SiteHost | None, deployer: Deployer, *, yes: bool) -> None:
    """Show what this version would write differently, and write it, except to files that were changed by hand.

    With `host`, the site is served by that one from now on. Its deploy.sh is written if there is none.
    """
    issuer = registry.own_issuer(folder / "credentials")
    if issuer is None:
        raise UsageError(
            msg("{folder} is no registry: there is no credentials/issuer.yml that can be read", folder=folder)
        )
    site_host = host or manifest.site_host(folder)
    steps = upgrading.file_updates(folder, issuer, _repository_host(site_host), site_host)
    for step in steps:
        speaking.echo(msg("{name}: {kind}\n{diff}", name=step.name, kind=step.kind, diff=step.diff))
    chosen = [step for step in steps if step.kind != "changed by hand" or step.name in overwrite]
    left = [step for step in steps if step not in chosen]
    if left:
        names = ", ".join(step.name for step in left)
        speaking.echo(
            msg("Changed by hand, and left alone (--overwrite FILE takes ours): {names}", names=names), err=True
        )
    missing = {
        name: text for name, text in scaffold.deploy_file(site_host, deployer).items() if not (folder / name).exists()
    }
    for name in missing:
        speaking.echo(msg("{name}: new, and yours", name=name))
    if not (chosen or missing or site_host != manifest.site_host(folder)):
        speaking.echo(msg("Everything else is up to date."), err=True)
        return
    # What somebody changed by hand is nowhere else.
    asking.confirm_or_abort(yes, final=any(step.kind == "changed by hand" for step in chosen))
    for path in upgrading.apply_updates(folder, issuer, _repository_host(site_host), site_host, chosen, left):
        click.echo(path, err=True)
    atomic_files.create_all(folder, missing)
    for name in missing:
        click.echo(folder / name, err=True)


def _check_base(text: str) -> None:
    formats.base(text.rstrip("/"))


def _check_country(text: str) -> None:
    formats.country(text.upper())
