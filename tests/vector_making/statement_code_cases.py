"""Statement codes: signed and whole, altered, by other keys, and written otherwise than they are read."""

import hashlib
from dataclasses import replace

from testamur.credentials import addresses, did
from testamur.credentials.statement_codes import statement_code
from testamur.proofs.cose import cbor, sign1
from testamur.verification.reading.instants import read_instant
from vector_making import sample_log
from vector_making.sample_credentials import (
    BASE,
    CREATED,
    DID,
    EVIL_KEY,
    KEY,
    LOG_BASE,
    LOST_KEY,
    NOW,
    OLD_KEY,
    SHARED,
    STRANGE_BASE,
    STRANGER,
    document,
    id_of,
    method,
    multibase_of,
)
from vector_making.sample_web import HTML, did_document, keys_document, publish

CODES = {}
TITLE = "تحليل البيانات للموانئ والسفن والأرصفة"
ISSUED, EXPIRES, AWARD = 6, 4, -65537


def case(name, data, verdict, code="", *, web=("issuer",), now=NOW, trusted=(DID,)):
    expected = {"now": now, "trusted": list(trusted), "web": list(web), "verdict": verdict, "code": code}
    CODES[name] = data, expected


def invalid(name, data, code="signature", **more):
    case(name, data, "INVALID", code, **more)


def could_not(name, data, code="unreadable", **more):
    case(name, data, "INDETERMINATE", code, **more)


def a_statement(name, *, base=BASE, created=CREATED, is_name_shown=True, **changes):
    digest = f"sha256:{hashlib.sha256(name.encode()).hexdigest()}"
    made = statement_code.of_credential(
        document(name, base=base),
        digest,
        award=id_of(name),
        signed_at=read_instant(created, "created"),
        is_name_shown=is_name_shown,
    )
    return statement_code.fitted(replace(made, **changes), base)


def signed(statement, key=KEY):
    return sign1.sign(statement_code.encode(statement), key)


def with_claims(change, *, key=KEY):
    """A signed payload of which something was changed before it was signed."""
    claims = cbor.decode(statement_code.encode(a_statement("changed")))
    change(claims)
    return sign1.sign(cbor.encode(claims), key)


def with_award(at, value):
    def change(claims):
        award = list(claims[AWARD])
        award[at] = value
        claims[AWARD] = tuple(award)

    return with_claims(change)


def with_parts(*changes):
    """A code of which parts of the outer structure are others, by their places."""
    parts = list(cbor.decode(signed(a_statement("parts"))).value)
    for at, value in changes:
        parts[at] = value
    return cbor.encode(cbor.Tagged(18, tuple(parts)))


def add():
    add_good()
    add_altered()
    add_of_keys()
    add_unreadable()


def add_good():
    case("signed", signed(a_statement("signed")), "SIGNED")
    case("signed-without-a-name", signed(a_statement("nameless", is_name_shown=False)), "SIGNED")
    case("signed-without-an-end", signed(a_statement("endless", valid_until=None)), "SIGNED")
    case("signed-with-a-title-in-arabic", signed(a_statement("arabic", title=TITLE)), "SIGNED")
    case("signed-with-a-title-that-was-shortened", signed(a_statement("long", title=TITLE * 4)), "SIGNED")
    case("signed-by-a-key-that-was-retired-since", signed(a_statement("old"), OLD_KEY), "SIGNED")
    case("signed-and-ended", signed(a_statement("ended")), "SIGNED", "ended", now="2029-05-14T23:00:00Z")
    case("signed-in-its-last-second", signed(a_statement("ended")), "SIGNED", now="2029-05-14T22:59:59Z")
    case("signed-a-minute-ahead", signed(a_statement("ahead", created="2026-11-01T12:01:00Z")), "SIGNED")


def add_altered():
    whole = signed(a_statement("altered"))
    name = "Zoë Ó Briain 李".encode()
    invalid("name-altered", whole.replace(name, name.replace(b"Z", b"C")))
    invalid("title-altered", whole.replace(b"Data Analysis", b"Data Alchemy!"))
    invalid("award-altered", whole.replace(id_of("altered").encode(), id_of("another").encode()))
    invalid("signature-altered", whole[:-1] + bytes([whole[-1] ^ 1]))
    invalid("signature-of-zeros", whole[:-64] + bytes(64))
    # S + L fits the same equation, and would be a second signature by anyone (RFC 8032, 5.1.7).
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(whole[-32:], "little") + order
    invalid("signature-with-another-s", whole[:-32] + s.to_bytes(32, "little"))
    other = signed(a_statement("another"))
    invalid("signature-of-another-statement", whole[:-64] + other[-64:])
    kid, evil = sign1.kid_of(KEY.public_key), signed(a_statement("altered"), EVIL_KEY)
    invalid("key-named-that-did-not-sign", evil.replace(sign1.kid_of(EVIL_KEY.public_key), kid))
    payload = sign1.read(whole).payload
    bare = with_parts((2, payload), (3, KEY.sign(payload)))
    invalid("signature-of-the-payload-alone", bare)


def add_of_keys():
    invalid("signed-by-a-lost-key", signed(a_statement("lost"), LOST_KEY), "key-compromised")
    late = a_statement("late", created="2026-08-01T09:30:00Z")
    invalid("signed-after-its-key-was-retired", signed(late, OLD_KEY), "key-period")
    early = a_statement("early", created="2025-12-31T09:30:00Z")
    invalid("signed-before-its-key-was-used", signed(early), "key-period")
    could_not("signed-by-an-unknown-key", signed(a_statement("unknown"), EVIL_KEY), "unknown-key")
    could_not("signed-in-the-future", signed(a_statement("future", created="2026-11-01T12:06:00Z")), "clock")
    of_stranger = signed(a_statement("strange", issuer=STRANGER), EVIL_KEY)
    listed = keys_document(STRANGER)
    entry = {"id": method(EVIL_KEY, STRANGER), "publicKeyMultibase": multibase_of(EVIL_KEY)}
    listed["keys"].append({**entry, "from": "2026-01-01", "state": "active"})
    publish("statement-stranger", addresses.keys(STRANGE_BASE), listed)
    web = ("stranger", "statement-stranger")
    case("signed-by-a-stranger", of_stranger, "UNTRUSTED ISSUER", "unknown-issuer", web=web)
    stolen = signed(a_statement("strange", issuer=STRANGER))
    could_not("signed-by-another-key-than-the-stranger-has", stolen, "unknown-key", web=web)
    whole = signed(a_statement("unreachable"))
    could_not("issuer-that-cannot-be-reached", whole, "issuer-unreachable", web=())
    could_not("issuer-whose-periods-cannot-be-read", whole, "issuer-unreachable", web=("did-only",))
    publish("statement-issuer-is-a-web-page", addresses.did_document(BASE), HTML)
    could_not("issuer-is-a-web-page", whole, "issuer-unreachable", web=("issuer", "statement-issuer-is-a-web-page"))
    publish("statement-issuer-of-another", addresses.did_document(BASE), did_document(KEY, by=SHARED))
    could_not("issuer-of-another-name", whole, "did-document", web=("issuer", "statement-issuer-of-another"))
    publish("statement-key-for-nothing", addresses.did_document(BASE), did_document(KEY, assertionMethod=[]))
    could_not("key-that-is-not-for-signing", whole, "key-purpose", web=("issuer", "statement-key-for-nothing"))
    # A registry with a log: only that tells what a lost key signed before it was lost.
    by = did.from_base(LOG_BASE)
    for name, key, verdict, code in (
        ("signed-by-a-registry-with-a-log", KEY, "SIGNED", ""),
        ("signed-by-a-key-that-only-the-log-knows-about", LOST_KEY, "INDETERMINATE", "key-lost"),
    ):
        logged = a_statement("logged", base=LOG_BASE, created=sample_log.MOMENT, valid_until=None)
        case(name, signed(logged, key), verdict, code, web=("log-issuer",), trusted=(by,))


def add_unreadable():
    whole = signed(a_statement("whole"))
    could_not("empty", b"")
    could_not("something-behind-it", whole + b"\0")
    could_not("cut-off", whole[:-1])
    could_not("without-its-tag", whole[1:])
    could_not("with-another-tag", b"\xd1" + whole[1:])
    could_not("of-indefinite-length", b"\xd2\x9f" + whole[2:] + b"\xff")
    could_not("with-a-length-in-more-bytes", whole.replace(b"\xd2\x84\x4d", b"\xd2\x84\x58\x0d", 1))
    could_not("header-with-another-algorithm", with_parts((0, cbor.encode({1: -19, 4: bytes(8)}))))
    could_not("header-without-a-key", with_parts((0, cbor.encode({1: -8}))))
    could_not("header-with-more", with_parts((0, cbor.encode({1: -8, 3: 60, 4: bytes(8)}))))
    could_not("header-that-nobody-signed", with_parts((1, {4: b"key"})))
    could_not("payload-that-is-elsewhere", with_parts((2, "elsewhere")))
    could_not("signature-too-short", with_parts((3, bytes(63))))
    could_not("payload-is-json", sign1.sign(b'{"iss":"did:web:badges.harbour.example:issuer"}', KEY))
    could_not("claims-missing", with_claims(lambda claims: claims.pop(ISSUED)))
    could_not("claims-with-more", with_claims(lambda claims: claims.update({2: "subject"})))
    could_not("claims-out-of-order", sign1.sign(_out_of_order(), KEY))
    could_not("claims-twice", sign1.sign(_twice(), KEY))
    could_not("issuer-that-is-no-registry", with_claims(lambda claims: claims.update({1: "did:web:harbour.example"})))
    could_not("issuer-that-is-a-host-within", with_claims(lambda claims: claims.update({1: "did:web:host:issuer"})))
    could_not("end-after-the-year-9999", with_claims(lambda claims: claims.update({EXPIRES: 253402300800})))
    could_not("end-before-1970", with_claims(lambda claims: claims.update({EXPIRES: -1})))
    could_not("end-that-is-text", with_claims(lambda claims: claims.update({EXPIRES: "2029-05-14"})))
    could_not("award-of-no-form", with_award(0, "../../etc/passwd"))
    could_not("digest-too-short", with_award(1, bytes(31)))
    could_not("title-empty", with_award(2, ""))
    could_not("title-that-is-bytes", with_award(2, b"Data Analysis"))
    could_not("name-empty", with_award(3, ""))
    could_not("name-digest-too-long", with_award(3, bytes(17)))
    could_not("day-after-the-year-9999", with_award(4, 2932897))
    could_not("day-before-1970", with_award(4, -1))


def _out_of_order():
    payload = statement_code.encode(a_statement("order"))
    start = payload.index(b"\x04\x1a")
    return payload[:start] + payload[start + 6 : start + 12] + payload[start : start + 6] + payload[start + 12 :]


def _twice():
    payload = statement_code.encode(a_statement("twice"))
    start = payload.index(b"\x06\x1a")
    return bytes([payload[0] + 1]) + payload[1:start] + payload[start : start + 6] + payload[start:]
