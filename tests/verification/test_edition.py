"""How the index may and may not affect a verdict; whole credentials are in tests/vectors."""

import json

import pytest

import verifying
from testamur.credentials import addresses
from testamur.verification import edition
from testamur.verification.check import could_not_run, failed, passed
from testamur.verification.edition import Entry
from testamur.verification.verdict import Verdict
from vector_making import sample_credentials

GENUINE, EXPECTED = verifying.case("valid")
ID = json.loads(GENUINE)["id"]
AWARD = addresses.award_id_of(sample_credentials.BASE, ID)
DIGEST = sample_credentials.digest_of(json.loads(GENUINE))
SHARD = addresses.index_shard(sample_credentials.BASE, AWARD)


def checks(entry, name="valid"):
    """Return outcome and code of the check when the index has `entry` for the award: a dict, or a whole shard."""
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    shard = {addresses.index_entry(AWARD): entry} if isinstance(entry, dict) else entry
    web.documents[SHARD] = json.dumps(shard).encode()
    found = verifying.check_named(verifying.examine(data, expected, web), "edition")
    return found.outcome, found.code


@pytest.mark.parametrize("state", ["active", "erased"])
def test_a_digest_equal_to_the_indexs_is_the_current_edition(state):
    assert checks({"digest": DIGEST, "state": state}) == ("passed", "")


def test_a_digest_among_the_replaced_ones_is_an_older_edition():
    assert checks({"digest": "sha256:0", "state": "active", "replaced": [7, DIGEST]}) == ("failed", "replaced")


@pytest.mark.parametrize("digest", ["sha256:0", DIGEST.upper(), [DIGEST], None, 7])
def test_an_unknown_digest_was_never_published(digest):
    assert checks({"digest": digest, "state": "active"}) == ("failed", "not-the-published-edition")


@pytest.mark.parametrize("replaced", [DIGEST, {DIGEST: 1}, [[DIGEST]], None])
def test_a_malformed_list_of_replaced_digests_is_ignored(replaced):
    entry = {"digest": "sha256:0", "state": "active", "replaced": replaced}
    assert checks(entry) == ("failed", "not-the-published-edition")


@pytest.mark.parametrize("state", ["revoked", "suspended", "superseded", "lost", None, [], 7])
def test_an_index_that_contradicts_the_signed_list_prevents_a_valid_verdict(state):
    assert checks({"digest": DIGEST, "state": state}) == ("could-not-run", "index-disagrees")


def test_without_an_answer_from_the_signed_list_the_index_cannot_disagree():
    entry = Entry({"digest": "d", "state": "revoked"})
    credential = type("Credential", (), {"digest": "d"})
    for status in (failed("status", "revoked", "", Verdict.REVOKED), could_not_run("status", "list-stale", "")):
        assert edition.check(credential, entry, status).outcome == "passed"
    assert edition.check(credential, entry, passed("status", "")).outcome == "could-not-run"


@pytest.mark.parametrize("shard", [[], None, 7, "x", {}, {"0" * 64: {}}])
def test_an_award_missing_from_the_index_leaves_the_edition_unknown(shard):
    web_shard = shard if not isinstance(shard, dict) else {"entries": shard}
    assert checks([web_shard]) == ("could-not-run", "not-in-index")


@pytest.mark.parametrize("since", ["2026-09-01<script>", "x" * 100_000, 7, None, ["2026-09-01"]])
def test_only_a_day_is_quoted_from_the_index(since):
    assert Entry({"since": since}).since == ""
    assert Entry({"since": "2026-09-01"}).since == "2026-09-01"


def test_one_shard_is_fetched_and_does_not_reveal_the_award():
    web = verifying.Web(EXPECTED["web"])
    verifying.examine(GENUINE, EXPECTED, web)
    assert [url for url in web.asked if "/index" in url] == [SHARD]
    assert AWARD not in "".join(web.asked)


@pytest.mark.parametrize("name", ["untrusted-and-expired", "trusted-university"])
def test_the_index_of_another_issuer_is_not_fetched(name):
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    assert verifying.check_named(verifying.examine(data, expected, web), "edition").outcome == "not-applicable"
    assert not any("/index" in url for url in web.asked)
