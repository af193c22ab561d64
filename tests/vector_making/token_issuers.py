"""What the cases of tokens have in common: strangers that are `did:web:tokens.example:<case>`, and what they sign."""

from vector_making.cases import case, could_not_read
from vector_making.other_form_cases import theirs
from vector_making.sample_tokens import P256, token
from vector_making.sample_web import did_document, publish

SITE = "https://tokens.example"


def issuer(name):
    return f"did:web:tokens.example:{name}"


def award(name, **changes):
    return theirs(name, did=issuer(name), **changes)


def did_document_of(name, *keys, **changes):
    by = issuer(name)
    methods = [
        {"id": f"{by}#key-{at}", "type": "JsonWebKey", "controller": by, "publicKeyJwk": key.jwk}
        for at, key in enumerate(keys, start=1)
    ]
    return did_document(by=by, verificationMethod=methods, assertionMethod=[one["id"] for one in methods], **changes)


def publish_keys(name, *keys, **changes):
    publish(name, f"{SITE}/{name}/did.json", did_document_of(name, *keys, **changes))


def first_key(name):
    return f"{issuer(name)}#key-1"


def fits(name, made, *, kind="jwt", publishes=True, key=P256, **more):
    """Add a case in which the signature fits, and nothing more is known."""
    if publishes:
        publish_keys(name, key)
    more = {"fails": {"issuer": "unknown-issuer"}, "stuck": {"status": "status-missing"}, "web": (name,), **more}
    case(name, made, "UNTRUSTED ISSUER", foreign=True, kind=kind, **more)


def stuck(name, made, verdict="INDETERMINATE", *, kind="jwt", key=P256, fails=None, **codes):
    """Add a case in which the signature could not be checked, or does not fit."""
    publish_keys(name, key)
    codes = {"status": "status-missing", **codes}
    fails = {"issuer": "unknown-issuer"} if fails is None else fails
    case(name, made, verdict, fails=fails, stuck=codes, foreign=True, kind=kind, web=(name,))


def unread(name, made, code, **more):
    """Add a case of which nothing is checked, however well its signature fits."""
    publish_keys(name, P256)
    could_not_read(name, made, code, kind="jwt", web=(name,), **more)


def signed(name, payload=None, key=P256, **header):
    return token(award(name) if payload is None else payload, key, **{"kid": first_key(name), **header})
