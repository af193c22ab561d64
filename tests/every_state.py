"""A small registry on disk, issued, with awards in every state and of every visibility, for builds that are compared.

Two languages, prose in both, a pathway with its record, a learner's own page, an endorsement, and dates of validity.
"""

import datetime
from pathlib import Path

from issuing import KEY, Random, an_id
from logged import LOG_SIGNER, ROOT_SIGNER
from registries import make_registry
from testamur.authoring.acts import root_acts
from testamur.authoring.editing import log_settings
from testamur.ledger import issuance
from testamur.records import registry
from testamur.terminal import building

NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
VISIBILITIES = ("public", "unlisted", "private")
HISTORIES = {
    "active": "",
    "suspended": "{date: 2026-06-01, act: suspended, reason: under-review}",
    "revoked": "{date: 2026-06-01, act: revoked, reason: awarded-in-error}",
    "erased": "{date: 2026-06-01, act: erased}",
    "revoked, then erased": "{date: 2026-06-01, act: revoked, reason: awarded-in-error}, "
    "{date: 2026-07-01, act: erased}",
    "superseded": f"{{date: 2026-06-01, act: superseded, by: {an_id(80)}}}",
    "corrected": "{date: 2026-06-01, act: corrected}",
}
RECORDS = {
    "learners/l-1.yml": "name: Siobhán & Co\nconsent: {date: 2026-01-02, profile: true}\n",
    "achievements/tour.yml": "name: {en: Tour, fr: Visite}\nachievementType: Badge\ndescription: A tour.\n"
    "criteria: Walk.\nvalidFor: P4M\n",
    "achievements/hand.yml": "name: Quay hand\nachievementType: Certificate\ndescription: Both.\ncriteria: Both.\n",
    "pathways/quay.yml": "name: On the quay\nsteps: [{achievement: visit}, {achievement: tour}]\nmilestone: hand\n",
    f"awards/{an_id(80)}.yml": "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n",
    f"awards/{an_id(81)}.yml": "achievement: tour\nlearner: l-1\nawardedDate: 2026-05-15\nvisibility: public\n",
    f"awards/{an_id(82)}.yml": "achievement: hand\nlearner: l-1\nawardedDate: 2026-05-16\nvisibility: public\n",
    f"awards/{an_id(83)}.yml": "achievement: tour\nlearner: l-2\nawardedDate: 2026-09-15\nvisibility: public\n",
}
PROSE = {
    "content/pages/about.md": "Title: About us\nSlug: about\nLang: en\n\nHello.\n",
    "content/pages/about-fr.md": "Title: À propos\nSlug: about\nLang: fr\n\nBonjour.\n",
    "pelicanconf.py": "PATH = 'content'\n",
}


def awards(*, before: bool) -> dict[str, str]:
    """Return an award for each history and visibility; `before` anything became of it."""
    files = {}
    for number, (state, history) in enumerate(HISTORIES.items(), 10):
        for step, visibility in enumerate(VISIBILITIES):
            erased = "erased" in state and not before
            learner = "" if erased else f"learner: l-{1 if state == 'superseded' else 2}\n"
            lines = "" if before or not history else f"history: [{history}]\n"
            day = 1 + (number + step) % 9
            files[f"awards/{an_id(number * 3 + step)}.yml"] = (
                f"achievement: visit\n{learner}awardedDate: 2026-05-0{day}\nvisibility: {visibility}\n{lines}"
            )
    return files


def make(folder: Path, *, keeps_log: bool = False) -> Path:
    """Write the registry into a folder, with a ledger of two issues, and return the folder.

    With `keeps_log`, both are entered into its log, which then has two checkpoints.
    """
    for name, text in PROSE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    make_registry(folder, RECORDS | awards(before=True), languages="[en, fr]")
    first = NOW - datetime.timedelta(days=9)
    if keeps_log:
        _begin_log(folder, first)
    _issue(folder, first, seed=1)
    make_registry(folder, RECORDS | awards(before=False), languages="[en, fr]")
    if keeps_log:
        _begin_log(folder, first)
    _issue(folder, NOW, seed=2)
    return folder


def _begin_log(folder: Path, now: datetime.datetime) -> None:
    """Give the registry a log that begins at an instant."""
    file = folder / "credentials" / "issuer.yml"
    issuer = registry.load(folder / "credentials", today=now.date()).issuer
    log, root = root_acts.log_keys(issuer, LOG_SIGNER, ROOT_SIGNER)
    acts = root_acts.first_acts(issuer, ROOT_SIGNER, now)
    file.write_bytes(log_settings.with_log(file.read_bytes(), str(log), str(root), acts))


def build(folder: Path, output: Path, **more) -> Path:
    """Build its site into `output`, and return that."""
    building.build(**{**places(folder), "preview": False, **more}, output=output)
    return output


def places(folder: Path) -> dict:
    """The arguments of a build that say where everything is, and when it is built."""
    return {
        "records": folder / "credentials",
        "ledger": folder / "ledger",
        "settings": folder / "pelicanconf.py",
        "now": NOW,
    }


def _issue(folder: Path, now: datetime.datetime, seed: int) -> None:
    records = registry.load(folder / "credentials", today=now.date())
    log_signer = LOG_SIGNER if records.issuer.log else None
    issuance.issue(records, folder / "ledger", KEY, now=now, random=Random(seed), log_signer=log_signer)
