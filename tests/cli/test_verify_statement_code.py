"""`testamur verify` of a statement code: the signature first, and then the award, where it can be reached."""

import json
import shutil
from dataclasses import replace

import pytest

from issuing import KEY, NOW
from issuing import run as issue
from published_files import site_items
from registries import FIRST, SECOND, run
from registries import make_registry as write_registry
from testamur.credentials import addresses
from testamur.credentials.statement_codes import statement_code
from testamur.ledger.statement_codes import kept_codes
from testamur.ledger.store import Ledger
from testamur.proofs.cose import sign1
from testamur.publishing import publication
from testamur.publishing.site.items import File
from testamur.publishing.views import site_info
from testamur.records import registry

BASE = "https://badges.harbour.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An issued registry with statement codes, and its site without pages."""
    folder = tmp_path_factory.mktemp("coded")
    loaded = registry.load(write_registry(folder, certificate="{statementCode: true}"), today=NOW.date())
    issue(loaded, folder / "ledger")
    published = publication.read(loaded, Ledger(folder / "ledger"), now=NOW)
    for one in site_items(published, [site_info.site(loaded.issuer, now=NOW)]):
        if isinstance(one, File):
            path = folder / "output" / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)
    return folder


@pytest.fixture
def home(made, tmp_path):
    return shutil.copytree(made, tmp_path / "home")


def code(home, award_id=FIRST):
    return (home / "ledger" / kept_codes.name_of(award_id)).read_bytes()


def statement(home):
    return statement_code.decode(sign1.read(code(home)).payload)


def address(home, award_id=FIRST):
    return statement_code.prefix(BASE) + statement_code.letters(code(home, award_id))


def check(home, *arguments):
    return run("verify", *arguments, "--site", "output", folder=home)


def test_an_address_is_checked_and_then_its_award(home):
    done = check(home, address(home))
    assert (done.code, done.err) == (0, "")
    assert (
        "\nSIGNED: Signed by badges.harbour.example; whether it still stands, only the network can say.\n" in done.out
    )
    assert "\nThe award itself, as it is now:\n" in done.out
    assert "\nVALID: Genuine and current" in done.out


def test_a_file_of_either_form_is_checked(home):
    (home / "code.cbor").write_bytes(code(home))
    (home / "code.txt").write_text(f"  {address(home)}\n")
    for name in ("code.cbor", "code.txt"):
        done = check(home, name)
        assert (done.code, "SIGNED: " in done.out) == (0, True), done.out


def test_an_address_that_a_mail_broke_over_lines_is_read(home):
    text = address(home)
    (home / "code.txt").write_text(f"<{text[:90]}\n{text[90:]}>")
    assert check(home, "code.txt").code == 0


def test_where_the_award_cannot_be_reached_it_was_not_checked(home):
    shutil.rmtree(home / "output/awards" / FIRST)
    done = check(home, address(home))
    assert (done.code, "VALID" in done.out) == (3, False)
    assert "it says         for       Harbour Visit" in done.out


def test_an_altered_code_is_a_definite_no_and_says_nothing_of_its_award(home):
    data = code(home)
    (home / "code.cbor").write_bytes(data.replace(b"Ada Okafor", b"Eve Okafor"))
    done = check(home, "code.cbor")
    assert done.code == 1
    assert done.out == (
        "INVALID: Do not rely on this: altered, or not theirs: the signature does not fit what it says.\n"
    )


def test_a_code_of_an_older_copy_is_called_replaced(home):
    digest = statement(home).digest
    shard = home / "output" / addresses.index_shard("", FIRST).removeprefix("/")
    shard.write_text(shard.read_text().replace(f'"digest":"{digest}"', f'"digest":"sha256:0","replaced":["{digest}"]'))
    done = check(home, address(home))
    assert done.code == 1
    assert (
        "SUPERSEDED: Genuine, but replaced: the award's page has another copy than this code was made of." in done.out
    )


def test_a_code_with_another_name_beside_a_genuine_digest_is_a_definite_no(home):
    # As whoever has the key can sign: the digest of every award is in the index.
    forged = replace(statement(home), name="Eve Mallory")
    (home / "code.cbor").write_bytes(sign1.sign(statement_code.encode(forged), KEY))
    done = check(home, "code.cbor")
    assert (done.code, "Eve Mallory" in done.out) == (1, False)
    assert "INVALID: Do not rely on this: altered, or not theirs: it says something else than the award" in done.out


def test_a_code_of_an_award_that_nobody_made_is_not_called_signed(home):
    forged = replace(statement(home), award_id="7777-7777-7777-7777")
    (home / "code.cbor").write_bytes(sign1.sign(statement_code.encode(forged), KEY))
    done = check(home, "code.cbor")
    assert (done.code, "SIGNED" in done.out) == (3, False)
    assert "the issuer's index does not have this award" in done.out


def test_a_name_that_is_not_in_the_code_is_told_by_the_award(home):
    done = check(home, address(home, SECOND))
    assert "it says         learner" not in done.out
    assert done.code == 0


def test_an_issuer_that_nobody_trusts_is_called_unknown(home):
    shutil.rmtree(home / "credentials")
    done = check(home, address(home))
    assert (done.code, "UNTRUSTED ISSUER: " in done.out) == (1, True), done.out


def test_several_are_lines_of_a_table(home):
    done = check(home, address(home), FIRST)
    assert [line.split()[0] for line in done.out.splitlines()] == ["SIGNED", "VALID", "VALID"]


def test_machines_are_told_the_same(home):
    results = json.loads(check(home, address(home), "--json").out)["results"]
    assert [one["verdict"] for one in results] == ["SIGNED", "VALID"]
    assert results[0]["facts"]["learner"] == "Ada Okafor"
    assert results[0]["subject"] == f"{BASE}/verify/#…"


@pytest.mark.parametrize("size", [0, 2, 5, 100])
def test_a_damaged_file_ends_in_a_sentence(home, size):
    (home / "code.cbor").write_bytes((b"\xd2\x84" + code(home)[2:])[:size])
    done = check(home, "code.cbor")
    assert done.code in {1, 3}
    assert "Traceback" not in done.err
