"""Two registries are each other's witnesses, by files alone, and one of them rewrites its past (their own commands)."""

import shutil

import httpx
import pytest

from issuing import NOW, OTHER_KEY
from logged import LOG_SIGNER
from registries import FIRST, PASSPHRASE, make_registry, run, secret
from repositories import commit, git
from terminal_fixtures import copied, hub, standing_clock
from testamur.credentials import addresses, did
from testamur.github.jobs import build as build_job
from testamur.github.jobs import issue as issue_job
from testamur.github.jobs import monitor as monitor_job
from testamur.github.jobs import witness as witness_job
from testamur.log import note
from testamur.log.note import COSIGNATURE, VerifierKey
from testamur.terminal import clock
from testamur.verification import examination
from testamur.verification.resolving.resolver import FolderResolver
from testamur.verification.resolving.web import WebResolver

__all__ = ["hub", "standing_clock"]
LOG = "log-key-2026-11-01.pem"
WHO = {"a": ("badges.harbour-institute.ie", OTHER_KEY), "b": ("badges.lighthouse-college.ie", LOG_SIGNER)}


class Registry:
    """A registry with a repository, a bare one that stands for GitHub, and a site that is online."""

    def __init__(self, folder, host, cosigner, log_secret=""):
        self.folder, self.base, self.online = folder, f"https://{host}", folder / "online"
        self.cosigner, self.log_secret = cosigner, log_secret
        self.witness = VerifierKey(f"{host}/witness", COSIGNATURE, cosigner.public_key)

    def begin(self):
        make_registry(self.folder, base=self.base)
        assert run("log", "start", "--yes", folder=self.folder, TESTAMUR_PASSPHRASE=PASSPHRASE).code == 0
        self.log_secret = run("keygen", "--key", LOG, "--ci", folder=self.folder, TESTAMUR_PASSPHRASE=PASSPHRASE).out
        git(self.folder, "init", "--quiet", "--bare", str(self.folder / "remote.git"))
        git(self.folder, "init", "--quiet", "--initial-branch=main")
        git(self.folder, "remote", "add", "origin", str(self.folder / "remote.git"))
        (self.folder / ".gitignore").write_text("/*\n!/credentials/\n")
        commit(self.folder, "Records")

    def take_as_witness(self, other):
        line = f"  witnesses: [{{key: {other.witness}, monitoringPrefix: {other.base}/log/witnessed}}]\n  acts:"
        file = self.folder / "credentials" / "issuer.yml"
        file.write_text(file.read_text().replace("  acts:", line))
        commit(self.folder, "A witness")

    def forget_witnesses(self):
        file = self.folder / "credentials" / "issuer.yml"
        lines = [line for line in file.read_text().splitlines() if not line.startswith("  witnesses:")]
        file.write_text("\n".join(lines) + "\n")
        commit(self.folder, "No witness")

    def issue(self):
        return run("ci", "issue", folder=self.folder, TESTAMUR_SIGNING_KEY=secret(), TESTAMUR_LOG_KEY=self.log_secret)

    def publish(self):
        for done in (self.issue(), run("ci", "witness", folder=self.folder), run("ci", "build", folder=self.folder)):
            assert done.code == 0, done.err
        shutil.rmtree(self.online, ignore_errors=True)
        shutil.copytree(self.folder / "output", self.online)

    def watch(self, other):
        given = {"TESTAMUR_WATCHES": other.base, "TESTAMUR_COSIGN_KEY": self.cosigner.to_secret()}
        return run("ci", "monitor", folder=self.folder, **given)

    def log_file(self, name):
        return (self.online / "log" / name).read_bytes()

    def lose_everything(self):
        """Take the site and the ledger's branch away, so that nothing is left that could contradict."""
        shutil.rmtree(self.online)
        git(self.folder / "remote.git", "update-ref", "-d", "refs/heads/ledger")
        for name in ("ledger", "output"):
            shutil.rmtree(self.folder / name)


def reach(registries, monkeypatch):
    """Let every command reach these two over https, and nobody else."""

    def answer(request):
        for one in registries:
            path = one.online / request.url.path.removeprefix("/")
            if str(request.url).startswith(f"{one.base}/") and path.is_file():
                return httpx.Response(200, content=path.read_bytes())
        return httpx.Response(404)

    def resolver(**more):
        transport = httpx.MockTransport(answer)
        return WebResolver(transport=transport, addresses=lambda host, port: ["93.184.215.14"], **more)

    for module in (build_job, issue_job, monitor_job, witness_job):
        monkeypatch.setattr(module, "WebResolver", resolver)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Two registries: each has seen the other's log, and published what it signed of it; each has fetched that."""
    folder = tmp_path_factory.mktemp("two")
    two = [Registry(folder / name, host, cosigner) for name, (host, cosigner) in WHO.items()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_read", lambda: NOW)
        reach(two, patch)
        for one in two:
            one.folder.mkdir()
            one.begin()
        for one, other in (two, two[::-1]):
            one.take_as_witness(other)
            one.publish()
        for one, other in (two, two[::-1]):
            done = one.watch(other)
            assert done.code == 0, done.err
        for one in (*two, two[0]):
            one.publish()
    return folder, [one.log_secret for one in two]


@pytest.fixture(scope="module")
def begun_anew(begun, tmp_path_factory):
    """The first one publishes another past, after it has struck out its witness; with what a learner kept."""
    folder, secrets = begun
    made = copied(folder, tmp_path_factory.mktemp("rewritten"))
    two = at(made, secrets)
    one = two[0]
    kept = [(one.online / "awards" / FIRST / name).read_bytes() for name in ("credential.json", "award.tlog-proof")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_read", lambda: NOW)
        reach(two, patch)
        one.lose_everything()
        one.forget_witnesses()
        learner = one.folder / "credentials" / "learners" / "l-1.yml"
        learner.write_text(learner.read_text().replace("Ada", "Eve"))
        commit(one.folder, "Another past")
        one.publish()
    return made, secrets, kept


def at(folder, secrets):
    return [
        Registry(folder / name, host, cosigner, log_secret)
        for (name, (host, cosigner)), log_secret in zip(WHO.items(), secrets, strict=True)
    ]


@pytest.fixture
def witnessed(begun, tmp_path, monkeypatch):
    """A copy of both, each reached by the other."""
    two = at(copied(begun[0], tmp_path), begun[1])
    reach(two, monkeypatch)
    return two


@pytest.fixture
def rewritten(begun_anew, tmp_path, monkeypatch):
    """A copy of both after the past was rewritten, and the credential and the proof that a learner kept."""
    folder, secrets, kept = begun_anew
    two = at(copied(folder, tmp_path), secrets)
    reach(two, monkeypatch)
    return *two, *kept


def test_each_has_the_others_signature_below_its_checkpoint(witnessed):
    for one, other in (witnessed, witnessed[::-1]):
        (signed,) = note.opened(note.read(one.log_file("checkpoint")), [other.witness])
        assert signed.time == int(clock.now().timestamp())


def test_a_learner_is_told_who_saw_it(witnessed):
    one, other = witnessed
    data = (one.online / "awards" / FIRST / "credential.json").read_bytes()
    told = examine(data, one)
    assert told.verdict.value == "VALID"
    assert f"{other.witness.name} saw it on 2026-11-01" in told.checks[-1].detail


def examine(data, registry, proof=None):
    """What a verifier says; `proof` is the one that the learner kept, instead of what is online."""

    class Web(FolderResolver):
        def fetch(self, url, *, limit):
            if proof and url == addresses.award_proof(registry.base, FIRST):
                return proof
            return super().fetch(url, limit=limit)

    trusted = frozenset({did.from_base(registry.base)})
    return examination.examine(data, resolver=Web({registry.base: registry.online}), now=clock.now(), trusted=trusted)


def test_a_past_that_is_rewritten_is_stopped_by_what_the_other_has_signed(witnessed):
    """Neither the branch nor the site says any more what was issued; the witness does."""
    one, _other = witnessed
    one.lose_everything()
    done = one.issue()
    assert (done.code, "is not this ledger's" in done.err or "older than what is published" in done.err) == (1, True)
    assert git(one.folder / "remote.git", "branch", "--list", "ledger") == ""


def test_the_other_notices_and_opens_an_issue_with_both_notes(rewritten, hub):
    one, other, _credential, _proof = rewritten
    done = other.watch(one)
    assert (done.code, "two histories" in done.out) == (1, True)
    (issue,) = hub.issues.values()
    assert issue["body"].count(f"{one.base.removeprefix('https://')}/log\n") == 2
    assert git(other.folder / "remote.git", "ls-tree", "-r", "--name-only", "watched-logs").count("evidence-") == 2


def test_what_was_rewritten_gets_no_signature(rewritten, hub):
    one, other, _credential, _proof = rewritten
    other.watch(one)
    other.publish()
    (found,) = [path for path in (other.online / "log" / "witnessed").iterdir() if path.is_dir()]
    signed = note.read((found / "checkpoint").read_bytes())
    assert signed.text != note.read(one.log_file("checkpoint")).text


def test_a_learners_proof_alone_shows_it(rewritten):
    one, _other, credential, proof = rewritten
    told = examine(credential, one, proof)
    assert (told.verdict.value, told.checks[-1].code) == ("INVALID", "log-fork")


def test_no_site_is_made_of_another_past_than_is_online(rewritten, begun):
    one = rewritten[0]
    shutil.rmtree(one.online)
    shutil.copytree(begun[0] / "a" / "online", one.online)
    done = run("ci", "build", folder=one.folder)
    assert (done.code, "is not this ledger's" in done.err) == (1, True)


def test_a_witness_that_lost_its_branch_signs_no_second_history(rewritten, hub):
    """Its own site says what it has signed before."""
    one, other, _credential, _proof = rewritten
    git(other.folder / "remote.git", "update-ref", "-d", "refs/heads/watched-logs")
    done = other.watch(one)
    assert (done.code, "two histories" in done.out) == (1, True)
    assert "cosigned" not in git(other.folder / "remote.git", "ls-tree", "-r", "--name-only", "watched-logs")


def test_where_neither_its_branch_nor_its_site_can_be_seen_a_witness_signs_nothing(witnessed):
    one, other = witnessed
    git(one.folder / "remote.git", "update-ref", "-d", "refs/heads/watched-logs")
    (found,) = [path for path in (one.online / "log" / "witnessed").iterdir() if path.is_dir()]
    (found / "checkpoint").write_bytes(b"<!doctype html>\n")
    done = one.watch(other)
    assert (done.code, "Nothing was signed" in done.err) == (1, True)
    assert git(one.folder / "remote.git", "branch", "--list", "watched-logs") == ""


def test_an_issue_shows_of_a_long_note_what_matters(rewritten, hub):
    """A log may have anything below its checkpoint, and an issue has an end."""
    one, other, _credential, _proof = rewritten
    path = one.online / "log" / "checkpoint"
    more = "".join(f"— stranger.example/{number} {'A' * 1600}\n" for number in range(60))
    path.write_bytes(path.read_bytes() + more.encode())
    assert other.watch(one).code == 1
    (issue,) = hub.issues.values()
    assert "stranger.example" not in issue["body"]
    assert len(issue["body"]) < 10_000


def test_a_second_look_keeps_one_issue(rewritten, hub):
    one, other, _credential, _proof = rewritten
    for _ in range(2):
        assert other.watch(one).code == 1
    assert len(hub.issues) == 1


def test_what_lies_on_the_branch_and_leads_out_of_it_is_not_followed(witnessed):
    one, other = witnessed
    clone = one.folder / "clone"
    git(one.folder, "clone", "--quiet", "--branch", "watched-logs", str(one.folder / "remote.git"), str(clone))
    (clone / "outside").symlink_to(one.folder)
    commit(clone, "A link")
    git(clone, "push", "--quiet", "origin", "watched-logs")
    for done in (one.watch(other), run("ci", "build", folder=one.folder)):
        assert (done.code, "symbolic link" in done.err) == (1, True)


@pytest.mark.parametrize(("watches", "said"), [("", "is empty"), ("https://x.example/../", "not the address")])
def test_addresses_that_are_none_are_refused(witnessed, watches, said):
    done = run("ci", "monitor", folder=witnessed[0].folder, TESTAMUR_WATCHES=watches)
    assert (done.code, said in done.err) == (2, True)


def test_a_key_that_signs_awards_signs_no_log_of_others(witnessed):
    given = {"TESTAMUR_WATCHES": witnessed[1].base, "TESTAMUR_COSIGN_KEY": secret()}
    done = run("ci", "monitor", folder=witnessed[0].folder, **given)
    assert (done.code, "a key of its own" in done.err) == (1, True)


def test_without_a_key_the_log_is_watched_and_not_signed(witnessed):
    git(witnessed[0].folder / "remote.git", "update-ref", "-d", "refs/heads/watched-logs")
    done = run("ci", "monitor", folder=witnessed[0].folder, TESTAMUR_WATCHES=witnessed[1].base)
    assert done.code == 0, done.err
    assert "cosigned" not in git(witnessed[0].folder / "remote.git", "ls-tree", "-r", "--name-only", "watched-logs")
