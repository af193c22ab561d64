"""Signed statements beside what their issuer publishes of the award: for the checks of both languages."""

import json
from dataclasses import replace

import verifying
from testamur.credentials import addresses
from testamur.credentials.statement_codes import statement_code
from testamur.verification.reading.instants import read_instant
from testamur.verification.statement_codes.outcome import StatementExamination
from vector_making.sample_credentials import BASE, CREATED

GENUINE, EXPECTED = verifying.case("valid")
TODAY = verifying.examine(GENUINE, EXPECTED)
AWARD = addresses.award_id_of(BASE, json.loads(GENUINE)["id"])
SHARD = addresses.index_shard(BASE, AWARD)
STATEMENT = statement_code.of_credential(
    json.loads(GENUINE),
    TODAY.digest,
    award=AWARD,
    signed_at=read_instant(CREATED, "created"),
    is_name_shown=True,
)
OTHER = "sha256:" + "0" * 64
LISTED = {"digest": STATEMENT.digest, "state": "active"}


def signed(**changes):
    """What is found of a statement of the award by itself; `changes` as somebody who has the key could sign them."""
    statement = replace(STATEMENT, **changes)
    return StatementExamination(verdict="SIGNED", code="", sentence="Signed.", statement=statement)


def web(entry):
    """The registry with an entry of the award in its index; None for none, "" for an index that does not answer."""
    made = verifying.Web(EXPECTED["web"])
    if entry == "":
        del made.documents[SHARD]
    else:
        made.documents[SHARD] = json.dumps({} if entry is None else {addresses.index_entry(AWARD): entry}).encode()
    return made


# Changes of the statement, the award's entry in the index, whether its page was reached; then the verdict and its code.
CASES = {
    "as published": ({}, LISTED, True, "SIGNED", ""),
    "page not reached": ({}, LISTED, False, "SIGNED", ""),
    "nothing reached": ({}, "", False, "SIGNED", ""),
    "index not reached": ({}, "", True, "SIGNED", ""),
    "title shortened": ({"title": STATEMENT.title[:5] + "…"}, LISTED, True, "SIGNED", ""),
    "name as its digest": (
        {"name": "", "name_digest": statement_code.name_digest(STATEMENT.name, STATEMENT.digest)},
        LISTED, True, "SIGNED", "",
    ),
    "sealed since": ({}, {"sealed": [["", ""]]}, False, "SIGNED", ""),
    "replaced": (
        {"digest": OTHER}, {"digest": STATEMENT.digest, "replaced": [OTHER]}, True, "SUPERSEDED", "replaced"
    ),
    "of no copy": ({"digest": OTHER}, LISTED, True, "INVALID", "not-the-published-edition"),
    "of no copy, page not reached": ({"digest": OTHER}, LISTED, False, "INVALID", "not-the-published-edition"),
    "of no award": ({}, None, False, "INDETERMINATE", "not-in-index"),
    "of another copy, index not reached": ({"digest": OTHER}, "", True, "INDETERMINATE", "index-unreachable"),
    "another name": ({"name": "Eve Mallory"}, LISTED, True, "INVALID", "other-facts"),
    "the digest of another name": ({"name": "", "name_digest": bytes(16)}, LISTED, True, "INVALID", "other-facts"),
    "another title": ({"title": "Doctor of Everything"}, LISTED, True, "INVALID", "other-facts"),
    "another title that was shortened": ({"title": "Doctor…"}, LISTED, True, "INVALID", "other-facts"),
    "another day": ({"awarded": STATEMENT.awarded.replace(year=1999)}, LISTED, True, "INVALID", "other-facts"),
    "without its end": (
        {"valid_until": None if STATEMENT.valid_until else STATEMENT.signed_at}, LISTED, True, "INVALID", "other-facts"
    ),
}  # fmt: skip
