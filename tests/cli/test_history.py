import json

import pytest

from registries import FIRST, PUBLIC_KEY, make_registry, run, secret


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    run("correct", FIRST, "--set", "validUntil=2029-05-14", "--note", "was not said", folder=tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    return tmp_path


def test_history_shows_every_act_and_every_edition(folder):
    done = run("history", "Ada Okafor", folder=folder)
    lines = [line.split() for line in done.out.splitlines()]
    assert done.code == 0
    assert lines[0] == ["date", "act", "reason", "by", "note"]
    assert lines[1] == ["2026-05-14", "awarded"]
    assert lines[2] == ["2026-11-01", "corrected", "details-corrected", "was", "not", "said"]
    assert [line[0] for line in lines[4:]] == ["edition", "1", "2"]
    assert {line[3] for line in lines[5:]} == {PUBLIC_KEY}
    assert done.err == f"{FIRST}  2026-05-14  Ada Okafor, Harbour Visit: in force\n"


def test_history_is_available_as_json(folder):
    found = json.loads(run("history", FIRST, "--json", folder=folder).out)
    assert [line["act"] for line in found["history"]] == ["corrected"]
    entries = [json.loads(line) for line in (folder / "ledger/entries.jsonl").read_text().splitlines()]
    digests = [one["digest"] for one in found["editions"]]
    assert digests[1] in {entry["c"] for entry in entries if entry.get("prev") == digests[0]}


def test_history_says_if_an_award_was_never_issued(folder):
    done = run("history", FIRST, "--ledger", "elsewhere", folder=folder)
    assert done.err.endswith("Nothing of it was issued, as far as elsewhere knows.\n")
    assert not json.loads(run("history", FIRST, "--json", "--ledger", "elsewhere", folder=folder).out)["issued"]


def test_history_of_an_erased_award_has_digests_and_no_name(folder):
    run("erase", FIRST, "--yes", folder=folder)
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    done = run("history", FIRST, folder=folder)
    assert done.out.count("sha256:") == 2
    assert done.err.endswith("Erased on 2026-11-01: no credential is kept.\n")
    assert "Ada" not in done.out + done.err
