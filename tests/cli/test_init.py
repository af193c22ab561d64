import pytest

from registries import PASSPHRASE, run

ANSWERS = {
    "--name": "Harbour Institute",
    "--base": "https://badges.harbour.example/",
    "--country": "IE",
    "--contact": "registrar@harbour.example",
}
GIVEN = [part for pair in ANSWERS.items() for part in pair]


def test_a_repository_from_options_checks_clean(tmp_path):
    done = run("init", "harbour", *GIVEN, folder=tmp_path)
    assert done.code == 0
    assert "harbour/credentials/issuer.yml" in done.out.splitlines()
    assert "Next: cd harbour, then testamur keygen." in done.err
    assert run("check", folder=tmp_path / "harbour").code == 0


def test_a_repository_is_asked_for_and_mistakes_are_asked_again(tmp_path, somebody_there):
    answers = [
        "Harbour Institute",
        "badges.harbour",
        "https://badges.harbour.example",
        "Ireland",
        "IE",
        "nobody",
        "a@harbour.example",
    ]
    done = run("init", "harbour", folder=tmp_path, answers="\n".join(answers) + "\n")
    assert done.code == 0
    assert "Write it like https://badges.harbour.example" in done.err
    assert "Two letters are asked for" in done.err
    assert "This is not an e-mail address." in done.err


def test_without_a_terminal_what_is_missing_is_named(tmp_path):
    done = run("init", "harbour", "--name", "H", folder=tmp_path)
    assert done.code == 2
    assert "--base is missing" in done.err
    assert not (tmp_path / "harbour").exists()


def test_a_folder_with_something_in_it_is_told_before_anything_is_asked(tmp_path, somebody_there):
    (tmp_path / "thesis.doc").write_text("mine")
    done = run("init", ".", folder=tmp_path)
    assert done.code == 2
    assert "is not empty" in done.err


@pytest.mark.parametrize(("country", "told"), [("IE", False), ("US", True)])
def test_a_country_of_many_time_zones_is_told_about_midnight(tmp_path, country, told):
    done = run("init", "harbour", *GIVEN, "--country", country, folder=tmp_path)
    assert ("Days end at midnight UTC" in done.err) is told


def test_the_readme_leads_to_a_first_award_that_verifies(tmp_path):
    """The five-minute walk, but for looking at the site."""
    run("init", "harbour", *GIVEN, folder=tmp_path)
    home = tmp_path / "harbour"
    assert run("keygen", "--add", folder=home, TESTAMUR_PASSPHRASE=PASSPHRASE).code == 0
    done = run(
        "new",
        "achievement",
        "--name",
        "Tidal Charts",
        "--description",
        "Reads charts.",
        "--criteria",
        "Read one.",
        folder=home,
    )
    assert done.code == 0
    assert run("new", "learner", "--name", "Zoë Ó Briain", folder=home).code == 0
    done = run(
        "new",
        "award",
        "--achievement",
        "tidal-charts",
        "--learner",
        "Zoë Ó Briain",
        "--date",
        "2026-10-30",
        folder=home,
    )
    assert done.code == 0
    assert run("check", folder=home).code == 0
    done = run("issue", "--key", "signing-key-2026-11-01.pem", folder=home, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0, done.err
    assert run("check", folder=home).out.splitlines()[1] == "Nothing is pending."
    assert run("export", "Zoë Ó Briain", folder=home).code == 0
