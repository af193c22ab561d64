"""The built site: what it must and must never contain, and that the same inputs give the same bytes."""

import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from issuing import KEY, NOW, Random, an_id, tree
from paths import ROOT
from registries import FIRST, SECOND, make_registry
from testamur.errors import PublishingError, TestamurError
from testamur.ledger import issuance
from testamur.proofs import multibase
from testamur.records import registry
from testamur.terminal.building import build

REVOKED, HELD, ERASED, PRIVATE, UNLISTED = (an_id(number) for number in range(11, 16))
AWARD = "achievement: visit\nlearner: l-{}\nawardedDate: 2026-05-{}\nvisibility: {}\n"
MORE = {
    f"awards/2026/{REVOKED}.yml": AWARD.format(1, 16, "public")
    + 'evidence: [{name: Secret work, id: "https://work.example/1"}]\n'
    + "history: [{date: 2026-06-01, act: revoked, reason: awarded-in-error, note: a whisper}]\n",
    f"awards/2026/{HELD}.yml": AWARD.format(1, 17, "public")
    + "history: [{date: 2026-06-01, act: suspended, reason: under-review}]\n",
    f"awards/2026/{PRIVATE}.yml": AWARD.format(3, 18, "private"),
    f"awards/2026/{UNLISTED}.yml": AWARD.format(4, 19, "unlisted"),
    "learners/l-3.yml": "name: Peadar Príobháideach\nemail: peadar@mail.example\n",
    "learners/l-4.yml": "name: Úna Neamhliostaithe\n",
    "learners/l-5.yml": "name: Eibhlín Scriosta\n",
}


def make(folder, now=NOW, output="output", seed=0):
    """Issue what is pending, and build."""
    records = folder / "credentials"
    issuance.issue(registry.load(records, today=now.date()), folder / "ledger", KEY, now=now, random=Random(seed))
    build(
        records=records,
        ledger=folder / "ledger",
        output=folder / output,
        settings=folder / "pelicanconf.py",
        now=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC),
        preview=False,
    )
    return folder / output


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A registry in every state: one award was issued, then erased."""
    folder = tmp_path_factory.mktemp("registry")
    before = {**MORE, f"awards/2026/{ERASED}.yml": AWARD.format(5, 20, "public")}
    records = make_registry(folder, before)
    (folder / "content" / "pages").mkdir(parents=True)
    (folder / "content" / "pages" / "about.md").write_text("Title: About us\nSlug: about\n\nHello.\n")
    (folder / "pelicanconf.py").write_text(f"PATH = {str(folder / 'content')!r}\n")
    issuance.issue(registry.load(records, today=NOW.date()), folder / "ledger", KEY, now=NOW, random=Random(1))
    erased = (
        "achievement: visit\nawardedDate: 2026-05-20\nvisibility: public\nhistory: [{date: 2026-10-01, act: erased}]\n"
    )
    (records / "awards" / "2026" / f"{ERASED}.yml").write_text(erased)
    (records / "learners" / "l-5.yml").unlink()
    make(folder, now=NOW + datetime.timedelta(minutes=1), seed=2)
    return folder


@pytest.fixture(scope="module")
def site(place):
    return tree(place / "output")


def page(site, award):
    return site[f"awards/{award}/index.html"].decode()


def test_the_site_has_every_expected_file(site):
    parts = {
        "index.html",
        "404.html",
        "achievements/index.html",
        "achievements/visit/index.html",
        "achievements/visit/achievement.json",
        "achievements/visit/badge.svg",
        "achievements/visit/badge.png",
        "verify/index.html",
        "issuer/index.html",
        "issuer/did.json",
        "issuer/keys.json",
        "status/revocation-1.json",
        "status/suspension-1.json",
        "index.json",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "about/index.html",
        *(f"index/{number:02x}.json" for number in range(256)),
        *(f"schemas/{kind}.schema.json" for kind in ("issuer", "achievement", "learner", "award")),
        *(f"awards/{FIRST}/{name}" for name in ("index.html", "credential.json", "badge.svg", "badge.png", "qr.svg")),
    }
    assert parts <= site.keys()


def test_no_file_of_a_site_is_hidden(site):
    """Hosts leave those out: `actions/upload-pages-artifact`, since its version 4, whatever begins with a dot."""
    assert [name for name in site if any(part.startswith(".") for part in name.split("/"))] == []


def test_a_private_award_appears_only_in_the_index_by_its_hash(site):
    everything = b"\n".join([*site.values(), *(name.encode() for name in site)])
    assert PRIVATE.encode() not in everything
    assert b"Peadar" not in everything


def test_an_unlisted_award_appears_only_in_its_own_files(site):  # V-01
    for name, data in site.items():
        if not name.startswith(f"awards/{UNLISTED}/"):
            assert UNLISTED.encode() not in data, name
            assert "Úna".encode() not in data, name


def test_an_unlisted_page_is_not_for_search_engines(site):  # V-02
    assert '<meta name="robots" content="noindex">' in page(site, UNLISTED)
    assert "noindex" not in page(site, FIRST)


def test_the_page_of_a_withdrawn_award_says_so_and_hides_its_details(site):
    text = page(site, REVOKED)
    assert "Withdrawn" in text
    assert "Secret work" not in text
    assert "og:image" not in text
    assert [name for name in site if name.startswith(f"awards/{REVOKED}/")] == [
        f"awards/{REVOKED}/credential.json",
        f"awards/{REVOKED}/index.html",
    ]


def test_a_note_is_never_published(site):
    assert not any(b"whisper" in data for data in site.values())


def test_an_erased_award_keeps_a_page_without_data_of_the_learner(site):  # V-05
    assert [name for name in site if name.startswith(f"awards/{ERASED}/")] == [f"awards/{ERASED}/index.html"]
    assert not any("Eibhlín".encode() in data for data in site.values())


def test_an_email_address_of_a_learner_is_never_published(site):  # V-03
    assert not any(b"peadar@mail" in data for data in site.values())


def test_lists_name_public_awards_only(site):
    for name in ("feed.xml", "sitemap.xml"):
        named = set(re.findall(r"awards/([0-9a-z-]{19})/", site[name].decode()))
        assert named == {FIRST, HELD}


def test_the_sitemap_has_every_page_that_search_engines_may_list_and_no_other(site):  # V-02
    listed = set(re.findall(r"<loc>https://[^/]+/([^<]*)</loc>", site["sitemap.xml"].decode()))
    pages = {name for name, data in site.items() if name.endswith(".html") and b'content="noindex"' not in data}
    assert {f"{path}index.html" for path in listed} == pages - {"about/index.html"}


def test_no_path_has_the_name_of_a_learner(site):  # V-08
    names = ("ada", "okafor", "zo", "briain", "peadar", "eibhl", "neamh", "scriosta")
    words = {word.lower() for path in site for word in re.split(r"[/._-]", path)}
    assert [word for word in words for name in names if word.startswith(name)] == []


def test_the_site_contains_no_private_key(site):  # K-07
    seed = bytes(32)
    traces = [b"PRIVATE KEY", seed.hex().encode(), multibase.encode_base58btc(seed).encode(), b"testamur-ed25519-"]
    # The seed's base64 is a run of As, which a picture's bytes could hold too: look where text is.
    assert not any(trace in data for name, data in site.items() if not name.endswith(".png") for trace in traces)


def test_the_did_document_lists_the_configured_keys_and_nothing_secret(site):  # D-07
    document = json.loads(site["issuer/did.json"])
    assert [method["publicKeyMultibase"] for method in document["verificationMethod"]] == [KEY.public_key_multibase]
    assert document["assertionMethod"] == [method["id"] for method in document["verificationMethod"]]
    assert {member for method in document["verificationMethod"] for member in method} == {
        "id",
        "type",
        "controller",
        "publicKeyMultibase",
    }


def test_links_on_pages_are_relative_and_nothing_loads_from_another_host(site):
    for name, data in site.items():
        if name.endswith(".html"):
            loaded = re.findall(
                r'<(?:img|script|link rel="(?:icon|stylesheet)")[^>]*?(?:src|href)="([^"]*)"', data.decode()
            )
            assert not [address for address in loaded if "//" in address], name


def test_the_index_locates_every_award_and_explains_its_state(site):
    entries = {
        key: value for number in range(256) for key, value in json.loads(site[f"index/{number:02x}.json"]).items()
    }
    assert sorted(value["state"] for value in entries.values()) == sorted(
        ["active"] * 4 + ["revoked", "suspended", "erased"]
    )


def test_a_build_needs_no_key_and_no_secret(place, monkeypatch):
    for name in list(os.environ):
        if "TESTAMUR" in name or "KEY" in name:
            monkeypatch.delenv(name)
    make(place, output="keyless", now=NOW + datetime.timedelta(minutes=1))
    assert (place / "keyless" / "index.html").is_file()


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {
            "TZ": "America/Los_Angeles",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "2",
            "LANG": "tr_TR.UTF-8",
            "SOURCE_DATE_EPOCH": "1",
        },
    ],
    ids=["Kiritimati", "Los Angeles"],
)
# F-06, A-10
def test_the_same_records_ledger_and_day_give_the_same_bytes_on_any_machine(place, site, environment, tmp_path):
    script = (
        "import sys; sys.path[:0] = ['plugins', 'tests']\n"
        "import os, datetime; from pathlib import Path; os.umask(0o077)\n"
        "from testamur.terminal.building import build\n"
        f"place = Path({str(place)!r})\n"
        f"build(records=place/'credentials', ledger=place/'ledger', output=Path({str(tmp_path / 'site')!r}),\n"
        "      settings=place/'pelicanconf.py', now=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC), preview=False)"
    )
    subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={"PATH": os.environ["PATH"], **environment}, check=True
    )
    again = tree(tmp_path / "site")
    assert again.keys() == site.keys()
    assert [name for name in site if again[name] != site[name]] == []


@pytest.mark.parametrize(
    ("name", "part", "told"),
    [
        (f"credentials/{FIRST}.json", b"2026", "is not what was issued"),
        ("status/revocation-1.json", b"2026", "does not verify"),
        ("entries.jsonl", b"sha256:", "has no entry"),
        (f"awards/{FIRST}.json", b"2026", "does not fit its credential"),
        (f"awards/{FIRST}.json", b"active", "is not an award's state"),
        (f"awards/{FIRST}.json", b"digest", "is not an award's state"),
    ],
)
def test_a_damaged_ledger_stops_the_build_and_keeps_the_old_site(place, name, part, told):
    path = place / "ledger" / name
    good, before = path.read_bytes(), tree(place / "output")
    path.write_bytes(good.replace(part, part[:-1] + b"0", 1))
    try:
        with pytest.raises(TestamurError, match=told):
            make_site_only(place)
    finally:
        path.write_bytes(good)
    assert tree(place / "output") == before


def make_site_only(place):
    build(
        records=place / "credentials",
        ledger=place / "ledger",
        output=place / "output",
        settings=place / "pelicanconf.py",
        now=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC),
        preview=False,
    )


def test_a_change_not_yet_issued_stops_the_build(place):
    path = place / "credentials" / "awards" / "2026" / f"{SECOND}.yml"
    good = path.read_text()
    path.write_text(good + "history: [{date: 2026-06-01, act: revoked, reason: other}]\n")
    try:
        with pytest.raises(PublishingError, match="run testamur issue"):
            make_site_only(place)
    finally:
        path.write_text(good)


def test_every_page_of_a_preview_says_so(place):  # K-01
    build(
        records=place / "credentials",
        ledger=Path("none"),
        output=place / "preview",
        settings=place / "pelicanconf.py",
        now=NOW,
        preview=True,
    )
    pages = [path.read_text() for path in (place / "preview").rglob("*.html")]
    assert all("PREVIEW" in text and 'content="noindex"' in text for text in pages)
    assert b"preview.invalid" in (place / "preview" / "issuer" / "did.json").read_bytes()


def test_the_files_of_an_award_stay_within_their_budget(site):
    weights = {}
    for name, data in site.items():
        if name.startswith("awards/"):
            weights[name.split("/")[1]] = weights.get(name.split("/")[1], 0) + len(data)
    assert max(weights.values()) <= 46_000
