"""Makes a new institution's repository: its records, a page about it, settings, and a README with the first steps.

Everything is composed and checked in memory before a single file is written.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from testamur.authoring.editing import atomic_files, new_record
from testamur.authoring.repository import manifest
from testamur.authoring.repository.beginning import example_record
from testamur.authoring.repository.host import RepositoryHost
from testamur.authoring.repository.hosting import Deployer, Shape, SiteHost
from testamur.authoring.repository.tool import requirements
from testamur.errors import Problem, RecordsError, UsageError
from testamur.records.parsing import model_readers, schema, yaml_subset
from testamur.records.parsing.kinds import RecordKind
from testamur.records.rules import policies
from testamur.text.characters import harmless
from testamur.text.languages import command
from testamur.text.languages.messages import Tongue, msg, say

# What git, GitHub and macOS put into a folder that is empty to a person.
_HARMLESS = frozenset({".git", ".gitattributes", ".github", ".DS_Store"})
_DEPLOY_PARTS = ("begin", "copy")  # what several of the files that send a site have alike
DEPLOY_FILES: Mapping[SiteHost, str] = {"other": ".github/deploy.sh", "by-hand": "deploy.sh"}
_README: Mapping[SiteHost, str] = {"by-hand": "README-by-hand.md"}
# What is told of the host where setting up is told, by who serves the site.
_HOST_STEPS: Mapping[SiteHost, str] = {
    "pages": msg("GitHub Pages serves the site, at the address in `credentials/issuer.yml`: the command sees to that."),
    "other": msg(
        "Your own host serves the site. Before the first publish, write into `.github/deploy.sh` where the site "
        "goes. On GitHub, **Settings → Environments → New environment**: `deployment`. *Deployment branches*: `main` "
        "only. Add the secret `TESTAMUR_DEPLOY_SECRET`: what that file says it is. `testamur docs hosting` says what "
        "the host has to do."
    ),
    "by-hand": "",
}
_PRIVACY = {
    "closed": msg("Learners' names stand here, so this repository stays private; only the built site is public."),
    "open": msg("This repository is open: everyone can read it, for good. Nothing in it is private."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """The answers that are needed before the first record; all others can wait."""

    name: str
    base: str
    country: str
    contact: str
    languages: tuple[str, ...] = ("en",)
    time_zone: str = ""  # "": the country's, if it has only one
    shape: Shape = "closed"
    owners: tuple[str, ...] = ()  # GitHub accounts that look after everything but the records
    practice: bool = True
    has_one_person: bool = False  # nobody else is there to approve
    site_host: SiteHost = "pages"
    deployer: Deployer = "rsync"  # what sends the site to a host that is not Pages


def create(folder: Path, institution: Institution, host: RepositoryHost) -> list[Path]:
    """Write the repository into `folder`, which is new or empty; return the files, in order.

    Raises UsageError if the folder is not empty, and RecordsError if an answer is refused by the records' rules.
    """
    refuse_occupied(folder)
    contents = files(institution, host)
    # All or none: half a repository would be refused by the next attempt, as a folder with something in it.
    tool = {name: data for name, data in requirements.archive_changes(folder).items() if data is not None}
    new = {**{name: text.encode() for name, text in contents.items()}, **tool}
    with atomic_files.create_tentatively(folder, new):
        pass
    return [folder / name for name in new]


def refuse_occupied(folder: Path) -> None:
    """Raise UsageError unless `folder` is new, or empty but for git's own."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(msg("{folder} is not a folder: give the name of a new one", folder=folder))
    entries = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    foreign = [name for name in entries if name not in _HARMLESS]
    if foreign:
        there = "it is a registry already" if (folder / "credentials/issuer.yml").is_file() else ""
        remedy = (
            msg("To bring it up to date: testamur init {folder} --upgrade", folder=folder)
            if there
            else msg("Name a new folder")
        )
        raise UsageError(
            msg(
                "{folder} is not empty ({value}): nothing was written. {remedy}",
                folder=folder,
                value=there or f"{harmless(foreign[0])} is there",
                remedy=remedy,
            )
        )


def files(institution: Institution, host: RepositoryHost) -> dict[str, str]:
    """Return every file of the repository but the tool's archive, by name.

    Raises RecordsError if an answer is refused by the records' rules.
    """
    issuer = _issuer(institution)
    text = new_record.file_text("issuer", issuer)
    _check("credentials/issuer.yml", text)
    language = institution.languages[0]
    example = example_record.record(institution.languages)
    words = {**_words(institution, command.tongue(language)), "example": example_record.SLUG}
    return {
        "README.md": _template(_README.get(institution.site_host, "README.md"), words, language),
        "pelicanconf.py": _text("pelicanconf.txt"),
        "content/pages/about.md": _template("about.md", words, language),
        "credentials/issuer.yml": text,
        f"credentials/achievements/{example_record.SLUG}.yml": new_record.file_text("achievement", example),
        "credentials/learners/.gitkeep": "",
        "credentials/awards/.gitkeep": "",
        **host.owners(institution.owners),
        **deploy_file(institution.site_host, institution.deployer),
        **owned_files(
            host,
            base=str(issuer["base"]),
            shape=institution.shape,
            site_host=institution.site_host,
            language=language,
        ),
    }


def deploy_file(site_host: SiteHost, deployer: Deployer) -> dict[str, str]:
    """Return what sends the site to its host, by name: the institution's own from the first day."""
    name = DEPLOY_FILES.get(site_host)
    if name is None:
        return {}
    text = _text(f"deploy/{deployer}.sh")
    for part in _DEPLOY_PARTS:  # each is a line of its own: $begin
        text = text.replace(f"\n${part}\n", f"\n{_text(f'deploy/parts/{part}.sh')}")
    return {name: text}


def owned_files(
    host: RepositoryHost, *, base: str, shape: Shape, site_host: SiteHost = "pages", language: str = "en"
) -> dict[str, str]:
    """Return the files that are ours to bring up to date, by name; the manifest, which knows them, comes last."""
    contents = host.files(shape=shape, site_host=site_host, language=language)
    contents[requirements.NAME] = requirements.text()
    contents[".gitignore"] = _text("gitignore")
    contents[".vscode/settings.json"] = _editor(base)
    contents[manifest.NAME] = manifest.text(contents, site_host)
    return contents


def is_our_prose(text: str) -> bool:
    """Say whether the page about the institution still asks it to say who it is, in any language."""
    # The last line but one of our page asks for it.
    return any(_page("about.md", language).splitlines()[-2] in text for language in command.LANGUAGES)


def _words(institution: Institution, tongue: Tongue) -> dict[str, str]:
    return {
        "name": " ".join(institution.name.split()),
        "base": institution.base,
        "privacy": say(_PRIVACY[institution.shape], tongue),
        "form": say(msg("learner id") if institution.shape == "open" else msg("name"), tongue),
        "host_step": say(_HOST_STEPS[institution.site_host], tongue),
    }


def _editor(base: str) -> str:
    """Return the settings by which editors help with records: the schemas are on the site."""
    places = {
        "issuer": "credentials/issuer.yml",
        "achievement": "credentials/achievements/*.yml",
        "learner": "credentials/learners/*.yml",
        "award": "credentials/awards/**/*.yml",
    }
    schemas = {f"{base}/schemas/{kind}.schema.json": place for kind, place in places.items()}
    return json.dumps({"yaml.schemas": schemas}, indent=2) + "\n"


def time_zone_of(country: str) -> str:
    """Return the time zone of a country code, if it has only one, or all of its zones keep the same time today."""
    zones = time_zones_of(country)
    return zones[0] if zones and len({_rule(zone) for zone in zones}) == 1 else ""


def time_zones_of(country: str) -> list[str]:
    """Return all time zones of a country code, the one of most people first; none for any other text."""
    table = (importlib.resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return [row[2] for row in rows if row[0] == country]


def _rule(zone: str) -> bytes:
    """Return by which rule a zone goes from now on: the last line of its file (RFC 8536, 3.3)."""
    data = importlib.resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    return data.rstrip(b"\n").rpartition(b"\n")[2]


def _issuer(institution: Institution) -> dict[str, Any]:
    return {
        "base": institution.base.strip().rstrip("/"),
        "name": institution.name.strip(),
        "country": institution.country.strip().upper(),
        "contact": institution.contact.strip(),
        "timeZone": institution.time_zone or time_zone_of(institution.country.strip().upper()),
        "languages": list(institution.languages),
        "repository": institution.shape,
        "publicNames": True if institution.shape == "open" else None,
        "approval": "single" if institution.has_one_person else None,
        "practice": True if institution.practice else None,
    }


def _check(file: str, text: str, kind: RecordKind = "issuer") -> None:
    parsed = yaml_subset.parse(text.encode(), file)
    problems: list[Problem] = [*parsed.problems, *schema.check(kind, parsed)]
    if parsed.value is not None and not problems:
        problems = list(policies.check_issuer(parsed, model_readers.read_issuer(parsed.value)))
    wrong = [problem for problem in problems if problem.severity == "error"]
    if wrong:
        raise RecordsError(wrong)


def _template(name: str, words: dict[str, str], language: str) -> str:
    return Template(_page(name, language)).substitute(words)


def _page(name: str, language: str) -> str:
    """Return a page in a language, in English where the command does not speak that."""
    spoken = command.spoken_tag(language)
    return _text(name if spoken == "en" else f"{spoken}/{name}")


def _text(name: str) -> str:
    source = importlib.resources.files("testamur.authoring.repository") / "new_repository" / name
    return source.read_text(encoding="utf-8")
