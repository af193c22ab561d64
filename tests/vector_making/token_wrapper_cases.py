"""Presentations and learner records that hold tokens, or are one."""

from vector_making.sample_credentials import an_award
from vector_making.sample_tokens import OTHER_P256, P256, token
from vector_making.token_cases import enveloped
from vector_making.token_issuers import issuer, publish_keys, signed
from vector_making.wrapper_cases import presentation, record, wrapper

UNKNOWN = "UNTRUSTED ISSUER"


def add():
    add_presentations()
    add_records()


def seen(name, *more):
    return {"web": ["issuer", "status", "index", name, *more]}


def add_presentations():
    kind = "VerifiablePresentation"
    name = "presentation-of-tokens"
    publish_keys(name, P256)
    text = signed(name).decode()
    made = presentation(text, enveloped(f"data:application/vc+jwt,{text}"), signed(name, key=OTHER_P256).decode())
    wrapper(name, made, kind, inner=[UNKNOWN, UNKNOWN, "INVALID"], **seen(name))
    name = "presentation-of-a-text"
    wrapper(name, presentation("eyJ", "https://e.example/token.jwt"), kind, inner=["INDETERMINATE"] * 2)
    for name, payload in {
        "presentation-as-a-token": lambda made: made,
        "presentation-as-a-claim-of-a-token": lambda made: {"iss": "urn:x", "vp": made},
    }.items():
        publish_keys(name, P256)
        made = payload(presentation(signed(name).decode()))
        wrapper(name, token(made, P256, typ="vp+jwt"), kind, inner=[UNKNOWN], **seen(name))
    name = "presentation-enveloped"
    publish_keys(name, P256)
    text = token(presentation(signed(name).decode()), P256, typ="vp+jwt").decode()
    made = enveloped(f"data:application/vp+jwt,{text}", type="EnvelopedVerifiablePresentation")
    wrapper(name, made, kind, inner=[UNKNOWN], **seen(name))


def theirs(name, *credentials):
    """The record of a stranger, without a status entry."""
    by = {"id": issuer(name), "type": ["Profile"], "name": "Tokens"}
    return record(name, *credentials, issuer=by, credentialStatus=None)


def add_records():
    kind = "ClrCredential"
    fails, stuck = {"issuer": "unknown-issuer"}, {"status": "status-missing"}
    name = "record-as-a-token"
    publish_keys(name, P256)
    made = theirs(name, signed(name).decode(), an_award("in-a-wrapper"))
    inner = [UNKNOWN, "VALID"]
    wrapper(name, signed(name, made), kind, UNKNOWN, fails=fails, stuck=stuck, inner=inner, **seen(name))
    name = "record-as-a-token-that-does-not-fit"
    publish_keys(name, P256)
    data = signed(name, theirs(name), key=OTHER_P256)
    wrong = {**fails, "proof": "signature"}
    wrapper(name, data, kind, "INVALID", fails=wrong, stuck=stuck, inner=[], **seen(name))
    name = "record-as-a-token-of-the-data-model-1"
    publish_keys(name, P256)
    made = theirs(name, signed(name).decode())
    made["@context"] = ["https://www.w3.org/2018/credentials/v1", *made["@context"][1:]]
    made["issuanceDate"] = made.pop("validFrom")
    wrapper(name, signed(name, {"vc": made, "iss": issuer(name)}), kind, UNKNOWN, fails=fails, stuck=stuck,
            inner=[UNKNOWN], **seen(name))  # fmt: skip
