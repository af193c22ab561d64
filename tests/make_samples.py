"""Makes theme/static/samples: one credential for each verdict, for people to learn on, and the web they need.

Run it to write them anew, or with --check to compare, as a test does. They are judged as of NOW of
vector_making/sample_credentials.py. Their keys come from fixed seeds, and their issuers lie below `.invalid`, which
nobody can ever own.
"""

import shutil
import sys

from paths import ROOT
from testamur.credentials import addresses, did, status_list
from testamur.proofs import jcs
from vector_making import sample_credentials, sample_web

FOLDER = ROOT / "theme" / "static" / "samples"
BASE, STRANGER = "https://samples.invalid", "https://stranger.invalid"
LIST = 1
UNREADABLE = 2  # a list that does not exist
INDEXES = {"revoked": 77, "suspended": 500, "superseded": 600}
SINCE = "2026-09-01"


def sample(name, *, base=BASE, key=sample_credentials.KEY, list_number=LIST, **changes):
    made = sample_credentials.document(f"sample {name}", base=base, index=INDEXES.get(name, 4821))
    made["issuer"] = {**made["issuer"], "name": "Sample Institute"}
    made["credentialSubject"]["identifier"][0]["identityHash"] = "Sample Learner"
    made["credentialStatus"] = status_list.entry(base, list_number=list_number, list_index=INDEXES.get(name, 4821))
    by = sample_credentials.method(key, did.from_base(base))
    return sample_credentials.sign({**made, **changes}, key, by=by)


def credentials():
    """Each sample by the name of its file, without the extension: that of its verdict."""
    good = sample("valid")
    altered = sample("invalid")
    altered["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    return {
        "valid": good,
        "expired": sample("expired", validUntil="2026-10-01T22:59:59Z"),
        "not-yet-valid": sample("not-yet-valid", validFrom="2026-12-01T09:00:00Z"),
        "suspended": sample("suspended"),
        "revoked": sample("revoked"),
        "superseded": sample("superseded"),
        "untrusted-issuer": sample("untrusted-issuer", base=STRANGER, key=sample_credentials.EVIL_KEY),
        "invalid": altered,
        "indeterminate": sample("indeterminate", list_number=UNREADABLE),
    }


def web(made):
    """Every document that the samples need, by its address."""
    found = {}
    for base, key in ((BASE, sample_credentials.KEY), (STRANGER, sample_credentials.EVIL_KEY)):
        by = did.from_base(base)
        found[addresses.did_document(base)] = sample_web.did_document(key, by=by)
        method = sample_credentials.method(key, by)
        found[addresses.keys(base)] = {
            "did": by,
            "keys": [
                {
                    "id": method,
                    "publicKeyMultibase": sample_credentials.multibase_of(key),
                    "from": "2026-01-01",
                    "state": "active",
                }
            ],
        }
        for purpose, bits in (("revocation", INDEXES.values()), ("suspension", [INDEXES["suspended"]])):
            found[addresses.status_list(base, purpose, LIST)] = sample_web.a_list(
                bits, purpose=purpose, base=base, key=key, by=method
            )
    for name, credential in made.items():
        award_id = addresses.award_id_of(BASE, credential["id"])
        if award_id:
            entry = {"digest": sample_credentials.digest_of(credential), "state": name if name in INDEXES else "active"}
            if name in INDEXES:
                entry["since"] = SINCE
            found.setdefault(addresses.index_shard(BASE, award_id), {})[addresses.index_entry(award_id)] = entry
    return found


def make():
    made = credentials()
    files = {f"{name}.json": jcs.canonicalize(credential) for name, credential in made.items()}
    files |= {address.removeprefix("https://"): jcs.canonicalize(value) for address, value in web(made).items()}
    return files


def differing(folder=FOLDER):
    there = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    made = make()
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(differing()) or 0)
    shutil.rmtree(FOLDER, ignore_errors=True)
    for path, data in make().items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_bytes(data)
