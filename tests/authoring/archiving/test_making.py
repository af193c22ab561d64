"""An archive of a registry: all that is public, nothing that is not, and the same bytes each time."""

import json
import os
import zipfile

import bagit
import pytest

import archives
from archives import CANARY, LISTED, LOG_KEY, NAME, PRIVATE, SEALED, UNLISTED, WITHDRAWN, copied, succeed
from issuing import tree
from registries import run
from testamur.records.parsing import yaml_subset


@pytest.fixture(scope="module")
def files(archive):
    with zipfile.ZipFile(archive) as file:
        return {name.removeprefix(f"{NAME}/data/"): file.read(name) for name in file.namelist()}


def manifest(files):
    return json.loads(files["archive.json"])


def test_every_public_file_of_the_site_is_in_it(files, published):
    site = {f"site/{name}": data for name, data in tree(published / "output").items()}
    left_out = {name for name in site if name not in files}
    assert {name.split("/")[2] for name in left_out} == {UNLISTED, WITHDRAWN, PRIVATE, SEALED}
    assert all(files[name] == data for name, data in site.items() if name not in left_out)


def test_the_entries_of_the_log_are_in_it(files, published):
    assert files["ledger/entries.jsonl"] == (published / "ledger/entries.jsonl").read_bytes()


def test_a_public_record_is_in_it_without_its_comments(files, published):
    before = yaml_subset.parse((published / "credentials/achievements/visit.yml").read_bytes(), "visit.yml").value
    assert yaml_subset.parse(files["records/achievements/visit.yml"], "visit.yml").value == before


def test_nothing_private_is_in_it(files, published):
    everything = b"".join(path.read_bytes() for path in (published / "credentials").rglob("*.yml"))
    assert everything.count(CANARY.encode()) == 8
    assert [name for name, data in files.items() if CANARY.encode() in data or CANARY in name] == []


@pytest.mark.parametrize("award", [UNLISTED, WITHDRAWN, PRIVATE, SEALED])
def test_no_award_that_the_site_does_not_list_is_named_in_it(files, award):
    assert [name for name, data in files.items() if award.encode() in data or award in name] == []


def test_no_salt_is_in_it(files, published):
    states = [json.loads(path.read_bytes()) for path in (published / "ledger/awards").glob("*.json")]
    secrets = {value for state in states for name, value in flat(state) if "salt" in name.lower()}
    assert secrets
    assert [name for name, data in files.items() for salt in secrets if str(salt).encode() in data] == []


def flat(value, name=""):
    """Each member of a document that is no list and no mapping, by its name."""
    if isinstance(value, dict):
        for member, inner in value.items():
            yield from flat(inner, member)
    elif isinstance(value, list):
        for inner in value:
            yield from flat(inner, name)
    else:
        yield name, value


def test_it_says_what_was_left_out_and_why(files):
    left_out = {one["what"]: one for one in manifest(files)["leftOut"]}
    assert left_out["awards"]["count"] == 4
    assert "count" not in left_out["records/learners/"]
    assert all(one["why"] for one in left_out.values())


def test_whoever_takes_over_gets_the_awards_that_are_not_listed(published, tmp_path):
    here = copied(published, tmp_path)
    succeed(here, "archive", "--with-unlisted", "--output", "whole.zip")
    with zipfile.ZipFile(here / "whole.zip") as file:
        names = file.namelist()
    assert f"{NAME}/data/site/awards/{UNLISTED}/credential.json" in names


def test_the_same_registry_is_the_same_bytes(published, archive, tmp_path):
    here = copied(published, tmp_path)
    for path in here.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    succeed(here, "archive", "--output", "again.zip")
    assert (here / "again.zip").read_bytes() == archive.read_bytes()


def test_another_file_of_its_name_stays(published, tmp_path):
    here = copied(published, tmp_path)
    (here / "mine.zip").write_bytes(b"mine")
    done = run("archive", "--output", "mine.zip", folder=here)
    assert (done.code, (here / "mine.zip").read_bytes()) == (2, b"mine")
    assert "exists and is another file" in done.err
    assert not list(here.glob(".*.new"))


@pytest.mark.parametrize(
    "act",
    [
        ("erase", "l-1", "--yes"),
        ("revoke", LISTED, "--reason", "awarded-in-error", "--yes"),
    ],
    ids=["erased", "withdrawn"],
)
@pytest.mark.parametrize("options", [(), ("--with-unlisted",)], ids=["public", "whole"])
def test_a_site_from_before_an_act_of_the_records_is_not_archived(published, tmp_path, act, options):
    here = copied(published, tmp_path)
    succeed(here, *act)
    done = run("archive", "--output", "a.zip", *options, folder=here)
    assert (done.code, (here / "a.zip").exists()) == (1, False)
    assert f"still shows award {LISTED}" in done.err


def test_an_erased_award_that_no_list_named_is_in_no_archive(published, tmp_path):
    """Not even in that of whoever takes over, while the site still has it."""
    here = copied(published, tmp_path)
    succeed(here, "erase", "l-2", "--yes")
    done = run("archive", "--output", "a.zip", "--with-unlisted", folder=here)
    assert (done.code, (here / "a.zip").exists()) == (1, False)


def test_an_erased_award_is_not_named_in_the_archive_of_a_newer_site(published, tmp_path):
    here = copied(published, tmp_path)
    succeed(here, "erase", "l-1", "--yes")
    succeed(here, "issue", "--yes", "--log-key", LOG_KEY)
    succeed(here, "build")
    succeed(here, "archive", "--output", "a.zip")
    with zipfile.ZipFile(here / "a.zip") as file:
        assert [name for name in file.namelist() if LISTED.encode() in file.read(name) or LISTED in name] == []


def test_a_folder_is_no_name_for_an_archive(published, tmp_path):
    here = copied(published, tmp_path)
    done = run("archive", "--output", ".", folder=here)
    assert (done.code, "is a folder: name the file" in done.err) == (2, True)


def test_a_site_that_was_changed_is_not_archived(published, tmp_path):
    here = copied(published, tmp_path)
    page = here / f"output/awards/{LISTED}/credential.json"
    page.write_bytes(page.read_bytes().replace(b"Ada", b"Eve"))
    done = run("archive", "--output", "a.zip", folder=here)
    assert (done.code, (here / "a.zip").exists()) == (1, False)
    assert "Nothing was written" in done.err


def test_a_site_that_is_older_than_the_ledger_is_not_archived(published, tmp_path):
    here = copied(published, tmp_path)
    listed = next((here / "ledger/status").iterdir())
    listed.write_bytes(listed.read_bytes() + b" ")
    done = run("archive", "--output", "a.zip", folder=here)
    assert done.code == 1
    assert "Build it again" in done.err


def test_a_folder_that_is_no_site_is_not_archived(published, tmp_path):
    here = copied(published, tmp_path)
    done = run("archive", "--site", "credentials", folder=here)
    assert done.code == 1
    assert "run testamur build" in done.err


def test_a_link_in_the_site_is_not_followed(published, tmp_path):
    here = copied(published, tmp_path)
    (here / "output/secret").symlink_to("/etc/passwd")
    done = run("archive", "--output", "a.zip", folder=here)
    assert done.code == 1
    assert "is a link" in done.err


def test_a_registry_without_a_log_is_archived_without_entries(tmp_path):
    archives.make_published(tmp_path, log=False)
    succeed(tmp_path, "archive", "--output", "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert [name for name in file.namelist() if "/ledger/" in name] == []


def test_a_tool_of_libraries_finds_the_whole_valid(archive, tmp_path):
    with zipfile.ZipFile(archive) as file:
        file.extractall(tmp_path)
    bagit.Bag(str(tmp_path / NAME)).validate()
