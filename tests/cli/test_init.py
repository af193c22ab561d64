import json
import re
import shutil

import pytest

from registries import FIRST, PASSPHRASE, run
from repositories import git
from testamur.authoring.repository import manifest, scaffold

ANSWERS = {
    "--name": "Harbour Institute",
    "--base": "https://badges.harbour.example/",
    "--country": "IE",
    "--contact": "registrar@harbour.example",
}
SCAFFOLD = {"README.md", "pelicanconf.py", "requirements.txt", "deploy.sh"}  # at the top of a new repository
GIVEN = [part for pair in ANSWERS.items() for part in pair]


def test_a_repository_made_from_options_passes_the_check(tmp_path):
    done = run("init", "harbour", *GIVEN, folder=tmp_path)
    assert done.code == 0
    assert "harbour/credentials/issuer.yml" in done.out.splitlines()
    assert "Next: harbour/README.md has the whole way" in done.err
    assert run("check", folder=tmp_path / "harbour").code == 0


def test_an_institution_of_one_person_says_so_from_its_first_commit_on(tmp_path):
    run("init", "harbour", *GIVEN, "--approval", "single", folder=tmp_path)
    assert "\napproval: single\n" in (tmp_path / "harbour/credentials/issuer.yml").read_text()


def test_on_a_terminal_init_asks_for_each_answer_until_it_is_valid(tmp_path, somebody_there):
    answers = [
        "english",
        "fr",
        "Harbour Institute",
        "badges.harbour",
        "https://badges.harbour.example",
        "Ireland",
        "IE",
        "nobody",
        "a@harbour.example",
        "",
        "pages",
        "nothing",
        "free",
        "y",
    ]
    done = run("init", "harbour", folder=tmp_path, answers="\n".join(answers) + "\n")
    assert done.code == 0
    assert "Write it like https://badges.harbour.example" in done.err
    assert "This is not the code of a country." in done.err
    assert "This is not the code of a language. Did you mean en?" in done.err
    assert "languages:\n  - fr\n" in (tmp_path / "harbour/credentials/issuer.yml").read_text()
    assert "This is not an e-mail address." in done.err


@pytest.mark.parametrize("given", [("--languages", "fr, en"), ("--language", "fr", "--language", "en")])
def test_a_registry_in_french_is_french_from_its_first_file_on(tmp_path, monkeypatch, given):
    monkeypatch.delenv("TESTAMUR_LANGUAGE")
    done = run("init", "port", *GIVEN, *given, folder=tmp_path)
    assert "Ensuite\u00a0: port/README.md donne tout le chemin" in done.err
    assert "languages:\n  - fr\n  - en\n" in (tmp_path / "port/credentials/issuer.yml").read_text()
    assert "badges et microcertifications" in (tmp_path / "port/README.md").read_text()
    checked = run("check", folder=tmp_path / "port")
    assert (checked.code, "aucun problème" in checked.out) == (0, True)


@pytest.mark.parametrize(
    "given", [("--languages", "français"), ("--languages", ","), ("--languages", "fr", "--language", "en")]
)
def test_languages_that_cannot_be_read_are_refused(tmp_path, given):
    done = run("init", "port", *GIVEN, *given, folder=tmp_path)
    assert (done.code, "--languages" in done.err, (tmp_path / "port").exists()) == (2, True, False)


def test_without_a_terminal_a_missing_option_is_named(tmp_path):
    done = run("init", "harbour", "--name", "H", folder=tmp_path)
    assert done.code == 2
    assert "--base is missing" in done.err
    assert not (tmp_path / "harbour").exists()


def test_a_registry_is_not_begun_twice_and_the_way_to_a_newer_one_is_named(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    done = run("init", "harbour", *GIVEN, folder=tmp_path)
    assert done.code == 2
    assert "it is a registry already" in done.err
    assert "testamur init harbour --upgrade" in done.err


def test_a_folder_that_is_not_empty_is_refused_before_any_question(tmp_path, somebody_there):
    (tmp_path / "thesis.doc").write_text("mine")
    done = run("init", ".", folder=tmp_path)
    assert done.code == 2
    assert "is not empty" in done.err


@pytest.mark.parametrize(("country", "told"), [("IE", False), ("US", True)])
def test_a_country_with_several_time_zones_gets_a_note_about_midnight(tmp_path, country, told):
    done = run("init", "harbour", *GIVEN, "--country", country, folder=tmp_path)
    assert ("Days end at midnight UTC" in done.err) is told


@pytest.mark.usefixtures("somebody_there")
def test_on_a_terminal_a_country_with_several_times_is_asked_for_its_own(tmp_path):
    given = [*GIVEN, "--country", "ES", "--language", "es", "--host", "pages", "--plan", "paid", "--shape", "closed"]
    done = run("init", "harbour", *given, folder=tmp_path, answers="Europe/Madrit\nEurope/Madrid\ny\n")
    assert done.code == 0
    assert "timeZone: Europe/Madrid" in (tmp_path / "harbour/credentials/issuer.yml").read_text()


LIVE = [*GIVEN, "--base", "https://badges.harbour-institute.ie"]


def live(home, *arguments):
    return run("go-live", "--yes", "--out", "seal.pem", *arguments, folder=home, TESTAMUR_PASSPHRASE=PASSPHRASE)


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_limits_of_the_host_and_plan_are_explained_before_anything_is_written(tmp_path, somebody_there):
    done = run("init", "harbour", *GIVEN, "--plan", "free", folder=tmp_path, answers="en\n\n\nn\n")
    assert "a private repository has no Pages" in done.err
    assert "cannot require a second person's approval" in done.err
    assert not (tmp_path / "harbour").exists()


def test_a_repository_goes_from_practice_to_a_first_exported_award(tmp_path):
    """Follow the README up to the use of GitHub."""
    run("init", "harbour", *LIVE, folder=tmp_path)
    home = tmp_path / "harbour"
    award = ("new", "award", "--achievement", "working-with-spreadsheets", "--date", "2026-10-30", "--learner")
    run("new", "learner", "--name", "Mickey Mouse", "--id", "l-1", folder=home)
    run(*award, "l-1", folder=home)
    practised = run("build", folder=home)
    assert "a PRACTICE site" in practised.out, practised.err
    done = live(home)
    assert done.code == 0, done.err
    assert "1 practice award and 1 practice learner will be removed" in done.err
    issuer = (home / "credentials/issuer.yml").read_text()
    assert "practice" not in issuer
    assert "verificationMethod:\n  - {publicKeyMultibase: z6Mk" in issuer
    assert not list((home / "credentials/awards").rglob("*.yml"))
    run("new", "learner", "--name", "Zoë Ó Briain", folder=home)
    assert run(*award, "Zoë Ó Briain", folder=home).code == 0
    done = run("issue", "--key", "seal.pem", folder=home, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0, done.err
    assert run("check", folder=home).out.splitlines()[1] == "Nothing is pending."
    assert run("export", "Zoë Ó Briain", folder=home).code == 0


def test_without_a_name_the_repository_is_made_where_one_is(tmp_path):
    assert run("init", *GIVEN, folder=tmp_path).code == 0
    assert (tmp_path / "credentials/issuer.yml").is_file()


@pytest.mark.parametrize(("host", "said"), [("pages", "setup-github --key seal.pem"), ("by-hand", "Without a forge")])
def test_what_is_next_after_going_live_is_told_by_the_host(tmp_path, host, said):
    run("init", "harbour", *LIVE, "--host", host, folder=tmp_path)
    assert said in live(tmp_path / "harbour").err


def test_going_live_under_a_reserved_address_is_refused(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    before = tree(tmp_path)
    done = live(tmp_path / "harbour")
    assert done.code == 2
    assert "nobody can own" in done.err
    assert tree(tmp_path) == before


def test_going_live_under_a_shared_host_warns_about_its_owner(tmp_path):
    run("init", "harbour", *GIVEN, "--base", "https://harbour.github.io/badges", folder=tmp_path)
    assert "belongs to whoever runs github.io" in live(tmp_path / "harbour").err


def test_going_live_needs_a_confirmation_that_the_address_is_owned(tmp_path, somebody_there):
    run("init", "harbour", *LIVE, folder=tmp_path, answers="en\n\n\n\ny\n")
    home = tmp_path / "harbour"
    before = tree(home)
    done = run("go-live", folder=home, answers="n\n")
    assert done.code == 130
    assert "Will you still own https://badges.harbour-institute.ie in ten years?" in done.err + done.out
    assert tree(home) == before


def test_a_registry_goes_live_only_once(tmp_path):
    run("init", "harbour", *LIVE, folder=tmp_path)
    assert live(tmp_path / "harbour").code == 0
    again = live(tmp_path / "harbour", "--out", "other.pem")
    assert again.code == 2
    assert "its awards are real already" in again.err


def test_a_repository_of_this_version_has_nothing_to_upgrade(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    before = tree(tmp_path)
    done = run("init", "harbour", "--upgrade", folder=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert tree(tmp_path) == before


def older(home):
    """Make it an older scaffold: one file missing, one from an older version, one edited by hand."""
    from testamur.github import repository_files

    (home / ".github/workflows/award.yml").unlink()
    (home / ".github/workflows/check.yml").write_text("# as it was once\n")
    (home / ".gitignore").write_text((home / ".gitignore").read_text() + "thesis.doc\n")
    path_of_manifest = home / manifest.NAME
    name = ".github/workflows/check.yml"
    old = manifest.digest(name, b"# as it was once\n")
    files = scaffold.owned_files(repository_files, base="https://badges.harbour.example", shape="closed")
    now = manifest.digest(name, files[name].encode())
    path_of_manifest.write_text(path_of_manifest.read_text().replace(now, old))


def test_upgrading_an_older_repository_shows_and_makes_the_changes(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home, fresh = tmp_path / "harbour", tree(tmp_path / "harbour")
    older(home)
    done = run("init", "harbour", "--upgrade", folder=tmp_path)
    assert done.code == 0, done.err
    assert ".github/workflows/award.yml: new" in done.out
    assert ".github/workflows/check.yml: update" in done.out
    assert "-# as it was once" in done.out
    assert ".gitignore: changed by hand" in done.out
    assert "-thesis.doc" in done.out
    after = tree(home)
    assert after[".github/workflows/check.yml"] == fresh[".github/workflows/check.yml"]
    assert after[".gitignore"].endswith(b"thesis.doc\n")


def test_files_edited_by_hand_are_overwritten_if_named(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home, fresh = tmp_path / "harbour", tree(tmp_path / "harbour")
    older(home)
    run("init", "harbour", "--upgrade", "--overwrite", ".gitignore", "--yes", folder=tmp_path)
    assert tree(home) == fresh


def test_an_upgrade_pins_the_tool_of_a_repository_that_did_not(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home, fresh = tmp_path / "harbour", tree(tmp_path / "harbour")
    path_of_manifest = home / manifest.NAME
    lines = path_of_manifest.read_text().splitlines(keepends=True)
    path_of_manifest.write_text("".join(line for line in lines if '"requirements.txt"' not in line))
    (home / "requirements.txt").write_text("testamur>=0.1\n")
    shutil.rmtree(home / "tool")
    done = run("init", "harbour", "--upgrade", folder=tmp_path)
    assert "requirements.txt: update\n" in done.out
    assert tree(home) == fresh


@pytest.mark.parametrize("older", ["testamur-0.0.1.tar.gz", "testamur-0.1.0-py3-none-any.whl"])
def test_an_upgrade_replaces_an_older_archive_and_says_so(tmp_path, older):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home, fresh = tmp_path / "harbour", tree(tmp_path / "harbour")
    (archive,) = (home / "tool").iterdir()
    archive.rename(home / "tool" / older)
    done = run("init", "harbour", "--upgrade", folder=tmp_path)
    assert f"tool/{older}: removed\n" in done.out
    assert tree(home) == fresh


def test_requirements_changed_by_hand_keep_their_archive(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home = tmp_path / "harbour"
    (home / "requirements.txt").write_text("testamur==9\n")
    (archive,) = (home / "tool").iterdir()
    archive.rename(home / "tool/testamur-0.0.1.tar.gz")
    run("init", "harbour", "--upgrade", folder=tmp_path)
    assert [path.name for path in (home / "tool").iterdir()] == ["testamur-0.0.1.tar.gz"]


def renew_checkout(home, version):
    """Pin another release of one action in one workflow, as Dependabot does. Return the file."""
    path = home / ".github/workflows/check.yml"
    text, pins = re.subn(r"actions/checkout@\w+ # v\S+", f"actions/checkout@{'e' * 40} # {version}", path.read_text())
    assert pins == 2
    path.write_text(text)
    return path


def test_a_newer_release_of_an_action_is_no_change_by_hand_and_stays(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    renew_checkout(tmp_path / "harbour", "v99.0.0")
    before = tree(tmp_path)
    done = run("init", "harbour", "--upgrade", folder=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "Everything else is up to date.\n")
    assert tree(tmp_path) == before


def test_an_upgrade_renews_an_older_release_of_an_action(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    before = tree(tmp_path)
    renew_checkout(tmp_path / "harbour", "v4.0.0")
    assert ".github/workflows/check.yml: update\n" in run("init", "harbour", "--upgrade", folder=tmp_path).out
    assert tree(tmp_path) == before


def test_an_older_workflow_keeps_the_newer_release_of_an_action(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home = tmp_path / "harbour"
    path = home / ".github/workflows/publish.yml"
    ours = path.read_text()
    newer = ours.replace("actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
                         f"actions/setup-python@{'a' * 40} # v7.1.0")  # fmt: skip
    old = newer.replace("    name: Build the site\n", "    name: Build\n")
    path.write_text(old)
    path_of_manifest = home / manifest.NAME
    values = json.loads(path_of_manifest.read_text())
    name = ".github/workflows/publish.yml"
    values["files"][name] = manifest.digest(name, old.encode())
    path_of_manifest.write_text(json.dumps(values))
    assert f"{name}: update\n" in run("init", "harbour", "--upgrade", folder=tmp_path).out
    assert path.read_text() == newer


def test_a_pin_changed_together_with_anything_else_is_a_change_by_hand(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    path = renew_checkout(tmp_path / "harbour", "v99.0.0")
    path.write_text(path.read_text() + "# ours\n")
    assert ".github/workflows/check.yml: changed by hand\n" in run("init", "harbour", "--upgrade", folder=tmp_path).out


def test_an_upgrade_touches_no_record_and_no_prose(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home = tmp_path / "harbour"
    before = {
        name: data for name, data in tree(home).items() if name.startswith(("credentials/", "content/", "README"))
    }
    older(home)
    run("init", "harbour", "--upgrade", folder=tmp_path)
    after = tree(home)
    assert {name: after[name] for name in before} == before


def test_upgrading_a_folder_without_a_registry_is_refused(tmp_path):
    done = run("init", "nowhere", "--upgrade", folder=tmp_path)
    assert done.code == 2
    assert "is no registry" in done.err


@pytest.mark.parametrize("shape", ["closed", "open"])
def test_open_and_closed_repositories_pass_the_check_and_have_their_forms(tmp_path, shape):
    run("init", "harbour", *GIVEN, "--shape", shape, "--owner", "ada", folder=tmp_path)
    home = tmp_path / "harbour"
    assert run("check", folder=home).code == 0
    form = (home / ".github/ISSUE_TEMPLATE/award.yml").read_text()
    assert ("e-mail" in form.lower()) is (shape == "closed")
    assert "/.github/ @ada\n" in (home / ".github/CODEOWNERS").read_text()


@pytest.fixture(params=["other", "by-hand"])
def elsewhere(request, tmp_path):
    """A new repository whose site is served by another host than Pages: its folder, and the host."""
    done = run("init", "harbour", *GIVEN, "--host", request.param, "--plan", "free", folder=tmp_path)
    assert done.code == 0, done.err
    return tmp_path / "harbour", request.param


def test_another_host_gets_a_file_of_the_institutions_own_that_sends_the_site(elsewhere):
    home, host = elsewhere
    file = home / (".github/deploy.sh" if host == "other" else "deploy.sh")
    assert "rsync" in file.read_text()
    assert run("check", folder=home).code == 0


@pytest.mark.parametrize("host", ["pages", "other", "by-hand"])
def test_neither_the_ledger_nor_lists_of_people_are_committed_with_everything_else(tmp_path, host):
    home = tmp_path / "harbour"
    run("init", "harbour", *GIVEN, "--host", host, folder=tmp_path)
    git(home, "init", "--quiet")
    (home / "ledger").mkdir()
    for name in ("ledger/entries.jsonl", "register.csv", "class.xlsx", "class.ods", "letter.txt"):
        (home / name).write_text("Ada Okafor")
    git(home, "add", "--all")
    kept = git(home, "ls-files").split()
    assert "credentials/issuer.yml" in kept
    assert {name for name in kept if not name.startswith((".", "content/", "credentials/", "tool/"))} <= SCAFFOLD


def test_without_github_nothing_of_it_is_written(tmp_path):
    done = run("init", "harbour", *GIVEN, "--host", "by-hand", folder=tmp_path)
    names = set(tree(tmp_path / "harbour"))
    assert {name for name in names if name.startswith(".github/")} == {".github/testamur-scaffold.json"}
    assert "/ledger/" in (tmp_path / "harbour/.gitignore").read_text().splitlines()
    assert "two people look at each other's changes themselves" in done.err


@pytest.mark.parametrize("tool", ["rsync", "s3", "netlify", "cloudflare"])
def test_the_file_that_sends_the_site_is_of_the_chosen_kind(tmp_path, tool):
    run("init", "harbour", *GIVEN, "--host", "other", "--plan", "paid", "--deploy", tool, folder=tmp_path)
    text = (tmp_path / "harbour/.github/deploy.sh").read_text()
    assert {"rsync": "known_hosts", "s3": "rclone", "netlify": "api.netlify.com", "cloudflare": "wrangler"}[
        tool
    ] in text


def test_an_upgrade_keeps_to_the_host_and_leaves_its_file_alone(elsewhere):
    home, host = elsewhere
    file = home / (".github/deploy.sh" if host == "other" else "deploy.sh")
    file.write_text("#!/bin/sh\n# our own\n")
    before = tree(home)
    done = run("init", "harbour", "--upgrade", folder=home.parent)
    assert (done.code, done.out) == (0, "")
    assert tree(home) == before


def test_a_repository_moves_to_another_host_by_an_upgrade(tmp_path):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home = tmp_path / "harbour"
    done = run("init", "harbour", "--upgrade", "--host", "other", "--deploy", "s3", "--yes", folder=tmp_path)
    assert done.code == 0, done.err
    assert ".github/deploy.sh: new, and yours" in done.out
    assert "sh .github/deploy.sh site" in (home / ".github/workflows/publish.yml").read_text()
    assert "rclone" in (home / ".github/deploy.sh").read_text()
    assert run("init", "harbour", "--upgrade", folder=tmp_path).out == ""


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"host": "evil"}', '{"host": ["other"]}'])
def test_a_repository_that_names_no_host_is_for_pages(tmp_path, text):
    run("init", "harbour", *GIVEN, "--host", "other", "--plan", "paid", folder=tmp_path)
    (tmp_path / "harbour" / manifest.NAME).write_text(text)
    assert manifest.site_host(tmp_path / "harbour") == "pages"


@pytest.mark.parametrize(
    "name",
    ["certificates.html", "certificates.pdf", "announcement/slips.html", "register.csv", f"{FIRST}/badge.png", "a.pem"],
)
def test_git_takes_nothing_that_a_command_writes_beside_the_records(tmp_path, name):
    run("init", "harbour", *GIVEN, folder=tmp_path)
    (tmp_path / "harbour" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "harbour" / name).write_text("Ada Okafor")
    git(tmp_path / "harbour", "init", "--quiet")
    loose = git(tmp_path / "harbour", "ls-files", "--others", "--exclude-standard").split()
    assert name not in loose
    assert "README.md" in loose
