"""Every address that is signed or published, made from the issuer's `base` (no slash at its end).

They are signed into credentials for good: a change here would break the links and the status of every
award already issued, so nothing here changes.
"""

from __future__ import annotations

import hashlib
from typing import Literal

Purpose = Literal["revocation", "suspension"]
# RFC 2606, 2: no host has a name in `.invalid`, so that no preview can ever pass for an award (decision 8).
PREVIEW_BASE = "https://preview.invalid"
SEALED_FILE = "award.sealed"


def award(base: str, award_id: str) -> str:
    """Return the page of an award, which is also the credential's id."""
    return f"{base}/awards/{award_id}/"


def credential(base: str, award_id: str) -> str:
    """Return where the signed credential is, beside the page."""
    return f"{base}/awards/{award_id}/credential.json"


def sealed_file(base: str, award_id: str) -> str:
    """Return where the file of a sealed award is, beside its page: all of it, encrypted."""
    return f"{award(base, award_id)}{SEALED_FILE}"


def sealed_link(base: str, award_id: str, key: str, *, prefix: str = "") -> str:
    """Return the link that opens a sealed award; what stands after # is sent to no server. `prefix`: of a language."""
    return f"{base}/{prefix}awards/{award_id}/#key={key}"


def achievement(base: str, slug: str) -> str:
    """Return the page of an achievement, which is also its id."""
    return f"{base}/achievements/{slug}/"


def result_description(base: str, slug: str, result_id: str) -> str:
    """Return the id of a result description: a place on the achievement's page."""
    return f"{base}/achievements/{slug}/#{result_id}"


def rubric_level(base: str, slug: str, result_id: str, level_id: str) -> str:
    """Return the id of a level of a rubric, a place on the achievement's page: `#<result>.<level>`.

    No id has a dot of its own, so the last dot parts the two again (`ledger.pending`).
    """
    return f"{result_description(base, slug, result_id)}.{level_id}"


def pathway_record(base: str, award_id: str) -> str:
    """Return where the record of a completed pathway is, beside the page of its milestone's award."""
    return f"{award(base, award_id)}record.json"


def learner(base: str, code: str) -> str:
    """Return the page of a learner who consented to one; `code` is random."""
    return f"{base}/learners/{code}/"


def learner_record(base: str, code: str) -> str:
    """Return where a learner's own record is, beside their page."""
    return f"{learner(base, code)}record.json"


def badge_image(base: str, slug: str) -> str:
    """Return where the unbaked picture of an achievement is."""
    return f"{base}/achievements/{slug}/badge.png"


def endorsement(base: str, slug: str) -> str:
    """Return the page of an endorsement that this registry signed, which is also the credential's id."""
    return f"{base}/endorsements/{slug}/"


def logo(base: str, image: str) -> str:
    """Return where the institution's logo is; `image` is its path in the records (`images/logo.svg`)."""
    return f"{base}/{image}"


def status_list_name(purpose: Purpose, number: int) -> str:
    """Return the name of a status list in its address, in the ledger and in messages (`revocation-1`)."""
    return f"{purpose}-{number}"


def status_list(base: str, purpose: Purpose, number: int) -> str:
    """Return where a signed status list is."""
    return f"{base}/status/{status_list_name(purpose, number)}.json"


def status_list_name_of(base: str, address: str) -> str:
    """Return the name of the status list that is at an address; "" if no list of the registry at `base` is there."""
    prefix, end = f"{base}/status/", ".json"
    return address[len(prefix) : -len(end)] if address.startswith(prefix) and address.endswith(end) else ""


def did_document(base: str) -> str:
    """Return where the issuer's DID document is. Not in a dot-folder: static hosts drop those."""
    return f"{base}/issuer/did.json"


def keys(base: str) -> str:
    """Return where the issuer's keys are, with their periods and states."""
    return f"{base}/issuer/keys.json"


def log(base: str) -> str:
    """Return where the registry's log is, if it keeps one."""
    return f"{base}/log"


def log_origin(base: str) -> str:
    """Return the name of the registry's log: its address without the scheme."""
    return log(base).removeprefix("https://")


def log_file(base: str, name: str) -> str:
    """Return where a file of the registry's log is."""
    return f"{log(base)}/{name}"


def award_proof(base: str, award_id: str) -> str:
    """Return where the proof is that an award is in the log, beside its page."""
    return f"{award(base, award_id)}award.tlog-proof"


def known_issuers(base: str) -> str:
    """Return where the list of other issuers is that this registry knows; it has one only if it knows any."""
    return f"{base}/issuer/known/known-issuers.json"


def index_entry(award_id: str) -> str:
    """Return the name of an award's entry in the index: a hash, so that unlisted ids stay unlisted (decision 5)."""
    return hashlib.sha256(award_id.encode("ascii")).hexdigest()


def index_shard(base: str, award_id: str) -> str:
    """Return the shard of the verification index that has an award's entry."""
    return f"{base}/index/{index_entry(award_id)[:2]}.json"


def award_id_of(base: str, address: str) -> str:
    """Return the award id in the address of an award's page; "" if it is no such page below `base`."""
    prefix = f"{base}/awards/"
    if not address.startswith(prefix) or not address.endswith("/"):
        return ""
    award_id = address[len(prefix) : -1]
    return "" if "/" in award_id else award_id
