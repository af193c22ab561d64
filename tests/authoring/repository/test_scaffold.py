import datetime
import hashlib
import re
import subprocess
from dataclasses import replace

import pytest

from testamur.authoring.repository import scaffold
from testamur.authoring.repository.scaffold import Institution
from testamur.errors import RecordsError, UsageError
from testamur.github import repository_files
from testamur.records import registry
from testamur.records.rules import completeness

HARBOUR = Institution(
    name="Harbour Institute", base="https://badges.harbour.example", country="IE", contact="registrar@harbour.example"
)
TODAY = datetime.date(2026, 11, 1)


def test_a_new_repository_passes_every_check(tmp_path):
    made = scaffold.create(tmp_path / "harbour", HARBOUR, repository_files)
    assert all(path.is_file() for path in made)
    found = registry.load(tmp_path / "harbour" / "credentials", today=TODAY)
    assert found.warnings == ()
    assert (found.issuer.base, found.issuer.repository, found.issuer.time_zone) == (
        HARBOUR.base,
        "closed",
        "Europe/Dublin",
    )


def test_the_example_achievement_has_every_european_element(tmp_path):
    scaffold.create(tmp_path, HARBOUR, repository_files)
    found = registry.load(tmp_path / "credentials", today=TODAY)
    assert [completeness.assess(one, found.issuer).missing for one in found.achievements.values()] == [()]


def test_git_ignores_keys_and_built_files(tmp_path):
    scaffold.create(tmp_path, HARBOUR, repository_files)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name in ("signing-key-2026-11-01.pem", "keys/a.key", "ci.secret", "output/index.html", ".preview/index.html"):
        assert subprocess.run(["git", "check-ignore", "--quiet", name], cwd=tmp_path, check=False).returncode == 0
    for name in ("credentials/issuer.yml", "content/ledger/page.md", "README.md"):
        assert subprocess.run(["git", "check-ignore", "--quiet", name], cwd=tmp_path, check=False).returncode == 1


def test_the_readme_names_every_step_and_spares_the_registrar_the_words_of_git():
    readme = scaffold.files(HARBOUR, repository_files)["README.md"]
    steps = ["go-live", "new achievement", "new learner", "new award", "import", "check", "announce"]
    assert [readme.rindex(f"testamur {step} ") for step in steps[1:]] == sorted(
        readme.rindex(f"testamur {step} ") for step in steps[1:]
    )
    form_flow = readme.partition("## Award a badge (the registrar)")[2].partition("\n## ")[0].lower()
    assert not any(word in form_flow for word in ("commit", "branch", "push", "repository", "fork", "clone"))


@pytest.mark.parametrize("name", ['Harbour: "Institute" #1', "Ινστιτούτο", "$base ${x} $$", "yes", "{{ 7*7 }}"])
def test_any_institution_name_is_kept_unchanged(name, tmp_path):
    scaffold.create(tmp_path, replace(HARBOUR, name=name), repository_files)
    assert registry.load(tmp_path / "credentials", today=TODAY).issuer.name == name
    assert name in (tmp_path / "README.md").read_text()


def test_a_trailing_slash_is_removed_from_the_address():
    assert (
        "base: https://badges.harbour.example\n"
        in scaffold.files(replace(HARBOUR, base="https://badges.harbour.example/"), repository_files)[
            "credentials/issuer.yml"
        ]
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"base": "http://badges.harbour.example"}, "base"),
        ({"base": "https://localhost"}, "base"),
        ({"base": "https://badges.example.com"}, "placeholder"),
        ({"country": "Ireland"}, "country"),
        ({"contact": "nobody"}, "email"),
        ({"languages": ("english",)}, "language-tag"),
        ({"time_zone": "Dublin"}, "time-zone"),
        ({"name": "A\u202eB"}, "bidi-control"),
        ({"name": "A\nB"}, "format"),
    ],
)
def test_an_invalid_answer_creates_no_repository(tmp_path, changes, code):
    with pytest.raises(RecordsError) as raised:
        scaffold.create(tmp_path / "new", replace(HARBOUR, **changes), repository_files)
    assert {problem.code for problem in raised.value.problems} == {code}
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(UsageError, match=r"is not empty \(thesis\.doc is there\)"):
        scaffold.create(tmp_path, HARBOUR, repository_files)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_an_empty_git_repository_is_accepted(tmp_path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    scaffold.create(tmp_path, HARBOUR, repository_files)
    assert (tmp_path / "credentials" / "issuer.yml").is_file()


@pytest.mark.parametrize(
    ("country", "zone"),
    [("IE", "Europe/Dublin"), ("DE", "Europe/Berlin"), ("US", ""), ("ES", ""), ("XX", ""), ("", "")],
)
def test_a_country_that_keeps_one_time_needs_no_question(country, zone):
    assert scaffold.time_zone_of(country) == zone


def test_the_tool_of_a_new_repository_has_the_hash_in_its_requirements(tmp_path):
    scaffold.create(tmp_path, HARBOUR, repository_files)
    (archive,) = (tmp_path / "tool").iterdir()
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert f"\n./tool/{archive.name} \\\n    --hash=sha256:{digest}\n" in (tmp_path / "requirements.txt").read_text()


def test_the_actions_of_a_new_repository_are_renewed_by_dependabot():
    made = scaffold.files(HARBOUR, repository_files)
    assert "package-ecosystem: github-actions\n" in made[".github/dependabot.yml"]


def test_every_picture_of_the_readme_is_written():
    made = scaffold.files(HARBOUR, repository_files)
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", made["README.md"])
    assert len(pictures) == 2
    assert all(made[name].startswith("<svg ") for name in pictures)
