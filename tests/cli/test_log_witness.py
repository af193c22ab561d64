"""`testamur log witness` and `testamur ci witness`: witnesses sign what was pushed, before a site is made of it."""

import pytest

from live_host import job, live
from registries import PASSPHRASE, make_registry, run, secret, value
from repositories import commit, git
from testamur.cli.commands.log import witness as command
from testamur.github.jobs import build as build_job
from testamur.github.jobs import witness as witness_job
from testamur.ledger.registering import checkpoints
from testamur.log import note
from testamur.terminal import clock
from witness_host import WitnessHost, reached

__all__ = ["job", "live"]
LOG = "log-key-2026-11-01.pem"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


@pytest.fixture
def witness(folder, monkeypatch):
    """A registry with a log and a witness that has to sign it, and that is reached."""
    return begin(folder, monkeypatch, quorum=1)


def begin(folder, monkeypatch, *, quorum):
    assert run("log", "start", "--yes", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE).code == 0
    log = note.read_key(value(folder, "credentials/issuer.yml")["log"]["key"])
    host = WitnessHost(logs=[log], time=int(clock.now().timestamp()))
    file = folder / "credentials" / "issuer.yml"
    lines = f"  witnesses:\n    - {{key: {host.key}, submissionPrefix: {host.prefix}}}\n  quorum: {quorum}\n  acts:"
    file.write_text(file.read_text().replace("  acts:", lines))
    for module in (command, witness_job, build_job):
        monkeypatch.setattr(module, "WebResolver", reached(host))
    return host


def issue(folder):
    given = {"TESTAMUR_SIGNING_KEY": secret(), "TESTAMUR_PASSPHRASE": PASSPHRASE}
    assert run("issue", "--yes", "--log-key", LOG, folder=folder, **given).code == 0


def test_a_site_is_made_once_the_witness_has_signed(folder, witness):
    issue(folder)
    done = run("log", "witness", folder=folder)
    assert (done.code, done.err) == (0, "")
    assert "is signed by witness.example/w1." in done.out
    assert run("build", folder=folder).code == 0
    size = max(checkpoints.kept(folder / "ledger"))
    published = (folder / "output" / "log" / "checkpoint").read_bytes()
    assert published == (folder / "output" / "log" / "checkpoints" / str(size)).read_bytes()
    assert note.opened(note.read(published), [witness.key])[0].key == witness.key


def test_no_site_is_made_before(folder, witness):
    issue(folder)
    done = run("build", folder=folder)
    assert (done.code, "0 witnesses have signed the newest checkpoint" in done.err) == (1, True)
    assert not (folder / "output").exists()


def test_where_no_witness_has_to_sign_a_site_is_made_without(folder, monkeypatch):
    begin(folder, monkeypatch, quorum=0)
    issue(folder)
    assert run("build", folder=folder).code == 0
    assert "quorum none\n" in (folder / "output" / "log" / "policy").read_text()


def test_the_policy_says_what_the_registry_asks_for(folder, witness):
    issue(folder)
    run("log", "witness", folder=folder)
    run("build", folder=folder)
    assert (folder / "output" / "log" / "policy").read_text().splitlines()[1:] == [
        f"witness w1 {witness.key} {witness.prefix}",
        "group witnesses 1 w1",
        "quorum witnesses",
    ]


def test_a_witness_that_does_not_sign_is_told_and_stops(folder, witness):
    witness.logs = {}
    issue(folder)
    done = run("log", "witness", folder=folder)
    assert done.code == 1
    assert "does not know this log" in done.err


def test_without_witnesses_the_command_says_where_they_are_written(folder):
    assert run("log", "start", "--yes", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE).code == 0
    done = run("log", "witness", folder=folder)
    assert (done.code, "names no witnesses" in done.err) == (2, True)


def test_a_ledger_that_was_not_pushed_is_shown_to_no_witness(folder, witness):
    issue(folder)
    git(folder, "init", "--quiet", "--bare", "elsewhere.git")
    git(folder / "ledger", "init", "--quiet", "--initial-branch=ledger")
    git(folder / "ledger", "remote", "add", "origin", str(folder / "elsewhere.git"))
    commit(folder / "ledger", "Issued")
    done = run("log", "witness", folder=folder)
    assert (done.code, "Push it first" in done.err, witness.asked) == (1, True, [])
    git(folder / "ledger", "push", "--quiet", "origin", "ledger")
    assert run("log", "witness", folder=folder).code == 0


def publish(folder):
    printed = run("keygen", "--key", LOG, "--ci", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE).out
    commit(folder, "Begin the log")
    done = run("ci", "issue", folder=folder, TESTAMUR_SIGNING_KEY=secret(), TESTAMUR_LOG_KEY=printed)
    assert done.code == 0, done.err


def test_the_job_pushes_what_the_witness_signed(folder, job, monkeypatch):
    host = begin(folder, monkeypatch, quorum=1)
    publish(folder)
    pushed = git(folder / "remote.git", "rev-parse", "ledger")
    done = run("ci", "witness", folder=folder)
    assert done.code == 0, done.err
    assert git(folder / "remote.git", "rev-parse", "ledger^") == pushed
    (size,) = checkpoints.kept(folder / "ledger")
    assert host.key.name in git(folder / "remote.git", "show", f"ledger:checkpoints/{size}")


def test_the_job_asks_only_about_what_is_on_the_branch(folder, job, monkeypatch):
    """What a run signed, and could not push, is in its folder alone: no witness sees it."""
    host = begin(folder, monkeypatch, quorum=1)
    publish(folder)
    git(folder / "remote.git", "update-ref", "-d", "refs/heads/ledger")
    done = run("ci", "witness", folder=folder)
    assert (done.code, host.asked) == (0, [])


def test_a_job_that_is_run_again_asks_nobody_twice(folder, job, monkeypatch):
    host = begin(folder, monkeypatch, quorum=1)
    publish(folder)
    run("ci", "witness", folder=folder)
    pushed = git(folder / "remote.git", "rev-parse", "ledger")
    assert run("ci", "witness", folder=folder).code == 0
    assert (host.asked, git(folder / "remote.git", "rev-parse", "ledger")) == ([0], pushed)


def test_where_witnesses_have_to_sign_and_do_not_the_job_fails(folder, job, monkeypatch):
    begin(folder, monkeypatch, quorum=1).logs = {}
    publish(folder)
    done = run("ci", "witness", folder=folder)
    assert (done.code, "nothing is published" in done.err) == (1, True)


def test_the_job_tells_the_workflow_how_long_the_log_is(folder, job, monkeypatch):
    begin(folder, monkeypatch, quorum=1)
    publish(folder)
    run("ci", "witness", folder=folder)
    done = run("ci", "build", folder=folder, GITHUB_OUTPUT=str(folder / "outputs"))
    assert done.code == 0, done.err
    assert (folder / "outputs").read_text() == f"log-size={max(checkpoints.kept(folder / 'ledger'))}\n"


def test_a_site_that_no_witness_has_signed_though_some_are_named_says_where_that_is_switched_on(
    folder, job, monkeypatch
):
    begin(folder, monkeypatch, quorum=0)
    publish(folder)
    done = run("ci", "build", folder=folder)
    assert (done.code, "the variable TESTAMUR_WITNESSES" in done.err) == (0, True)
    run("ci", "witness", folder=folder)
    assert "TESTAMUR_WITNESSES" not in run("ci", "build", folder=folder).err


ROOT = "log-root-key-2026-11-01.pem"


def name_witnesses(folder):
    return run("log", "root", "witnesses", "--root-key", ROOT, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)


def test_the_root_key_names_the_witnesses(folder, witness):
    done = name_witnesses(folder)
    assert (done.code, done.out.startswith('    - {op: witnesses, policy: "sha256:')) == (0, True)
    issue(folder)
    assert run("log", "witness", folder=folder).code == 0
    assert run("build", folder=folder).code == 0


def test_the_root_key_names_the_same_witnesses_once(folder, witness):
    name_witnesses(folder)
    done = name_witnesses(folder)
    assert (done.code, "nothing is to be done" in done.err) == (2, True)


def test_witnesses_that_the_root_key_did_not_name_are_refused_once_it_named_some(folder, witness):
    name_witnesses(folder)
    file = folder / "credentials" / "issuer.yml"
    file.write_text(file.read_text().replace("quorum: 1", "quorum: 0"))
    done = run("check", folder=folder)
    assert (done.code, "testamur log root witnesses" in done.out) == (1, True)


def test_on_an_offline_machine_issuer_yml_is_enough(folder, witness, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("offline")
    (elsewhere / "credentials").mkdir()
    for name in (ROOT, "credentials/issuer.yml"):
        (elsewhere / name).write_bytes((folder / name).read_bytes())
    (elsewhere / ROOT).chmod(0o600)
    assert name_witnesses(elsewhere).code == 0
    assert [act["op"] for act in value(elsewhere, "credentials/issuer.yml")["log"]["acts"]] == ["key-add", "witnesses"]


def test_another_key_names_no_witnesses(folder, witness):
    done = run("log", "root", "witnesses", "--root-key", LOG, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert (done.code, "not the root key" in done.err) == (2, True)
