"""Documents of every kind, with one member of another type, to both verifiers: one verdict, outcome and code.

Each mutant of a signed document is tried as it is, and signed anew by its issuer, for a signature that does not fit
would hide what is read of it. What was once found here is a vector of its own in tests/vectors.
"""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice

import pytest

import mutants
import reference
import verifying
from node_scripts import encoded, encoded_web, examine
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import multibase
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.proofs.suites.suite import ORDER, find_suite
from testamur.verification import examination, wrapper
from testamur.verification.reading import strict_json
from testamur.verification.reading.contexts import exactly
from thoroughness import either
from vector_making.other_form_cases import issuer
from vector_making.sample_credentials import (
    DID,
    EVIL_KEY,
    KEY,
    LOST_KEY,
    OLD_KEY,
    STRANGER,
    UNIVERSITY,
    digest_of,
    method,
)

SEED = 20261101
BY_DAY = 2_000
AT_ONCE = 1_000  # in one process of Node
# Vectors that are changed, in themselves and in what the web answers about them.
BASES = (
    ("verification", "valid"),
    ("verification", "suspended"),
    ("verification", "superseded-by-another-award"),
    ("verification", "key-compromised"),
    ("verification", "trusted-university"),
    ("verification", "untrusted-and-revoked"),
    ("verification", "valid-with-endorsements"),
    ("verification", "endorsement"),
    ("verification", "rdf-all-suites"),
    ("verification", "rdf-older-suite-of-data-model-1"),
    ("verification", "rdf-endorsement-inside"),
    ("verification", "status-2021-and-revoked"),
    ("verification", "status-with-a-message"),
    ("verification", "status-1edtech-revoked"),
    ("verification", "older-hosted"),
    ("verification", "older-given-without-its-end"),
    ("verification", "older-signed"),
    ("wrappers", "record"),
    ("wrappers", "presentation"),
)
KEYS = {
    method(key, by): key
    for key in (
        KEY,
        OLD_KEY,
        LOST_KEY,
        EVIL_KEY,
    )
    for by in (DID, STRANGER)
} | {f"{UNIVERSITY}#key-1": OLD_KEY}
KEYS |= {method(EVIL_KEY, issuer(name)): EVIL_KEY for _, name in BASES}


def signed_anew(text, key):
    """The text of a mutant with a proof that fits it, by JCS if it has one; None where it cannot have one."""
    try:
        document = strict_json.parse(text.encode())
    except (VerificationError, UnicodeEncodeError):
        return None
    proofs = document.get("proof") if isinstance(document, dict) else None
    proofs = [proofs] if isinstance(proofs, dict) else proofs
    if not isinstance(proofs, list):
        return None
    known = [(suite, proof) for proof in proofs if isinstance(proof, dict) and (suite := find_suite(proof))]
    if not known:
        return None
    suite, proof = min(known, key=lambda one: ORDER.index(one[0].name))
    old = json.dumps(proof.get("proofValue"), ensure_ascii=False)
    try:
        message = suite.message(SignedDocument(document), proof, "Ed25519")
    except DocumentError:
        return None
    new = json.dumps(multibase.encode_base58btc(key.sign(message)))
    return text.replace(f'"proofValue":{old}', f'"proofValue":{new}') if old != new else None


class Base:
    """A vector, and each document that is asked for when it is examined."""

    def __init__(self, part, name):
        self.part, self.name = part, name
        self.data, self.expected = verifying.case(name, part)
        self.web = verifying.Web(self.expected["web"])
        everything(self.data, self.expected, self.web.documents)
        self.asked = everything(self.data, self.expected, self.web.documents)["asked"]

    def cases(self):
        """Yield a name, and what makes the document that is given with what the web answers otherwise, or None."""
        if self.data[:1] == b"{":  # and no JWS
            for name, made, anew in texts(self.data):
                yield f"{self.name}: {name}", partial(self.given, made, anew)
        for url in self.asked:
            if url in self.web.documents:
                for name, made, anew in texts(self.web.documents[url]):
                    yield f"{self.name}, {url}: {name}", partial(self.answered, url, made, anew)

    def given(self, made, key):
        text = mutants.written(made)
        if key is None:
            return text.encode(), {}
        again = signed_anew(text, key)
        return again and (again.encode(), self.index(again))

    def answered(self, url, made, key):
        text = mutants.written(made)
        again = text if key is None else signed_anew(text, key)
        return again and (self.data, {url: again.encode()})

    def index(self, text):
        """The issuer's index as it would be if it had published the mutant."""
        document = strict_json.parse(text.encode())
        old = strict_json.parse(self.data)
        changed = {}
        for url in self.asked:
            if "/index/" in url and url in self.web.documents:
                shard = self.web.documents[url].decode()
                changed[url] = shard.replace(digest_of(old), digest_of(document)).encode()
        return changed


def texts(data):
    """Yield a name, a mutant and the key that signs it anew: each as it is, and once more to be signed."""
    document = json.loads(data)
    proofs = document.get("proof", []) if isinstance(document, dict) else []
    proofs = [proofs] if isinstance(proofs, dict) else proofs
    key = KEYS.get(proofs[-1]["verificationMethod"]) if proofs else None
    for name, _, made in mutants.mutants(document):
        yield name, made, None
        if key:
            yield f"{name}, signed anew", made, key


def everything(data, expected, documents):
    """What Python says, in the shape of vectors.mjs."""
    web = verifying.Web([])
    web.documents = documents
    asked = {"resolver": web, "now": verifying.instant(expected["now"]), "trusted": frozenset(expected["trusted"])}
    found = wrapper.examine(data, **asked)
    inner = [examination.examine(one, **asked).as_json() for one in found.credentials] if found else []
    whole = found and {**found.as_json(), "kind": found.kind, "inner": inner}
    examined = examination.examine(data, **asked, address=expected.get("address"))
    return {"wrapper": whole, **examined.as_json(), "asked": web.asked}


def core(answer):
    checks = [(check["name"], check["outcome"], check["code"]) for check in answer["checks"]]
    return answer["verdict"], checks, answer.get("digest") or "", answer["facts"]


def comparable(answer):
    whole = answer["wrapper"]
    inside = whole and (whole["kind"], core(whole), [core(one) for one in whole["inner"]])
    return inside, core(answer), answer["preview"], set(answer["asked"])


def chosen():
    """The mutants that are tried: by day as many of each base, always the same; all of them in `make test-all`."""
    chance, each = random.Random(SEED), BY_DAY // len(BASES)
    cases = []
    for base in (Base(*one) for one in BASES):
        all_of = list(base.cases())
        chance.shuffle(all_of)
        made = ((base, name, *case) for name, make in all_of if (case := make()))
        cases += islice(made, either(each, None))
    return cases


def differences(cases):
    """What the two say of each mutant where it is not the same."""
    webs = {base.name: encoded_web(base.web.documents) for base, *_ in cases}
    parts = [cases[start : start + AT_ONCE] for start in range(0, len(cases), AT_ONCE)]
    with ThreadPoolExecutor(1) as node:  # Node works on a part while Python does
        return [line for part in parts for line in differences_in(part, webs, node)]


def differences_in(part, webs, node):
    theirs = node.submit(examine, given(part), webs, timeout=600)
    ours = [everything(data, base.expected, {**base.web.documents, **changed}) for base, _, data, changed in part]
    for (_, name, *_), ours_of, theirs_of in zip(part, ours, theirs.result(), strict=True):
        if comparable(ours_of) != comparable(theirs_of):
            yield f"{name}\n  Python  {comparable(ours_of)}\n  browser {comparable(theirs_of)}"


def given(part):
    """The mutants as vectors.mjs reads them."""
    return [
        {
            "data": encoded(data),
            "expected": {key: base.expected[key] for key in ("now", "trusted", "address") if key in base.expected},
            "documents": encoded_web(documents),
            "web": base.name,
        }
        for base, _, data, documents in part
    ]


pytestmark = pytest.mark.usefixtures("one_cryptosuite_of_registries")


def test_both_verifiers_say_the_same_of_every_mutant():
    found = differences(chosen())
    assert not found, f"{len(found)} differences, the first of them:\n" + "\n".join(found[:5])


FOREIGN = reference.FOLDER / "foreign"
OF_STRANGERS = {"now": "2026-11-29T00:00:00Z", "trusted": []}


def of_strangers():
    """Each handed file's mutants in turn, always the same: 300 by day, 10,000 in `make test-all`."""
    chance, made = random.Random(SEED), []
    names = [name for name in json.loads((FOREIGN / "expected.json").read_bytes()) if name.endswith(".json")]
    for name in names:
        document = json.loads((FOREIGN / name).read_bytes())
        all_of = list(mutants.mutants(document))
        chance.shuffle(all_of)
        some = all_of[: either(300, 10_000) // len(names) + 1]
        made += [(f"{name}: {what}", mutants.written(changed).encode()) for what, _, changed in some]
    return made


@pytest.mark.reference(reference.FOREIGN)
def test_both_verifiers_say_the_same_of_every_mutant_of_a_strangers_award():
    root, cases, different = FOREIGN / "web", of_strangers(), []
    web = {f"https://{path.relative_to(root).as_posix()}": path.read_bytes() for path in root.rglob("*.json")}
    webs = {"web": encoded_web(web)}
    for start in range(0, len(cases), AT_ONCE):
        part = cases[start : start + AT_ONCE]
        asked = [{"data": encoded(data), "expected": OF_STRANGERS, "documents": {}, "web": "web"} for _, data in part]
        for (name, data), theirs in zip(part, examine(asked, webs, timeout=600), strict=True):
            ours = everything(data, OF_STRANGERS, web)
            if comparable(ours) != comparable(theirs) or ours["verdict"] == "VALID":
                different.append(name)
    assert (len(cases) >= either(300, 10_000), different) == (True, [])


@pytest.mark.parametrize(
    ("types", "proof"), [(["Marks"], {}), (["OpenBadgeCredential"], {"type": "Marks"})], ids=["type", "proof"]
)
def test_what_a_stranger_wrote_is_cut_at_the_same_letter(types, proof):
    """To JavaScript, a letter beyond U+FFFF is two."""
    long = {"Marks": "\N{MUSICAL SYMBOL G CLEF}" * 150}
    document = {
        "@context": exactly("award"),
        "id": "https://issuer.example/award",
        "type": ["VerifiableCredential", *(long.get(name, name) for name in types)],
        "issuer": "did:web:issuer.example",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"achievement": {}},
        "proof": {name: long[value] for name, value in proof.items()},
    }
    data = json.dumps(document).encode()
    asked = {"data": encoded(data), "expected": OF_STRANGERS, "documents": {}}
    ours = everything(data, OF_STRANGERS, {})["sentence"]
    assert "\N{MUSICAL SYMBOL G CLEF}" in ours
    assert examine([asked], {}, timeout=600)[0]["sentence"] == ours
