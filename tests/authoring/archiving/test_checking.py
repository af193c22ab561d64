"""An archive is checked whole, with nothing but itself: every change of it is found, by name."""

import base64
import datetime
import hashlib
import io
import zipfile

import pytest

import archives
from archives import BASE, LISTED, NAME
from issuing import OTHER_KEY
from registries import run
from testamur.authoring.archiving import checking
from testamur.authoring.archiving.archive_file import ArchiveWriter
from testamur.errors import ArchiveError
from testamur.log import note
from testamur.log.note import Note

ORIGIN = "badges.harbour.example/log"
CREDENTIAL = f"site/awards/{LISTED}/credential.json"


@pytest.fixture(scope="module")
def files(archive):
    with zipfile.ZipFile(archive) as file:
        return {name: file.read(name) for name in file.namelist()}


def rewritten(files, path, changes):
    """The archive with other files in it, and sums that fit, as whoever wants to deceive writes it."""
    inner = {name.removeprefix(f"{NAME}/"): data for name, data in files.items()}
    for name, data in changes.items():
        inner.pop(f"data/{name}", None)
        if data is not None:
            inner[f"data/{name}"] = data
    for tag, of in (("manifest-sha256.txt", lambda one: one.startswith("data/")),
                    ("tagmanifest-sha256.txt", lambda one: not one.startswith(("data/", "tagmanifest")))):  # fmt: skip
        inner[tag] = "".join(
            f"{hashlib.sha256(inner[name]).hexdigest()}  {name}\n" for name in sorted(inner) if of(name)
        ).encode()
    target = io.BytesIO()
    with ArchiveWriter(target) as writer:
        for name, data in inner.items():
            writer.add(f"{NAME}/{name}", iter([data]), len(data))
    path.write_bytes(target.getvalue())
    return path


@pytest.fixture
def findings(files, tmp_path):
    """A function that returns what is found in an archive with changes."""

    def find(**changes):
        return checking.check(rewritten(files, tmp_path / "a.zip", changes["to"])).findings

    return find


def test_an_archive_holds(archive):
    report = checking.check(archive)
    assert (report.findings, report.credentials, report.site.base) == ([], 1, BASE)


def test_an_archive_is_checked_as_of_its_own_day(archive, monkeypatch):
    monkeypatch.setattr("testamur.terminal.clock._read", lambda: datetime.datetime(2056, 1, 1, tzinfo=datetime.UTC))
    assert run("archive", "--check", archive).code == 0


def test_a_changed_award_is_named(findings, files):
    data = files[f"{NAME}/data/{CREDENTIAL}"].replace(b"Ada", b"Eve")
    [finding] = findings(to={CREDENTIAL: data})
    assert finding.startswith(f"{CREDENTIAL}: Asked about 2026-11-01 23:59 UTC: Do not rely on this")


@pytest.mark.parametrize(
    "name",
    ["site/log/checkpoint", "site/log/tile/0/000.p/9", "site/log/tile/entries/000.p/9", "site/log/checkpoints/9",
     "ledger/entries.jsonl", f"site/awards/{LISTED}/award.tlog-proof", "site/log/keys.json"],
)  # fmt: skip
def test_a_changed_file_of_the_log_is_found(findings, files, name):
    data = files[f"{NAME}/data/{name}"]
    at = len(data) // 2
    assert findings(to={name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]})


@pytest.mark.parametrize("name", ["revocation-1", "suspension-1"])
def test_a_changed_status_list_is_named(findings, files, name):
    path = f"site/status/{name}.json"
    data = files[f"{NAME}/data/{path}"].replace(b'"validFrom":"2026', b'"validFrom":"2027')
    assert findings(to={path: data})[0].startswith(f"{path}: the status list cannot be relied on")


def test_a_status_list_at_the_address_of_another_is_named(findings, files):
    """Genuine, and signed by the registry."""
    data = files[f"{NAME}/data/site/status/revocation-1.json"]
    assert findings(to={"site/status/suspension-1.json": data})[0].startswith("site/status/suspension-1.json: ")


@pytest.mark.parametrize(
    "name",
    ["ledger/entries.jsonl", "site/log/tile/0/000.p/9", "site/status/revocation-1.json", "site/issuer/keys.json"],
)
def test_a_file_that_was_taken_away_is_missed(findings, name):
    assert findings(to={name: None})


def test_a_file_that_is_not_as_its_sum_says_is_named_first(files, tmp_path):
    name, target = f"{NAME}/data/{CREDENTIAL}", io.BytesIO()
    changed = files | {name: files[name].replace(b"Ada", b"Eve")}
    with ArchiveWriter(target) as writer:
        for path, data in changed.items():
            writer.add(path, iter([data]), len(data))
    (tmp_path / "a.zip").write_bytes(target.getvalue())
    assert checking.check(tmp_path / "a.zip").findings == [f"data/{CREDENTIAL}: it is not as its sum says"]


@pytest.mark.parametrize(
    "changes",
    [
        {"archive.json": None},
        {"archive.json": b"{"},
        {"archive.json": b"[]"},
        {"archive.json": b'{"archive": "testamur-archive/2"}'},
        {"archive.json": b'{"archive": "testamur-archive/1", "base": "https://other.example", "asOf": "2026-11-01"}'},
        {"archive.json": b"[" * 100_000},
        {"site/index.json": None},
        {"site/index.json": b"{}"},
    ],
    ids=range(8),
)
def test_a_bag_that_is_no_archive_of_a_registry_is_refused(files, tmp_path, changes):
    with pytest.raises(ArchiveError):
        checking.check(rewritten(files, tmp_path / "a.zip", changes))


def test_what_this_machine_has_seen_of_the_log_is_recognised(archive, files):
    seen = {ORIGIN: files[f"{NAME}/data/site/log/checkpoint"]}
    assert checking.check(archive, seen=seen).log.is_seen


def test_another_history_than_was_seen_is_evidence(archive, files):
    checkpoint = files[f"{NAME}/data/site/log/checkpoint"]
    log = archives.log_signer(archive.parent)
    text = note.read(checkpoint).text.splitlines()
    other = "\n".join([*text[:2], base64.b64encode(bytes(32)).decode(), ""])
    key = note.read_key(checking.check(archive).log.key)
    forked = note.write(Note(other, (note.sign(other, key, log.sign),)))
    report = checking.check(archive, seen={ORIGIN: forked})
    assert report.log.evidence == (forked, checkpoint)
    assert report.findings == ["site/log/checkpoint: it has another history than was seen before"]


def test_another_root_key_than_was_seen_is_told(archive):
    [finding] = checking.check(archive, seen={f"{ORIGIN}/root": b"badges.harbour.example/log/root+other"}).findings
    assert finding.startswith("site/issuer/did.json: it names another root key")


def test_another_key_than_was_seen_is_told(archive):
    other = f"{ORIGIN}\n9\n{base64.b64encode(bytes(32)).decode()}\n"
    key = note.VerifierKey(ORIGIN, note.SIGNATURE, OTHER_KEY.public_key)
    seen = note.write(Note(other, (note.sign(other, key, OTHER_KEY.sign),)))
    [finding] = checking.check(archive, seen={ORIGIN: seen}).findings
    assert "another key signed" in finding


def test_the_command_says_what_holds_and_what_shows_whose_it_is(archive):
    done = run("archive", "--check", archive)
    assert done.code == 0
    assert f"An archive of {BASE}, as of 2026-11-01: 1 signed document, a log of 9: all of it holds." in done.err
    assert "compare the key of its log, badges.harbour.example/log+" in done.err


def test_the_command_names_what_does_not_hold(files, tmp_path):
    data = files[f"{NAME}/data/{CREDENTIAL}"].replace(b"Ada", b"Eve")
    path = rewritten(files, tmp_path / "a.zip", {CREDENTIAL: data})
    done = run("archive", "--check", path)
    assert (done.code, done.out.startswith(CREDENTIAL)) == (1, True)


def test_a_picture_is_no_archive_and_no_fault(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("archive", "--check", tmp_path / "a.png")
    assert done.code == 1
    assert "is not an archive" in done.err


def test_checking_only_reads(archive):
    assert run("archive", "--check", archive, "--with-unlisted").code == 2
