"""Random histories of a tiny registry: what people change between two builds, and what happens to a finished site."""

import datetime
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from issuing import KEY, Random, an_id
from log_samples import WITNESS, WITNESS_SIGNER
from logged import LOG_SIGNER, ROOT_SIGNER
from registries import PUBLIC_KEY
from testamur.authoring.acts import root_acts
from testamur.authoring.editing.log_settings import act_line
from testamur.errors import TestamurError
from testamur.ledger import issuance
from testamur.log import note
from testamur.records import registry

START = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
_NAMES = ("Ada Okafor", "Zoë Ó Briain", "ليلى حداد", "Siobhán & Co <b>")
_TITLES = ("Harbour Visit", "Tour", "Quay hand")
_REASONS = {"revoked": "awarded-in-error", "suspended": "under-review", "superseded": "replaced"}
_EDITS = (
    "add_award", "add_award", "add_awards_of_other_learner", "show", "show", "withdraw", "hold", "reinstate",
    "supersede", "erase", "correct", "renew", "consent", "languages", "contact", "retitle", "add_achievement",
    "pathway", "compact", "another_day", "theme", "settings", "prose", "begin_anew", "change_file", "delete_file",
    "add_file", "nothing", "begin_log", "begin_log", "witness", "witness",
)  # fmt: skip


@dataclass
class History:
    """A registry in `folder`, a copy of the theme, the site, and the day; each edit is chosen by `chance`."""

    folder: Path
    theme_folder: Path  # a copy of the theme
    output: Path  # the site
    chance: random.Random
    now: datetime.datetime = START
    awards: dict = field(default_factory=dict)
    learners: dict = field(default_factory=dict)
    achievements: dict = field(default_factory=dict)
    issuer: dict = field(default_factory=dict)
    has_pathway: bool = False
    runs: int = 0

    def begin(self):
        """Write the first records, and issue them."""
        self.issuer = {"languages": "[en]", "contact": "registrar@harbour.example"}
        self.learners = {"l-1": {"name": "Ada Okafor"}, "l-2": {"name": "Zoë Ó Briain"}}
        self.achievements = {"visit": "Harbour Visit"}
        self.awards = {}
        self.has_pathway = False
        for _ in range(3):
            self.add_award()
        self.issue()

    def edit(self) -> str:
        """Change something, issue what follows from it, and say what it was. What the rules refuse is undone."""
        name = self.chance.choice(_EDITS)
        before = (dict(self.awards), dict(self.learners), dict(self.achievements), dict(self.issuer), self.has_pathway)
        getattr(self, name)()
        try:
            self.issue()
        except TestamurError:
            self.awards, self.learners, self.achievements, self.issuer, self.has_pathway = before
            self.issue()
            return f"{name} (refused)"
        return name

    def issue(self):
        records, files = self.folder / "credentials", dict(self._files())
        for path in [path for path in records.rglob("*.yml") if path.relative_to(records).as_posix() not in files]:
            path.unlink()
        # Only what is another text is written: a file that did not change is not read again.
        for name, text in files.items():
            path = records / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
        self.runs += 1
        loaded = registry.load(records, today=self.now.date())
        signer = LOG_SIGNER if loaded.issuer.log else None
        issuance.issue(loaded, self.folder / "ledger", KEY, now=self.now, random=Random(self.runs), log_signer=signer)

    def _files(self):
        base = "base: https://badges.harbour.example\nname: Harbour Institute\ncountry: IE\ntimeZone: Europe/Dublin\n"
        key = f"verificationMethod:\n  - {{publicKeyMultibase: {PUBLIC_KEY}, from: 2026-01-01}}\n"
        yield "issuer.yml", base + key + "".join(f"{name}: {value}\n" for name, value in self.issuer.items())
        for slug, title in self.achievements.items():
            text = f"name: {title}\nachievementType: Badge\ndescription: A visit.\ncriteria: Come.\n"
            yield f"achievements/{slug}.yml", text
        for learner, members in self.learners.items():
            yield f"learners/{learner}.yml", "".join(f"{name}: {value}\n" for name, value in members.items())
        for award_id, (members, lines) in self.awards.items():
            text = "".join(f"{name}: {value}\n" for name, value in members.items())
            yield f"awards/2026/{award_id}.yml", text + ("history:\n" if lines else "") + "".join(lines)
        if self.has_pathway:
            steps = "".join(f"  - achievement: {slug}\n" for slug in ("visit", "tour"))
            yield "pathways/quay.yml", f"name: On the quay\nsteps:\n{steps}ordered: true\nmilestone: hand\n"

    def _some(self):
        """Return an award of which the details are still there."""
        return self.chance.choice([award_id for award_id, (members, _) in self.awards.items() if "learner" in members])

    def _act(self, award_id, act, **more):
        members, lines = self.awards[award_id]
        more = {"reason": _REASONS[act], **more} if act in _REASONS else more
        said = "".join(f", {name}: {value}" for name, value in more.items())
        self.awards[award_id] = (members, [*lines, f"  - {{date: {self.now.date()}, act: {act}{said}}}\n"])

    def _change(self, award_id, **members):
        old, lines = self.awards[award_id]
        self.awards[award_id] = ({**old, **members}, lines)

    def add_award(self, **more):
        award_id = an_id(self.chance.randrange(10**6))
        members = {
            "achievement": self.chance.choice(list(self.achievements)),
            "learner": self.chance.choice(list(self.learners)),
            "awardedDate": f"2026-0{self.chance.randint(1, 9)}-0{self.chance.randint(1, 9)}",
            "visibility": self.chance.choice(["public", "public", "unlisted", "private"]),
        }
        if self.chance.random() < 0.4:  # so that days pass it
            members["validUntil"] = f"2026-11-0{self.chance.randint(1, 9)}"
        self.awards[award_id] = ({**members, **more}, [])
        return award_id

    def add_awards_of_other_learner(self):
        learner = f"l-{len(self.learners) + 1}"
        self.learners[learner] = {"name": self.chance.choice(_NAMES)}
        for _ in range(2):
            self.add_award(learner=learner)

    def show(self):
        self._change(self._some(), visibility=self.chance.choice(["public", "unlisted", "private"]))

    def withdraw(self):
        self._act(self._some(), "revoked")

    def hold(self):
        self._act(self._some(), "suspended")

    def reinstate(self):
        held = [award_id for award_id, (_, lines) in self.awards.items() if lines and "suspended" in lines[-1]]
        if held:
            self._act(held[0], "reinstated")

    def supersede(self):
        award_id = self._some()
        members = self.awards[award_id][0]
        newer = self.add_award(achievement=members["achievement"], learner=members["learner"])
        self._act(award_id, "superseded", by=newer)

    def erase(self):
        self.add_award()  # so that one is left
        award_id = self._some()
        members, lines = self.awards[award_id]
        kept = {name: members[name] for name in ("achievement", "awardedDate", "visibility")}
        self.awards[award_id] = (kept, lines)
        self._act(award_id, "erased")

    def correct(self):
        learner = self.chance.choice(list(self.learners))
        self.learners[learner] = {**self.learners[learner], "name": self.chance.choice(_NAMES)}
        for award_id, (members, _) in list(self.awards.items()):
            if members.get("learner") == learner:
                self._act(award_id, "corrected")

    def renew(self):
        award_id = self._some()
        members = self.awards[award_id][0]
        self.add_award(
            achievement=members["achievement"], learner=members["learner"], renews=award_id, awardedDate="2026-10-20"
        )

    def consent(self):
        learner = self.chance.choice(list(self.learners))
        members = dict(self.learners[learner])
        if members.pop("consent", None) is None:
            members["consent"] = "{date: 2026-01-02, profile: true}"
        self.learners[learner] = members

    def languages(self):
        self.issuer["languages"] = self.chance.choice(["[en]", "[en, fr]", "[fr, en]"])

    def contact(self):
        self.issuer["contact"] = f"r{self.chance.randrange(9)}@harbour.example"

    def retitle(self):
        self.achievements[self.chance.choice(list(self.achievements))] = self.chance.choice(_TITLES)

    def add_achievement(self):
        for slug, title in zip(("tour", "hand"), _TITLES[1:], strict=True):
            self.achievements.setdefault(slug, title)

    def pathway(self):
        self.add_achievement()
        self.has_pathway = not self.has_pathway

    def compact(self):
        self.issuer["compact"] = self.chance.choice(["true", "false"])

    def another_day(self):
        self.now += datetime.timedelta(days=self.chance.randint(1, 4))

    def theme(self):
        """Somebody changes the theme's own text, of awards or of every page."""
        name, place = self.chance.choice([
            ("award.html", "{% block content %}"),
            ("award-erased.html", "{% block content %}"),
            ("base.html", "</body>"),
        ])  # fmt: skip
        path = self.theme_folder / "templates" / name
        text = path.read_text()
        assert place in text
        path.write_text(text.replace(place, f"{place}<i>{self.chance.randrange(9)}</i>", 1))

    def settings(self):
        (self.folder / "pelicanconf.py").write_text(f"SITENAME = 'x{self.chance.randrange(9)}'\n")

    def prose(self):
        content = self.folder / "content" / "pages"
        content.mkdir(parents=True, exist_ok=True)
        (content / "about.md").write_text(f"Title: About {self.chance.randrange(9)}\n\nOf us.\n")

    def begin_anew(self):
        """Another registry in the same place: all that was there is gone."""
        shutil.rmtree(self.folder / "ledger")
        # By these a build knows that the site was made from another ledger, and refuses.
        shutil.rmtree(self.output / "status")
        self.begin()

    def begin_log(self):
        """The registry keeps a log from now on."""
        if "log" in self.issuer:
            return
        issuer = registry.load(self.folder / "credentials", today=self.now.date()).issuer
        log, root = root_acts.log_keys(issuer, LOG_SIGNER, ROOT_SIGNER)
        acts = "".join(f"\n    {act_line(act)}" for act in root_acts.first_acts(issuer, ROOT_SIGNER, self.now))
        self.issuer["log"] = f"\n  key: {log}\n  root: {root}\n  acts:{acts}"

    def witness(self):
        """A witness signs one of the checkpoints, of which every proof that is made with it then has the line."""
        kept = sorted((self.folder / "ledger" / "checkpoints").glob("*"))
        if kept:
            file = self.chance.choice(kept)
            signed = note.read(file.read_bytes())
            line = note.sign(signed.text, WITNESS, WITNESS_SIGNER.sign, int(self.now.timestamp()) + self.runs)
            file.write_bytes(note.write(note.Note(signed.text, (*signed.lines, line))))

    def change_file(self):
        """Somebody puts another file in the place of one of the finished site, and its size stays as it was."""
        path = self._file_of_an_award()
        if path:
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            other = self.folder / "other"
            other.write_bytes(data)
            other.replace(path)

    def delete_file(self):
        path = self._file_of_an_award()
        if path:
            path.unlink()

    def add_file(self):
        """Somebody puts something of their own into the finished site."""
        path = self._file_of_an_award()
        if path:
            (path.parent / "other.txt").write_text("x")

    def nothing(self):
        """Build again."""

    def _file_of_an_award(self):
        files = sorted(path for path in self.output.glob("awards/*/*") if path.is_file())
        return self.chance.choice(files) if files else None
