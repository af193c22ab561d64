"""Awards of a registry that keeps a log: in it, not in it, and logs that say two things."""

import base64
import json

from testamur.credentials import addresses
from testamur.ledger import entries
from testamur.log import tiles, witness
from vector_making import log_host_cases, log_key_cases, logged_list_cases, sample_log
from vector_making.cases import case
from vector_making.logged_cases import PARTS, registered
from vector_making.sample_credentials import KEY, LOST_KEY, OLD_KEY, digest_of, method
from vector_making.sample_log import (
    BASE,
    DID,
    LOG,
    MIDDLE,
    ORIGIN,
    OTHER_SIGNER,
    ROOT,
    SECOND_WITNESS,
    SECOND_WITNESS_SIGNER,
    SEEN,
    WITNESS,
    WITNESS_SIGNER,
    SampleLog,
    act,
    an_award,
    issued,
    line,
    publish_proof,
    service,
)
from vector_making.sample_web import HTML, a_list, did_address, did_document, list_address, publish

OLD_DAY = "2026-05-20T08:00:00Z"  # in the period of the keys that are no longer used
# In the log, each with a proof that holds.
GOOD = {
    "registered": KEY,
    "registered-before-the-log-was": KEY,
    "registered-and-seen-by-a-witness": KEY,
    "registered-long-after-its-day": KEY,
    "registered-by-a-key-that-was-retired-since": OLD_KEY,
    "registered-by-a-key-that-was-lost-since": LOST_KEY,
    "registered-again": KEY,
    "log-seen-before": KEY,
    "log-of-the-same-size-seen-before": KEY,
    "log-of-which-something-damaged-is-remembered": KEY,
    "log-seen-before-under-the-same-root-key": KEY,
}
BACKDATED = {
    "registered-before-its-key-was-added": (LOST_KEY, "key-not-added"),
    "registered-after-its-key-was-retired": (OLD_KEY, "key-retired"),
    "registered-after-its-key-was-lost": (LOST_KEY, "key-revoked"),
}
FORKED = (
    "log-with-another-history",
    "log-with-another-history-seen-before",
    "log-of-the-same-size-with-another-history-seen-before",
)
# What is wrong with the log, or its files, and the code that says so.
UNREADABLE = {
    "log-older-than-was-seen-before": "log-older",
    "log-seen-before-under-another-key": "log-signature",
    "log-seen-before-under-another-root-key": "log-root",
    "log-without-a-checkpoint": "log-unreachable",
    "log-without-a-tile": "log-unreachable",
    "log-without-its-list-of-keys": "log-unreachable",
    "log-checkpoint-is-a-web-page": "log-note",
    "log-checkpoint-of-another-log": "log-origin",
    "log-checkpoint-signed-by-another-key": "log-signature",
    "log-tile-changed": "log-tile",
    "log-tile-cut-off": "log-tile",
    "log-list-of-keys-is-a-web-page": "log-unreachable",
    "log-list-of-keys-of-another-size": "log-keys",
    "log-list-of-keys-of-a-size-with-a-fraction": "log-keys",
    "log-list-of-keys-without-the-beginning": "log-root",
    "log-list-of-keys-with-a-leaf-that-is-not-there": "log-inclusion",
    "log-list-of-keys-without-one-of-them": "log-keys",
    "log-without-its-newest-entries": "log-unreachable",
    "log-newest-entries-are-a-web-page": "log-unreachable",
    "log-newest-entries-of-another-size": "log-tail",
    "log-newest-entries-without-the-last": "log-tail",
    "log-newest-entries-with-another": "log-tail",
    "log-newest-entries-after-other-hashes": "log-tail",
    "log-newest-entries-after-fewer-hashes": "log-tail",
    "log-proof-is-a-web-page": "log-proof",
    "log-proof-with-another-index": "log-inclusion",
    "log-proof-signed-by-another-key": "log-signature",
    "log-proof-seen-after-the-year-9999": "log-signature",
    "log-key-is-none": "log-key",
    "log-key-of-another-log": "log-key",
    "log-root-key-of-another-name": "log-key",
    "log-without-an-address": "log-key",
    "log-under-another-root-key": "log-root",
}
OTHER_ROOT = ROOT._replace(public=OTHER_SIGNER.public_key)
PLAIN = (*FORKED, *UNREADABLE)


def add():
    awards = {
        **{name: made(name, key) for name, key in GOOD.items()},
        **{name: made(name, key) for name, (key, _code) in BACKDATED.items()},
        **{name: made(name, KEY) for name in PLAIN},
    }
    log = grown(awards)
    size = len(log.leaves)
    sample_log.publish_issuer(log.places["lost"])
    log.publish("log")
    for name in awards:
        seen = SEEN if name == "registered-and-seen-by-a-witness" else None
        at_the_time = log.places[name] < MIDDLE and name in {"registered", *FORKED, *UNREADABLE, "log-seen-before"}
        publish_proof("log", name, log.proof(log.places[name], MIDDLE if seen or at_the_time else size, seen=seen))
    for name in [name for name in GOOD if not name.startswith("log-")]:
        registered(name, awards[name])
    for name, (_key, code) in BACKDATED.items():
        registered(name, awards[name], code)
    add_others(log)
    add_histories(log, awards)
    add_unreadable(log, awards)
    logged_list_cases.add(log)
    log_key_cases.add(log)
    log_host_cases.add(log)
    add_quorums(log)
    add_signed_policies(log)


def made(name, key):
    early = {"validFrom": "2024-09-01T08:00:00Z", "awardedDate": "2024-09-01T08:00:00Z"}
    created = sample_log.MOMENT if key is KEY else OLD_DAY
    return an_award(name, key=key, created=created, **(early if "long-after" in name else {}))


def grown(awards):
    """The log with an entry of every award, in the order in which things happened."""
    log = SampleLog()

    def enter(*names):
        for name in names:
            key = GOOD.get(name) or BACKDATED.get(name, (KEY,))[0]
            log.add(issued(awards[name], key), name)

    for key in (KEY, OLD_KEY):
        entry = entries.key_entry(operation="key-add", verification_method=method(key, DID), moment=sample_log.MOMENT)
        log.add(line(entry))
    enter("registered-before-the-log-was")
    log.add(sample_log.genesis())
    for key in (KEY, OLD_KEY):
        log.add(act("key-add", key=method(key, DID)))
    enter("registered-before-its-key-was-added")
    log.add(act("key-add", key=method(LOST_KEY, DID)))
    log.add(b'{"op":"key-rumour","t":"2026-06-01T09:30:00Z","v":2}')  # of a later version
    log.fill(100)
    enter(*(name for name in GOOD if name not in log.places and name != "registered-again"), *PLAIN)
    log.fill(MIDDLE)
    log.add(act("key-retire", key=method(OLD_KEY, DID)))
    # Signed by another key than the root: it retires nothing.
    log.add(act("key-retire", signer=OTHER_SIGNER, key=method(KEY, DID)))
    log.places["lost"] = len(log.leaves)
    enter("registered-after-its-key-was-retired", "registered-after-its-key-was-lost")
    log.add(act("key-revoke", key=method(LOST_KEY, DID), reason="compromised", trusted_below=log.places["lost"]))
    again = entries.reissue_entry(
        digest=digest_of(awards["registered-again"]),
        key=method(KEY, DID),
        moment=sample_log.MOMENT,
        previous="sha256:" + "1" * 64,
    )
    log.add(line(again), "registered-again")
    log.fill_run(530)
    return log


def add_others(log):
    """Add awards with no proof, or another award's (catalogue, T-11)."""
    size = len(log.leaves)
    name = "registered-without-a-proof"
    case(name, an_award(name), web=PARTS, trusted=(DID,), registered="not-applicable")
    name = "registered-without-a-proof-by-a-key-that-was-lost"
    registered(name, an_award(name, key=LOST_KEY, created=OLD_DAY), "not-registered")
    name = "registered-sealed-by-a-key-that-was-lost"  # its proof lies in its file
    publish(name, f"{an_award(name)['id']}{addresses.SEALED_FILE}", b"sealed")
    case(
        name, an_award(name, key=LOST_KEY, created=OLD_DAY), "INDETERMINATE", web=(*PARTS, name), trusted=(DID,),
        stuck={"registered": "log-unreachable"}, registered="passed",
    )  # fmt: skip
    for name, key, code in (
        ("registered-in-a-newer-copy", KEY, ""),
        ("registered-in-a-newer-copy-by-a-key-that-was-lost", LOST_KEY, "not-registered"),
    ):
        old = an_award(name, key=key, created=OLD_DAY if key is LOST_KEY else sample_log.MOMENT)
        new = an_award(name, description="Corrected.")
        publish_proof("log", name, log.proof(log.places["registered"], size))
        case(
            name, old, "INVALID" if code else "SUPERSEDED", web=PARTS, trusted=(DID,), index=digest_of(new),
            fails={"edition": "replaced", **({"registered": code} if code else {})},
            replaced=(digest_of(old),), registered="not-applicable",
        )  # fmt: skip
    name = "registered-in-a-newer-copy-of-the-log-by-a-key-that-was-lost"
    old, new = an_award(name, key=LOST_KEY, created=OLD_DAY), an_award(name, description="Corrected.")
    for part, key, code in (
        ("log-of-a-newer-copy", KEY, ""),
        ("log-of-a-newer-copy-by-a-lost-key", LOST_KEY, "key-revoked"),
    ):
        entry = entries.reissue_entry(
            digest=digest_of(new), key=method(key, DID), moment=sample_log.MOMENT, previous=digest_of(old)
        )
        other = SampleLog([*log.leaves, line(entry)])
        publish_proof(part, name, other.proof(size, size + 1))
        other.publish(part)
        case(
            f"{name}-twice" if code else name, old, "INVALID" if code else "SUPERSEDED", web=(*PARTS, part),
            trusted=(DID,), index=digest_of(new), replaced=(digest_of(old),), registered="not-applicable",
            fails={"edition": "replaced", **({"registered": code} if code else {})},
        )  # fmt: skip
    name = "registered-with-the-proof-of-another-award"
    publish_proof("log", name, log.proof(log.places["registered"], size))
    registered(name, an_award(name), "not-registered")
    name = "registered-with-a-list-by-a-key-that-was-lost"
    award = an_award(name)
    publish(name, list_address(base=BASE), a_list(base=BASE, key=LOST_KEY, by=method(LOST_KEY, DID), signed=OLD_DAY))
    publish_proof("log", name, log.proof(log.places["registered"], size))
    case(
        name, award, "INVALID", fails={"registered": "not-registered"}, stuck={"status": "list-not-trusted"},
        web=(*PARTS, name), trusted=(DID,), registered="failed",
    )  # fmt: skip
    name = "registered-with-an-entry-of-another-key"
    award = an_award(name)
    other = SampleLog([*log.leaves, issued(award, OLD_KEY)])
    publish_proof("log-of-another-key", name, other.proof(size, size + 1))
    other.publish("log-of-another-key")
    registered(name, award, "not-registered", part="log-of-another-key")
    name = "registered-with-an-entry-that-has-a-list-for-its-key"
    award = an_award(name)
    entry = json.loads(issued(award))
    other = SampleLog([*log.leaves, line({**entry, "key": [entry["key"]]})])
    publish_proof("log-of-a-list", name, other.proof(size, size + 1))
    other.publish("log-of-a-list")
    registered(name, award, "not-registered", part="log-of-a-list")


def add_histories(log, awards):
    """Add logs of which something else was seen before: shorter, and as long with another history (catalogue, T-13)."""
    size = len(log.leaves)
    forked = SampleLog([*log.leaves[:40], log.leaves[39], *log.leaves[41:]])
    forked.publish("log-forked")
    longer = SampleLog([*log.leaves, *log.leaves[40:45]])
    name = "log-with-another-history"
    registered(name, awards[name], "log-fork", part="log-forked")
    for name, remembered, outcome in (
        ("log-seen-before", log.checkpoint(MIDDLE), {}),
        ("log-of-the-same-size-seen-before", log.checkpoint(size), {}),
        ("log-of-which-something-damaged-is-remembered", log.checkpoint(size)[:-20], {}),
        ("log-with-another-history-seen-before", forked.checkpoint(MIDDLE), {"code": "log-fork"}),
        ("log-of-the-same-size-with-another-history-seen-before", forked.checkpoint(size), {"code": "log-fork"}),
        ("log-older-than-was-seen-before", longer.checkpoint(size + 5), {"stuck": "log-older"}),
        ("log-seen-before-under-another-key", log.checkpoint(MIDDLE, signer=OTHER_SIGNER), {"stuck": "log-signature"}),
        ("log-seen-before-under-the-same-root-key", log.checkpoint(MIDDLE), {"root": ROOT}),
        ("log-seen-before-under-another-root-key", log.checkpoint(MIDDLE), {"root": OTHER_ROOT, "stuck": "log-root"}),
    ):
        seen = {ORIGIN: base64.b64encode(remembered).decode()}
        if root := outcome.pop("root", None):
            seen[root.name] = base64.b64encode(str(root).encode()).decode()
        registered(name, awards[name], logs=seen, **outcome)

    name = "log-seen-before-and-named-no-longer"
    award = an_award(name)
    publish(name, did_address(BASE), did_document(KEY, OLD_KEY, by=DID))
    for case_name, seen, stuck in (
        (name, log.checkpoint(MIDDLE), {"registered": "log-gone"}),
        (f"{name}-by-something-damaged", log.checkpoint(MIDDLE)[:-20], {}),
    ):
        case(
            case_name, award, "INDETERMINATE" if stuck else "VALID", web=(*PARTS, name), trusted=(DID,), stuck=stuck,
            logs={ORIGIN: base64.b64encode(seen).decode()}, registered="passed" if stuck else None,
        )  # fmt: skip


def add_quorums(log):
    """Add awards of an issuer that asks for witnesses: of the proof's checkpoint, of the newest, of both, of too few.

    Each is entered in a log of its own, so that the proofs of other awards stay.
    """
    both = [str(WITNESS), str(SECOND_WITNESS)]
    again = WITNESS._replace(name="witness.example/again")
    first, second = {"seen": SEEN}, {"also": [(SECOND_WITNESS, SECOND_WITNESS_SIGNER, SEEN + 86_400)]}
    twice = {**first, "also": [(again, WITNESS_SIGNER, SEEN)]}
    two = {"witnesses": both, "quorum": 2}
    for name, proven, newest, asked, code in (
        ("registered-and-seen-by-its-quorum", {**first, **second}, {}, two, ""),
        ("registered-and-seen-by-its-quorum-later", {}, first, {"quorum": 1}, ""),
        ("registered-and-seen-by-its-quorum-in-parts", first, second, two, ""),
        ("registered-and-seen-by-no-witness", {}, {}, {"quorum": 1}, "log-quorum"),
        ("registered-and-seen-by-too-few", first, first, two, "log-quorum"),
        ("registered-and-seen-by-a-stranger", second, second, {"quorum": 1}, "log-quorum"),
        (
            "registered-and-seen-by-one-under-two-names",
            twice,
            twice,
            {**two, "witnesses": [str(WITNESS), str(again)]},
            "log-quorum",
        ),
        ("log-quorum-of-more-than-there-are", first, first, {"quorum": 2}, "log-quorum"),
        ("log-quorum-below-none", first, {}, {"quorum": -1}, "log-key"),
        ("log-quorum-with-a-fraction", first, {}, {"quorum": 1.0}, "log-key"),
        ("log-quorum-that-is-a-text", first, {}, {"quorum": "1"}, "log-key"),
        ("log-quorum-that-is-null", first, {}, {"quorum": None}, "log-key"),
    ):
        award = an_award(name)
        own = SampleLog([*log.leaves, issued(award)])
        size = len(own.leaves)
        publish_proof(name, name, own.proof(size - 1, size, **proven))
        own.publish(name, **newest)
        # As it is written, and not in the canonical form, which has no fraction of a whole number.
        described = json.dumps(did_document(KEY, OLD_KEY, by=DID, service=service(**asked))).encode()
        publish(name, did_address(BASE), described)
        registered(name, award, part=name, stuck=code)


def add_signed_policies(log):
    """Add awards of an issuer whose root key said who its witnesses are; its DID document says it, too, or not."""
    both, second = [str(WITNESS), str(SECOND_WITNESS)], {"also": [(SECOND_WITNESS, SECOND_WITNESS_SIGNER, SEEN)]}
    stranger = WITNESS._replace(public=OTHER_SIGNER.public_key)
    two, one = witness.policy([WITNESS, SECOND_WITNESS], 2), witness.policy([WITNESS], 1)
    for name, signed, asked, code in (
        ("log-witnesses-as-its-root-key-signed", [two], {"witnesses": both, "quorum": 2}, ""),
        ("log-witnesses-fewer-as-its-root-key-signed-since", [two, one], {"quorum": 1}, ""),
        ("log-witnesses-with-a-lower-quorum", [two], {"witnesses": both, "quorum": 1}, "log-witnesses"),
        ("log-witnesses-without-a-quorum", [two], {"witnesses": both}, "log-witnesses"),
        ("log-witnesses-left-out", [two], {"witnesses": [], "quorum": 0}, "log-witnesses"),
        ("log-witnesses-of-a-stranger", [one], {"witnesses": [str(stranger)], "quorum": 1}, "log-witnesses"),
        ("log-witnesses-that-were-replaced", [one, two], {"quorum": 1}, "log-witnesses"),
        ("log-witnesses-that-were-replaced-and-entered-again", [one, two, one], {"quorum": 1}, "log-witnesses"),
        ("log-witnesses-beside-others-entered-again", [one, two, one], {"witnesses": both, "quorum": 2}, ""),
    ):
        award = an_award(name)
        own = SampleLog(log.leaves)
        for policy in signed:
            own.add(act("witnesses", policy=policy))
        # Signed by another key than the root: it names no witnesses.
        own.add(act("witnesses", signer=OTHER_SIGNER, policy=witness.policy([], 0)))
        at = own.add(issued(award))
        own.add_list(sample_log.current_list())
        publish_proof(name, name, own.proof(at, len(own.leaves), seen=SEEN, **second))
        own.publish(name, seen=SEEN, **second)
        publish(name, did_address(BASE), did_document(KEY, OLD_KEY, by=DID, service=service(**asked)))
        registered(name, award, part=name, stuck=code)
    name = "log-list-of-keys-without-the-witnesses"
    award = an_award(name)
    own = SampleLog(log.leaves)
    hidden = own.add(act("witnesses", policy=two))
    at = own.add(issued(award))
    own.add_list(sample_log.current_list())
    publish_proof(name, name, own.proof(at, len(own.leaves)))
    own.publish(name)
    listed = json.loads(own.keys_file())
    listed["entries"] = [entry for entry in listed["entries"] if entry["index"] != hidden]
    publish(name, addresses.log_file(BASE, "keys.json"), listed)
    registered(name, award, part=name, stuck="log-keys")


def add_unreadable(log, awards):
    """Add logs that cannot be read, or of which a part is of another day."""
    size = len(log.leaves)
    tile = tiles.name(0, 1)
    whole = log.tree().row(0, 256, 512)
    keys, tail = json.loads(log.keys_file()), json.loads(log.tail_file(size - 3))
    others = {
        **keys,
        "entries": [{**one, "leaf": base64.b64encode(log.leaves[40]).decode()} for one in keys["entries"]],
    }
    begun = {**keys, "entries": [one for one in keys["entries"] if one["index"] != 3]}
    changed = {
        "log-checkpoint-is-a-web-page": ("checkpoint", HTML),
        "log-checkpoint-of-another-log": ("checkpoint", log.checkpoint(size, origin="other.example/log")),
        "log-checkpoint-signed-by-another-key": ("checkpoint", log.checkpoint(size, signer=OTHER_SIGNER)),
        "log-tile-changed": (tile, bytes(32) + whole[32:]),
        "log-tile-cut-off": (tile, whole[:-32]),
        "log-list-of-keys-is-a-web-page": ("keys.json", HTML),
        "log-list-of-keys-of-another-size": ("keys.json", {**keys, "size": size - 1}),
        "log-list-of-keys-of-a-size-with-a-fraction": (
            "keys.json",
            json.dumps({**keys, "size": float(size)}).encode(),
        ),
        "log-list-of-keys-without-the-beginning": ("keys.json", begun),
        "log-list-of-keys-with-a-leaf-that-is-not-there": ("keys.json", others),
        "log-list-of-keys-without-one-of-them": ("keys.json", {**keys, "entries": keys["entries"][:-1]}),
        "log-newest-entries-are-a-web-page": ("tail.json", HTML),
        "log-newest-entries-of-another-size": ("tail.json", {**tail, "size": size - 1}),
        "log-newest-entries-without-the-last": ("tail.json", {**tail, "leaves": tail["leaves"][:-1]}),
        "log-newest-entries-with-another": ("tail.json", {**tail, "leaves": [tail["leaves"][0], *tail["leaves"][2:]]}),
        "log-newest-entries-after-other-hashes": ("tail.json", {**tail, "before": tail["before"][::-1]}),
        "log-newest-entries-after-fewer-hashes": ("tail.json", {**tail, "before": tail["before"][1:]}),
    }
    for name, (file, value) in changed.items():
        publish(name, addresses.log_file(BASE, file), value)
    for name, file in {
        "log-without-a-checkpoint": "checkpoint",
        "log-without-a-tile": tile,
        "log-without-its-list-of-keys": "keys.json",
        "log-without-its-newest-entries": "tail.json",
    }.items():
        log.publish(name, but=(file,))
        publish_proof(name, name, log.proof(log.places[name], MIDDLE))
    add_unreadable_proofs(log)
    add_wrong_keys()
    for name, code in UNREADABLE.items():
        if "seen-before" in name:
            continue
        case(
            name, awards[name], "INDETERMINATE", stuck={"registered": code}, trusted=(DID,), registered="passed",
            web=("log-issuer", name, "index") if name.startswith("log-without-") and "address" not in name
            else (*PARTS, name),
        )  # fmt: skip


def add_unreadable_proofs(log):
    at = log.places["log-proof-with-another-index"]
    proofs = {
        "log-proof-is-a-web-page": HTML,
        "log-proof-with-another-index": log.proof(at, MIDDLE).replace(f"index {at}\n".encode(), b"index 7\n"),
        "log-proof-signed-by-another-key": log.proof(
            log.places["log-proof-signed-by-another-key"], MIDDLE, signer=OTHER_SIGNER
        ),
        # The first second after the last day of the calendar.
        "log-proof-seen-after-the-year-9999": log.proof(
            log.places["log-proof-seen-after-the-year-9999"], MIDDLE, seen=253_402_300_800
        ),
    }
    for name, data in proofs.items():
        publish_proof(name, name, data)


def add_wrong_keys():
    for name, described in {
        "log-key-is-none": service(key=f"{ORIGIN}+00000000+{'A' * 44}"),
        "log-key-of-another-log": service(key=str(LOG._replace(name="other.example/log"))),
        "log-root-key-of-another-name": service(root=str(ROOT._replace(name=f"{ORIGIN}/other"))),
        "log-without-an-address": [{"id": f"{DID}#log", "type": "TransparencyLog", "serviceEndpoint": f"{BASE}/log"}],
        "log-under-another-root-key": service(root=str(OTHER_ROOT)),
    }.items():
        publish(name, did_address(BASE), did_document(KEY, OLD_KEY, by=DID, service=described))
