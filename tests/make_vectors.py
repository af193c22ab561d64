"""Makes tests/vectors: credentials, the web that a verifier sees, and what must be said of them.

Run it to write them anew, or with --check to compare, as a test does. Every run makes the same bytes. The cases are in
vector_making/, a module for each kind.

tests/vectors/verification/<case>/credential.<json|png|svg>   what is given to the verifier
                                  expect.json       now, trusted, web, …; verdict, and each check's outcome and code
tests/vectors/wrappers/<case>/…                     the same of a wrapper, with the verdict on each credential in it
tests/vectors/statement-codes/<case>/code.cbor, expect.json
tests/vectors/bundles/<case>/bundle.html            a bundle, and beside it what is known of its issuer, in expect.json
tests/vectors/sealed/<case>/award.sealed            the file of a sealed award
                            expect.json         the key and the award; what is in it, or the code of what is wrong
tests/vectors/web/<part>/<host>/<path>              a part of the web; `web` of a case lists them, the last first
"""

import json
import shutil
import sys

from paths import ROOT
from testamur.credentials import addresses
from vector_making import (
    broken_web,
    bundle_cases,
    cases,
    displayer_cases,
    document_cases,
    edition_cases,
    encoding_cases,
    endorsement_cases,
    found_in_the_wild_cases,
    issuer_cases,
    key_cases,
    known_issuer_cases,
    mixed_form_cases,
    open_badges_2_cases,
    other_form_cases,
    other_issuer_cases,
    own_copy_cases,
    picture_cases,
    proof_cases,
    proof_key_cases,
    rdf_cases,
    registered_cases,
    sample_web,
    sealed_cases,
    standing_cases,
    statement_code_cases,
    status_cases,
    status_kind_cases,
    token_cases,
    token_key_cases,
    token_wrapper_cases,
    trusted_issuer_cases,
    type_cases,
    valid_cases,
    wrapper_cases,
)
from vector_making.sample_credentials import BASE, id_of

PARTS = ("statement-codes", "verification", "web", "wrappers", "bundles", "sealed")
KINDS = (
    valid_cases,
    picture_cases,
    standing_cases,
    other_issuer_cases,
    other_form_cases,
    known_issuer_cases,
    rdf_cases,
    document_cases,
    issuer_cases,
    proof_cases,
    status_cases,
    status_kind_cases,
    displayer_cases,
    open_badges_2_cases,
    type_cases,
    edition_cases,
    endorsement_cases,
    key_cases,
    encoding_cases,
    token_cases,
    token_key_cases,
    wrapper_cases,
    own_copy_cases,
    trusted_issuer_cases,
    token_wrapper_cases,
    proof_key_cases,
    found_in_the_wild_cases,
    mixed_form_cases,
    registered_cases,
    statement_code_cases,
    bundle_cases,
    sealed_cases,
)


def make():
    """Return every file of tests/vectors, by its path there."""
    sample_web.publish_issuers()
    broken_web.publish_broken_issuers()
    broken_web.publish_broken_lists()
    for kind in KINDS:
        kind.add()
    # The shard is there although the award is not, so that a verifier finds no entry instead of no index.
    cases.INDEX.setdefault(addresses.index_shard(BASE, id_of("award-not-in-the-index")), {})
    for url, entries in cases.INDEX.items():
        sample_web.publish("index", url, entries)
    files = {f"web/{part}/{path}": data for (part, path), data in sample_web.WEB.items()}
    for name, (credential, expected, kind) in cases.CASES.items():
        files[f"verification/{name}/credential.{kind}"] = credential
        files[f"verification/{name}/expect.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    for name, (credential, expected) in wrapper_cases.WRAPPERS.items():
        files[f"wrappers/{name}/credential.{'json' if credential.startswith(b'{') else 'jwt'}"] = credential
        files[f"wrappers/{name}/expect.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    for name, (code, expected) in statement_code_cases.CODES.items():
        files[f"statement-codes/{name}/code.cbor"] = code
        files[f"statement-codes/{name}/expect.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    for name, (page, expected) in bundle_cases.BUNDLES.items():
        files[f"bundles/{name}/bundle.html"] = page
        files[f"bundles/{name}/expect.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    files |= {f"sealed/{name}": data for name, data in sealed_cases.files().items()}
    return files


def write(folder):
    for part in PARTS:
        shutil.rmtree(folder / part, ignore_errors=True)
    for name, data in make().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def differing(folder):
    """Return the names of files in `folder` that differ from those made, are missing, or should not be there."""
    made = make()
    there = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in PARTS
        for path in (folder / part).rglob("*")
        if path.is_file()
    }
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(differing(ROOT / "tests" / "vectors")) or 0)
    write(ROOT / "tests" / "vectors")
