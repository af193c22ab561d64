import csv
import email
import email.policy
import io

import pytest

from registries import FIRST, SECOND, make_registry, run, secret

BASE = "https://badges.harbour.example"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {"learners/l-1.yml": "name: Ada Okafor\nemail: ada@mail.example\n"})
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    return tmp_path


def announce(folder, *arguments):
    done = run("announce", *(arguments or ("--all",)), folder=folder)
    assert done.code == 0, done.err
    return done


def merge(folder):
    text = (folder / "announcement" / "mail-merge.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def draft(folder, award):
    data = (folder / "announcement" / "mail" / f"{award}.eml").read_bytes()
    return email.message_from_bytes(data, policy=email.policy.default)


def test_every_award_has_a_row_with_the_link_to_the_learners_own_steps(folder):
    announce(folder)
    rows = {row["award"]: row for row in merge(folder)}
    assert rows[FIRST]["link"] == f"{BASE}/awards/{FIRST}/#mine"
    assert (rows[FIRST]["name"], rows[FIRST]["email"], rows[SECOND]["email"]) == ("Ada Okafor", "ada@mail.example", "")
    assert "Harbour Institute has awarded you Harbour Visit, on 14 May 2026." in rows[FIRST]["text"]
    assert rows[FIRST]["link"] in rows[FIRST]["text"]


def test_a_draft_of_each_letter_opens_in_a_mail_program_unsent(folder):
    announce(folder)
    made = draft(folder, FIRST)
    assert (made["X-Unsent"], made["To"].addresses[0].addr_spec) == ("1", "ada@mail.example")
    assert made["From"].addresses[0].addr_spec == "registrar@harbour.example"
    assert made["Subject"] == "Your award: Harbour Visit"
    assert "Dear Ada Okafor," in made.get_content()
    assert draft(folder, SECOND)["To"] is None


def test_a_letter_is_in_the_language_of_its_award(tmp_path):
    french = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nlanguage: fr\n"
    make_registry(tmp_path, {f"awards/2026/{FIRST}.yml": french}, languages="[en, fr]")
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    announce(tmp_path)
    rows = {row["award"]: row for row in merge(tmp_path)}
    assert rows[FIRST]["link"] == f"{BASE}/fr/awards/{FIRST}/#mine"
    assert "14 mai 2026" in rows[FIRST]["text"]
    assert rows[SECOND]["language"] == "en"


def test_slips_have_the_address_and_a_qr_code_and_run_no_script(folder):
    announce(folder)
    page = (folder / "announcement" / "slips.html").read_text()
    assert page.count("<section") == 2
    assert f"{BASE}/awards/{SECOND}/#mine" in page
    assert "<script" not in page
    assert 'src="data:image/svg+xml;base64,' in page


def test_addresses_from_a_list_are_matched_by_name_and_not_stored(folder):
    before = {path: path.read_bytes() for path in (folder / "credentials").rglob("*.yml")}
    (folder / "list.csv").write_text(
        "Name,E-mail\nzoë  Ó briain,zoe@mail.example\nNobody Here,x@mail.example\nAda Okafor,nope\n"
    )
    done = announce(folder, "--all", "--contacts", "list.csv")
    assert draft(folder, SECOND)["To"].addresses[0].addr_spec == "zoe@mail.example"
    assert "no learner is called that" in done.err
    assert "nope" in done.err
    assert {path: path.read_bytes() for path in (folder / "credentials").rglob("*.yml")} == before


def test_an_address_for_a_name_that_two_learners_share_is_reported_and_not_guessed(folder):
    (folder / "credentials/learners/l-3.yml").write_text("name: Zoë Ó Briain\n")
    (folder / "list.csv").write_text("Name,E-mail\nZoë Ó Briain,zoe@mail.example\n")
    done = announce(folder, "--all", "--contacts", "list.csv")
    assert "2 learners have this name" in done.err
    assert draft(folder, SECOND)["To"] is None


def test_a_name_that_looks_like_a_formula_is_text_in_the_table(tmp_path):  # M-13
    make_registry(tmp_path, {"learners/l-1.yml": "name: '=HYPERLINK(1)'\n"})
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    announce(tmp_path)
    assert {row["name"] for row in merge(tmp_path)} >= {"'=HYPERLINK(1)"}


def test_withdrawn_and_private_awards_are_not_announced(tmp_path):
    private = "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-15\nvisibility: private\n"
    revoked = (
        "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n"
        "history:\n  - {date: 2026-06-01, act: revoked, reason: awarded-in-error}\n"
    )
    make_registry(tmp_path, {f"awards/2026/{FIRST}.yml": revoked, f"awards/2026/{SECOND}.yml": private})
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    done = run("announce", "--all", folder=tmp_path)
    assert done.code == 2
    assert "there is nobody to write to" in done.err
    assert "it is private" in run("announce", SECOND, folder=tmp_path).err


def test_the_folder_is_new_outside_the_records_and_readable_by_its_owner_only(folder):
    announce(folder)
    assert (folder / "announcement").stat().st_mode & 0o777 == 0o700
    again = run("announce", "--all", folder=folder)
    assert again.code == 2
    assert "exists already" in again.err
    inside = run("announce", "--all", "--output", "credentials/x", folder=folder)
    assert "within the records" in inside.err
