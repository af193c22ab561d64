"""Logs whose own key was replaced, as their root key says or otherwise, and logs that have ended."""

import base64

from vector_making.logged_cases import registered
from vector_making.sample_credentials import KEY, OLD_KEY
from vector_making.sample_log import (
    BASE,
    DID,
    LOG,
    MIDDLE,
    NEXT,
    NEXT_SIGNER,
    ORIGIN,
    OTHER_SIGNER,
    SIGNER,
    SampleLog,
    act,
    an_award,
    current_list,
    issued,
    publish_proof,
    service,
)
from vector_making.sample_web import did_address, did_document, publish

BY_NEXT = {"signer": NEXT_SIGNER, "key": NEXT}
PART = "log-with-a-second-key"


def add(log):
    add_replaced(log)
    add_replaced_otherwise(log)
    add_ended(log)


def replaced(log, award, **by):
    """The log with the entry that replaces its key, that of an award, and a run's end."""
    grown = SampleLog(log.leaves)
    grown.places = log.places
    grown.add(act("log-key", key=str(NEXT), prev=str(LOG), **by))
    at = grown.add(issued(award))
    grown.add_list(current_list())
    return grown, at


def name_key(part, key):
    publish(part, did_address(BASE), did_document(KEY, OLD_KEY, by=DID, service=service(key=str(key))))


def add_replaced(log):
    """Add awards from before and since, and what the old key signs afterwards."""
    names = {
        what: f"registered-{what}"
        for what in ("before-the-key-of-the-log-was-replaced", "since-the-key-of-the-log-was-replaced")
    }
    before, since = names.values()
    grown, at = replaced(log, an_award(since))
    size = len(grown.leaves)
    name_key(PART, NEXT)
    grown.publish(PART, beside=log, **BY_NEXT)
    publish_proof(PART, since, grown.proof(at, size, **BY_NEXT))
    registered(since, an_award(since), part=PART)
    place, award = log.places["registered"], an_award("registered")
    for name, seen, code in (
        (before, None, ""),
        ("log-seen-before-its-key-was-replaced", log.checkpoint(len(log.leaves)), ""),
        ("log-seen-since-its-key-was-replaced", grown.checkpoint(size, **BY_NEXT), ""),
        ("log-seen-under-the-key-that-was-replaced-with-another-history", forked(log).checkpoint(MIDDLE), "log-fork"),
    ):
        # One award under several names: what differs is what was seen.
        more = {"logs": {ORIGIN: base64.b64encode(seen).decode()}} if seen else {}
        registered(name, award, code, part=PART, **more)
    name = "log-proof-by-the-key-that-was-replaced-of-another-history"
    publish_proof(name, "registered", forked(log).proof(place, MIDDLE))
    registered(name, award, "log-fork", part=(PART, name))
    for name, checked, by in (
        ("log-proof-by-the-key-that-was-replaced-of-a-tree-since", size, {"signer": SIGNER, "key": LOG}),
        ("log-proof-by-the-newer-key-of-a-tree-from-before", MIDDLE, BY_NEXT),
    ):
        publish_proof(name, "registered", grown.proof(place, checked, **by))
        registered(name, award, stuck="log-signature", part=(PART, name))
    name = "log-seen-under-the-key-that-was-replaced-as-of-since"
    seen = {ORIGIN: base64.b64encode(grown.checkpoint(size)).decode()}
    registered(name, award, stuck="log-signature", part=PART, logs=seen)


def forked(log):
    other = SampleLog([*log.leaves[:40], log.leaves[39], *log.leaves[41:]])
    other.places = log.places
    return other


def add_replaced_otherwise(log):
    """Add logs of which the issuer names another key than their entries lead to."""
    award, place = an_award("registered"), log.places["registered"]
    proof = log.proof(place, MIDDLE)
    name = "log-key-replaced-without-an-entry"
    name_key(name, NEXT)
    log.publish(name, beside=log, **BY_NEXT)
    publish_proof(name, "registered", proof)
    registered(name, award, stuck="log-signature", part=name)
    name = "log-key-replaced-by-another-key-than-the-root"
    grown, _at = replaced(log, award, signer=OTHER_SIGNER)
    name_key(name, NEXT)
    grown.publish(name, beside=log, **BY_NEXT)
    publish_proof(name, "registered", proof)
    registered(name, award, stuck="log-signature", part=name)
    name = "log-key-that-no-entry-named-last"
    grown, _at = replaced(log, award)
    grown.publish(name, beside=log)
    publish_proof(name, "registered", proof)
    registered(name, award, stuck="log-key", part=name)
    name = "log-keys-that-do-not-follow-each-other"
    grown, _at = replaced(log, award)
    third = NEXT._replace(public=OTHER_SIGNER.public_key)
    grown.add(act("log-key", key=str(third), prev=str(LOG)))
    grown.add_list(current_list())
    name_key(name, third)
    grown.publish(name, beside=log, signer=OTHER_SIGNER, key=third)
    publish_proof(name, "registered", proof)
    registered(name, award, stuck="log-key", part=name)
    name = "log-keys-that-follow-each-other"
    grown, _at = replaced(log, award)
    grown.add(act("log-key", key=str(third), prev=str(NEXT)))
    grown.add_list(current_list())
    name_key(name, third)
    grown.publish(name, beside=log, signer=OTHER_SIGNER, key=third)
    publish_proof(name, "registered", proof)
    registered(name, award, part=name)


def add_ended(log):
    """Add awards from before and after the end of a log."""
    names = ("registered-before-the-log-ended", "registered-after-the-log-had-ended")
    before, after = map(an_award, names)
    grown = SampleLog(log.leaves)
    at = grown.add(issued(before))
    grown.add_list(current_list())
    grown.add(act("end", next="badges.example.edu/log"))
    late = grown.add(issued(after))
    size = len(grown.leaves)
    grown.publish("log-that-has-ended", beside=log)
    for name, index in zip(names, (at, late), strict=True):
        publish_proof("log-that-has-ended", name, grown.proof(index, size))
    registered(names[0], before, part="log-that-has-ended")
    registered(names[1], after, "log-ended", part="log-that-has-ended")
