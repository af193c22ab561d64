"""Files of a log, with one member of another type, to both verifiers: one verdict, outcome and code, and one sentence.

Each is a registry with a log of a few leaves, all of which fits: a mutant of a leaf is entered, signed by the root key
where it is an act of that, and the log is signed anew. So whatever is said of a mutant is said of what was read of it,
and not of a signature or a path that does not fit. What was once found here is a vector of its own in tests/vectors.
"""

import json
import random

import mutants
import verifying
from node_scripts import encoded, encoded_web, examine
from testamur.credentials import addresses
from testamur.errors import VerificationError
from testamur.log import proof, witness
from testamur.proofs import jcs
from testamur.verification import examination
from testamur.verification.reading import strict_json
from testamur.verification.registration import key_history
from thoroughness import either
from vector_making.sample_credentials import KEY, id_of, method
from vector_making.sample_log import (
    BASE,
    DID,
    LOG,
    NEXT,
    ROOT_SIGNER,
    SEEN,
    WITNESS,
    SampleLog,
    act,
    an_award,
    current_list,
    genesis,
    issued,
    line,
)

SEED = 20261129
BY_DAY = 500
NAME = "registered"
AWARD = an_award(NAME)
DATA = jcs.canonicalize(AWARD)
EXPECTED = {"now": verifying.case(NAME)[1]["now"], "trusted": [DID]}
DID_DOCUMENT = f"{BASE}/issuer/did.json"
GENESIS = json.loads(genesis())
ADDED = json.loads(act("key-add", key=method(KEY, DID)))
REVOKED = json.loads(act("key-revoke", key=method(KEY, DID), reason="compromised", trusted_below=9))
REPLACED = json.loads(act("log-key", key=str(LOG), prev=str(NEXT)))
NAMED = json.loads(act("witnesses", policy=witness.policy([WITNESS], 0)))
ENTERED = json.loads(issued(AWARD))


def leaves(genesis=GENESIS, added=ADDED, entered=ENTERED, revoked=REVOKED, replaced=REPLACED, named=NAMED, listed=None):
    """The log: text of each leaf, or what it is written from; the last is the entry of the status list."""
    made = (genesis, added, entered, revoked, replaced, named)
    log = SampleLog(one if isinstance(one, bytes) else line(one) for one in made)
    if listed is None:
        log.add_list(current_list())
    return [*log.leaves, *([listed] if listed else [])]


LISTED = json.loads(leaves()[-1])


def web_of(made, seen=SEEN):
    """What the log of these leaves has on the web, its award's proof with it; every leaf is in its list of keys."""
    log = SampleLog(made)
    size, tree = len(made), log.tree()
    listed = [
        {"index": index, "leaf": encoded(leaf), "path": list(map(encoded, tree.inclusion(index, size)))}
        for index, leaf in enumerate(made)
    ]
    files = log.files() | {"keys.json": json.dumps({"entries": listed, "size": size}).encode()}
    files["tail.json"] = log.tail_file(size - 2)
    return {addresses.log_file(BASE, name): data for name, data in files.items()} | {
        addresses.award_proof(BASE, id_of(NAME)): log.proof(2, size, seen=seen)
    }


def signed(text, of):
    """A mutant of an act as a leaf, signed by the root key; as it is where it has no signature, or cannot have one."""
    try:
        document = strict_json.parse(text.encode())
    except VerificationError:
        return text.encode()
    if not isinstance(document, dict) or "sig" not in of or document.get("sig") != of["sig"]:
        return text.encode()
    signature = ROOT_SIGNER.sign(key_history.signed_bytes(document))
    return text.replace(of["sig"], key_history.signature_text(signature)).encode()


def of_leaves():
    for name, document in (
        ("genesis", GENESIS),
        ("added", ADDED),
        ("entered", ENTERED),
        ("revoked", REVOKED),
        ("replaced", REPLACED),
        ("named", NAMED),
        ("listed", LISTED),
    ):
        for what, _, made in mutants.mutants(document):
            leaf = signed(mutants.written(made), document)
            if 0 < len(leaf) <= proof.MAX_LEAF_BYTES:
                yield f"{name}: {what}", lambda name=name, leaf=leaf: web_of(leaves(**{name: leaf}))


def of_files():
    plain = web_of(leaves())
    keys, tail = addresses.log_file(BASE, "keys.json"), addresses.log_file(BASE, "tail.json")
    for url, document in (
        (keys, json.loads(plain[keys])),
        (tail, json.loads(plain[tail])),
        (DID_DOCUMENT, json.loads(verifying.Web(["log-issuer"]).documents[DID_DOCUMENT])),
    ):
        for what, path, made in mutants.mutants(document):
            if url in {keys, tail} or (path and path[0] == "service"):
                yield f"{url}: {what}", lambda url=url, made=made: {**plain, url: mutants.written(made).encode()}


def of_witnesses():
    for time in (1, 2**31, 253_402_300_799, 253_402_300_800, 8_640_000_000_001, 2**53 - 1):
        yield f"a witness at {time}", lambda time=time: web_of(leaves(), seen=time)


def chosen():
    """By day some, always the same; all of them in `make test-all`."""
    cases = [*of_leaves(), *of_files()]
    random.Random(SEED).shuffle(cases)
    return [("as it is", lambda: web_of(leaves())), *of_witnesses(), *cases[: either(BY_DAY, None)]]


def told(answer):
    checks = [(check["name"], check["outcome"], check["code"]) for check in answer["checks"]]
    return answer["verdict"], checks, answer["checks"][-1]["detail"]


def test_both_verifiers_say_the_same_of_every_mutant():
    base = verifying.Web(["log-issuer", "index"])
    cases = [(name, make()) for name, make in chosen()]
    ours = []
    for _name, documents in cases:
        web = verifying.Web([])
        web.documents = {**base.documents, **documents}
        asked = {"resolver": web, "now": verifying.instant(EXPECTED["now"]), "trusted": frozenset([DID])}
        ours.append(told(examination.examine(DATA, **asked).as_json()))
    assert (ours[0][0], ours[0][1][-1][1]) == ("VALID", "passed")
    given = [
        {"data": encoded(DATA), "expected": EXPECTED, "documents": encoded_web(documents), "web": "log"}
        for _name, documents in cases
    ]
    theirs = [told(one) for one in examine(given, {"log": encoded_web(base.documents)}, timeout=600)]
    found = [
        f"{name}\n  Python  {one}\n  browser {other}"
        for (name, _), one, other in zip(cases, ours, theirs, strict=True)
        if one != other
    ]
    assert not found, f"{len(found)} differences, the first of them:\n" + "\n".join(found[:5])
