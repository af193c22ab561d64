"""Statuses that others give their awards: of 2021, by others, of messages, 1EdTech's; and ways to spoil each."""

import base64

from testamur.credentials import status_list
from vector_making import sample_tokens
from vector_making.cases import case
from vector_making.other_form_cases import V1, issuer, publish_keys, theirs
from vector_making.sample_credentials import EVIL_KEY, HELD, KEY, REVOKED, SIGNED, altered, jcs_only, method
from vector_making.sample_web import HTML, did_document, gz, pack, publish

V1_LIST = [V1[0], "https://w3id.org/vc/status-list/2021/v1", V1[2]]
LIST_TYPES = ["VerifiableCredential", "BitstringStatusListCredential"]
BITS = status_list.with_bits({REVOKED, HELD})
BOMB = gz(bytes(5 * 1024 * 1024))


def add():
    add_bitstring_lists()
    add_spoilt_lists()
    add_lists_of_2021()
    add_messages()
    add_lists_that_are_tokens()
    add_revocation_lists()


def address_of(name, file="list"):
    return f"https://forms.example/{name}/{file}.json"


def list_by(name, *, by=None, key=EVIL_KEY, subject=None, **changes):
    """A Bitstring Status List of the issuer of a case, signed; a change to None removes a member."""
    by = by or issuer(name)
    made = {
        "@context": status_list.CONTEXT,
        "id": address_of(name),
        "type": LIST_TYPES,
        "issuer": by,
        "validFrom": SIGNED,
        "credentialSubject": {
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": pack(gz(BITS)),
            **(subject or {}),
        },
        **changes,
    }
    made = {member: value for member, value in made.items() if value is not None}
    return jcs_only(made, key, by=method(key, by), created=made.get("validFrom", SIGNED))


def list_of_2021(name, encoded=None, **more):
    subject = {"type": "StatusList2021", "encodedList": encoded or base64.b64encode(gz(BITS)).decode()}
    changes = {"@context": V1_LIST, "type": ["VerifiableCredential", "StatusList2021Credential"], "validFrom": None}
    return list_by(name, subject=subject, issuanceDate=SIGNED, **changes, **more)


def entry(name, index=4, **changes):
    made = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address_of(name),
    }
    return {**made, **changes}


def award(name, *entries, listed=None, fails=None, stuck=None, trusted=(), verdict=None, **changes):
    """An award of a stranger with these entries, its list, and what is found of its status."""
    made = theirs(name)
    made["credentialStatus"] = list(entries) if len(entries) > 1 else entries[0]
    made = {member: value for member, value in {**made, **changes}.items() if value is not None}
    signed = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, issuer(name)))
    publish_keys(name)
    if listed is not None:
        publish(name, address_of(name), listed)
    unknown = {} if trusted else {"issuer": "unknown-issuer"}
    outcomes = {"fails": {**unknown, **(fails or {})}, "stuck": stuck}
    case(name, signed, verdict or "UNTRUSTED ISSUER", **outcomes, foreign=True, web=(name,), trusted=trusted)


def could_not(name, code, *entries, listed=None, **changes):
    award(name, *entries, listed=listed, stuck={"status": code}, **changes)


def add_bitstring_lists():
    for name, more in {
        "status-list-that-names-another-address": {"id": "https://lists.example/1"},
        "status-list-without-a-name": {"id": None},
        "status-list-from-before-the-award": {"validFrom": "2026-01-01T00:00:00Z"},
        "status-list-that-says-only-when-it-was-signed": {"validFrom": None},
        "status-list-of-two-purposes": {"subject": {"statusPurpose": ["revocation", "suspension"]}},
        "status-list-too-short-for-privacy": {"subject": {"encodedList": pack(gz(BITS[:12_500]))}},
    }.items():
        award(name, entry(name), listed=list_by(name, **more))
        same = f"{name}-and-revoked"
        award(same, entry(same, REVOKED), listed=list_by(same, **more), fails={"status": "revoked"})
    for name, index, fails in (
        ("status-list-by-another", 4, None),
        ("status-list-by-another-and-revoked", REVOKED, {"status": "revoked"}),
    ):
        publish(name, "https://lists.example/status/did.json", did_document(KEY, by="did:web:lists.example:status"))
        award(name, entry(name, index), listed=list_by(name, by="did:web:lists.example:status", key=KEY), fails=fails)
    name = "status-trusted-and-not-revoked"
    award(name, entry(name), listed=list_by(name), trusted=(issuer(name),), verdict="VALID")
    name = "status-trusted-and-revoked"
    found = {"status": "revoked"}
    award(name, entry(name, REVOKED), listed=list_by(name), trusted=(issuer(name),), verdict="REVOKED", fails=found)
    name = "status-suspended-by-a-stranger"
    held = entry(name, HELD, statusPurpose="suspension")
    listed = list_by(name, subject={"statusPurpose": "suspension"})
    award(name, held, listed=listed, fails={"status": "suspended"})
    name = "status-list-over-http"
    award(name, entry(name, statusListCredential=address_of(name).replace("https", "http")), listed=list_by(name))


def add_spoilt_lists():
    later = "2026-10-31T08:00:00Z"
    for name, code, changes in (
        ("status-list-signed-by-another", "list-not-trusted", {"key": KEY}),
        ("status-list-with-another-type", "list-malformed", {"type": [*LIST_TYPES, "More"]}),
        ("status-list-that-has-ended", "list-stale", {"validUntil": later}),
        ("status-list-of-tomorrow", "clock", {"validFrom": "2026-11-02T08:00:00Z"}),
        ("status-list-of-a-stranger-is-a-bomb", "list-too-large", {"subject": {"encodedList": pack(BOMB)}}),
        ("status-list-of-nothing", "list-too-short", {"subject": {"encodedList": pack(gz(b""))}}),
        ("status-list-without-a-list", "list-malformed", {"subject": {"encodedList": None}}),
        ("status-list-for-something-else", "status-purpose", {"subject": {"statusPurpose": "suspension"}}),
    ):
        could_not(name, code, entry(name), listed=list_by(name, **changes))
    name = "status-list-that-says-nothing-of-its-day"
    undated = list_by(name, validFrom=None)
    could_not(name, "list-malformed", entry(name), listed=altered(undated, "proof", 0, "created", to=None))
    name = "status-list-altered"
    could_not(name, "list-not-trusted", entry(name), listed=altered(list_by(name), "validFrom", to=later))
    name = "status-list-unsigned"
    could_not(name, "list-not-trusted", entry(name), listed=altered(list_by(name), "proof", to=[]))
    for name, listed in {"status-list-is-a-page": HTML, "status-list-is-an-award": theirs("x")}.items():
        could_not(name, "list-malformed", entry(name), listed=listed)
    name = "status-index-beyond-a-strangers-list"
    could_not(name, "no-such-entry", entry(name, 131_072), listed=list_by(name))
    name = "status-list-nowhere"
    could_not(name, "list-unreachable", entry(name))
    name = "status-index-of-a-stranger-is-no-number"
    could_not(name, "status-entry", entry(name, statusListIndex="four"), listed=list_by(name))
    name = "status-of-a-stranger-of-two-bits"
    could_not(name, "status-not-supported", entry(name, statusSize=2), listed=list_by(name))
    name = "status-of-a-kind-nobody-knows"
    could_not(name, "status-not-supported", {"type": "AskByTelephone", "id": address_of(name)})


def add_lists_of_2021():
    older = {"type": "StatusList2021Entry"}
    url_safe = base64.urlsafe_b64encode(gz(BITS)).decode().rstrip("=")
    for name, encoded in {"status-2021": None, "status-2021-in-the-other-alphabet": url_safe}.items():
        award(name, entry(name, **older), listed=list_of_2021(name, encoded))
        same = f"{name}-and-revoked"
        award(same, entry(same, REVOKED, **older), listed=list_of_2021(same, encoded), fails={"status": "revoked"})
    for name, code, encoded in (
        ("status-2021-is-a-bomb", "list-too-large", base64.b64encode(BOMB).decode()),
        ("status-2021-with-the-letter-of-multibase", "list-encoding", pack(gz(BITS))),
    ):
        could_not(name, code, entry(name, **older), listed=list_of_2021(name, encoded))
    name = "status-2021-altered"
    listed = altered(list_of_2021(name), "issuanceDate", to="2026-10-31T08:00:00Z")
    could_not(name, "list-not-trusted", entry(name, **older), listed=listed)
    name = "status-2021-is-of-today"
    could_not(name, "list-malformed", entry(name, **older), listed=list_by(name))
    name = "status-of-today-is-of-2021"
    could_not(name, "list-malformed", entry(name), listed=list_of_2021(name))


def add_messages():
    words = [{"status": "0x0", "message": "nothing to say"}, {"status": "0x1", "message": "on paper only"}]
    for name, purposes in {
        "status-with-a-message": ("revocation", "message"),
        "status-with-a-newer-version": ("revocation", "refresh"),
    }.items():
        entries = [entry(name, REVOKED + at, statusPurpose=one, statusMessage=words) for at, one in enumerate(purposes)]
        entries[0]["statusListIndex"], entries[1]["statusListIndex"] = "4", str(REVOKED)
        award(name, *entries, listed=list_by(name, subject={"statusPurpose": list(purposes)}))
    name = "status-with-a-message-of-four-bits"
    told = entry(name, 38, statusPurpose="message", statusSize=2)  # its bits are 76 and 77
    award(name, entry(name), told, listed=list_by(name, subject={"statusPurpose": ["revocation", "message"]}))
    name = "status-with-a-message-that-cannot-be-read"
    award(name, entry(name), entry(name, statusPurpose="message", statusSize=1000), listed=list_by(name))
    name = "status-with-a-message-only"
    listed = list_by(name, subject={"statusPurpose": "message"})
    could_not(name, "status-purpose", entry(name, statusPurpose="message"), listed=listed)


def add_lists_that_are_tokens():
    """Lists as JSON Web Tokens, which is how many issuers of tokens publish theirs."""
    for name, index, fails in (
        ("status-list-as-a-token", 4, None),
        ("status-list-as-a-token-and-revoked", REVOKED, {"status": "revoked"}),
    ):
        award(name, entry(name, index), listed=token_of(name), fails=fails)
    name = "status-list-as-a-token-that-was-altered"
    header, payload, _ = token_of(name).split(b".")
    other = token_of(name, validFrom="2026-10-31T08:00:00Z").split(b".")[2]
    could_not(name, "list-not-trusted", entry(name), listed=b".".join([header, payload, other]))
    name = "status-list-as-a-token-by-another"
    could_not(name, "list-not-trusted", entry(name), listed=token_of(name, signer=KEY))
    name = "status-list-as-a-token-of-2021"
    payload = {**list_of_2021(name), "proof": None}
    award(name, entry(name, type="StatusList2021Entry"), listed=signed_token(name, payload))


def token_of(name, *, signer=EVIL_KEY, **changes):
    return signed_token(name, {**list_by(name, **changes), "proof": None}, signer)


def signed_token(name, payload, signer=EVIL_KEY):
    unsecured = {member: value for member, value in payload.items() if value is not None}
    return sample_tokens.compact({"alg": "EdDSA", "kid": method(EVIL_KEY, issuer(name))}, unsecured, signer.sign)


def add_revocation_lists():
    def names(name):
        return {"id": address_of(name), "type": "1EdTechRevocationList"}

    def listing(name, *entries, **changes):
        return {"id": address_of(name), "issuer": issuer(name), "revokedCredential": list(entries), **changes}

    def withdrawn(name, **more):
        return {"id": theirs(name)["id"], **more}

    other = {"id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01", "revoked": True}
    for name, entries in {
        "status-1edtech": (other,),
        "status-1edtech-of-nobody": (),
        "status-1edtech-listed-as-not-revoked": (withdrawn("status-1edtech-listed-as-not-revoked", revoked=False),),
    }.items():
        award(name, names(name), listed=listing(name, *entries))
    for name, changes in {
        "status-1edtech-revoked": {"revocationReason": "Issued by mistake"},
        "status-1edtech-revoked-twice": {"revoked": True},
    }.items():
        entries = [other, withdrawn(name, **changes), withdrawn(name, revoked=False)]
        award(name, names(name), listed=listing(name, *entries), fails={"status": "revoked"})
    name = "status-1edtech-by-the-longer-name"
    listed = {"issuer": {"id": issuer(name)}, "revokedCredentials": [withdrawn(name)]}
    award(name, names(name), listed=listed, fails={"status": "revoked"})
    for name, code, listed in (
        ("status-1edtech-of-another-issuer", "list-not-trusted", listing("x", issuer="did:web:lists.example")),
        ("status-1edtech-without-a-list", "list-malformed", {"message": "not found"}),
        ("status-1edtech-of-texts", "list-malformed", listing("status-1edtech-of-texts", "https://forms.example/1")),
        ("status-1edtech-is-a-page", "list-malformed", HTML),
    ):
        could_not(name, code, names(name), listed=listed)
    name = "status-1edtech-that-says-perhaps"
    could_not(name, "list-malformed", names(name), listed=listing(name, withdrawn(name, revoked="perhaps")))
    name = "status-1edtech-nowhere"
    could_not(name, "list-unreachable", names(name))
    name = "status-1edtech-without-an-address"
    could_not(name, "status-entry", {"type": "1EdTechRevocationList"})
    name = "status-1edtech-of-an-award-without-an-id"
    could_not(name, "status-entry", names(name), listed=listing(name), id=None)
