"""The files that send a site to its host, run as they are: whole or not at all, and in an order that accuses nobody."""

import os
import shutil
import subprocess
from typing import get_args

import pytest

import tools
from testamur.authoring.repository import hosting, scaffold

FILES = ("index.json", "index.html", "awards/a/credential.json", "status/revocation-1.json")


@pytest.fixture
def site(tmp_path):
    for name in FILES:
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "output"


def deploy(tool, site, filled=(), **environment):
    (text,) = scaffold.deploy_file("by-hand", tool).values()
    for name, value in filled:
        assert f'{name}=""' in text
        text = text.replace(f'{name}=""', f'{name}="{value}"', 1)
    (site.parent / "deploy.sh").write_text(text)
    environment = {**os.environ, **environment}
    return subprocess.run(
        ["/bin/sh", "deploy.sh", site.name],
        cwd=site.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("script", get_args(hosting.Deployer))
def test_a_file_that_was_not_filled_in_sends_nothing_and_says_so(script, site):
    done = deploy(script, site, TESTAMUR_DEPLOY_SECRET="s3cret")
    assert (done.returncode, done.stdout) == (2, "")
    assert "into this file first" in done.stderr
    assert "s3cret" not in done.stderr


def test_a_web_server_shows_the_old_site_or_the_new_one_and_keeps_no_other(site):
    if shutil.which("rsync") is None:
        tools.missing("rsync")
    folder = site.parent / "srv"
    assert deploy("rsync", site, [("folder", folder)]).returncode == 0
    (site / "awards/a/credential.json").unlink()
    (site / "index.html").write_text("INDEX.html")  # of the same size
    done = deploy("rsync", site, [("folder", folder)])
    assert done.returncode == 0, done.stderr
    assert (folder / "current").is_symlink()
    assert (folder / "current/index.html").read_text() == "INDEX.html"
    assert not (folder / "current/awards/a/credential.json").exists()
    assert len(list(folder.iterdir())) == 2  # the link, and what it leads to


def test_a_host_whose_key_is_not_known_is_sent_nothing(site):
    filled = [("host", "badges@web.example.org"), ("folder", "/srv/badges")]
    done = deploy("rsync", site, filled, TESTAMUR_DEPLOY_SECRET="key")
    assert done.returncode == 2
    assert "anybody could answer as badges@web.example.org" in done.stderr


def test_into_a_bucket_go_keys_lists_and_index_before_awards_and_deletions_last(site):
    shim = site.parent / "bin/rclone"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\necho "$@" >> {site.parent}/calls\n')
    shim.chmod(0o755)
    filled = [(name, "x") for name in ("bucket", "provider", "region", "key_id")]
    path = f"{shim.parent}:{os.environ['PATH']}"
    done = deploy("s3", site, filled, TESTAMUR_DEPLOY_SECRET="s3cret", PATH=path)
    assert done.returncode == 0, done.stderr
    calls = (site.parent / "calls").read_text().splitlines()
    places = ["/theme/**", "/issuer/did.json", "/status/**", "/index/**", "/awards/**"]
    assert [place in call for place, call in zip(places, calls, strict=False)] == [True] * 5
    assert [call.split()[0] for call in calls] == ["copy"] * 6 + ["sync"]
    assert "--delete-after" in calls[-1]
    assert "s3cret" not in "".join(calls)
