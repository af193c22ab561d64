"""Where two forms meet: keys, proofs, ends and badges that one standard has and another reads otherwise.

Nothing genuine among them may be called altered, and nothing that takes an award's validity away be overlooked.
"""

import json

from testamur.pictures import baking
from testamur.proofs import jcs
from vector_making import open_badges_2_cases as older
from vector_making import rsa_keys, token_issuers
from vector_making.cases import case, could_not_read, refused
from vector_making.other_form_cases import V1, fits, issuer, publish_keys, signed, stuck_at, theirs
from vector_making.picture_cases import DRAWING
from vector_making.rdf_cases import OLDER, RDFC, WITH_SUITE, one
from vector_making.sample_credentials import (
    CONTEXT,
    EVIL_KEY,
    OLD_KEY,
    document,
    jcs_only,
    method,
    multibase_of,
    proof,
    with_both_proofs,
)
from vector_making.sample_tokens import P256, token
from vector_making.sample_web import publish

UNKNOWN, NO_STATUS = {"issuer": "unknown-issuer"}, {"status": "status-missing"}
UNREAD = {"stuck": {"document": "no-credential"}, "verdict": "INDETERMINATE"}
NOTARY = "did:web:notary.example#key-1"
BOTH = ("authentication", "assertionMethod")
PAST = "2026-10-01T00:00:00Z"


def add():
    add_keys()
    add_others_that_sign()
    add_ends()
    add_tokens()
    add_older_addresses()
    add_older_withdrawals()
    add_two_in_one()


def a_key(name, **changes):
    by = issuer(name)
    listed = {"id": method(EVIL_KEY, by), "type": "Multikey", "controller": by}
    return {**listed, "publicKeyMultibase": multibase_of(EVIL_KEY), **changes}


def not_listed(name, made, found=None):
    """Add a case in which it cannot be told whether the key is the issuer's, so that nobody is accused."""
    publish_keys(name, found)
    stuck = {"issuer": "key-not-listed", "proof": "no-key", **NO_STATUS}
    case(name, made, "INDETERMINATE", stuck=stuck, foreign=True, web=(name,))


def add_keys():
    """Controlled Identifiers 1.0, 2.3: a key is written out for one purpose, and listed by its name for others."""
    name = "mixed-key-written-out-for-another-purpose"
    found = {"id": issuer(name), "authentication": [a_key(name)], "assertionMethod": [a_key(name)["id"]]}
    fits(name, signed(name, theirs(name)), found)
    name = "mixed-key-written-out-twice"
    fits(name, signed(name, theirs(name)), {"id": issuer(name), **{purpose: [a_key(name)] for purpose in BOTH}})
    name = "mixed-key-of-another-document"
    by = "did:web:department.forms.example#key-1"
    not_listed(name, jcs_only(theirs(name), EVIL_KEY, by=by), {"id": issuer(name), "assertionMethod": [by]})
    name = "mixed-key-that-is-listed-and-not-there"
    made = signed(name, theirs(name))
    not_listed(name, made, {"id": issuer(name), "publicKey": [a_key(name)], "assertionMethod": [a_key(name)["id"]]})
    for name, changes in {
        "mixed-key-that-was-revoked": {"revoked": "2026-10-01T00:00:00Z"},
        "mixed-key-that-has-expired": {"expires": "2026-11-01T12:00:00Z"},
        "mixed-key-that-expires-some-day": {"expires": "soon"},
    }.items():
        found = {"id": issuer(name), "assertionMethod": [a_key(name, **changes)]}
        not_listed(name, signed(name, theirs(name)), found)
    name = "mixed-key-that-has-not-expired"
    found = {"id": issuer(name), "assertionMethod": a_key(name, expires="2026-11-01T12:00:01Z", revoked=None)}
    fits(name, signed(name, theirs(name)), found)
    name = "mixed-key-called-by-itself"
    key = multibase_of(EVIL_KEY)
    fits(name, jcs_only(theirs(name), EVIL_KEY, by=f"did:key:{key}#{key}"))
    name = "mixed-key-of-no-name"
    not_listed(name, jcs_only(theirs(name), EVIL_KEY, by={"id": a_key(name)["id"]}))
    name = "mixed-key-of-a-number"
    by = token_issuers.first_key(name)
    listed = {"id": by, "type": "JsonWebKey", "controller": token_issuers.issuer(name)}
    listed["publicKeyJwk"] = {**P256.jwk, "x": 5}
    publish(name, f"{token_issuers.SITE}/{name}/did.json", {"id": listed["controller"], "assertionMethod": listed})
    stuck = {"issuer": "weak-key", "proof": "no-key", **NO_STATUS}
    case(name, token_issuers.signed(name), "INDETERMINATE", stuck=stuck, foreign=True, kind="jwt", web=(name,))
    for name, spelt in {
        "mixed-key-with-a-parameter": lambda by: by.replace("#", "?versionId=1#"),
        "mixed-key-in-capitals": lambda by: by.replace("forms.example", "Forms.example"),
        "mixed-key-of-a-short-name": lambda by: by[by.index("#") :],
    }.items():
        not_listed(name, jcs_only(theirs(name), EVIL_KEY, by=spelt(a_key(name)["id"])))


def add_others_that_sign():
    """Somebody else signed, too, in a suite that says more than the issuer's own."""
    name = "mixed-notary-beside-an-address"
    address = f"https://forms.example/{name}/issuer.json"
    made = theirs(name, did=address, **{"@context": WITH_SUITE})
    listed = a_key(name, id=f"{address}#key-1", controller=address)
    found = {"id": address, "verificationMethod": [listed], "assertionMethod": [listed["id"]]}
    publish(name, address, found)
    key = f"https://forms.example/{name}/keys.json#key-1"
    publish(name, key.partition("#")[0], {**found, "verificationMethod": {**listed, "id": key}, "assertionMethod": key})
    proofs = [proof(made, OLD_KEY, by=NOTARY), one(name, made, OLDER, verificationMethod=key)]
    case(name, {**made, "proof": proofs}, "UNTRUSTED ISSUER", fails=UNKNOWN, stuck=NO_STATUS, foreign=True, web=(name,))
    name = "mixed-notary-beside-a-key"
    key = f"did:key:{multibase_of(EVIL_KEY)}"
    made = theirs(name, did=key)
    fits(name, {**made, "proof": [proof(made, OLD_KEY, by=NOTARY), one(name, made, RDFC, verificationMethod=key)]})
    name = "mixed-second-proof-of-an-odd-instant"
    made = theirs(name)
    proofs = [proof(made, EVIL_KEY, by=a_key(name)["id"]), one(name, made, RDFC, created="2026-06-01T09:30:00-00:00")]
    stuck_at(name, {**made, "proof": proofs}, "proof-shape")


def add_ends():
    """An end by its name in the other data model is one, too, and the first of two counts."""
    model_1 = {"@context": V1, "issuanceDate": "2026-05-14T12:00:00Z", "validFrom": None}
    for name, changes in {
        "mixed-end-of-model-1-in-model-2": {"validUntil": None, "expirationDate": PAST},
        "mixed-end-of-model-2-in-model-1": {**model_1, "validUntil": PAST},
        "mixed-ends-of-both": {"expirationDate": PAST},
    }.items():
        publish_keys(name)
        fails = {**UNKNOWN, "validity": "expired"}
        made = signed(name, theirs(name, **changes))
        case(name, made, "UNTRUSTED ISSUER", fails=fails, stuck=NO_STATUS, foreign=True, web=(name,))


def add_tokens():
    name = "mixed-token-that-hides-its-registry"
    made = document(name)
    nameless = {member: value for member, value in made["issuer"].items() if member != "id"}
    payload = {**made, "issuer": nameless, "iss": made["issuer"]["id"]}
    refused(name, token(payload, kid=method()), "proof-missing", kind="jwt", index=False)
    name = "mixed-token-of-an-issuer-without-an-id"
    award = token_issuers.award(name)
    payload = {**award, "issuer": {"type": ["Profile"], "name": "Forms"}, "iss": token_issuers.issuer(name)}
    token_issuers.fits(name, token_issuers.signed(name, payload))
    for name, beside in {
        "mixed-token-with-an-end-beside": {"validUntil": PAST},
        "mixed-token-with-a-status-beside": {"credentialStatus": {"type": "1EdTechRevocationList"}},
    }.items():
        token_issuers.unread(name, token_issuers.signed(name, {"vc": token_issuers.award(name), **beside}), "claims")


def add_older_addresses():
    """Open Badges 2.0: an address is below another only if every client takes it to be."""
    for name, path in {
        "mixed-older-address-with-dots": "awards/../users/7.json",
        "mixed-older-address-with-escaped-dots": "awards/%2E%2e/users/7.json",
        "mixed-older-address-with-a-space": "awards/.\t./users/7.json",
    }.items():
        address = older.at(name, "x").replace("x.json", path)
        policy = {"startsWith": address.partition("awards/")[0] + "awards/"}
        older.web(name, badge=older.badge(name), issuer=older.profile(name, verification=policy))
        given = older.assertion(name, id=address)
        could_not_read(name, json.dumps(given).encode(), "id", web=(name,), trusted=(older.at(name, "issuer"),))
    name = "mixed-registry-award-with-older-contexts"
    made = with_both_proofs(document(name, **{"@context": [*CONTEXT, older.CONTEXT]}))
    refused(name, made, "unknown-context")
    name = "mixed-award-and-assertion"
    made = {**older.assertion(name), **theirs(name), "@context": [*CONTEXT, older.CONTEXT]}
    made["type"] = [*made["type"], "Assertion"]
    could_not_read(name, jcs_only(made, EVIL_KEY, by=a_key(name)["id"]), "type")


def add_older_withdrawals():
    name = "mixed-older-revoked-as-text"
    older.web(name, award={**older.assertion(name), "revoked": "true"})
    could_not_read(name, json.dumps(older.assertion(name)).encode(), "status-entry", web=(name,))
    name = "mixed-older-list-over-http"
    over_http = {"id": older.at(name, "award").replace("https:", "http:")}
    older.signed(name, of_list=older.revoked_list(name, over_http), fails={"status": "revoked"})
    name = "mixed-older-list-that-names-nothing"
    older.signed(name, of_list=older.revoked_list(name, {}), stuck={"status": "list-malformed"})


def add_two_in_one():
    """Two badges in one picture, of which every reader could take another."""
    name = "mixed-svg-with-a-token-and-an-assertion"
    given = rsa_keys.compact(older.signed_award(name)).decode()
    held = json.dumps(older.assertion(name))
    for picture, element in {
        name: f'<o:assertion xmlns:o="http://openbadges.org" verify="{given}"><![CDATA[{held}]]></o:assertion>',
        "mixed-svg-with-two-attributes": (
            f'<o:assertion xmlns:o="http://openbadges.org" o:verify="{given}" verify="{older.at(name, "award")}"/>'
        ),
        "mixed-svg-with-a-token-twice": (
            f'<o:credential xmlns:o="https://purl.imsglobal.org/ob/v3p0" verify="{given}" o:verify="{given}"/>'
        ),
        "mixed-svg-with-an-assertion-twice": (
            f'<o:assertion xmlns:o="http://openbadges.org"><![CDATA[{held}]]>{{}}</o:assertion>'
        ),
    }.items():
        case(picture, DRAWING.replace(b"<path", element.encode() + b"<path"), kind="svg", **UNREAD)
    name = "mixed-svg-with-both-versions"
    baked = baking.SvgTemplate(DRAWING).bake(jcs.canonicalize(signed(name, theirs(name))))
    element = f'<o:assertion xmlns:o="http://openbadges.org" verify="{older.at(name, "award")}"/>'
    case(name, baked.replace(b"<path", element.encode() + b"<path"), kind="svg", **UNREAD)
