"""What whoever has only the host shows to a reader who has seen the log before: nothing makes a forgery valid."""

import base64
import json

from testamur.credentials import addresses
from vector_making.cases import case
from vector_making.logged_cases import PARTS, registered
from vector_making.sample_credentials import EVIL_KEY, KEY, LOST_KEY, OLD_KEY, method
from vector_making.sample_log import (
    BASE,
    DID,
    LOG,
    MIDDLE,
    NEXT,
    NEXT_SIGNER,
    ORIGIN,
    OTHER_SIGNER,
    ROOT,
    SampleLog,
    act,
    an_award,
    current_list,
    genesis,
    issued,
    publish_proof,
    service,
)
from vector_making.sample_web import did_address, did_document, keys_document, publish

OTHER_ROOT = ROOT._replace(public=OTHER_SIGNER.public_key)


def add(log):
    add_keys_of_the_host(log)
    add_begun_again(log)


def add_keys_of_the_host(log):
    """Add awards without a proof, by keys that the DID document lists, and that the log does not know as good."""
    name = "registered-without-a-proof-by-a-key-that-the-log-does-not-have"
    forged = an_award(name, key=EVIL_KEY)
    list_as_good(name, EVIL_KEY)
    registered(name, forged, stuck="key-not-added", part=name, logs=seen(log.checkpoint(MIDDLE)))
    name = "registered-without-a-proof-by-a-key-of-which-only-the-log-says-that-it-was-lost"
    forged = an_award(name, key=LOST_KEY)
    list_as_good(name, LOST_KEY)
    registered(name, forged, "not-registered", part=name, logs=seen(log.checkpoint(MIDDLE)))
    name = "registered-without-a-proof-by-a-key-that-was-retired-since"
    case(
        name, an_award(name, key=OLD_KEY, created="2026-05-20T08:00:00Z"), web=PARTS, trusted=(DID,),
        registered="not-applicable",
    )  # fmt: skip


def list_as_good(part, key):
    publish(part, did_address(BASE), did_document(KEY, OLD_KEY, key, by=DID, service=service()))
    good = {"from": "2025-01-01", "state": "active"}
    publish(part, addresses.keys(BASE), {"did": DID, "keys": keys_of(key, good)})


def keys_of(key, period):
    listed = [one for one in keys_document(DID)["keys"] if one["id"] != method(key, DID)]
    text = method(key, DID).partition("#")[2]
    return [*listed, {"id": method(key, DID), "publicKeyMultibase": text, **period}]


def add_begun_again(log):
    """Add a log that goes on from what was seen, with another beginning, whose root key then gives it another key."""
    part = "log-begun-again"
    name = "log-begun-again-since-it-was-seen"
    forged = an_award(name)
    grown = SampleLog(log.leaves)
    grown.places = log.places
    grown.add(genesis(OTHER_ROOT))
    grown.add(act("key-add", signer=OTHER_SIGNER, key=method(KEY, DID)))
    grown.add(act("log-key", signer=OTHER_SIGNER, key=str(NEXT), prev=str(LOG)))
    at = grown.add(issued(forged))
    # Whoever makes a tree can say of it what they like: here, how many entries about keys it has.
    grown.add_list(current_list(), keys=3)
    grown.publish(part, beside=log, signer=NEXT_SIGNER, key=NEXT)
    size = len(grown.leaves)
    listed = json.loads(grown.keys_file())
    listed["entries"] = [one for one in listed["entries"] if size - 6 < one["index"] < at]
    publish(part, addresses.log_file(BASE, "keys.json"), listed)
    own = service(key=str(NEXT), root=str(OTHER_ROOT))
    publish(part, did_address(BASE), did_document(KEY, OLD_KEY, by=DID, service=own))
    publish_proof(part, name, grown.proof(at, size, signer=NEXT_SIGNER, key=NEXT))
    registered(name, forged, stuck="log-root", part=part, logs=seen(log.checkpoint(MIDDLE)))
    name = "log-begun-again-since-a-proof-was-made"
    publish_proof(name, "registered", log.proof(log.places["registered"], MIDDLE))
    registered(name, an_award("registered"), stuck="log-root", part=(part, name))


def seen(checkpoint):
    return {ORIGIN: base64.b64encode(checkpoint).decode()}
