"""`testamur ci deploy`: the built site as the one commit of a branch, for a host that serves a repository of its own.

For closed registries whose plan has no Pages: a second, public repository has the site and nothing else. The branch
has no history, so what was erased is not in it.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from testamur.errors import UsageError
from testamur.ledger import branch as branches
from testamur.terminal import options


@click.command(name="deploy")
@click.option("--to", required=True, metavar="ADDRESS", help="The repository that the host serves: its address.")
@click.option("--branch", default="main", show_default=True, help="Its branch.")
@options.output
def command(*, to: str, branch: str, output: Path) -> None:
    """Push the built site to another repository. Its token, if it needs one, is in TESTAMUR_GIT_TOKEN."""
    if not (output / "index.json").is_file():
        raise UsageError(f"there is no site in {output}/: run testamur ci build first")
    with tempfile.TemporaryDirectory(prefix="testamur-deploy-") as name:
        folder = Path(name, "site")
        shutil.copytree(output, folder)
        # Pages of GitHub would leave out what begins with an underscore, and run a generator over the rest.
        (folder / ".nojekyll").touch()
        branches.run_git(folder, "init", "--quiet", f"--initial-branch={branch}")
        branches.run_git(folder, "add", "--all")
        branches.run_git(
            folder, *branches.author_settings(branches.JOB_AUTHOR), "commit", "--quiet", "--no-verify", "-m", "The site"
        )
        branches.run_git(folder, "push", "--quiet", "--force", branches.remote_address(to), f"HEAD:refs/heads/{branch}")
    click.echo(f"The site is on {branch}.")
