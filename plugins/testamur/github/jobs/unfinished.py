"""`testamur ci unfinished`: says at a form that its job stopped half-way, where that job could not say so itself.

A job that was broken off, that took too long, or that could not even install the tool leaves its form with "Being
checked", or with nothing.
"""

from __future__ import annotations

import click

from testamur.github import client, comments, form_issues, publish_comment, workflow_event


@click.command(name="unfinished")
def command() -> None:
    """Say at the form of this event that its job did not get to its end."""
    event, hub = workflow_event.read_event(), client.from_environment()
    sent = form_issues.read(event, hub)
    if sent is None:
        click.echo("This is no form that is open: nothing to do.")
        return
    run = workflow_event.run_address()
    if f"]({run})" in comments.our_comment(hub, sent.number):
        click.echo(f"Form {sent.number} has the comment of this run.")
        return
    comments.put_comment(hub, sent.number, publish_comment.stopped("broken", run))
    click.echo(f"Form {sent.number}: a comment says that its job stopped.")
