"""Publishes that race and break off at every step, in one process: which histories of the log others saw.

The code is the real one, from the loop around the branch to what a site's log is made of; only git and the network are
stood in for. The branch has git's own rule: a push is taken where what lies there is an ancestor of what is pushed.
Every fetch, push, question and deployment is a step. At each one another publisher may come first, or this one breaks
off for good, before it or after it: so a witness may have signed, and its answer be lost. Everything follows from a
seed.
"""

import random
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

from issuing import make_award, make_registry
from logged import BASE, LOG_SIGNER, with_log
from testamur.errors import LedgerError, PublishingError
from testamur.ledger import branch, entries, store
from testamur.ledger.registering import acts, checkpoints, live_log
from testamur.ledger.registering.cosigning import Cosigner
from testamur.ledger.registering.log_run import LogRun
from testamur.publishing.site_log import SiteLog
from testamur.verification.resolving.resolver import NotFound, Unavailable
from witness_host import WitnessHost, with_witnesses

METHOD = "did:web:badges.harbour.example:issuer#z6Mk"
MOMENT = "2026-11-01T12:00:00Z"
TIME = 1_793_534_400  # 2026-11-01, in seconds since 1970
BREAKS_OFF = 0.05  # of all steps
ROLLED_BACK = 0.2  # of all pauses


class Crash(BaseException):
    """The machine stopped here."""


@dataclass(eq=False)
class Commit:
    """What lies on the branch at one time."""

    files: dict
    parent: "Commit | None" = None

    def descends_from(self, other):
        commit = self
        while commit is not None and commit is not other:
            commit = commit.parent
        return commit is other


@dataclass
class World:
    """The branch, the site that is online, the witness, and every history that somebody else has seen."""

    seed: int
    folder: Path
    quorum: int
    publishes: bool  # the witness, what it signed
    tip: Commit | None = None
    online: dict = field(default_factory=dict)
    seen: list = field(default_factory=list)

    def __post_init__(self):
        self.random = random.Random(self.seed)
        plain = with_log(make_registry(make_award(1)))
        key = acts.log_key(plain.issuer, plain.issuer.log)
        self.witness = WitnessHost(logs=[key], time=TIME)
        self.issuer = with_witnesses(plain, self.witness, quorum=self.quorum, both=self.publishes).issuer
        self.is_calm = False

    @property
    def forks(self):
        """How many histories were seen that are no part of the longest one."""
        longest = max(self.seen, key=len, default=[])
        return sum(one != longest[: len(one)] for one in self.seen)


class Publisher:
    """One run of the publishing workflow, in a thread that goes on only when it is told to."""

    def __init__(self, world, name):
        self.world, self.name = world, name
        self.ledger = world.folder / name
        PUBLISHERS[self.ledger] = self
        self.goes_on, self.stands = threading.Semaphore(0), threading.Semaphore(0)
        self.is_ended, self.base, self.failure = False, None, None

    def run(self, publish):
        def work():
            self.goes_on.acquire()
            try:
                publish(self)
            except Crash:
                self.failure = "crashed"
            except (LedgerError, PublishingError) as error:
                self.failure = str(error)
            finally:
                self.is_ended = True
                self.stands.release()

        threading.Thread(target=work, daemon=True).start()

    def go_on(self):
        self.goes_on.release()
        self.stands.acquire()

    def step(self):
        """Wait for the next turn, or break off here."""
        self.stands.release()
        self.goes_on.acquire()
        if not self.world.is_calm and self.world.random.random() < BREAKS_OFF:
            raise Crash

    # What stands in for git

    def fetch(self, folder):
        self.step()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.base = self.world.tip
        for name, data in (self.base.files if self.base else {}).items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        return self.base is not None

    def push(self, folder):
        self.step()
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        if self.base and files == self.base.files:
            return False
        pushed, tip = Commit(files, self.base), self.world.tip
        if tip is not None and not pushed.descends_from(tip):
            raise branch.RejectedError
        self.world.tip = pushed
        self.step()
        return True

    # What stands in for the network

    def get(self, url, *, limit):
        self.step()
        for files in (self.world.online, self.world.witness.published):
            if url in files:
                return files[url]
        raise NotFound(f"{url} answered 404")

    def post(self, url, body, *, limit):
        self.step()
        if not self.world.is_calm and self.world.random.random() < 0.1:
            raise Unavailable(f"{url} did not answer within 10 seconds")
        status, answer = self.world.witness.add_checkpoint(body)
        if status == 200:
            self.world.seen.append(checkpoints.leaves(self.ledger))
        self.step()  # signed, and the answer is lost
        return status, answer

    # The jobs of the workflow

    def update(self, act):
        return branch.update("remote", "ledger", self.ledger, act, message="", author=branch.JOB_AUTHOR)

    def issue(self, *, looks=True):
        """Enter something, and sign a checkpoint of it: what `issuance` does of the log."""
        issuer = self.world.issuer
        if looks:
            live_log.check(issuer, self.ledger, AsWeb(self))
        self.step()
        with store.transaction(self.ledger) as transaction:
            log = LogRun.begin(issuer, self.ledger, LOG_SIGNER)
            path = self.ledger / entries.NAME
            before = path.read_bytes() if path.exists() else b""
            digest = f"sha256:{self.world.random.randbytes(32).hex()}"
            data = before + entries.write([entries.issue_entry(digest=digest, key=METHOD, moment=MOMENT)])
            transaction.write(entries.NAME, data)
            transaction.write(*log.checkpoint(data))
            transaction.commit()
        self.step()

    def ask(self):
        return Cosigner(self.world.issuer, self.world.issuer.log, AsWeb(self)).cosign(self.ledger, now=TIME)

    def build_and_deploy(self, *, looks=True):
        branch.fetch("remote", "ledger", self.ledger)
        if looks:
            live_log.check(self.world.issuer, self.ledger, AsWeb(self))
        log = SiteLog(self.world.issuer, self.world.issuer.log, self.ledger)
        files = {f"{BASE}/log/{name}": data for name, data in log.files()}
        self.step()
        self.world.online = files
        self.world.seen.append(log.leaves)


PUBLISHERS: dict[Path, Publisher] = {}
"""By the folder of the ledger, since the real loop knows nothing but that."""


class AsWeb:
    """A publisher's network, as the code asks for it."""

    def __init__(self, publisher):
        self.fetch, self.post = publisher.get, publisher.post


def stand_in(monkeypatch):
    """Let the real loop reach the publishers, and wait for no disk."""
    monkeypatch.setattr(branch, "fetch", lambda remote, name, folder: PUBLISHERS[folder].fetch(folder))
    monkeypatch.setattr(
        branch, "push", lambda name, folder, message, author, *, forget=False: PUBLISHERS[folder].push(folder)
    )
    monkeypatch.setattr(store.os, "sync", lambda: None)


def in_order(publisher):
    """A publish as the workflow does it."""
    publisher.update(publisher.issue)
    publisher.update(publisher.ask).require_quorum()
    publisher.build_and_deploy()


def witness_before_the_push(publisher):
    """The mutant: a witness is asked about what is not on the branch yet."""

    def act():
        publisher.issue()
        publisher.ask().require_quorum()

    publisher.update(act)
    publisher.build_and_deploy()


def without_looking(publisher):
    """The mutant: nothing that others have is looked at, neither before something is signed nor before it is shown."""
    publisher.update(lambda: publisher.issue(looks=False))
    publisher.update(publisher.ask).require_quorum()
    publisher.build_and_deploy(looks=False)


def simulate(seed, folder, publish=in_order):
    """Let two or three publishes race, and then one in calm; return the world after it."""
    world = World(seed, folder / str(seed), quorum=seed % 2, publishes=seed % 4 < 2)
    known = []  # what lay on the branch at some time
    for round_ in range(2):
        racing = [Publisher(world, f"{round_}-{number}") for number in range(world.random.choice((2, 3)))]
        for one in racing:
            one.run(publish)
        while racing:
            world.random.choice(racing).go_on()
            racing = [one for one in racing if not one.is_ended]
            known.append(world.tip)
        if world.publishes and world.random.random() < ROLLED_BACK:
            # Nothing runs, and somebody puts an older ledger, or none, in the place of the newest. Only what somebody
            # else shows can tell: where the site was never reached, that is the witness.
            world.tip = world.random.choice(known)
    heal(world, known)
    shutil.rmtree(world.folder)
    return world


def leaves_of(commit):
    return checkpoints.leaves_of(commit.files.get(entries.NAME, b""))


def heal(world, known):
    """One more publish, to its end; should it be refused, with the newest ledger that there was."""
    world.is_calm = True
    longest = max(world.seen, key=len, default=[])
    right = [one for one in known if one and leaves_of(one)[: len(longest)] == longest]
    newest = max(right, key=lambda one: len(leaves_of(one)), default=None)
    for number, tip in enumerate((world.tip, newest)):
        world.tip = tip
        last = Publisher(world, f"last-{number}")
        last.run(in_order)
        while not last.is_ended:
            last.go_on()
        world.failure = last.failure
        if last.failure is None:
            return
