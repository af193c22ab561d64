"""`testamur doctor`: reports what is missing or dangerous in a repository, and what to check that no file shows."""

from __future__ import annotations

import dataclasses
import json
from http import HTTPStatus
from itertools import groupby
from pathlib import Path

import click

from testamur.authoring.repository import manifest, repository_doctor
from testamur.authoring.repository.repository_doctor import Finding
from testamur.github.setting_up import read_back, token_source
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import wanted_by
from testamur.records import registry as registries
from testamur.records.model.models import Issuer
from testamur.terminal import options
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import counted, msg
from testamur.verification.resolving.resolver import Unavailable
from testamur.verification.resolving.web import WebResolver

_HEADS = {
    "danger": msg("DANGER:"),
    "missing": msg("Missing:"),
    "advice": msg("Advice:"),
    "not looked at": msg("Cannot be seen from here: look yourself:"),
}
_MOST = 4 * 1024 * 1024  # bytes of a page


@click.command()
@options.records
@click.option(
    "--online",
    is_flag=True,
    help="Also look at the repository's settings on GitHub (through gh), and whether confirmedBy links back.",
)
@options.as_json
@click.pass_context
def command(ctx: click.Context, *, records: Path, online: bool, as_json: bool) -> None:
    """Say what is missing or dangerous here: keys, custodians, approval, address, names. Changes nothing.

    Exit code 1 when there is a danger.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    findings = repository_doctor.examine(registry, records.resolve().parent, today=latest_day_anywhere())
    findings += _look_for_link_back(registry.issuer, online=online)
    if online:
        findings = _read_settings_back(findings, registry.issuer, records)
    if online and registry.issuer.repository == "closed":
        has_sealed = any(award.visibility == "sealed" for award in registry.awards.values())
        findings = _look_at_visibility(findings, records, has_sealed=has_sealed)
    findings.sort(key=lambda finding: repository_doctor.LEVELS.index(finding.level))
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for level, of_level in groupby(findings, key=lambda finding: finding.level):
            speaking.echo(_HEADS[level])
            for finding in of_level:
                click.echo(f"  {_sentence(finding.says)}\n      {_sentence(finding.remedy)}")
    dangers = sum(finding.level == "danger" for finding in findings)
    speaking.echo(
        counted("{number} danger found.", "{number} dangers found.", dangers) if dangers else msg("No danger found."),
        err=True,
    )
    ctx.exit(1 if dangers else 0)


def _read_settings_back(findings: list[Finding], issuer: Issuer, records: Path) -> list[Finding]:
    """Return the findings, with what the settings on GitHub are; without the questions that these answer."""
    name = repository_doctor.github_page(records.resolve().parent).removeprefix("https://github.com/")
    if not name:
        return findings
    token = token_source.from_gh()
    if not token:
        says = msg("the settings of {name} could not be seen: gh is not here, or not logged in", name=name)
        remedy = msg("run gh auth login --scopes repo,workflow and this again, or look at them")
        return [*findings, Finding(code="unseen", level="not looked at", says=says, remedy=remedy)]
    client = SettingsClient(hub=token_source.connect(name, token))
    pages = manifest.site_host(records.resolve().parent) == "pages"
    online, answered = read_back.findings(client, wanted_by(issuer, pages=pages))
    return [*(finding for finding in findings if finding.code not in answered), *online]


def _look_at_visibility(findings: list[Finding], records: Path, *, has_sealed: bool) -> list[Finding]:
    """Return the findings, with whether anyone can read the repository, if it is on GitHub."""
    page = repository_doctor.github_page(records.resolve().parent)
    if not page:
        return findings
    others = [finding for finding in findings if finding.code != "private"]
    try:
        WebResolver().fetch(page, limit=_MOST)
    except Unavailable as error:
        # GitHub answers 404 for a private repository to anyone who may not see it. Any other failure proves nothing.
        return others if error.status == HTTPStatus.NOT_FOUND else findings
    says = msg("everyone can read {page}, and it contains learners' names", page=page)
    remedy = msg(
        "make it private: Settings → General → Danger Zone → Change visibility; the names were public until then"
    )
    if has_sealed:
        remedy = msg(
            "make it private: Settings → General → Danger Zone → Change visibility; the names were public until then, "
            "and so were the keys of sealed awards: give each a new link with testamur export AWARD --new-link"
        )
    return [*others, Finding(code="private", level="danger", says=says, remedy=remedy)]


def _sentence(text: str) -> str:
    text = speaking.spoken(text)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


def _look_for_link_back(issuer: Issuer, *, online: bool) -> list[Finding]:
    """Return a finding unless the institution's own site links back, which only `online` can see."""
    page, code = issuer.confirmed_by, "links-back"
    if not page:
        return []
    if not online:
        return [
            Finding(
                code=code,
                level="not looked at",
                says=msg("does {page} link here?", page=page),
                remedy=msg("add --online"),
            )
        ]
    try:
        is_there = repository_doctor.links_back(WebResolver().fetch(page, limit=_MOST), issuer.base)
    except Unavailable as error:
        says = msg("the page {page} cannot be read ({error})", page=page, error=error)
        return [Finding(code=code, level="not looked at", says=says, remedy=msg("look at it"))]
    if is_there:
        return []
    return [
        Finding(
            code=code,
            level="missing",
            says=msg("the page {page} has no link to here", page=page),
            remedy=msg("link {base} there", base=issuer.base),
        )
    ]
