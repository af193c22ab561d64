"""Bundles of one award: whole, altered, put together from others, and with more or less known of their issuer."""

import base64
import json

from testamur.credentials import addresses, did, status_list
from testamur.log.note import SIGNATURE, VerifierKey
from testamur.proofs import jcs, keys
from testamur.verification.bundle import container
from testamur.verification.bundle.container import Bundle
from vector_making import sample_log
from vector_making.cases import CHECKS
from vector_making.sample_credentials import (
    EVIL_KEY,
    KEY,
    LOST_KEY,
    OLD_KEY,
    REVOKED,
    digest_of,
    id_of,
    method,
    multibase_of,
)
from vector_making.sample_log import (
    BASE,
    DID,
    ORIGIN,
    OTHER_SIGNER,
    ROOT,
    SampleLog,
    act,
    an_award,
    issued,
    service,
)
from vector_making.sample_web import HTML, a_list, did_document, keys_document, list_address

BUNDLES = {}
NAME = "bundled"
NOW = "2032-06-01T12:00:00Z"  # long after the last list
LAST_DAY, REVOKED_DAY = "2026-10-30T08:00:00Z", "2026-11-20T08:00:00Z"
ENDED = "2026-06-01T22:59:59Z"  # before both
WORDS = "by a file that was given here"
PAGE = "<!doctype html>\n<html><title>A bundle</title>\n{}{}{}\n</html>\n"


def add():
    for name, (parts, more) in {**whole(), **of_logs(), **of_other_parts(), **of_forgers()}.items():
        bundle(name, parts, **more)
    for name, (text, code) in malformed().items():
        unreadable(name, text, code)


def log_of(*awards, key=KEY, signer=None, lost=False):
    """A log in which the keys were added, and then the awards; the key is retired, or lost, after them."""
    log = SampleLog()
    log.add(sample_log.genesis())
    for one in (KEY, OLD_KEY, LOST_KEY):
        log.add(act("key-add", **({"signer": signer} if signer else {}), key=method(one, DID)))
    for number, award in enumerate(awards):
        log.add(issued(award, key), f"award {number}")
    log.add(act("key-retire", key=method(OLD_KEY, DID)))
    if lost:
        log.add(act("key-revoke", key=method(LOST_KEY, DID), reason="compromised", trusted_below=len(log.leaves)))
    log.fill(19)
    return log


def the_list(bits=(), signed=LAST_DAY):
    return a_list(bits, base=BASE, by=method(KEY, DID), signed=signed)


def with_list(log, listed=None):
    """The log with the entry of a list, as every run of a registry ends."""
    grown = SampleLog(log.leaves)
    grown.add_list(listed or the_list())
    return grown


def log_files(log, **by):
    """What a log's checks ask for where its checkpoint is that of the proof: no tiles."""
    return {name: data for name, data in log.files(**by).items() if not name.startswith("tile/")}


def _log_parts(log, **by):
    return {f"log/{name}": data for name, data in log_files(log, **by).items()}


def parts_of(
    award, log, *, listed=None, documents=(KEY, OLD_KEY), entered=None, index="active", place=0, by=None, **did_changes
):
    """The parts of a bundle, as the registry would publish them; `log` is None where it keeps none.

    The log has the list as its last entry, unless `entered` is another one.
    """
    award_id = addresses.award_id_of(BASE, award["id"])
    services = {"service": service()} if log else {}
    document = did_document(*documents, by=DID, **{**services, **did_changes})
    state = {"digest": digest_of(award), "state": index}
    made = {
        addresses.credential(BASE, award_id): award,
        addresses.did_document(BASE): document,
        addresses.keys(BASE): keys_document(DID),
        list_address(base=BASE): listed or the_list(),
        addresses.index_shard(BASE, award_id): {addresses.index_entry(award_id): state},
    }
    if log:
        grown = with_list(log, entered or listed)
        made[addresses.award_proof(BASE, award_id)] = grown.proof(place, len(grown.leaves), **by or {})
        made |= {addresses.log_file(BASE, name): data for name, data in log_files(grown, **by or {}).items()}
    return {
        url.removeprefix(f"{BASE}/"): value if isinstance(value, bytes) else jcs.canonicalize(value)
        for url, value in made.items()
    }


AWARD = an_award(NAME)
LOG = log_of(AWARD)
AT = LOG.places["award 0"]
ID = id_of(NAME)
PARTS = parts_of(AWARD, LOG, place=AT)
DOCUMENT = {"document": did_document(KEY, OLD_KEY, by=DID, service=service())}
LOG_KEY = {"logKey": str(sample_log.LOG)}


def seen(log, size=None, **more):
    return {"seen": base64.b64encode(log.checkpoint(size or len(log.leaves), **more)).decode()}


def whole():
    """Bundles that are whole, and what is known of their issuer."""
    revoked = the_list((REVOKED,), REVOKED_DAY)
    withdrawn = an_award(
        "bundled-and-revoked",
        validUntil=None,
        credentialStatus=status_list.entry(BASE, list_number=1, list_index=REVOKED),
    )
    ended = an_award("bundled-and-ended", validUntil="2031-05-14T22:59:59Z")
    lasting = an_award("bundled-without-an-end", validUntil=None)
    old = an_award(
        "bundled-by-a-key-that-was-retired-since", key=OLD_KEY, created="2026-05-20T08:00:00Z", validUntil=None
    )
    without_log = did_document(KEY, by=DID)
    plain = parts_of(lasting, None, documents=(KEY,))
    lasting_log, old_log, withdrawn_log, ended_log = (
        log_of(lasting),
        log_of(old, key=OLD_KEY),
        log_of(withdrawn),
        log_of(ended),
    )
    of_lasting = parts_of(lasting, lasting_log, place=AT)
    return {
        "bundle-by-the-issuers-document": (of_lasting, {"anchor": DOCUMENT}),
        "bundle-by-the-key-of-its-log": (of_lasting, {"anchor": LOG_KEY}),
        "bundle-of-a-log-that-was-seen": (of_lasting, {"anchor": seen(with_list(lasting_log))}),
        "bundle-of-a-log-that-was-seen-before-it-grew": (of_lasting, {"anchor": seen(lasting_log, 6)}),
        "bundle-of-nobody-known": (of_lasting, {"stuck": {"issuer": "not-anchored"}}),
        "bundle-without-a-log": (plain, {"anchor": {"document": without_log}}),
        "bundle-without-a-log-of-nobody-known": (plain, {"stuck": {"issuer": "not-anchored"}}),
        "bundle-by-a-key-that-was-retired-since": (parts_of(old, old_log, place=AT), {"anchor": LOG_KEY}),
        "bundle-revoked": (
            parts_of(withdrawn, withdrawn_log, listed=revoked, index="revoked", place=AT),
            {"anchor": DOCUMENT, "verdict": "REVOKED", "fails": {"status": "revoked"}},
        ),
        "bundle-revoked-of-nobody-known": (
            parts_of(withdrawn, withdrawn_log, listed=revoked, index="revoked", place=AT),
            {"verdict": "INDETERMINATE", "fails": {"status": "revoked"}, "stuck": {"issuer": "not-anchored"}},
        ),
        "bundle-of-an-award-that-ended-since": (
            parts_of(ended, ended_log, place=AT),
            {"anchor": DOCUMENT, "verdict": "EXPIRED", "fails": {"validity": "expired"}},
        ),
        "bundle-with-a-clock-of-before": (
            of_lasting,
            {"anchor": DOCUMENT, "stuck": {"status": "clock"}, "now": "2026-08-01T12:00:00Z"},
        ),
    }


def of_logs():
    """Bundles of logs that have another key than before, or have ended."""
    lasting = an_award("bundled-without-an-end", validUntil=None)
    second = VerifierKey(ORIGIN, SIGNATURE, OTHER_SIGNER.public_key)
    replaced = log_of(lasting)
    replaced.add(act("log-key", prev=str(sample_log.LOG), key=str(second)))
    newer = parts_of(
        lasting, replaced, place=AT, service=service(key=str(second)), by={"signer": OTHER_SIGNER, "key": second}
    )
    ended = with_list(log_of(lasting))
    ended.add(act("end", next="next.example/log"))
    after = {**parts_of(lasting, log_of(lasting), place=AT), **_log_parts(ended)}
    proof = f"awards/{addresses.award_id_of(BASE, lasting['id'])}/award.tlog-proof"
    after[proof] = ended.proof(AT, len(ended.leaves))
    other_root = VerifierKey(f"{ORIGIN}/root", SIGNATURE, OTHER_SIGNER.public_key)
    lost = parts_of(lasting, log_of(lasting, lost=True), place=AT)
    keys_file = json.loads(lost["log/keys.json"])
    keys_file["entries"] = [one for one in keys_file["entries"] if b"key-revoke" not in base64.b64decode(one["leaf"])]
    return {
        "bundle-of-a-log-whose-key-was-replaced": (newer, {"anchor": DOCUMENT}),
        "bundle-of-a-log-whose-key-was-replaced-and-that-was-seen": (
            newer,
            {"anchor": {**seen(replaced, 6), "root": str(ROOT)}},
        ),
        "bundle-of-a-log-whose-key-was-replaced-by-the-older-key-alone": (
            newer,
            {"anchor": LOG_KEY, "stuck": {"issuer": "other-log"}},
        ),
        "bundle-of-a-log-under-another-root-key": (
            parts_of(lasting, log_of(lasting), place=AT, service=service(root=str(other_root))),
            {"anchor": DOCUMENT, "stuck": {"issuer": "log-root", "registered": "log-root"}},
        ),
        "bundle-of-a-log-that-has-ended": (after, {"anchor": LOG_KEY}),
        "bundle-whose-list-of-keys-leaves-one-out": (
            {**lost, "log/keys.json": json.dumps(keys_file).encode()},
            {"anchor": DOCUMENT, "stuck": {"registered": "log-keys"}},
        ),
    }


def of_other_parts():
    """Bundles that are not whole, or in which a part is another one."""
    lasting = an_award("bundled-without-an-end", validUntil=None)
    log = log_of(lasting)
    good = parts_of(lasting, log, place=AT)
    log = with_list(log)
    award_id = addresses.award_id_of(BASE, lasting["id"])
    credential, proof = f"awards/{award_id}/credential.json", f"awards/{award_id}/award.tlog-proof"
    status, index = "status/revocation-1.json", addresses.index_shard(BASE, award_id).removeprefix(f"{BASE}/")
    early = a_list(base=BASE, by=method(KEY, DID), signed="2026-05-01T08:00:00Z")
    other_log = with_list(log_of(lasting, an_award("another")))
    fork = with_list(log_of(an_award("yet another")))
    known = {"anchor": DOCUMENT}

    def but(name):
        return {one: data for one, data in good.items() if one != name}

    return {
        "bundle-altered": (
            {**good, credential: good[credential].replace(b"Data Analysis", b"Data Analytics", 1)},
            {
                **known,
                "verdict": "INVALID",
                "fails": {"proof": "signature", "registered": "not-registered", "edition": "not-the-published-edition"},
            },
        ),
        "bundle-altered-of-nobody-known": (
            {**good, credential: good[credential].replace(b"Data Analysis", b"Data Analytics", 1)},
            {
                "verdict": "INVALID",
                "fails": {"proof": "signature", "registered": "not-registered", "edition": "not-the-published-edition"},
                "stuck": {"issuer": "not-anchored"},
            },
        ),
        "bundle-with-the-credential-of-another-award": (
            {**good, credential: jcs.canonicalize(AWARD)},
            {**known, "verdict": "INVALID", "fails": {"document": "address-mismatch"}},
        ),
        "bundle-with-the-proof-of-another-award": (
            {**good, proof: other_log.proof(AT + 1, len(other_log.leaves)), **_log_parts(other_log)},
            {**known, "verdict": "INVALID", "fails": {"registered": "not-registered"}},
        ),
        "bundle-without-its-proof": (but(proof), {**known, "stuck": {"registered": "log-unreachable"}}),
        "bundle-without-its-list": (but(status), {**known, "stuck": {"status": "list-unreachable"}}),
        "bundle-without-its-index": (but(index), {**known, "stuck": {"edition": "index-unreachable"}}),
        "bundle-without-the-issuers-keys": (
            but("issuer/did.json"),
            {
                **known,
                "stuck": {"issuer": "issuer-unreachable", "proof": "no-key", "status": "no-key"},
                "registered": None,
            },
        ),
        "bundle-without-a-checkpoint": (but("log/checkpoint"), {**known, "stuck": {"registered": "log-unreachable"}}),
        "bundle-with-a-list-altered": (
            {**good, status: good[status].replace(b"2026-10-30T08", b"2026-10-30T09")},
            {**known, "stuck": {"status": "list-not-trusted"}},
        ),
        "bundle-with-a-list-of-before-the-award": (
            {**good, status: jcs.canonicalize(early)},
            {**known, "stuck": {"status": "list-stale"}},
        ),
        "bundle-with-a-checkpoint-of-another-log": (
            {**good, "log/checkpoint": log.checkpoint(len(log.leaves), origin="other.example/log")},
            {**known, "stuck": {"registered": "log-origin"}},
        ),
        "bundle-with-a-checkpoint-by-another-key": (
            {**good, "log/checkpoint": log.checkpoint(len(log.leaves), signer=OTHER_SIGNER)},
            {**known, "stuck": {"registered": "log-signature"}},
        ),
        "bundle-with-a-checkpoint-of-another-day": (
            {**good, "log/checkpoint": other_log.checkpoint(len(other_log.leaves) - 2)},
            {**known, "stuck": {"registered": "log-older"}},
        ),
        "bundle-of-a-log-that-was-forked": (
            good,
            {"anchor": {**DOCUMENT, **seen(fork)}, "verdict": "INVALID", "fails": {"registered": "log-fork"}},
        ),
        "bundle-with-a-newer-document-that-drops-its-key": (
            {**good, "issuer/did.json": jcs.canonicalize(did_document(OLD_KEY, by=DID, service=service()))},
            {
                **known,
                "verdict": "INVALID",
                "fails": {"issuer": "unknown-key"},
                "stuck": {"proof": "no-key", "status": "list-not-trusted"},
            },
        ),
        "bundle-with-a-document-of-another-issuer": (
            {**good, "issuer/did.json": jcs.canonicalize(did_document(KEY, by=did.from_base("https://other.example")))},
            {
                **known,
                "verdict": "INVALID",
                "fails": {"issuer": "did-document"},
                "stuck": {"proof": "no-key", "status": "no-key"},
                "registered": None,
            },
        ),
        "bundle-with-a-document-that-names-no-log": (
            {**good, "issuer/did.json": jcs.canonicalize(did_document(KEY, OLD_KEY, by=DID))},
            {**known, "stuck": {"issuer": "log-gone"}, "registered": None},
        ),
        "bundle-with-a-document-that-is-a-web-page": (
            {**good, "issuer/did.json": HTML},
            {
                **known,
                "stuck": {"issuer": "issuer-unreachable", "proof": "no-key", "status": "no-key"},
                "registered": None,
            },
        ),
    }


def of_forgers():
    """Bundles of those who have an issuer's key of before, or none, and write every part themselves."""
    forged = an_award("bundled-by-a-thief", key=OLD_KEY, created="2026-05-20T08:00:00Z", validUntil=None)
    log = log_of(AWARD)
    made = parts_of(forged, log, place=AT)
    proof = f"awards/{id_of('bundled-by-a-thief')}/award.tlog-proof"
    past = an_award("bundled-by-a-thief-and-ended", key=OLD_KEY, created="2026-05-20T08:00:00Z", validUntil=ENDED)
    shard = addresses.index_shard(BASE, id_of("bundled-by-a-thief")).removeprefix(f"{BASE}/")
    replaced = {"digest": digest_of(AWARD), "state": "active", "replaced": [digest_of(forged)]}
    evil = an_award("bundled-by-a-stranger", key=EVIL_KEY, validUntil=None)
    evil_list = a_list(base=BASE, key=EVIL_KEY, by=method(EVIL_KEY, DID), signed=LAST_DAY)
    listed = keys_document(DID)
    own_entry = {"id": method(EVIL_KEY, DID), "publicKeyMultibase": multibase_of(EVIL_KEY), "from": "2026-01-01"}
    evil_keys = {**listed, "keys": [*listed["keys"], {**own_entry, "state": "active"}]}
    evil_log = EvilLog()
    lost_entry = {**own_entry, "state": "compromised", "trustedBelow": 100}
    called_lost = {**listed, "keys": [*listed["keys"], lost_entry]}
    own = {
        **parts_of(evil, None, listed=evil_list, documents=(EVIL_KEY,), service=evil_log.service()),
        "issuer/keys.json": jcs.canonicalize(evil_keys),
        **evil_log.files(evil, evil_list),
    }
    with_its_key = {
        **parts_of(evil, log, listed=evil_list, documents=(KEY, OLD_KEY, EVIL_KEY), place=AT),
        "issuer/keys.json": jcs.canonicalize(evil_keys),
    }
    lasting = an_award("bundled-without-an-end", validUntil=None)
    own_log = log_of(lasting)
    cleared = a_list(base=BASE, key=OLD_KEY, by=method(OLD_KEY, DID), signed="2026-06-10T08:00:00Z")
    by_evil = {
        **parts_of(lasting, own_log, listed=evil_list, documents=(KEY, OLD_KEY, EVIL_KEY), place=AT),
        "issuer/keys.json": jcs.canonicalize(evil_keys),
    }
    return {
        "bundle-by-a-key-that-was-retired-with-anothers-proof": (
            made,
            {"anchor": LOG_KEY, "verdict": "INVALID", "fails": {"registered": "not-registered"}},
        ),
        "bundle-by-a-key-that-was-retired-with-a-damaged-proof-and-ended": (
            {
                **parts_of(past, log, place=AT),
                f"awards/{id_of('bundled-by-a-thief-and-ended')}/award.tlog-proof": b"c2sp.org/tlog-proof@v1\n",
            },
            {
                "anchor": LOG_KEY,
                "verdict": "INVALID",
                "fails": {"validity": "expired", "registered": "not-registered"},
            },
        ),
        "bundle-by-a-key-that-was-retired-that-its-index-calls-replaced": (
            {
                **made,
                shard: jcs.canonicalize({addresses.index_entry(id_of("bundled-by-a-thief")): replaced}),
            },
            {
                "anchor": LOG_KEY,
                "verdict": "INVALID",
                "fails": {"edition": "replaced", "registered": "not-registered"},
            },
        ),
        "bundle-by-a-key-that-was-retired-whose-list-of-keys-is-left-out-and-ended": (
            {
                name: data
                for name, data in parts_of(past, log, place=AT).items()
                if name != "log/keys.json" and not name.endswith("/award.tlog-proof")
            },
            {
                "anchor": DOCUMENT,
                "verdict": "INDETERMINATE",
                "fails": {"validity": "expired"},
                "stuck": {"registered": "log-unreachable"},
                "registered": None,
            },
        ),
        "bundle-by-a-key-that-was-retired-without-a-proof": (
            {name: data for name, data in made.items() if name != proof},
            {"anchor": LOG_KEY, "verdict": "INVALID", "fails": {"registered": "not-registered"}},
        ),
        "bundle-by-a-key-that-was-retired-entered-afterwards": (
            _entered_afterwards(forged),
            {"anchor": LOG_KEY, "verdict": "INVALID", "fails": {"registered": "key-retired"}},
        ),
        "bundle-whole-by-a-stranger-of-nobody-known": (own, {"stuck": {"issuer": "not-anchored"}}),
        "bundle-whole-by-a-stranger": (own, {"anchor": DOCUMENT, "stuck": {"issuer": "log-root"}}),
        "bundle-whole-by-a-stranger-and-the-log-was-seen": (
            own,
            {"anchor": seen(with_list(log_of())), "stuck": {"issuer": "other-log"}},
        ),
        "bundle-by-a-strangers-key-in-the-issuers-log": (
            with_its_key,
            {
                "anchor": LOG_KEY,
                "verdict": "INVALID",
                "fails": {"registered": "not-registered"},
                "stuck": {"issuer": "not-anchored"},
            },
        ),
        "bundle-by-a-strangers-key-that-its-list-of-keys-calls-lost": (
            {**parts_of(evil, log, place=AT), "issuer/keys.json": jcs.canonicalize(called_lost)},
            {"anchor": LOG_KEY, "verdict": "INVALID", "fails": {"registered": "not-registered"}},
        ),
        "bundle-with-a-list-by-a-strangers-key": (
            by_evil,
            {"anchor": DOCUMENT, "stuck": {"status": "list-not-trusted"}},
        ),
        "bundle-with-a-list-by-a-key-that-was-retired": (
            parts_of(lasting, own_log, listed=cleared, entered=the_list(), place=AT),
            {"anchor": DOCUMENT, "stuck": {"status": "list-older"}},
        ),
        "bundle-with-a-list-that-was-never-entered": (
            parts_of(lasting, own_log, listed=the_list(signed="2026-10-31T08:00:00Z"), entered=the_list(), place=AT),
            {"anchor": DOCUMENT, "stuck": {"status": "list-not-entered"}},
        ),
    }


class EvilLog:
    """A log that a stranger keeps under the registry's name: everything of it fits itself."""

    def __init__(self):
        self.signer, self.root = (keys.from_seed(bytes([number] * 32)) for number in (21, 22))

    def service(self):
        root = VerifierKey(f"{ORIGIN}/root", SIGNATURE, self.root.public_key)
        return service(key=str(VerifierKey(ORIGIN, SIGNATURE, self.signer.public_key)), root=str(root), witnesses=[])

    def files(self, award, listed):
        root = VerifierKey(f"{ORIGIN}/root", SIGNATURE, self.root.public_key)
        log = SampleLog()
        log.add(sample_log.genesis(root))
        log.add(act("key-add", signer=self.root, key=method(EVIL_KEY, DID)))
        at = log.add(issued(award, EVIL_KEY))
        log = with_list(log, listed)
        by = {"signer": self.signer, "key": VerifierKey(ORIGIN, SIGNATURE, self.signer.public_key)}
        award_id = addresses.award_id_of(BASE, award["id"])
        proof = log.proof(at, len(log.leaves), **by)
        return {f"awards/{award_id}/award.tlog-proof": proof, **_log_parts(log, **by)}


def _entered_afterwards(award):
    log = log_of(AWARD)
    at = log.add(issued(award, OLD_KEY))
    return parts_of(award, log, place=at)


def malformed():
    """Containers that are none, each as the text of a file, and the code that says so."""
    made = container.write(Bundle(BASE, ID, PARTS)).decode()
    credential = f"awards/{ID}/credential.json"
    value = json.loads(made)
    first = json.dumps({credential: value["parts"][credential]})[1:-1]

    def with_members(**members):
        return json.dumps({**value, **members})

    def with_part(name, data=b"x"):
        return with_members(parts={**value["parts"], name: base64.b64encode(data).decode()})

    broken, version = "bundle-malformed", "bundle-version"
    return {
        "bundle-with-a-part-twice": (page(made.replace('"parts":{', f'"parts":{{{first},', 1)), broken),
        "bundle-with-a-member-twice": (page(made.replace("{", f'{{"base":"{BASE}",', 1)), broken),
        "bundle-with-two-containers": (page(made) + page(made), broken),
        "bundle-cut-off": (page(made)[: len(page(made)) // 2], broken),
        "bundle-cut-off-inside-its-json": (page(made[:-20]), broken),
        "bundle-of-a-newer-version": (page(with_members(format="testamur-bundle/2", more={})), version),
        "bundle-of-another-format": (page(with_members(format="elsewhere/1")), broken),
        "bundle-with-another-member": (page(with_members(verdict="VALID")), broken),
        "bundle-with-a-part-of-another-award": (page(with_part(f"awards/{id_of('other')}/credential.json")), broken),
        "bundle-with-a-part-elsewhere": (page(with_part("theme/style.css")), broken),
        "bundle-with-a-part-that-climbs": (page(with_part("log/../issuer/did.json")), broken),
        "bundle-with-a-part-in-another-spelling": (
            page(with_members(parts={**value["parts"], "log/vkey": "eA=\n="})),
            broken,
        ),
        "bundle-with-a-part-in-bits-that-mean-nothing": (
            page(with_members(parts={**value["parts"], "log/vkey": "eB=="})),
            broken,
        ),
        "bundle-with-a-part-that-is-no-text": (page(with_members(parts={**value["parts"], "log/vkey": 7})), broken),
        "bundle-without-its-credential": (
            page(with_members(parts={name: one for name, one in value["parts"].items() if name != credential})),
            broken,
        ),
        "bundle-of-no-award": (page(with_members(award="../../x")), broken),
        "bundle-of-no-registry": (page(with_members(base="http://log.harbour.example")), broken),
        "bundle-of-a-registry-without-a-host": (page(with_members(base="https://")), broken),
        "bundle-of-a-registry-with-a-user": (page(with_members(base="https://me@log.harbour.example")), broken),
        "bundle-that-is-a-list": (page("[]"), broken),
        "bundle-that-is-nothing": (page(""), broken),
    }


def page(text):
    return PAGE.format(container.OPENING.decode(), text, container.CLOSING.decode())


def bundle(name, parts, *, anchor=None, verdict=None, fails=None, stuck=None, now=NOW, registered="passed"):
    """Add a bundle. Every check passes but those that fail and those that could not run, each with its code."""
    fails, stuck = fails or {}, stuck or {}
    if "document" in {**fails, **stuck}:
        stuck = {**dict.fromkeys(CHECKS[1:], "not-run"), **stuck}
        registered = None
    award = next(one for one in parts if one.endswith("credential.json")).split("/")[1]
    is_logged = (registered and "log/checkpoint" in parts) or "registered" in {**fails, **stuck}
    names = (*CHECKS, *(("registered",) if is_logged else ()))
    outcomes = {one: "failed" if one in fails else "could-not-run" if one in stuck else "passed" for one in names}
    expected = {
        "now": now,
        "anchor": {"words": WORDS, **anchor} if anchor else None,
        "verdict": verdict or ("INDETERMINATE" if stuck else "VALID"),
        "checks": outcomes,
        "codes": {**fails, **stuck},
    }
    BUNDLES[name] = page(container.write(Bundle(BASE, award, parts)).decode()).encode(), expected


def unreadable(name, text, code):
    stuck = {"document": code, **dict.fromkeys(CHECKS[1:], "not-run")}
    expected = {
        "now": NOW,
        "anchor": {"words": WORDS, **DOCUMENT},
        "verdict": "INDETERMINATE",
        "checks": dict.fromkeys(CHECKS, "could-not-run"),
        "codes": stuck,
    }
    BUNDLES[name] = text.encode(), expected
