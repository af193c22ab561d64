"""A registry with sealed awards in every state, that keeps a log; issued and built, to be searched and looked at.

Whatever may not be read of a sealed award is written into its records in a way that nothing else has.
"""

import datetime
from pathlib import Path

import logged
from issuing import NOW, an_id
from paths import ROOT
from registries import ISSUER, make_registry
from testamur.ledger.store import Ledger
from testamur.publishing import publication, sealed_awards
from testamur.records import registry as registries
from testamur.terminal.building import run_pelican

BASE = logged.BASE
PUBLIC, UNLISTED, ACTIVE, REVOKED, CORRECTED, ERASED, REPLACING = map(an_id, range(1, 8))
SEALED = (ACTIVE, REVOKED, CORRECTED, ERASED, REPLACING)
NAMES = ("Quirina Zweiundzwanzig", "Thorvald Ypsilanti", "Xanthippe Ödegård", "Wrynneth Qualmsby", "Ingeborg Uhlenvar")
EMAIL = "quirina@mail.example"
DAYS = ("2026-03-17", "2026-03-18", "2026-03-19", "2026-03-20", "2026-03-21", "2027-09-29", "2026-07-07", "2026-07-08")
WORDS = ("A boat for two", "boat-for-two", "73.125")
LANGUAGES = "[en, fr, de, es, ar]"

_VISIT = """\
name: Harbour Visit
achievementType: MicroCredential
description: A visit to the harbour.
criteria: Come, and look.
participation: in-person
creditsAvailable: 1
resultDescription:
  - {id: mark, name: Mark of the harbour, resultType: Percent}
"""
_AWARD = "achievement: visit\nlearner: {learner}\nawardedDate: {day}\nvisibility: {visibility}\n"


def _award(learner, day, visibility="sealed", more=""):
    return _AWARD.format(learner=learner, day=day, visibility=visibility) + more


def records(languages=LANGUAGES):
    """The records, by their names; a first run has issued those that were corrected and erased since."""
    history = "history:\n  - {{date: 2026-07-07, act: {act}, reason: {reason}}}\n"
    return {
        "issuer.yml": ISSUER.replace("languages: [en]", f"languages: {languages}"),
        "achievements/visit.yml": _VISIT,
        "learners/l-3.yml": f"name: {NAMES[0]}\nemail: {EMAIL}\n"
        "consent: {date: 2026-05-02, profile: true, hashedEmail: true}\n",
        "learners/l-4.yml": f"name: {NAMES[1]}\n",
        "learners/l-5.yml": f"name: {NAMES[2]}\n",
        "learners/l-6.yml": f"name: {NAMES[4]}\n",
        f"awards/2026/{PUBLIC}.yml": _award(
            "l-1", "2026-05-14", "public", f"history:\n  - {{date: 2026-07-06, act: superseded, by: {REPLACING}}}\n"
        ),
        f"awards/2026/{UNLISTED}.yml": _award("l-2", "2026-05-15", "unlisted"),
        f"awards/2026/{ACTIVE}.yml": _award(
            "l-3",
            DAYS[0],
            more="validUntil: 2027-09-29\nresults: {mark: '73.125'}\n"
            "evidence:\n  - {name: A boat for two, id: https://work.example/boat-for-two}\n",
        ),
        f"awards/2026/{REVOKED}.yml": _award(
            "l-4", DAYS[1], more=history.format(act="revoked", reason="learner-request")
        ),
        f"awards/2026/{CORRECTED}.yml": _award(
            "l-5", DAYS[2], more=history.format(act="corrected", reason="details-corrected")
        ),
        f"awards/2026/{REPLACING}.yml": _award("l-1", DAYS[4]),
        f"awards/2026/{ERASED}.yml": f"achievement: visit\nawardedDate: {DAYS[3]}\nvisibility: sealed\n"
        "history:\n  - {date: 2026-07-08, act: erased, reason: learner-request}\n",
    }


def _before():
    """What the first run issues otherwise."""
    return {
        "learners/l-5.yml": f"name: {NAMES[3]}\n",
        f"awards/2026/{CORRECTED}.yml": _award("l-5", DAYS[2]),
        f"awards/2026/{ERASED}.yml": _award("l-6", DAYS[3]),
        f"awards/2026/{REVOKED}.yml": _award("l-4", DAYS[1]),
        f"awards/2026/{PUBLIC}.yml": _award("l-1", "2026-05-14", "public"),
    }


def load(folder, files, now):
    """The registry of these records, which keeps a log."""
    for name in {**files}:
        (folder / "credentials" / name).unlink(missing_ok=True)
    return logged.with_log(registries.load(make_registry(folder, files), today=now.date()))


def make(folder: Path, *, now=NOW, languages=LANGUAGES) -> Path:
    """Issue in two runs and build below `folder`; return it. `links` has the whole link of each sealed award."""
    ledger, site = folder / "ledger", folder / "site"
    earlier = now - datetime.timedelta(days=1)
    first = load(folder, {**records(languages), **_before()}, earlier)
    logged.issue(first, ledger, now=earlier, seed=1)
    (folder / "first").mkdir()
    for award in SEALED:
        (folder / "first" / f"{award}.json").write_bytes(Ledger(ledger).credential(award))
    loaded = load(folder, records(languages), now)
    logged.issue(loaded, ledger, now=now, seed=2)
    published = publication.read(loaded, Ledger(ledger), now=now)
    site.mkdir()
    run_pelican(ROOT / "pelicanconf.py", site, published)
    (folder / "links").mkdir()
    for one in published.awards:
        if one.is_sealed:
            (folder / "links" / one.award.id).write_text(sealed_awards.link(published, one))
    return folder


def link(folder, award):
    return (folder / "links" / award).read_text()
