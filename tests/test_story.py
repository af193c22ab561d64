"""The whole story of a small institution on one machine: bare repositories stand for GitHub, a folder for the host."""

import datetime
import io
import re
import subprocess

import httpx
import pytest
import zxingcpp
from PIL import Image

from fake_github import Hub
from registries import run
from repositories import commit, git
from testamur.github import client
from testamur.github.jobs import issue, smoke
from testamur.pictures.drawing import raster
from testamur.terminal import clock
from testamur.verification.resolving.web import WebResolver

BASE = "https://badges.port-college.ie"
PASSPHRASE = "tide lamp cobalt onion"
BEGIN = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
NAMES = [f"Learner {first} {last}" for first in ("Ann", "Bo", "Cy", "Di", "Ed", "Flo") for last in "VWXYZ"]


class Institution:
    """A checkout of main, its remote, the host, and everything seen on the way."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.home, self.remote = folder, folder / "registry", folder / "remote.git"
        self.live, self.hub, self.number = folder / "live", Hub(), 0
        self.secret, self.seen = "", {}
        self.day = BEGIN
        monkeypatch.setattr(clock, "_read", lambda: self.day)
        monkeypatch.setattr(client, "from_environment", self.hub.client)
        monkeypatch.setattr(issue, "WebResolver", self.web)
        monkeypatch.setattr(smoke, "WebResolver", self.web)

    def web(self, **more):
        def answer(request):
            path = self.live / request.url.path.lstrip("/")
            return httpx.Response(200, content=path.read_bytes()) if path.is_file() else httpx.Response(404)

        return WebResolver(
            transport=httpx.MockTransport(answer), addresses=lambda host, port: ["93.184.215.14"], **more
        )

    def do(self, *arguments, code=0, **environment):
        done = run(*arguments, folder=self.home, TESTAMUR_PASSPHRASE=PASSPHRASE, **environment)
        assert done.code == code, f"testamur {' '.join(arguments)}: {done.out}{done.err}"
        return done

    def propose(self, what, *, approved_by=("second",)):
        """Check a change as the workflow does, merge it, and remember who approved."""
        base = git(self.home, "rev-parse", "main")
        self.do("ci", "check", TESTAMUR_BASE=base)
        self.number += 1
        self.hub.merged(commit(self.home, what), approved_by=approved_by, number=self.number)
        git(self.home, "push", "--quiet", "origin", "main")

    def approve(self):
        """A second person approves the last change as it is."""
        last = self.hub.pulls[self.number]["head"]["sha"]
        self.hub.reviews[self.number] = [
            {"user": {"login": "second"}, "state": "APPROVED", "commit_id": last, "author_association": "OWNER"}
        ]

    def publish(self):
        """Run the jobs of publish.yml: approval, signing, building, deploying, smoke test."""
        self.do("ci", "approved")
        issued = self.do("ci", "issue", TESTAMUR_SIGNING_KEY=self.secret, GITHUB_ACTIONS="true").out
        self.do("ci", "build")
        if self.live.exists():
            subprocess.run(["rm", "-rf", str(self.live)], check=True)
        (self.home / "output").rename(self.live)
        self.seen["smoke"] = self.do("ci", "smoke", "--wait", "0").out
        self.day += datetime.timedelta(hours=1)
        return issued

    def verdict(self, award):
        done = run("verify", award, "--site", str(self.live), folder=self.home)
        return done.out.split(": ")[0].split()[-1], done.code

    def award_of(self, name):
        return next(line.split()[0] for line in self.do("find", name).out.splitlines() if name in line)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Everything that happens, in order; the tests below check what was seen."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield tell(Institution(tmp_path_factory.mktemp("story"), monkeypatch))


def tell(place):  # noqa: PLR0915 — a story has as many steps as it has
    subprocess.run(["git", "init", "--quiet", "--bare", str(place.remote)], check=True)
    given = ("--name", "Port College", "--base", BASE, "--country", "IE", "--contact", "registrar@port-college.ie")
    assert run("init", "registry", *given, folder=place.folder).code == 0
    git(place.home, "init", "--quiet", "--initial-branch=main")
    git(place.home, "remote", "add", "origin", str(place.remote))
    commit(place.home, "Begin")
    # Practice: online without a key.
    place.do("new", "learner", "--name", "Mickey Mouse", "--id", "l-1")
    place.do("new", "award", "--achievement", "working-with-spreadsheets", "--learner", "l-1", "--date", "2026-10-30")
    place.seen["practice issue"] = place.do("issue", code=1).err
    place.propose("Practise")
    place.publish()
    place.seen["practice page"] = (next((place.live / "awards").iterdir()) / "index.html").read_text()
    # Going live, and a first achievement.
    place.do("go-live", "--yes", "--out", "seal.pem", "--custodian", "Ann", "--custodian", "Bo")
    place.secret = place.do("keygen", "--key", "seal.pem", "--ci").out.strip()
    (place.home / "key-sheet.html").unlink(missing_ok=True)
    place.do("new", "achievement", "--name", "Net Mending", "--description", "Mend a net.", "--criteria", "Three nets.")
    place.propose("Go live")
    # Thirty learners from a spreadsheet.
    rows = "\n".join(f"{name},a{at}@mail.example,2026-10-30" for at, name in enumerate(NAMES))
    (place.folder / "class.csv").write_text(f"Name,E-mail,Date\n{rows}\n")
    place.do("import", str(place.folder / "class.csv"), "--achievement", "net-mending", "--yes")
    place.seen["change"] = place.do("check", "--base", "main").out
    place.propose("Award thirty", approved_by=())
    place.seen["unapproved"] = place.do("ci", "approved", code=1).err
    place.approve()
    place.seen["thirty"] = place.publish()
    first = place.award_of("Learner Ann V")
    code = Image.open(io.BytesIO(raster.png((place.live / "awards" / first / "qr.svg").read_bytes(), width=400)))
    place.seen["qr"] = {one.text for one in zxingcpp.read_barcodes(code)}
    place.seen["first"] = place.verdict(next(iter(place.seen["qr"])))
    place.do("announce", "--all", "--output", str(place.folder / "announcement"))
    # A name corrected, an award withdrawn, a learner erased.
    learner = next(
        one for one in (place.home / "credentials/learners").glob("*.yml") if "Learner Bo W" in one.read_text()
    )
    corrected, withdrawn, gone = (place.award_of(f"Learner {name}") for name in ("Bo W", "Cy X", "Di Y"))
    learner.write_text(learner.read_text().replace("Learner Bo W", "Boudica W"))
    place.do("correct", corrected, "--yes")
    place.do("revoke", withdrawn, "--reason", "awarded-in-error", "--yes")
    place.seen["letter"] = place.do("erase", "Learner Di Y", "--yes").out
    place.propose("Correct, withdraw, erase")
    place.seen["acts"] = place.publish()
    place.seen["corrected"] = (place.verdict(corrected), (place.live / f"awards/{corrected}/index.html").read_text())
    place.seen["withdrawn"] = place.verdict(withdrawn)
    place.seen["gone"] = {path.name for path in (place.live / "awards" / gone).iterdir()}
    place.seen["everything"] = b"".join(path.read_bytes() for path in place.live.rglob("*") if path.is_file())
    place.seen["ledger"] = b"".join(
        path.read_bytes()
        for path in (place.home / "ledger").rglob("*.*")
        if path.is_file() and ".git" not in path.parts
    )
    # A key rotated, and then the new one compromised.
    place.do("rotate-key", "--yes", "--out", "second.pem")
    place.secret = place.do("keygen", "--key", "second.pem", "--ci").out.strip()
    place.propose("Rotate the key")
    place.seen["rotated"] = (place.publish(), place.verdict(first))
    place.do("key", "compromised", "current", "--yes", "--out", "third.pem")
    place.secret = place.do("keygen", "--key", "third.pem", "--ci").out.strip()
    place.propose("The key was seen by somebody")
    place.seen["compromised"] = (place.publish(), place.verdict(first))
    place.seen["register"] = (place.home / "ledger" / "REGISTER.csv").read_text(encoding="utf-8-sig")
    place.seen["history"] = git(place.remote, "log", "--format=%s", "ledger").splitlines()
    return place


def test_practice_mode_signs_nothing_and_its_pages_say_so(story):
    assert "run testamur go-live" in story.seen["practice issue"]
    assert "PRACTICE" in story.seen["practice page"]
    assert "Mickey Mouse" not in story.seen["everything"].decode("utf-8", "replace")


def test_the_check_summarises_the_change(story):
    assert "This change awards Net Mending to 30 learners" in story.seen["change"]


def test_nothing_is_signed_before_a_second_person_approves(story):
    assert "50 more: nobody has approved change" in " ".join(story.seen["unapproved"].split())
    assert story.seen["thirty"].startswith("30 issued, 0 re-issued")


def test_the_qr_code_leads_to_the_page_and_its_award_verifies(story):
    (address,) = story.seen["qr"]
    assert re.fullmatch(rf"{BASE}/awards/[0-9a-z-]{{19}}/", address)
    assert story.seen["first"] == ("VALID", 0)


def test_letters_are_written_to_all_thirty_learners(story):
    assert len(list((story.folder / "announcement" / "mail").iterdir())) == 30


def test_a_corrected_name_is_issued_as_a_new_edition(story):
    (verdict, _), page = story.seen["corrected"]
    assert verdict == "VALID"
    assert "Boudica W" in page
    assert "Learner Bo W" not in page


def test_a_withdrawn_award_is_refused(story):
    assert story.seen["withdrawn"] == ("REVOKED", 1)
    assert "1 re-issued, 1 with a new status, 1 erased" in story.seen["acts"]


def test_an_erased_award_has_a_page_that_says_so_and_no_trace_of_the_learner(story):
    assert story.seen["gone"] == {"index.html"}
    for name in (b"Learner Di Y", b"a17@mail.example"):
        assert name not in story.seen["everything"]
        assert name not in story.seen["ledger"]
    assert "Dear Learner Di Y" in story.seen["letter"] or "Learner Di Y" in story.seen["letter"]


def test_no_email_address_is_on_the_site_of_a_closed_registry(story):
    assert b"@mail.example" not in story.seen["everything"]


def test_after_a_rotation_old_awards_stay_valid(story):
    issued, verdict = story.seen["rotated"]
    assert issued.startswith("0 issued, 0 re-issued")
    assert verdict == ("VALID", 0)


def test_after_a_compromise_nothing_signed_by_the_key_is_trusted(story):
    _, verdict = story.seen["compromised"]
    assert verdict == ("VALID", 0)
    keys = (story.live / "issuer" / "keys.json").read_text()
    assert '"state":"compromised"' in keys


def test_the_register_is_kept_with_the_ledger(story):
    assert story.seen["register"].count("Net Mending") == 30
    assert "Learner Di Y" not in story.seen["register"]


def test_the_ledger_branch_restarts_with_an_erasure_and_then_grows(story):
    assert story.seen["history"] == ["Issue what is pending"] * 3


def test_the_live_site_is_verified_after_each_publish(story):
    assert "Genuine and current" in story.seen["smoke"] or "issued this, unaltered" in story.seen["smoke"]
