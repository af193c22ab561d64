"""Credentials of strangers as JSON Web Tokens: sound ones of every form, and one for each trick (catalogue, J)."""

import copy
import json
import zlib

from testamur.pictures import baking, png
from vector_making.cases import case, refused
from vector_making.picture_cases import DRAWING, a_picture
from vector_making.sample_credentials import CONTEXT, CREATED, DID, FREE, KEY, document, method, multibase_of
from vector_making.sample_tokens import (
    ED,
    OTHER_ED,
    OTHER_P256,
    P256,
    P384,
    RSA,
    b64,
    compact,
    token,
)
from vector_making.sample_web import a_list, did_document, publish
from vector_making.token_issuers import (
    SITE,
    award,
    did_document_of,
    first_key,
    fits,
    issuer,
    publish_keys,
    signed,
    stuck,
    unread,
)

SECONDS = 1780306200  # CREATED, as a claim has it
UNTIL = 1873493999  # 2029-05-14T22:59:59Z


def add():
    add_algorithms()
    add_forms()
    add_claims()
    add_headers()
    add_parts()
    add_contradictions()
    add_registries()


def add_algorithms():
    for key in (ED, P256, P384, RSA):
        name = f"token-{key.alg.lower()}"
        fits(name, signed(name, key=key), key=key)
        name = f"token-{key.alg.lower()}-that-does-not-fit"
        made = signed(name, key=key)
        wrong = made[:-4] + (b"A" if made[-4:-3] != b"A" else b"B") + made[-3:]
        stuck(name, wrong, "INVALID", key=key, fails={"issuer": "unknown-issuer", "proof": "signature"})
    name = "token-ed25519-by-its-newer-name"  # RFC 9864
    fits(name, signed(name, key=ED, alg="Ed25519"), key=ED)
    name = "token-in-force"
    add_in_force(name)


def add_in_force(name):
    """A trusted issuer's, with everything in order: only then it is green."""
    by, lists = issuer(name), f"{SITE}/{name}/status.json"
    found = did_document_of(name, P256)
    found["verificationMethod"] += did_document(KEY, by=by)["verificationMethod"]
    found["assertionMethod"].append(method(KEY, by))
    publish(name, f"{SITE}/{name}/did.json", found)
    publish(name, lists, a_list((FREE + 1,), key=KEY, by=method(KEY, by), id=lists, issuer={"id": by}))
    made = award(name)
    entry = {**document(name)["credentialStatus"], "statusListCredential": lists}
    sound = {"foreign": True, "trusted": (by,), "web": (name,), "kind": "jwt"}
    case(name, signed(name, {**made, "credentialStatus": entry}), **sound)
    revoked = {**made, "credentialStatus": {**entry, "statusListIndex": str(FREE + 1)}}
    case(f"{name}-and-revoked", signed(name, revoked), "REVOKED", fails={"status": "revoked"}, **sound)
    ended = {**made, "credentialStatus": entry, "validUntil": "2026-10-01T00:00:00Z"}
    case(f"{name}-and-ended", signed(name, ended), "EXPIRED", fails={"validity": "expired"}, **sound)


def add_forms():
    name = "token-with-white-space-around"
    fits(name, b"\n " + signed(name) + b"\r\n")
    name = "token-in-a-png"
    fits(name, baking.PngTemplate(a_picture()).bake(signed(name)), kind="png")
    made = "<openbadges:credential xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'{}</openbadges:credential>"
    typed = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    for name, text in {"token-in-an-svg": " verify='{}'>", "token-in-an-svg-as-text": ">{}"}.items():
        inside = made.format(text.format(signed(name).decode())).encode()
        fits(name, typed + DRAWING.replace(b"<path", inside + b"<path"), kind="svg")
    lost = {"stuck": {"document": "no-credential"}, "verdict": "INDETERMINATE", "kind": "svg"}
    for name, text in {
        "token-in-an-svg-twice": " verify='{0}'>{0}",
        "token-in-an-svg-that-is-none": " verify='https://e.example/'>",
    }.items():
        inside = made.format(text.format(signed(name).decode())).encode()
        case(name, DRAWING.replace(b"<path", inside + b"<path"), **lost)
    header, *rest = png.read(baking.PngTemplate(a_picture()).bake(b"{}")).chunks
    name = "token-in-a-png-and-json-as-well"
    badge = png.read(baking.PngTemplate(a_picture()).bake(signed(name))).chunks[1]
    case(name, png.write([header, badge, *rest]), **{**lost, "kind": "png"})
    add_enveloped()


def enveloped(address, **changes):
    return {"@context": CONTEXT[:1], "id": address, "type": "EnvelopedVerifiableCredential", **changes}


def add_enveloped():
    for name, media_type in {
        "token-enveloped": "application/vc+jwt",
        "token-enveloped-as-a-draft-had-it": "application/vc+ld+json+jwt",
    }.items():
        fits(name, enveloped(f"data:{media_type},{signed(name).decode()}"), kind="json")
    lost = {"stuck": {"document": "no-credential"}, "verdict": "INDETERMINATE"}
    name = "token-enveloped-of-another-kind"
    case(name, enveloped(f"data:application/vc+sd-jwt,{signed(name).decode()}"), **lost)
    name = "token-enveloped-with-more-beside"
    made = enveloped(f"data:application/vc+jwt,{signed(name).decode()}", credentialSubject={"name": "Another"})
    case(name, made, **lost)
    case("token-enveloped-at-an-address", enveloped("https://tokens.example/token.jwt"), **lost)
    case("token-enveloped-without-a-token", enveloped("data:application/vc+jwt,{}"), **lost)
    name = "token-enveloped-that-does-not-fit"
    made = enveloped(f"data:application/vc+jwt,{signed(name, key=OTHER_P256).decode()}")
    stuck(name, made, "INVALID", kind="json", fails={"issuer": "unknown-issuer", "proof": "signature"})


def claims_of(made):
    return {"iss": made["issuer"]["id"], "jti": made["id"], "sub": made["credentialSubject"]["id"]}


def vc_of(name):
    """A credential of the data model 1.1, as a claim."""
    made = award(name, validFrom=None, validUntil=None)
    made["@context"] = ["https://www.w3.org/2018/credentials/v1", CONTEXT[1]]
    return {**made, "issuanceDate": CREATED, "expirationDate": "2029-05-14T22:59:59Z"}


def add_claims():
    name = "token-with-every-claim"
    made = award(name)
    more = {"nbf": SECONDS, "exp": UNTIL, "iat": SECONDS, "aud": "urn:x", "cnf": {"jwk": P384.jwk}, "nonce": "n"}
    fits(name, signed(name, {**made, **claims_of(made), **more}))
    name = "token-with-a-credential-as-a-claim"
    made = vc_of(name)
    fits(name, signed(name, {"vc": made, **claims_of(made), "nbf": SECONDS, "exp": UNTIL}))
    name = "token-with-a-credential-that-the-claims-complete"
    made = vc_of(name)
    claims = claims_of(made)
    del made["id"], made["credentialSubject"]["id"], made["issuer"]["id"], made["issuanceDate"], made["expirationDate"]
    fits(name, signed(name, {"vc": made, **claims, "nbf": SECONDS, "exp": UNTIL}))
    name = "token-that-ends-by-its-claim-alone"
    made = award(name, validUntil=None)
    publish_keys(name, P256)
    ended = {"issuer": "unknown-issuer", "validity": "expired"}
    case(
        name,
        signed(name, {**made, "exp": SECONDS + 1}),
        "UNTRUSTED ISSUER",
        fails=ended,
        stuck={"status": "status-missing"},
        foreign=True,
        kind="jwt",
        web=(name,),
    )
    name = "token-of-half-a-second"
    fits(name, signed(name, {**award(name, validFrom="2026-06-01T09:30:00.5Z"), "nbf": SECONDS}))


def add_headers():
    """J-01, J-02, J-04, J-07, J-12, J-13."""
    for name, algorithm in {
        "token-alg-none": "none",
        "token-alg-none-in-capitals": "nOnE",
        "token-alg-hs256": "HS256",
        "token-alg-es256k": "ES256K",
        "token-alg-ps256": "PS256",
        "token-alg-of-another-case": "es256",
        "token-alg-is-a-list": ["ES256"],
        "token-alg-missing": None,
        "token-alg-constructor": "constructor",
    }.items():
        unread(name, signed(name, alg=algorithm), "algorithm")
    name = "token-alg-none-without-a-signature"
    unread(name, compact({"alg": "none"}, award(name), lambda signed: b""), "algorithm")
    name = "token-without-a-signature"
    made = compact({"alg": "ES256", "kid": first_key(name)}, award(name), lambda signed: b"")
    stuck(name, made, "INVALID", fails={"issuer": "unknown-issuer", "proof": "signature"})
    for name, header in {
        "token-crit": {"crit": ["exp"]},
        "token-crit-of-nothing": {"crit": []},
        "token-crit-of-b64": {"b64": False, "crit": ["b64"]},
        "token-b64-false": {"b64": False},
        "token-zip": {"zip": "DEF"},
        "token-enc": {"enc": "A256GCM"},
        "token-typ-of-an-access-token": {"typ": "at+jwt"},
        "token-typ-of-any-signature": {"typ": "JOSE"},
        "token-typ-is-a-number": {"typ": 7},
        "token-cty-of-a-token": {"cty": "JWT"},
        "token-kid-is-a-number": {"kid": 7},
    }.items():
        unread(name, signed(name, **header), "token-header")
    name = "token-zip-that-unpacks-to-much"
    packed = zlib.compress(bytes(10_000_000), 9)[2:-4]
    unread(name, compact({"alg": "ES256", "zip": "DEF"}, packed, P256.sign), "not-json")
    for name, header in {
        "token-that-points-to-keys": {"jku": "https://evil.example/keys.json", "x5u": "https://evil.example/c.pem"},
        "token-with-a-certificate": {"x5c": ["MIIB"], "x5t": "A", "x5t#S256": "A"},
        "token-with-an-unknown-member": {"hint": 7},
        "token-b64-true": {"b64": True},
        "token-typ-of-the-data-model-2": {"typ": "application/VC+JWT", "cty": "vc"},
        "token-without-typ": {"typ": None},
    }.items():
        fits(name, signed(name, **header))
    for name, header in {
        "token-that-points-to-its-only-keys": {"jku": "https://evil.example/keys.json"},
        "token-with-its-only-key-in-a-certificate": {"x5c": ["MIIB"]},
    }.items():  # J-04
        stuck(name, signed(name, kid=None, **header), fails={}, issuer="key-not-named", proof="no-key")
    for name, jwk, code in (
        ("token-header-key-with-its-private-part", {**P256.jwk, "d": b64(bytes(31) + b"\7")}, "key-published"),
        ("token-header-key-that-is-a-secret", {"kty": "oct", "k": "AAAA"}, "key-published"),
        (
            "token-header-key-of-another-curve",
            {"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"},
            "key-not-supported",
        ),
        ("token-header-key-that-is-none", "AAAA", "key-not-supported"),
        ("token-header-key-that-is-weak", {**RSA.jwk, "e": "Aw"}, "weak-key"),
    ):
        unread(name, signed(name, jwk=jwk), code)


def add_parts():
    """J-10, J-11, J-14."""
    made = signed("token-of-two-parts")
    header, payload, signature = made.split(b".")
    for name, text in {
        "token-of-two-parts": header + b"." + payload,
        "token-of-four-parts": made + b".AA",
        "token-that-is-encrypted": b".".join([header, b"AA", b"AA", payload, signature]),
        "token-without-a-payload": header + b".." + signature,
        "token-with-padding": made + b"=",
        "token-in-another-alphabet": header + b"." + payload + b".+/" + signature[2:],
        "token-with-bits-that-mean-nothing": made[:-1] + (b"B" if made[-1:] != b"B" else b"D"),
        "token-broken-by-a-line": header + b"." + payload + b".\n" + signature,
        "token-with-a-byte-that-is-no-letter": header + b"." + payload + b".\xc3\xa9" + signature,
    }.items():
        unread(name, text, "token-shape")
    for name, header, payload, code in (
        ("token-payload-is-a-list", {"alg": "ES256"}, [], "token-shape"),
        ("token-payload-is-a-token", {"alg": "ES256"}, made, "not-json"),
        ("token-payload-of-two-members-of-a-name", {"alg": "ES256"}, b'{"iss":"a","iss":"b"}', "duplicate-member"),
        ("token-header-of-two-members-of-a-name", b'{"alg":"ES256","alg":"none"}', {}, "duplicate-member"),
        ("token-payload-in-another-encoding", {"alg": "ES256"}, '{"iss":"é"}'.encode("latin-1"), "not-json"),
        ("token-payload-that-is-deep", {"alg": "ES256"}, b'{"a":' * 70 + b"1" + b"}" * 70, "not-json"),
    ):
        unread(name, compact(header, payload, P256.sign), code)
    name = "token-of-another-payload"  # J-14
    one, other = signed(name), signed(name, {**award(name), "name": "Another"})
    mixed = b".".join([one.split(b".")[0], other.split(b".")[1], one.split(b".")[2]])
    stuck(name, mixed, "INVALID", fails={"issuer": "unknown-issuer", "proof": "signature"})
    name = "token-of-another-header"
    mixed = b".".join([signed(name, hint=7).split(b".")[0], *signed(name).split(b".")[1:]])
    stuck(name, mixed, "INVALID", fails={"issuer": "unknown-issuer", "proof": "signature"})


def add_contradictions():
    """J-08, J-09."""
    for name, changes in {
        "token-iss-of-another": {"iss": "did:web:evil.example"},
        "token-iss-is-a-number": {"iss": 7},
        "token-iss-is-empty": {"iss": ""},
        "token-jti-of-another": {"jti": "urn:x"},
        "token-sub-of-another": {"sub": "urn:x"},
        "token-nbf-of-another-day": {"nbf": SECONDS - 86400},
        "token-exp-of-another-day": {"exp": UNTIL + 1},
        "token-exp-is-text": {"exp": str(UNTIL)},
        "token-exp-has-a-fraction": {"exp": UNTIL + 0.5},
        "token-exp-is-huge": {"exp": 1e20},
        "token-exp-in-milliseconds": {"exp": UNTIL * 1000},
        "token-exp-is-negative": {"exp": -1},
        "token-exp-is-true": {"exp": True},
        "token-iat-is-text": {"iat": "now"},
        "token-with-a-credential-twice": {"vc": vc_of("token-with-a-credential-twice")},
        "token-with-a-claim-that-is-no-credential": {"vc": "x"},
        "token-with-a-proof-inside": {"proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}},
    }.items():
        unread(name, signed(name, {**award(name), **changes}), "claims")
    name = "token-with-a-claim-that-contradicts"
    made = vc_of(name)
    unread(name, signed(name, {"vc": made, **claims_of(made), "nbf": SECONDS, "exp": UNTIL - 1}), "claims")
    name = "token-with-a-presentation-and-a-credential"
    unread(name, signed(name, {"vc": vc_of(name), "vp": {}}), "claims")
    name = "token-from-the-future"
    publish_keys(name, P256)
    made = signed(name, {**award(name), "iat": SECONDS + 365 * 86400})
    case(
        name,
        made,
        "INDETERMINATE",
        stuck={"issuer": "created-in-future", "status": "status-missing"},
        foreign=True,
        kind="jwt",
        web=(name,),
    )
    name = "token-without-an-issuer"
    unread(name, signed(name, {key: value for key, value in award(name).items() if key != "issuer"}), "issuer")


def add_registries():
    """A registry as ours signs no tokens: whoever shows one in its name has made it up."""
    name = "token-in-the-name-of-a-registry"
    refused(name, token(document(name), OTHER_ED, kid=f"{DID}#{OTHER_ED.multikey}"), "proof-missing", kind="jwt")
    name = "token-signed-by-a-registry"
    own = type("Own", (), {"alg": "EdDSA", "sign": staticmethod(KEY.sign)})
    refused(name, token(document(name), own, kid=method()), "proof-missing", kind="jwt")
    name = "token-that-hides-the-registry-in-a-claim"
    made = copy.deepcopy(document(name))
    del made["issuer"]
    made = token({**made, "iss": DID}, OTHER_ED, kid=f"{DID}#{multibase_of(KEY)}")
    refused(name, made, "proof-missing", kind="jwt")
    name = "token-of-none-in-the-name-of-a-registry"  # J-01
    made = compact({"alg": "none"}, json.dumps(document(name)).encode(), lambda signed: b"")
    refused(name, made, "proof-missing", kind="jwt")
