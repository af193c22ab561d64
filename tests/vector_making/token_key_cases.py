"""Keys of tokens: at addresses, brought along, nobody's, not the issuer's, weak (catalogue, J-03 to J-06)."""

import base64

from vector_making.cases import case, could_not_read
from vector_making.other_form_cases import theirs
from vector_making.sample_credentials import DID
from vector_making.sample_tokens import ED, OTHER_P256, OTHER_RSA, P256, P384, RSA, b64, token, written
from vector_making.sample_web import publish
from vector_making.token_issuers import SITE, did_document_of, fits, publish_keys, signed, stuck


def add():
    add_keys_by_address()
    add_keys_of_nobody()
    add_keys_that_are_not_theirs()


def add_keys_by_address():
    """The issuer is named by an address, and its key is published there, in each form."""
    for name, fragment, publishes in (
        ("https-issuer-with-a-jwk", "", lambda by, method: P256.jwk),
        (
            "https-issuer-with-a-set",
            "#two",
            lambda by, method: {
                "keys": [
                    {**RSA.jwk, "kid": "one"},
                    {**P256.jwk, "kid": "two", "use": "sig", "alg": "ES256", "key_ops": ["verify"]},
                ]
            },
        ),
        ("https-issuer-with-a-set-of-one", "", lambda by, method: {"keys": [P256.jwk]}),
        (
            "https-issuer-with-a-multikey",
            "#key",
            lambda by, method: {
                "id": method,
                "type": "Multikey",
                "controller": by,
                "publicKeyMultibase": P256.multikey,
            },
        ),
        (
            "https-issuer-with-a-key-of-a-relative-name",
            "#key",
            lambda by, method: {"id": "#key", "type": "JsonWebKey2020", "controller": by, "publicKeyJwk": P256.jwk},
        ),
    ):
        by, address = f"{SITE}/{name}/issuer.json", f"{SITE}/{name}/key.json"
        publish(name, address, publishes(by, f"{address}{fragment}"))
        made = theirs(name, did=by)
        fits(name, token(made, P256, kid=f"{address}{fragment}"), publishes=False)
    name = "https-issuer-with-a-controller-document"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, controller_document(by))
    fits(name, token(theirs(name, did=by), P256, kid=f"{by}#key-1"), publishes=False)
    name = "https-issuer-with-the-name-of-a-key-in-its-set"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, {"keys": [{**OTHER_P256.jwk, "kid": "a"}, {**P256.jwk, "kid": "b"}]})
    fits(name, token(theirs(name, did=by), P256, kid="b"), publishes=False)
    name = "https-issuer-with-the-key-of-the-header"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, {"keys": [{**OTHER_P256.jwk, "kid": "a"}, {**RSA.jwk, "kid": "b"}]})
    fits(name, token(theirs(name, did=by), RSA, jwk=RSA.jwk), publishes=False)
    add_keys_by_other_addresses()


def controller_document(by, *keys, **changes):
    methods = [
        {"id": f"#key-{at}", "type": "JsonWebKey", "controller": by, "publicKeyJwk": key.jwk}
        for at, key in enumerate(keys or (P256,), start=1)
    ]
    return {"id": by, "verificationMethod": methods, "assertionMethod": [one["id"] for one in methods], **changes}


def add_keys_by_other_addresses():
    def ask(name, publishes, code, *, kid=None, at="issuer", verdict="INDETERMINATE", **more):
        by = f"{SITE}/{name}/issuer.json"
        if publishes is not None:
            publish(name, f"{SITE}/{name}/{at}.json", publishes(by))
        made = token(theirs(name, did=by), P256, kid=kid or f"{by}#key-1", **more)
        where = {"stuck": {"issuer": code}} if verdict == "INDETERMINATE" else {"fails": {"issuer": code}, "stuck": {}}
        where["stuck"] |= {"proof": "no-key", "status": "status-missing"}
        case(name, made, verdict, foreign=True, kind="jwt", web=(name,), **where)

    ask(
        "https-issuer-of-another-key",
        lambda by: controller_document(by, P256),
        "unknown-key",
        verdict="INVALID",
        kid=f"{SITE}/https-issuer-of-another-key/issuer.json#key-2",
    )
    ask("https-issuer-whose-set-lacks-the-key", lambda by: {"keys": [{**RSA.jwk, "kid": "a"}]}, "key-not-listed")
    ask("https-issuer-with-a-key-at-another-host", None, "key-not-of-issuer", kid="https://keys.example/key.json")
    ask("https-issuer-with-a-key-on-another-port", None, "key-not-of-issuer", kid="https://tokens.example:8443/k.json")
    ask("https-issuer-with-a-key-behind-dots", None, "key-not-of-issuer", kid=f"{SITE}/a/../key.json")
    ask("https-issuer-with-a-profile", lambda by: {"id": by, "type": ["Profile"], "name": "A"}, "issuer-unreachable")
    ask("https-issuer-with-a-web-page", lambda by: b"<!DOCTYPE html>", "issuer-unreachable")
    ask("https-issuer-that-does-not-answer", None, "issuer-unreachable")
    name = "https-issuer-with-a-key-for-encryption"
    ask(name, lambda by: {**P256.jwk, "use": "enc"}, "key-not-supported", kid=f"{SITE}/{name}/issuer.json")
    name = "https-issuer-with-a-key-for-another-algorithm"
    ask(name, lambda by: {**P256.jwk, "alg": "ECDH-ES"}, "key-not-supported", kid=f"{SITE}/{name}/issuer.json")
    name = "https-issuer-with-a-key-of-somebody-else"
    ask(
        name,
        lambda by: {
            "id": f"{SITE}/{name}/issuer.json",
            "type": "JsonWebKey",
            "controller": "https://e.example/",
            "publicKeyJwk": P256.jwk,
        },
        "key-shape",
        kid=f"{SITE}/{name}/issuer.json",
    )
    name = "https-issuer-that-publishes-the-private-key"
    ask(name, lambda by: {**P256.jwk, "d": b64(bytes(31) + b"\7")}, "key-published", kid=f"{SITE}/{name}/issuer.json")
    name = "https-issuer-with-two-keys-of-a-name"
    ask(
        name,
        lambda by: {"keys": [{**P256.jwk, "kid": "a"}, {**RSA.jwk, "kid": "a"}]},
        "key-shape",
        kid=f"{SITE}/{name}/issuer.json#a",
    )
    for name, by in {
        "https-issuer-with-a-user": "https://a@tokens.example/",
        "https-issuer-of-no-host": "https://x",
    }.items():
        could_not_read(name, token(theirs(name, did=by), P256, kid=by), "issuer", kind="jwt")


def add_keys_of_nobody():
    """The signature fits a key of the document's own, and nothing says whose key that is: never more than that."""
    trusts = {
        "publishes": False,
        "fails": {"issuer": "unproven-key"},
        "trusted": (DID, "urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001"),
    }
    name = "key-of-nobody-in-the-header"
    made = theirs(name, did="urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001")
    fits(name, token(made, RSA, jwk=RSA.jwk), **{**trusts, "web": ()})
    name = "key-of-nobody-by-its-did"
    made = theirs(name, did="urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001")
    did = f"did:key:{P256.multikey}"
    fits(name, token(made, P256, kid=f"{did}#{P256.multikey}"), **{**trusts, "web": ()})
    name = "key-of-nobody-behind-an-address"
    by = f"{SITE}/{name}/issuer.json"
    fits(name, token(theirs(name, did=by), ED, kid=f"{by}#{ED.multikey}"), **{**trusts, "trusted": (DID,), "web": ()})
    name = "key-of-nobody-that-does-not-fit"
    made = theirs(name, did="urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001")
    wrong = {"issuer": "unproven-key", "proof": "signature"}
    case(
        name,
        token(made, OTHER_RSA, jwk=RSA.jwk),
        "INVALID",
        fails=wrong,
        stuck={"status": "status-missing"},
        foreign=True,
        kind="jwt",
        web=(),
    )
    name = "key-of-nobody-and-the-issuer-is-trusted"
    by = f"{SITE}/{name}/issuer.json"
    lost = {"issuer": "issuer-unreachable", "proof": "no-key", "status": "status-missing"}
    made = token(theirs(name, did=by), ED, kid=f"{by}#{ED.multikey}")
    case(name, made, "INDETERMINATE", stuck=lost, foreign=True, kind="jwt", trusted=(by,), web=())
    name = "key-of-nobody-and-no-key-at-all"
    made = theirs(name, did="did:example:123")
    lost = {"issuer": "issuer-not-supported", "proof": "no-key", "status": "status-missing"}
    case(
        name,
        token(made, P256, kid="did:example:123#key"),
        "INDETERMINATE",
        stuck=lost,
        foreign=True,
        kind="jwt",
        web=(),
    )
    for key in (P256, P384, ED):
        name = f"token-of-a-did-key-of-{key.kind.lower()}"
        fits(name, token(theirs(name, did=f"did:key:{key.multikey}"), key), publishes=False, web=())
    for key in (P256, P384, RSA):
        name = f"token-of-a-did-jwk-of-{key.kind.lower()}"
        did = f"did:jwk:{b64(written(key.jwk))}"
        fits(name, token(theirs(name, did=did), key, kid="#0"), publishes=False, web=())


def add_keys_that_are_not_theirs():
    """J-03, J-05, J-06."""
    name = "token-header-key-that-the-issuer-lists"
    fits(name, signed(name, kid=None, jwk=P256.jwk))
    proven = {"fails": {"issuer": "unknown-key"}, "proof": "no-key"}
    name = "token-header-key-that-the-issuer-does-not-list"  # J-03
    stuck(name, signed(name, key=OTHER_P256, kid=None, jwk=OTHER_P256.jwk), "INVALID", **proven)
    name = "token-header-key-beside-the-name-of-another"  # J-03
    stuck(name, signed(name, key=OTHER_P256, jwk=OTHER_P256.jwk), fails={}, issuer="key-shape", proof="no-key")
    for name, kid in {
        "token-key-of-another-issuer": "did:web:evil.example#key-1",
        "token-key-that-is-not-listed": "#key-2",
    }.items():
        stuck(name, signed(name, kid=kid), "INVALID", **proven)
    for name, kid in {
        "token-key-is-a-path": "../../dev/null",
        "token-key-is-a-query": "x' UNION SELECT 'key",
        "token-key-is-a-name": "key-1",
    }.items():
        stuck(name, signed(name, kid=kid), fails={}, issuer="key-not-named", proof="no-key")
    name = "token-key-at-an-address-of-another"
    stuck(name, signed(name, kid="https://evil.example/key.json"), fails={}, issuer="key-not-listed", proof="no-key")
    name = "token-key-is-not-named"
    stuck(name, signed(name, kid=None), fails={}, issuer="key-not-named", proof="no-key")
    name = "token-key-by-a-relative-name"
    fits(name, signed(name, kid="#key-1"))
    for name, header, key in (
        ("token-es256-with-a-key-of-ed25519", {"alg": "ES256"}, ED),
        ("token-rs256-with-a-key-of-p-256", {"alg": "RS256"}, P256),
        ("token-es384-with-a-key-of-p-256", {"alg": "ES384"}, P256),
        ("token-eddsa-with-a-key-of-rsa", {"alg": "EdDSA"}, RSA),
    ):
        stuck(name, signed(name, key=key, **header), key=key, proof="algorithm")
    add_many_keys()
    add_weak_keys()


def add_many_keys():
    """A key that is brought along is looked for among a hundred."""
    for name, code, others in (
        ("token-header-key-behind-many", "unknown-key", 99),
        ("token-header-key-behind-too-many", "key-not-listed", 101),
    ):
        publish_keys(name, *[OTHER_P256] * others)
        made = signed(name, kid=None, jwk=P256.jwk)
        where = {"fails": {"issuer": code}} if code == "unknown-key" else {"stuck": {"issuer": code}}
        where["stuck"] = {**where.get("stuck", {}), "proof": "no-key", "status": "status-missing"}
        verdict = "INVALID" if "fails" in where else "INDETERMINATE"
        case(name, made, verdict, foreign=True, kind="jwt", web=(name,), **where)


def add_weak_keys():
    x = base64.urlsafe_b64decode(P256.jwk["x"] + "==")
    for name, changes in {
        "token-key-off-its-curve": {"x": b64(x[:-1] + bytes([x[-1] ^ 1]))},
        "token-key-with-a-short-coordinate": {"x": b64(x[:-1])},
        "token-key-in-a-second-spelling": {"x": P256.jwk["x"] + "="},
    }.items():
        publish(name, f"{SITE}/{name}/did.json", with_key(name, {**P256.jwk, **changes}))
        lost = {"issuer": "weak-key", "proof": "no-key", "status": "status-missing"}
        case(name, signed(name), "INDETERMINATE", stuck=lost, foreign=True, kind="jwt", web=(name,))
    n = int.from_bytes(base64.urlsafe_b64decode(RSA.jwk["n"] + "=="))
    for name, changes in {
        "token-rsa-key-of-1024-bits": {"n": b64((n >> 1024 | 1).to_bytes(128))},
        "token-rsa-key-of-8200-bits": {"n": b64((n << 6152 | 1).to_bytes(1025))},
        "token-rsa-key-that-is-even": {"n": b64((n - 1).to_bytes(256))},
        "token-rsa-key-with-an-exponent-of-one": {"e": "AQ"},
        "token-rsa-key-with-an-exponent-of-three": {"e": "Aw"},
        "token-rsa-key-with-zeros-in-front": {"n": b64(n.to_bytes(257))},
    }.items():
        publish(name, f"{SITE}/{name}/did.json", with_key(name, {**RSA.jwk, **changes}))
        lost = {"issuer": "weak-key", "proof": "no-key", "status": "status-missing"}
        case(name, signed(name, key=RSA), "INDETERMINATE", stuck=lost, foreign=True, kind="jwt", web=(name,))


def with_key(name, jwk):
    made = did_document_of(name, P256)
    made["verificationMethod"][0]["publicKeyJwk"] = jwk
    return made
