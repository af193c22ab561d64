import pytest

from registries import FIRST, REVOKED, SECOND, make_registry, run, secret


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    return tmp_path


def sheets(folder, name="certificates.html"):
    return (folder / name).read_text(encoding="utf-8").count('<section class="certificate"')


def test_every_award_in_force_has_a_sheet_in_one_document(folder):
    done = run("print", "--all", folder=folder)
    assert (done.code, done.out) == (0, "certificates.html\n"), done.err
    assert done.err.startswith("2 certificates. ")
    assert sheets(folder) == 2


def test_awards_are_named_by_id_link_or_name_and_printed_once(folder):
    done = run("print", FIRST, f"https://badges.harbour.example/awards/{FIRST}/", "Ada Okafor", folder=folder)
    assert (done.code, sheets(folder)) == (0, 1), done.err


def test_the_document_fetches_nothing_and_runs_nothing(folder):
    run("print", "--all", folder=folder)
    text = (folder / "certificates.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert all(source.startswith("data:") for source in (part.split('"')[0] for part in text.split('src="')[1:]))


def test_a_withdrawn_award_has_no_certificate(folder):
    make_registry(folder, {f"awards/2026/{FIRST}.yml": REVOKED})
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    done = run("print", FIRST, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert f"award {FIRST} has no certificate: it is withdrawn" in done.err
    assert run("print", "--all", folder=folder).err.startswith("1 certificate, 1 left out")
    assert sheets(folder) == 1


def test_an_award_not_yet_issued_has_no_certificate(tmp_path):
    make_registry(tmp_path)
    (tmp_path / "ledger").mkdir()
    done = run("print", SECOND, folder=tmp_path)
    assert done.code == 2
    assert "run testamur issue first" in done.err


def test_an_existing_file_is_not_overwritten(folder):
    (folder / "certificates.html").write_text("mine")
    assert run("print", "--all", folder=folder).code != 0
    assert (folder / "certificates.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name an award"),
        ((FIRST, "--all"), "not both"),
        (("--all", "--language", "xx"), "the site speaks"),
        (("--achievement", "none"), "there is no achievement of this name"),
    ],
)
def test_an_impossible_choice_of_awards_is_refused(folder, arguments, said):
    done = run("print", *arguments, folder=folder)
    assert done.code == 2
    assert said in done.err
