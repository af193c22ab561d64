"""`testamur log`: the log begins, its root key signs, and the commands after it publish and verify what was entered."""

import json

import pytest

from issuing import KEY, OTHER_KEY
from live_host import OWN, job, live
from log_samples import WITNESS
from registries import FIRST, PASSPHRASE, make_registry, run, secret, value
from repositories import commit, git
from testamur.credentials import addresses
from testamur.ledger.registering import checkpoints
from testamur.log import checkpoint
from testamur.log.checkpoint import Checkpoint
from testamur.log.note import SIGNATURE, VerifierKey
from testamur.verification.check import passed
from testamur.verification.registration.log_memory import LogMemory
from testamur.verification.registration.registered import Registration

__all__ = ["job", "live"]
ROOT, LOG = "log-root-key-2026-11-01.pem", "log-key-2026-11-01.pem"
NEXT_LOG = "log-key-2026-11-01-2.pem"
LOG_OF_ANOTHER = VerifierKey("other.example/log", SIGNATURE, WITNESS.public)


def start(folder, *more, **environment):
    return run("log", "start", "--yes", *more, folder=folder, **{"TESTAMUR_PASSPHRASE": PASSPHRASE, **environment})


def issue(folder, *more):
    given = {"TESTAMUR_SIGNING_KEY": secret(), "TESTAMUR_PASSPHRASE": PASSPHRASE}
    return run("issue", "--yes", "--log-key", LOG, *more, folder=folder, **given)


def issuer(folder):
    return value(folder, "credentials/issuer.yml")


def other_key_line():
    return f"  - {{publicKeyMultibase: {OTHER_KEY.public_key_multibase}, from: 2026-01-01}}\n"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def test_start_makes_two_keys_that_only_their_owner_reads(folder):
    assert start(folder).code == 0
    assert [(folder / name).stat().st_mode & 0o777 for name in (ROOT, LOG)] == [0o600, 0o600]
    assert b"ENCRYPTED PRIVATE KEY" in (folder / ROOT).read_bytes()


def test_start_writes_a_sheet_for_each_key(folder):
    start(folder)
    log = issuer(folder)["log"]
    root_sheet = (folder / "key-sheet-log-root-2026-11-01.html").read_text()
    log_sheet = (folder / "key-sheet-log-2026-11-01.html").read_text()
    assert (log["root"] in root_sheet, log["key"] in log_sheet) == (True, True)


def test_start_writes_the_keys_and_what_the_root_key_signed(folder):
    start(folder)
    log = issuer(folder)["log"]
    assert [(act["op"], act["key"]) for act in log["acts"]] == [("key-add", KEY.public_key_multibase)]
    assert log["key"].startswith("badges.harbour.example/log+")


def test_start_changes_nothing_else_of_the_issuer(folder):
    before = (folder / "credentials" / "issuer.yml").read_text()
    start(folder)
    after = (folder / "credentials" / "issuer.yml").read_text()
    begin, end = after.index("log:\n"), after.index("verificationMethod:")
    assert after[:begin] + after[end:] == before


def test_what_start_wrote_is_a_good_record(folder):
    start(folder)
    assert run("check", folder=folder).code == 0


def test_a_log_begins_once(folder):
    start(folder)
    done = start(folder)
    assert (done.code, "keeps a log already" in done.err) == (2, True)


def test_a_weak_passphrase_leaves_nothing_behind(folder):
    before = sorted(folder.rglob("*"))
    done = start(folder, TESTAMUR_PASSPHRASE="password")
    assert done.code == 2
    assert sorted(folder.rglob("*")) == before
    assert "log" not in issuer(folder)


def test_issue_signs_a_checkpoint_and_verify_finds_the_entry(folder):
    start(folder)
    done = issue(folder)
    assert done.code == 0, done.err
    assert len(checkpoints.kept(folder / "ledger")) == 1
    assert run("build", folder=folder).code == 0
    told = run("verify", f"output/awards/{FIRST}/credential.json", "--site", "output", "--json", folder=folder)
    assert '"name": "registered"' in told.out
    assert told.code == 0, told.out


def test_of_a_site_in_a_folder_no_checkpoint_is_remembered(folder, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(folder / "cache"))
    start(folder)
    issue(folder)
    run("build", folder=folder)
    run("verify", f"output/awards/{FIRST}/credential.json", "--site", "output", folder=folder)
    assert list((folder / "cache" / "logs").iterdir()) == []


def test_verify_compares_the_log_with_what_was_seen_of_it(folder, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(folder / "cache"))
    start(folder)
    issue(folder)
    run("build", folder=folder)
    key = VerifierKey(addresses.log_origin(issuer(folder)["base"]), SIGNATURE, OTHER_KEY.public_key)
    seen = checkpoint.sign(Checkpoint(key.name, 1, bytes(32)), key, OTHER_KEY.sign)
    LogMemory.on_disk().keep(Registration(passed("registered", ""), seen))
    told = run("verify", f"output/awards/{FIRST}/credential.json", "--site", "output", "--json", folder=folder)
    assert (told.code, '"log-signature"' in told.out) == (3, True), told.out


def test_issue_without_the_key_of_the_log_says_where_it_is(folder):
    start(folder)
    done = run("issue", "--yes", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 1
    assert "--log-key FILE" in done.err
    assert not (folder / "ledger" / "entries.jsonl").exists()


def ci_issue(folder, **more):
    return run("ci", "issue", folder=folder, TESTAMUR_SIGNING_KEY=secret(), **more)


def test_the_publishing_job_signs_with_the_secret_that_keygen_prints(folder, job):
    start(folder)
    printed = run("keygen", "--key", LOG, "--ci", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    commit(folder, "Begin the log")
    done = ci_issue(folder, TESTAMUR_LOG_KEY=printed.out)
    assert done.code == 0, done.err
    size = max(checkpoints.kept(folder / "ledger"))
    pushed = git(folder / "remote.git", "show", f"ledger:checkpoints/{size}")
    assert pushed.startswith(f"{OWN.removeprefix('https://')}/log\n{size}\n")


@pytest.mark.parametrize("given", ["", "testamur-ed25519-x"])
def test_the_publishing_job_pushes_nothing_without_the_key_of_the_log(folder, job, given):
    start(folder)
    commit(folder, "Begin the log")
    done = ci_issue(folder, TESTAMUR_LOG_KEY=given)
    assert done.code == 1
    assert git(folder / "remote.git", "branch", "--list", "ledger") == ""


def test_the_root_key_adds_another_signing_key(folder):
    start(folder)
    with (folder / "credentials" / "issuer.yml").open("a") as file:
        file.write(other_key_line())
    key = OTHER_KEY.public_key_multibase
    done = run("log", "root", "key-add", key, "--root-key", ROOT, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0, done.err
    assert [act["key"] for act in issuer(folder)["log"]["acts"]] == [KEY.public_key_multibase, key]
    signed = run(
        "issue", "--yes", "--log-key", LOG, folder=folder,
        TESTAMUR_SIGNING_KEY=OTHER_KEY.to_secret(), TESTAMUR_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip
    assert signed.code == 0, signed.err


def test_a_machine_without_records_prints_the_line(folder, tmp_path_factory):
    start(folder)
    elsewhere = tmp_path_factory.mktemp("offline")
    (elsewhere / ROOT).write_bytes((folder / ROOT).read_bytes())
    (elsewhere / ROOT).chmod(0o600)
    done = run(
        "log", "root", "key-revoke", KEY.public_key_multibase, "--trusted-below", "12", "--root-key", ROOT,
        "--base", "https://badges.harbour.example", folder=elsewhere, TESTAMUR_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip
    assert done.code == 0, done.err
    assert done.out.startswith("    - {op: key-revoke, key: z6Mk")
    assert "trustedBelow: 12" in done.out


def test_another_key_is_not_taken_for_the_root_key(folder):
    start(folder)
    key = KEY.public_key_multibase
    done = run("log", "root", "key-retire", key, "--root-key", LOG, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert (done.code, "not the root key" in done.err) == (2, True)


def test_a_key_that_nobody_lists_is_refused(folder):
    start(folder)
    key = OTHER_KEY.public_key_multibase
    done = run("log", "root", "key-add", key, "--root-key", ROOT, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert (done.code, "no key of this registry" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("key", "base", "said"),
    [
        (KEY.public_key_multibase[:-1], "https://badges.harbour.example", "no public signing key"),
        (KEY.public_key_multibase, "badges.harbour.example", "not the address of a registry"),
        (KEY.public_key_multibase, "https://badges.harbour.example/log/../", "not the address of a registry"),
    ],
)
def test_on_a_machine_without_records_no_slip_is_signed(folder, tmp_path_factory, key, base, said):
    start(folder)
    elsewhere = tmp_path_factory.mktemp("offline")
    (elsewhere / ROOT).write_bytes((folder / ROOT).read_bytes())
    (elsewhere / ROOT).chmod(0o600)
    done = run(
        "log", "root", "key-add", key, "--root-key", ROOT, "--base", base,
        folder=elsewhere, TESTAMUR_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip
    assert (done.code, done.out, said in done.err) == (2, "", True)


@pytest.mark.parametrize("place", ["key", "root"])
def test_a_key_of_the_log_with_a_slip_is_told_by_its_line(folder, place):
    start(folder)
    file = folder / "credentials" / "issuer.yml"
    text = file.read_text()
    vkey = issuer(folder)["log"][place]
    file.write_text(text.replace(vkey, vkey[:-2] + ("AA" if not vkey.endswith("AA") else "BB")))
    done = run("check", folder=folder)
    assert done.code == 1
    assert "log: this key's checksum does not fit" in done.out


@pytest.mark.parametrize(
    ("witnesses", "said"),
    [
        (f"[{str(WITNESS).replace('w1', 'w2')}]", "witness 1: this key's checksum does not fit"),
        (f"[{WITNESS}, {LOG_OF_ANOTHER}]", "witness 2: other.example/log+"),
        (f"[{WITNESS}, {WITNESS}]", "stands there twice"),
    ],
    ids=["a slip", "the key of a log", "twice"],
)
def test_a_key_of_a_witness_that_is_none_is_refused(folder, witnesses, said):
    start(folder)
    file = folder / "credentials" / "issuer.yml"
    file.write_text(file.read_text().replace("  acts:", f"  witnesses: {witnesses}\n  acts:"))
    done = run("check", folder=folder)
    assert (done.code, said in done.out) == (1, True)


def test_a_key_of_a_witness_is_a_good_record(folder):
    start(folder)
    file = folder / "credentials" / "issuer.yml"
    file.write_text(file.read_text().replace("  acts:", f"  witnesses: [{WITNESS}]\n  acts:"))
    assert run("check", folder=folder).code == 0


def test_fsck_reads_the_built_log_whole(folder):
    start(folder)
    issue(folder)
    run("build", folder=folder)
    done = run("log", "fsck", "--site", "output", folder=folder)
    assert (done.code, done.out) == (0, "")
    assert "all of it holds" in done.err


def test_fsck_names_what_was_changed(folder):
    start(folder)
    issue(folder)
    run("build", folder=folder)
    (bundle,) = (folder / "output" / "log" / "tile" / "entries").rglob("*.p/*")
    bundle.write_bytes(bundle.read_bytes().replace(b"issue", b"ISSUE", 1))
    done = run("log", "fsck", "--site", "output", folder=folder)
    assert done.code == 1
    assert "it is not the entry whose hash" in done.out


def test_fsck_says_in_words_that_there_is_no_log(folder):
    start(folder)
    done = run("log", "fsck", "--site", "output", folder=folder)
    assert done.code == 1
    assert done.err.startswith(
        "testamur: https://badges.harbour.example/log/checkpoint does not open the log: there is no file"
    )


def test_a_preview_of_a_registry_with_a_log_has_none(folder):
    start(folder)
    done = run("build", "--preview", folder=folder)
    assert done.code == 0, done.err
    assert (folder / "output" / "awards" / FIRST / "index.html").is_file()
    assert not (folder / "output" / "log").exists()
    assert "service" not in (folder / "output" / "issuer" / "did.json").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["http://badges.example.org"], "not the address of a registry"),
        (["badges.example.org"], "not the address of a registry"),
        (["https://me@badges.example.org"], "not the address of a registry"),
        (["https://[::1"], "not the address of a registry"),
        (["https://badges.example.org", "https://badges.example.org/../x"], "not the address of a registry"),
        (["https://badges.example.org", "--name", "example.org/w"], "give that too"),
        (["https://badges.example.org", "--cosign-key", LOG], "signs under a name"),
        (["https://badges.example.org", "--cosign-key", LOG, "--name", "a b"], "signs under a name"),
    ],
)
def test_monitor_says_what_it_needs(folder, arguments, said):
    done = run("log", "monitor", *arguments, folder=folder)
    assert (done.code, said in done.err) == (2, True)
    assert not (folder / "watched-logs").exists()


# What the root key says of the log itself ----------------------------------------------------------------------------


def root(folder, *arguments, **environment):
    given = {"TESTAMUR_PASSPHRASE": PASSPHRASE, **environment}
    return run("log", "root", *arguments, "--root-key", ROOT, folder=folder, **given)


def test_the_root_key_gives_the_log_another_key(folder):
    start(folder)
    before = issuer(folder)["log"]
    done = root(folder, "log-key")
    assert done.code == 0, done.err
    after = issuer(folder)["log"]
    assert after["acts"][-1]["replaces"] == before["key"]
    assert after["key"] == after["acts"][-1]["logKey"] != before["key"]
    assert (folder / NEXT_LOG).stat().st_mode & 0o777 == 0o600
    assert run("check", folder=folder).code == 0


def test_the_log_goes_on_under_its_new_key(folder):
    start(folder)
    issue(folder)
    root(folder, "log-key")
    assert issue(folder).code == 1
    given = {"TESTAMUR_SIGNING_KEY": secret(), "TESTAMUR_PASSPHRASE": PASSPHRASE}
    done = run("issue", "--yes", "--log-key", NEXT_LOG, folder=folder, **given)
    assert done.code == 0, done.err
    assert len(checkpoints.kept(folder / "ledger")) == 2


def test_a_key_of_the_log_that_is_there_already_is_taken(folder):
    start(folder)
    run("keygen", "--out", "other.pem", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    done = root(folder, "log-key", "--log-key", "other.pem")
    assert done.code == 0, done.err
    assert not (folder / NEXT_LOG).exists()
    assert issuer(folder)["log"]["acts"][-1]["op"] == "log-key"


def test_on_a_machine_without_records_the_new_key_is_printed(folder, tmp_path_factory):
    start(folder)
    key = issuer(folder)["log"]["key"]
    elsewhere = tmp_path_factory.mktemp("offline")
    (elsewhere / ROOT).write_bytes((folder / ROOT).read_bytes())
    (elsewhere / ROOT).chmod(0o600)
    done = root(elsewhere, "log-key", "--base", "https://badges.harbour.example", "--replaces", key)
    assert done.code == 0, done.err
    assert done.out.startswith("    - {op: log-key, logKey: badges.harbour.example/log+")
    assert (elsewhere / LOG).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["log-key", "--base", "https://badges.harbour.example"], "go together"),
        (["log-key", "--base", "https://badges.harbour.example", "--replaces", "x"], "is no key of the log"),
        (["log-key", "--log-key", LOG], "the key that signs the log today"),
        (["log-key", "--log-key", ROOT], "the root key itself"),
        (["end", "--yes", "--next", "badges.example.org"], "not the address of a registry"),
        (["end", "--yes", "--next", "https://badges.harbour.example"], "the one that ends"),
    ],
)
def test_a_slip_about_the_log_itself_changes_nothing(folder, arguments, said):
    start(folder)
    before = (folder / "credentials" / "issuer.yml").read_bytes()
    done = root(folder, *arguments)
    assert (done.code, said in done.err) == (2, True), done.err
    assert (folder / "credentials" / "issuer.yml").read_bytes() == before
    assert not (folder / NEXT_LOG).exists()


def test_the_root_key_ends_the_log_and_names_the_next(folder):
    start(folder)
    done = root(folder, "end", "--yes", "--next", "https://badges.example.edu/")
    assert done.code == 0, done.err
    assert issuer(folder)["log"]["acts"][-1]["next"] == "badges.example.edu/log"
    assert run("check", folder=folder).code == 0
    assert issue(folder).code == 0


def test_nothing_follows_the_end_of_the_log(folder):
    start(folder)
    root(folder, "end", "--yes")
    done = root(folder, "key-retire", KEY.public_key_multibase)
    assert (done.code, "nothing can follow" in done.err) == (2, True)


def test_the_log_is_not_ended_without_a_yes(folder):
    start(folder)
    done = root(folder, "end")
    assert done.code != 0
    assert [act["op"] for act in issuer(folder)["log"]["acts"]] == ["key-add"]


def test_the_drill_of_a_stolen_log_key_by_its_sheet(folder):
    """Everything that the key sheet says, on a copy: what was issued stays good, and the log is whole."""
    start(folder)
    issue(folder)
    run("build", folder=folder)
    saved = (folder / "output" / "awards" / FIRST / "credential.json").read_bytes()
    root(folder, "log-key")
    given = {"TESTAMUR_SIGNING_KEY": secret(), "TESTAMUR_PASSPHRASE": PASSPHRASE}
    assert run("issue", "--yes", "--log-key", NEXT_LOG, folder=folder, **given).code == 0
    assert run("build", folder=folder).code == 0
    (folder / "saved.json").write_bytes(saved)
    told = run("verify", "saved.json", "--site", "output", folder=folder)
    assert told.code == 0, told.out
    done = run("log", "fsck", "--site", "output", folder=folder)
    assert (done.code, done.out) == (0, "")


def test_a_log_that_ended_is_whole_and_says_so(folder):
    start(folder)
    root(folder, "end", "--yes", "--next", "https://badges.example.edu")
    issue(folder)
    assert run("build", folder=folder).code == 0
    told = run("verify", f"output/awards/{FIRST}/credential.json", "--site", "output", folder=folder)
    assert (told.code, "the log has ended, and badges.example.edu/log goes on" in told.out) == (0, True)
    assert run("log", "fsck", "--site", "output", folder=folder).code == 0


def test_fsck_names_a_list_of_keys_that_leaves_one_out(folder):
    start(folder)
    issue(folder)
    run("build", folder=folder)
    file = folder / "output" / "log" / "keys.json"
    listed = json.loads(file.read_text())
    file.write_text(json.dumps({**listed, "entries": listed["entries"][:-1]}))
    done = run("log", "fsck", "--site", "output", folder=folder)
    assert done.code == 1
    assert done.out.startswith("keys.json: the log's list of keys does not have as many")


def test_a_copy_of_the_root_key_is_tried(folder, tmp_path_factory):
    start(folder)
    key = issuer(folder)["log"]["root"]
    done = root(folder, "try")
    assert (done.code, done.out) == (0, f"{key}\n")
    sheet = (folder / "key-sheet-log-root-2026-11-01.html").read_text()
    assert done.err.rpartition("Fingerprint (SHA-256): ")[2].strip() in sheet
    elsewhere = tmp_path_factory.mktemp("offline")
    (elsewhere / ROOT).write_bytes((folder / ROOT).read_bytes())
    (elsewhere / ROOT).chmod(0o600)
    assert root(elsewhere, "try", "--base", "https://badges.harbour.example").out == f"{key}\n"


def test_another_key_is_no_copy_of_the_root_key(folder):
    start(folder)
    (folder / ROOT).unlink()
    (folder / LOG).rename(folder / ROOT)
    done = root(folder, "try")
    assert (done.code, "not the root key" in done.err) == (2, True)


def keygen(folder, *arguments):
    return run("keygen", *arguments, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)


def test_keygen_knows_the_logs_key_and_names_its_secret(folder):
    start(folder)
    done = keygen(folder, "--key", LOG, "--ci")
    assert (done.code, "TESTAMUR_LOG_KEY" in done.err, "TESTAMUR_SIGNING_KEY" in done.err) == (0, True, False)
    assert done.out.startswith("testamur-ed25519-")
    assert not list(folder.glob("key-sheet-2026*"))


def test_keygen_prints_no_secret_of_the_root_key(folder):
    start(folder)
    done = keygen(folder, "--key", ROOT, "--ci")
    assert (done.code, done.out, "goes into no secret store" in done.err) == (2, "", True)
    assert keygen(folder, "--key", ROOT).out == f"{issuer(folder)['log']['root']}\n"
