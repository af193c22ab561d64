"""`testamur build`: its messages and exit codes."""

import datetime
import re

import pytest

from issuing import NOW, OTHER_KEY, tree
from registries import FIRST, make_registry, run, secret
from testamur.proofs import data_integrity
from testamur.publishing import published_proofs
from testamur.publishing.site import budget, self_check
from testamur.publishing.site.tree import Tree
from testamur.terminal import clock


@pytest.fixture
def issued(tmp_path):
    make_registry(tmp_path)
    key = {"TESTAMUR_SIGNING_KEY": secret()}
    assert run("issue", folder=tmp_path, **key).code == 0
    return tmp_path


def test_build_summarises_the_site_and_says_how_to_look_at_it(issued):
    built = run("build", folder=issued)
    line, size = built.out.splitlines()
    assert (built.code, line) == (0, "Built output/ as of 2026-11-01: 2 awards (1 public), 1 achievement.")
    taken = r"The site has [\d.]+ MB; GitHub Pages takes 1,000 MB"
    assert re.fullmatch(rf"{taken}: room for [\d,]+ more awards of [\d.]+ KB\.", size)
    assert built.err == "Look at it with: testamur serve --site output\n"


def test_without_a_ledger_build_says_what_to_run_first(tmp_path):
    make_registry(tmp_path)
    built = run("build", folder=tmp_path)
    assert built.code == 2
    assert "run testamur issue first, or build with --preview" in built.err


def test_a_problem_in_the_records_is_reported_with_its_file(issued):
    (issued / "credentials" / "learners" / "l-1.yml").write_text("nam: Ada\n")
    built = run("build", folder=issued)
    assert built.code == 1
    assert "credentials/learners/l-1.yml" in built.err + built.out
    assert not (issued / "output").exists()


def test_build_does_not_overwrite_a_folder_of_other_files(issued):  # P-14
    (issued / "output").mkdir()
    (issued / "output" / "thesis.txt").write_text("mine")
    built = run("build", folder=issued)
    assert built.code == 1
    assert "did not make" in built.err


def test_a_place_that_cannot_be_written_is_reported_in_one_line(issued):  # P-14
    built = run("build", "--output", "/proc/site", folder=issued)
    assert (built.code, built.out, built.err.count("\n")) == (1, "", 1)
    assert "/proc" in built.err


def test_a_full_disk_leaves_the_old_site_untouched(issued, monkeypatch):  # P-14
    assert run("build", folder=issued).code == 0
    before = tree(issued / "output")
    write, written = Tree.write, []

    def fill_up(self, name, data, source):
        written.append(name)
        if len(written) > 40:
            raise OSError(28, "No space left on device", name)
        write(self, name, data, source)

    monkeypatch.setattr(Tree, "write", fill_up)
    built = run("build", "--now", "2026-11-02", folder=issued)
    assert built.code == 1
    assert "No space left on device" in built.err
    assert "The site that stood is as it was" in built.err
    assert tree(issued / "output") == before
    assert [path.name for path in issued.iterdir() if path.name.startswith(".output")] == [".output.lock"]


@pytest.mark.parametrize("preview", [(), ("--preview",)])
def test_a_secret_in_the_environment_of_a_build_reaches_no_file(issued, preview):
    canary = secret(OTHER_KEY)
    built = run("build", *preview, folder=issued, TESTAMUR_SIGNING_KEY=canary, TESTAMUR_PASSPHRASE="canary-canary")
    assert built.code == 0
    assert canary not in built.out + built.err
    for part in (canary.encode(), canary.removeprefix("testamur-ed25519-").encode(), b"canary-canary"):
        assert [name for name, data in tree(issued / "output").items() if part in data] == []


def test_build_warns_of_a_site_near_the_hosts_limit(issued, monkeypatch):
    large = budget.Budget(site=700_000_000, awards=10_000, award_bytes=600_000_000, picture_bytes=400_000_000)
    monkeypatch.setattr(budget, "measure", lambda site: large)
    built = run("build", folder=issued)
    assert "The site has 700 MB; GitHub Pages takes 1,000 MB: room for 5,000 more awards of 60.0 KB." in built.out
    assert "The site fills 70% of what GitHub Pages takes. `compact: true` in issuer.yml is due" in built.err
    assert "saves the 400 MB of awards' pictures" in built.err
    assert "leaves room for 35,000 more awards" in built.err


def test_a_compact_site_near_the_hosts_limit_needs_a_larger_host(issued, monkeypatch):
    issuer = issued / "credentials" / "issuer.yml"
    issuer.write_text(issuer.read_text() + "compact: true\n")
    large = budget.Budget(site=700_000_000, awards=50_000, award_bytes=690_000_000, picture_bytes=0)
    monkeypatch.setattr(budget, "measure", lambda site: large)
    built = run("build", folder=issued)
    assert built.code == 0
    assert "The site fills 70% of what GitHub Pages takes. Look for a larger host in time." in built.err


def test_an_impossible_day_is_a_usage_error(issued):
    built = run("build", "--now", "2026-02-30", folder=issued)
    assert built.code == 2
    assert "February 2026 has 28 days" in built.err


def test_build_and_check_warn_of_status_lists_that_grow_old(issued, monkeypatch):
    told = "The status lists are of 2026-11-01. On 2027-12-06 every award stops to verify"
    assert told not in run("build", folder=issued).err + run("check", folder=issued).out
    monkeypatch.setattr(clock, "_read", lambda: NOW + datetime.timedelta(days=310))
    built = run("build", folder=issued)
    assert (built.code, told in built.err) == (0, True)
    assert told in run("check", folder=issued).out


def test_a_build_for_a_day_on_which_every_award_would_fail_keeps_the_old_site(issued, monkeypatch):
    run("build", folder=issued)
    before = tree(issued / "output")
    monkeypatch.setattr(clock, "_read", lambda: NOW + datetime.timedelta(days=402))
    built = run("build", folder=issued)
    assert (built.code, "would not be called genuine" in built.err) == (1, True)
    assert tree(issued / "output") == before


@pytest.fixture
def verified(monkeypatch):
    """What is verified of the documents of the ledger, one entry for each proof."""
    proofs, verify = [], data_integrity.verify_proof

    def counting(document, proof, key):
        proofs.append(proof)
        verify(document, proof, key)

    monkeypatch.setattr(published_proofs.data_integrity, "verify_proof", counting)
    monkeypatch.setattr(self_check, "check", lambda published: None)
    return proofs


def test_a_build_does_not_verify_again_what_was_issued_here(tmp_path, verified):
    make_registry(tmp_path)
    environment = {"TESTAMUR_CACHE": str(tmp_path / "cache")}
    assert run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret(), **environment).code == 0
    assert run("build", folder=tmp_path, **environment).code == 0
    assert verified == []


def test_verify_all_verifies_every_proof_anew(tmp_path, verified):
    make_registry(tmp_path)
    environment = {"TESTAMUR_CACHE": str(tmp_path / "cache")}
    assert run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret(), **environment).code == 0
    assert run("build", "--verify-all", folder=tmp_path, **environment).code == 0
    # Two awards and two lists, of two proofs each.
    assert len(verified) == 8


def test_a_build_remembers_what_it_verified(issued, verified):
    environment = {"TESTAMUR_CACHE": str(issued / "cache")}
    for _ in range(2):
        assert run("build", folder=issued, **environment).code == 0
    assert len(verified) == 8


@pytest.mark.parametrize(("option", "is_written"), [((), False), (("--fresh",), True), (("--verify-all",), True)])
def test_an_award_that_did_not_change_is_written_again_only_where_that_is_asked_for(issued, option, is_written):
    environment = {"TESTAMUR_CACHE": str(issued / "cache")}
    assert run("build", folder=issued, **environment).code == 0
    page = issued / "output" / "awards" / FIRST / "index.html"
    before = page.stat().st_ino
    assert run("build", *option, folder=issued, **environment).code == 0
    assert (page.stat().st_ino != before) is is_written


def test_the_site_is_the_same_whatever_is_remembered(issued):
    sites = []
    for environment in ({}, {"TESTAMUR_CACHE": str(issued / "cache")}, {"TESTAMUR_CACHE": str(issued / "cache")}):
        assert run("build", folder=issued, **environment).code == 0
        sites.append(tree(issued / "output"))
    assert sites[0] == sites[1] == sites[2]


def test_a_preview_does_not_verify_again_what_it_signed(tmp_path, verified):
    make_registry(tmp_path)
    assert run("build", "--preview", folder=tmp_path).code == 0
    assert verified == []


def test_compact_takes_the_pictures_of_awards_away_and_leaves_one_for_all(issued):
    assert run("build", folder=issued).code == 0
    before = tree(issued / "output")
    issuer = issued / "credentials" / "issuer.yml"
    issuer.write_text(issuer.read_text() + "compact: true\n")
    assert run("build", folder=issued).code == 0
    after = tree(issued / "output")
    gone = {name.rpartition("/")[2] for name in before.keys() - after.keys()}
    assert gone == {"badge.png", "badge.svg", "qr.svg"}
    # What pages then bake is there once for all awards of an achievement.
    shared = {f"achievements/visit/badge-small.{kind}" for kind in ("png", "svg")}
    assert after.keys() - before.keys() == shared
    assert all(name.startswith("awards/") for name in before.keys() - after.keys())
    # But for pages (those of bundles are texts), every file is the same: nothing is signed anew, and no document has
    # another address.
    changed = {name for name, data in after.items() if data != before.get(name)} - shared
    assert {name for name in changed if not name.endswith(".html")} == {"theme/bundles/en.txt"}


def test_compact_is_true_or_false(issued):
    issuer = issued / "credentials" / "issuer.yml"
    issuer.write_text(issuer.read_text() + "compact: yes\n")
    built = run("build", folder=issued)
    assert built.code == 1
    assert "compact" in built.err + built.out
