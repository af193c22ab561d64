"""What the commands do with sealed awards: the registrar never has to put a link together."""

import email
import json
import zipfile

import pytest

from issuing import an_id
from registries import FIRST, make_registry, run, secret, value
from testamur.ledger.store import Ledger

SEALED = an_id(3)
BASE = "https://badges.harbour.example"
NAME = f"awards/2026/{SEALED}.yml"
RECORD = "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-16\nvisibility: sealed\n"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {NAME: RECORD}, languages="[en, fr]")
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text('PATH = "content"\nPLUGINS = ["testamur"]\n')
    issue(tmp_path)
    return tmp_path


def issue(folder):
    done = run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 0, done.err
    return done


def link(folder, prefix=""):
    return f"{BASE}/{prefix}awards/{SEALED}/#key={Ledger(folder / 'ledger').state(SEALED).link_key}"


def test_export_gives_the_link(folder):
    assert run("export", SEALED, folder=folder).code == 0
    assert (folder / SEALED / "link.txt").read_text() == f"{link(folder)}\n"


def test_export_gives_a_bundle_that_needs_neither_site_nor_key(folder, tmp_path_factory):
    assert run("build", folder=folder).code == 0
    assert run("export", SEALED, folder=folder).code == 0
    bundle = folder / SEALED / "bundle.html"
    assert link(folder).rpartition("=")[2] not in bundle.read_text()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    done = run("verify", "--json", "--trust", folder / "output/issuer/did.json", bundle, folder=elsewhere)
    [found] = json.loads(done.out)["results"]
    assert {check["outcome"] for check in found["checks"]} <= {"passed", "not-applicable"}


def test_export_gives_no_link_of_any_other_award(folder):
    run("export", FIRST, folder=folder)
    assert not (folder / FIRST / "link.txt").exists()


def test_a_new_link_is_asked_for_in_the_record(folder):
    before = link(folder)
    done = run("export", SEALED, "--new-link", "--yes", folder=folder)
    assert done.code == 0, done.err
    assert value(folder / "credentials", NAME)["link"] == 2
    assert "stops working" in done.err
    assert not (folder / SEALED).exists()
    issue(folder)
    assert link(folder) != before


def test_a_new_link_is_for_sealed_awards_alone(folder):
    done = run("export", FIRST, "--new-link", "--yes", folder=folder)
    assert done.code == 2
    assert "is not sealed" in done.err


@pytest.mark.parametrize("more", [["--to", "x"], ["--output", "x"], ["--from", "2026-01-01"]])
def test_a_new_link_goes_with_no_other_option(folder, more):
    assert run("export", SEALED, "--new-link", *more, folder=folder).code == 2
    assert run("export", "--new-link", folder=folder).code == 2


def test_a_letter_has_the_whole_link_and_says_what_it_is(folder):
    done = run("announce", SEALED, folder=folder)
    assert done.code == 0, done.err
    message = email.message_from_bytes((folder / "announcement/mail" / f"{SEALED}.eml").read_bytes())
    text = message.get_payload(decode=True).decode()
    assert f"\n{link(folder)}\n" in text.replace("\r\n", "\n")
    assert "It is sealed" in text
    assert "LinkedIn" not in text
    assert link(folder) in (folder / "announcement/mail-merge.csv").read_text("utf-8-sig")


def test_a_certificate_has_the_whole_link(folder):
    done = run("print", SEALED, "--no-pdf", folder=folder)
    assert done.code == 0, done.err
    html = (folder / "certificates.html").read_text()
    assert link(folder).rpartition("/")[2] in html


@pytest.mark.parametrize("more", [[], ["--with-unlisted"]])
def test_an_archive_has_a_sealed_award_as_the_site_has_it_or_not_at_all(folder, more):
    assert run("build", folder=folder).code == 0
    done = run("archive", *more, folder=folder)
    assert done.code == 0, done.err
    [made] = folder.glob("*.zip")
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    own = {name.rpartition("/")[2] for name in files if f"awards/{SEALED}/" in name}
    assert own == ({"index.html", "award.sealed"} if more else set())
    state = Ledger(folder / "ledger").state(SEALED)
    for secret_text in (state.link_key, state.current.opening):
        assert not [name for name, data in files.items() if secret_text.encode() in data]


def test_issue_prints_no_key(folder):
    run("export", SEALED, "--new-link", "--yes", folder=folder)
    done = issue(folder)
    assert f"given a new link  {SEALED}" in done.out
    assert link(folder).rpartition("=")[2] not in done.out + done.err


def test_the_report_for_programs_names_it(folder):
    run("export", SEALED, "--new-link", "--yes", folder=folder)
    done = run("issue", "--dry-run", "--json", folder=folder)
    assert json.loads(done.out)["linked"] == [SEALED]


def test_nothing_is_sealed_in_an_open_repository(folder):
    make_registry(folder, {NAME: RECORD}, repository="open", publicNames="true")
    done = run("check", folder=folder)
    assert done.code == 1
    assert "nothing is sealed in an open repository" in done.out + done.err


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", "'2'"])
def test_the_number_of_a_link_is_a_whole_one(folder, number):
    make_registry(folder, {NAME: f"{RECORD}link: {number}\n"})
    assert run("check", folder=folder).code == 1


def test_a_new_award_may_be_sealed(folder):
    options = ["--achievement", "visit", "--learner", "l-1", "--date", "2026-05-20", "--visibility", "sealed"]
    done = run("new", "award", *options, folder=folder)
    assert done.code == 0, done.err
    assert "visibility: sealed" in (folder / done.out.split()[0]).read_text()


def test_a_spreadsheet_may_say_so(folder):
    (folder / "class.csv").write_text("learner id,date,visibility\nl-1,2026-05-21,sealed\n")
    done = run("import", "class.csv", "--achievement", "visit", "--yes", folder=folder)
    assert done.code == 0, done.err
    texts = [path.read_text() for path in (folder / "credentials/awards").rglob("*.yml")]
    assert sum("visibility: sealed" in text for text in texts) == 2


def test_no_file_of_the_time_before_stays_when_an_award_is_sealed(folder):
    own = folder / "output/awards" / SEALED
    make_registry(folder, {NAME: RECORD.replace("sealed", "unlisted")}, languages="[en, fr]")
    for text, names in (
        (RECORD.replace("sealed", "public"), {"index.html", "credential.json", "badge.png", "badge.svg", "qr.svg"}),
        (RECORD, {"index.html", "award.sealed"}),
        (f"{RECORD}link: 2\n", {"index.html", "award.sealed"}),
        (RECORD.replace("sealed", "private"), None),
    ):
        (folder / "credentials" / NAME).write_text(text)
        issue(folder)
        assert run("build", folder=folder).code == 0
        assert run("build", "--output", "fresh", folder=folder).code == 0
        assert (None if names is None else {path.name for path in own.iterdir()}) == names or not own.exists()
        assert tree(folder / "output") == tree(folder / "fresh")


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_on_the_site_is_not_called_back_by_a_seal(folder):
    done = run("edit", "award", FIRST, "--visibility", "sealed", "--yes", folder=folder)
    assert done.code == 0, done.err
    assert "an award is best sealed before its first publish" in done.err
    again = run("edit", "award", FIRST, "--visibility", "unlisted", "--yes", folder=folder)
    assert (again.code, "best sealed" in again.err) == (0, False)
