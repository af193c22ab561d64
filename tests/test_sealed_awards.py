"""Sealed awards, from issuing to a stranger's check: nothing of them lies on the site for whoever has no key.

Every byte of the site is searched, also what is packed: pictures, gzip, base64, and the words inside them.
"""

import base64
import binascii
import gzip
import json
import re
import zlib

import pytest

import sealed_site
from built_once import built_once
from registries import run
from sealed_site import ACTIVE, BASE, CORRECTED, DAYS, EMAIL, ERASED, NAMES, PUBLIC, REPLACING, REVOKED, SEALED, WORDS
from testamur.credentials import addresses, sealed_file
from testamur.ledger.store import Ledger
from testamur.pictures.png import SIGNATURE

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{40,}={0,2}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built_once(tmp_path_factory, "sealed", sealed_site.make)


@pytest.fixture(scope="module")
def site(folder):
    """Every file of the site by its name: its bytes, and all that can be unpacked from them."""
    return {
        path.relative_to(folder / "site").as_posix(): b"\0".join(unpacked(path.read_bytes()))
        for path in sorted((folder / "site").rglob("*"))
        if path.is_file()
    }


def unpacked(data, depth=3):
    """Yield these bytes and whatever they hold that is compressed or in base64."""
    yield data
    if depth == 0:
        return
    if data.startswith(SIGNATURE):
        at = len(SIGNATURE)
        while at < len(data):
            size = int.from_bytes(data[at : at + 4])
            kind, chunk = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
            if kind in {b"zTXt", b"iTXt"}:
                for start in range(len(chunk)):
                    with_zlib = chunk[start : start + 1] == b"\x78" and _inflated(chunk[start:])
                    if with_zlib:
                        yield with_zlib
            at += 12 + size
    if data.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(data), depth - 1)
    for found in BASE64.findall(data):
        try:
            inner = base64.urlsafe_b64decode(found.replace(b"+", b"-").replace(b"/", b"_") + b"==")
        except (binascii.Error, ValueError):
            continue
        yield from unpacked(inner, depth - 1)


def _inflated(data):
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


def where(site, *texts):
    data = [text.encode() for text in texts]
    return {name for name, found in site.items() if any(text in found or text in name.encode() for text in data)}


def documents(folder):
    """Every signed edition of a sealed award, by what is in it."""
    ledger = Ledger(folder / "ledger")
    found = [(folder / "first" / f"{award}.json").read_bytes() for award in SEALED]
    return [json.loads(data) for data in (*found, *filter(None, map(ledger.credential, SEALED)))]


def test_the_search_finds_what_may_be_read(site):
    assert "index.html" in site
    assert f"awards/{PUBLIC}/credential.json" in where(site, "2026-05-14")
    assert any(name.startswith("status/") for name in site)


@pytest.mark.parametrize("name", [*NAMES, *(part for name in NAMES for part in name.split())])
def test_no_name_of_a_learner_is_on_the_site(site, name):
    assert where(site, name, name.lower(), name.encode("unicode_escape").decode()) == set()


@pytest.mark.parametrize("day", DAYS)
def test_no_day_of_a_sealed_award_is_on_the_site(site, day):
    assert where(site, day) == set()


@pytest.mark.parametrize("words", WORDS)
def test_no_result_and_no_evidence_is_on_the_site(site, words):
    assert where(site, words) == set()


def test_no_address_and_no_hash_of_one_is_on_the_site(folder, site):
    people = [one for made in documents(folder) for one in made["credentialSubject"]["identifier"]]
    salted = [one["identityHash"] for one in people if one["identityHash"] != "Ada Okafor"]  # she has a public one, too
    salts = [one["salt"] for one in people if "salt" in one]
    assert any(one.startswith("sha256$") for one in salted)
    assert where(site, EMAIL, *salted, *salts) == set()


def test_no_signature_and_no_subject_of_a_sealed_award_is_on_the_site(folder, site):
    secrets = [proof["proofValue"] for made in documents(folder) for proof in made["proof"]]
    subjects = [made["credentialSubject"]["id"] for made in documents(folder)]
    assert where(site, *secrets, *subjects) == set()


def test_its_digest_stands_in_the_log_alone_and_nothing_leads_there(folder, site):
    ledger = Ledger(folder / "ledger")
    digests = [edition.digest.removeprefix("sha256:") for award in SEALED for edition in ledger.state(award).editions]
    assert {name.partition("/")[0] for name in where(site, *digests)} == {"log"}


def test_neither_key_nor_opening_is_on_the_site(folder, site):
    ledger = Ledger(folder / "ledger")
    states = [ledger.state(award) for award in SEALED]
    keys = [state.link_key for state in states if state.link_key]
    assert len(keys) == len(SEALED) - 1  # that of the erased one is gone
    openings = [edition.opening for state in states for edition in state.editions]
    assert where(site, *keys, *openings, *(sealed_file.read_key(key).hex() for key in keys)) == set()


def test_its_id_stands_in_its_own_pages_alone(site):
    for award in SEALED:
        own = {name for name in where(site, award) if re.match(rf"(?:[a-z]+/)?awards/{award}/", name)}
        assert where(site, award) == own
        assert own


def test_its_folder_has_a_page_and_one_file(site):
    own = {name.rpartition("/")[2] for name in site if name.startswith(f"awards/{ACTIVE}/")}
    assert own == {"index.html", "award.sealed"}


def test_the_pages_of_all_sealed_awards_are_one_page(site):
    pages = {site[f"awards/{award}/index.html"].split(b"\0")[0].replace(award.encode(), b"ID") for award in SEALED}
    assert len(pages) == 1


def test_files_of_sealed_awards_have_one_size(folder):
    sizes = {path.stat().st_size for path in (folder / "site").glob("awards/*/award.sealed")}
    assert len(sizes) == 1


def test_entries_of_sealed_awards_in_the_index_say_nothing_of_their_state(site):
    for award in SEALED:
        shard = json.loads(site[f"index/{addresses.index_entry(award)[:2]}.json"].split(b"\0")[0])
        assert set(shard[addresses.index_entry(award)]) == {"sealed"}


def test_an_award_that_a_sealed_one_replaces_does_not_lead_to_it(site):
    assert REPLACING.encode() not in site[f"awards/{PUBLIC}/index.html"]


def verified(folder, subject, *more):
    done = run("verify", "--json", "--site", folder / "site", *more, subject, folder=folder, XDG_CACHE_HOME=str(folder))
    return json.loads(done.out)["results"][0], done


@pytest.mark.parametrize(
    ("award", "verdict"),
    [(ACTIVE, "VALID"), (REVOKED, "REVOKED"), (CORRECTED, "VALID"), (REPLACING, "VALID")],
)
def test_the_whole_link_leads_to_the_verdict_that_any_award_gets(folder, award, verdict):
    found, _ = verified(folder, sealed_site.link(folder, award), "--now", "2026-11-03")
    assert found["verdict"] == verdict
    assert found["checks"][-1]["name"] == "registered"
    assert found["checks"][-1]["outcome"] == "passed"


@pytest.mark.parametrize("award", [ACTIVE, CORRECTED])
def test_the_file_alone_is_checked_without_a_key(folder, tmp_path, award):
    file = tmp_path / "credential.json"
    file.write_bytes(Ledger(folder / "ledger").credential(award))
    assert verified(folder, file, "--now", "2026-11-03")[0]["verdict"] == "VALID"


def test_an_older_copy_of_a_corrected_one_was_replaced(folder):
    found, _ = verified(folder, folder / "first" / f"{CORRECTED}.json", "--now", "2026-11-03")
    assert found["verdict"] == "SUPERSEDED"


def test_a_copy_of_an_erased_one_that_was_kept_stays_good(folder):
    found, _ = verified(folder, folder / "first" / f"{ERASED}.json", "--now", "2026-11-03")
    assert found["verdict"] == "VALID"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda link: link.partition("#")[0], "this award is sealed: give its whole link"),
        (lambda link: link[:-1], "the key in the link is not whole"),
        (lambda link: link[:-43] + "A" * 43, "the key in the link does not open this award"),
        (lambda link: link.replace(ACTIVE, REVOKED), "the key in the link does not open this award"),
    ],
)
def test_a_link_that_does_not_open_is_no_verdict_and_says_why(folder, change, said):
    found, done = verified(folder, change(sealed_site.link(folder, ACTIVE)))
    assert (found["verdict"], done.code) == ("INDETERMINATE", 3)
    assert said in found["sentence"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda link: link,
        lambda link: link.replace("#key=", "#\nkey="),
        lambda link: link.replace("#key=", "# key ="),
        lambda link: link.replace("/awards/", "/award/"),
    ],
)
def test_the_key_of_a_link_is_not_printed(folder, broken):
    link = sealed_site.link(folder, ACTIVE)
    done = run("verify", "--site", folder / "site", broken(link), f"{BASE}/awards/{PUBLIC}/", folder=folder)
    assert ACTIVE in done.out
    assert link.rpartition("=")[2] not in done.out + done.err


def test_what_was_built_twice_is_the_same(folder, tmp_path):
    sealed_site.make(tmp_path)
    for award in (ACTIVE, REVOKED):
        name = f"site/awards/{award}/award.sealed"
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
