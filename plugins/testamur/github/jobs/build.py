"""`testamur ci build`: builds the site from the ledger's branch, without a key or a secret."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import click

from testamur.authoring.issuing import before_issuing, newer_publish, working_tree
from testamur.authoring.repository import going_live
from testamur.github import client, job_output
from testamur.github.approvals import ledger_history
from testamur.github.jobs import superseded
from testamur.ledger import branch as branches
from testamur.ledger.registering import checkpoints, live_log
from testamur.publishing.publication import Publication
from testamur.publishing.site.parts import shard as shards
from testamur.records import registry as registries
from testamur.records.model.models import Issuer
from testamur.terminal import build_report, building, options
from testamur.terminal.clock import instant_or_midnight
from testamur.terminal.machines import part_building
from testamur.verification.registration import monitor
from testamur.verification.resolving.resolver import Unavailable
from testamur.verification.resolving.web import WebResolver


@click.command(name="build")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.output
@options.settings
@click.option("--now", metavar="DATE", default="", help="Build as of this day (default: today, 00:00 UTC).")
@options.shard
def command(
    *, remote: str, branch: str, ledger: Path, records: Path, output: Path, settings: Path, now: str, shard: str
) -> None:
    """Fetch the ledger branch and build the site: no key, no secret."""
    part = shards.parse(shard) if shard else None
    # Only the issuer is needed here; the build reads all records itself.
    issuer, address = registries.own_issuer(records), branches.remote_address(remote)
    hub = client.from_environment() if os.environ.get("GITHUB_ACTIONS") == "true" else None
    if issuer is not None and issuer.practice:
        if hub is not None:
            ledger_history.refuse_practice(hub, remote=address, branch=branch)
        if superseded.by_newer_records(records, remote=address):
            return
    else:
        branches.fetch(address, branch, ledger)
        if branches.exists(address, monitor.FOLDER):
            branches.fetch(address, monitor.FOLDER, ledger.parent / monitor.FOLDER)
        if superseded.by_newer_publish(records, ledger, remote=address):
            return
        if issuer is not None and hub is not None:
            commit = working_tree.committed_revision(records, in_workflow=True)
            ledger_history.refuse_unpublished(hub, issuer, records, ledger, commit, remote=address, branch=branch)
        _refuse_other_log(issuer, ledger)
    moment = instant_or_midnight(now)
    with newer_publish.explain_newer_publish(records, ledger):
        if part is not None:
            published, manifest = part_building.build_part(
                part, records=records, ledger=ledger, output=output, settings=settings, now=moment, verify_all=True
            )
            build_report.report_part(published, manifest, output)
            _name_log(ledger, is_practice=issuer is not None and issuer.practice)
            return
        published = building.build(
            records=records,
            ledger=ledger,
            output=output,
            settings=settings,
            now=moment,
            preview=False,
            # What goes on the web rests on nothing that another run left behind.
            verify_all=True,
        )
    build_report.report(published, output)
    _tell_unsigned(published)
    _name_log(ledger, is_practice=issuer is not None and issuer.practice)


def _refuse_other_log(issuer: Issuer | None, ledger: Path) -> None:
    """Raise LedgerError where the log that is online is no part of this ledger: another publish came in between."""
    if issuer is None or not going_live.can_be_owned(issuer.base):
        return
    # A site that cannot be looked at is not replaced by another history for that: whoever signs has looked, too.
    with contextlib.suppress(Unavailable):
        live_log.check(issuer, ledger, WebResolver(seconds=before_issuing.SECONDS))


def _tell_unsigned(published: Publication) -> None:
    """Say where issuer.yml names witnesses that can be asked, and none has signed: the job may not be switched on."""
    settings = published.registry.issuer.log
    if published.log is None or settings is None:
        return
    asked = any(one.submission_prefix for one in settings.witnesses)
    if asked and not published.log.is_witnessed:
        click.echo(
            "issuer.yml names witnesses, and none has signed the newest checkpoint: set the variable "
            "TESTAMUR_WITNESSES of the repository to true, or look at the job witness.",
            err=True,
        )


def _name_log(ledger: Path, *, is_practice: bool) -> None:
    """Tell the workflow how many entries the log has whose checkpoint is published; nothing without one."""
    sizes = () if is_practice else checkpoints.kept(ledger)
    if sizes:
        job_output.set_log_size(max(sizes))
