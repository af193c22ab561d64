"""Learner records and presentations, which wrap credentials, with the verdict on each credential inside."""

from testamur.credentials import addresses, did, status_list
from testamur.proofs import jcs
from vector_making.cases import CHECKS, enter
from vector_making.endorsement_cases import ENDORSED, endorsed, endorsement, of_agency
from vector_making.sample_credentials import (
    BASE,
    CONTEXT,
    CREATED,
    DID,
    EVIL_KEY,
    FREE,
    KEY,
    NOW,
    REVOKED,
    STRANGE_BASE,
    STRANGER,
    altered,
    an_award,
    document,
    jcs_only,
    method,
    sign,
)
from vector_making.sample_web import SET, a_list, did_address, did_document, keys_document, list_address, publish

WRAPPERS = {}
RECORD_CONTEXT = [CONTEXT[0], "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", CONTEXT[1]]


def wrapper(name, made, kind, verdict=None, *, inner, fails=None, stuck=None, **more):
    """Add a wrapper with its own outcome, and the verdict on each credential in it."""
    fails, stuck = fails or {}, stuck or {}
    if "document" in {**fails, **stuck}:
        stuck = {**dict.fromkeys(CHECKS[1:], "not-run"), **stuck}
    outcomes = {one: "failed" if one in fails else "could-not-run" if one in stuck else "passed" for one in CHECKS}
    if "document" not in {**fails, **stuck}:
        outcomes["edition"] = "not-applicable"
    if kind == "VerifiablePresentation" and not {**fails, **stuck}:
        outcomes = {}
    web = ["issuer", "status", "index", "stranger"]
    expected = {"now": NOW, "trusted": [DID], "web": web, **more, "kind": kind, "verdict": verdict}
    expected |= {"checks": outcomes, "codes": {**fails, **stuck}, "inner": inner}
    WRAPPERS[name] = made if isinstance(made, bytes) else jcs.canonicalize(made), expected


def record(name, *credentials, base=BASE, index=FREE, **changes):
    made = {
        "@context": RECORD_CONTEXT,
        "id": f"{base}/records/{name}/",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Data Diploma: the record of Zoë Ó Briain",
        "issuer": {"id": did.from_base(base), "type": ["Profile"], "name": "Harbour Institute"},
        "validFrom": CREATED,
        "partial": True,
        "credentialSubject": {
            "id": "urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001",
            "type": ["ClrSubject"],
            "identifier": document(name)["credentialSubject"]["identifier"],
            "verifiableCredential": list(credentials),
            "association": [
                {"type": "Association", "associationType": "isPartOf", "sourceId": ENDORSED, "targetId": f"{BASE}/x/"}
            ],
        },
        "credentialStatus": status_list.entry(base, list_number=1, list_index=index),
    }  # fmt: skip
    made.update(changes)
    return {member: value for member, value in made.items() if value is not None}


def presentation(*credentials, **changes):
    made = {"@context": CONTEXT[:1], "type": ["VerifiablePresentation"], "verifiableCredential": list(credentials)}
    return {**made, **changes}


def add():
    good, gone = an_award("in-a-wrapper"), an_award("in-a-wrapper-and-revoked", index=REVOKED)
    supported = sign(
        endorsed("in-a-wrapper-with-endorsements", of_agency("one"), of_issuer=[of_agency("two", endorsed=DID)])
    )
    for award, state in ((good, "active"), (gone, "revoked"), (supported, "active")):
        enter(award, True, (), state)
    clr, bad = "ClrCredential", altered(good, "name", to="Another")
    both = {"inner": ["VALID", "REVOKED"]}
    wrapper("record", sign(record("record", good, gone)), clr, **both)
    wrapper("record-all-proofs", sign(record("record", good, gone)), clr, **both, allProofs=True)
    wrapper("record-with-endorsed-awards", sign(record("endorsed", supported, good)), clr, inner=["VALID", "VALID"])
    made = altered(sign(record("altered", good, gone)), "name", to="Another")
    wrapper("record-altered", made, clr, "INVALID", fails={"proof": "signature"}, **both)
    made = altered(sign(record("swapped", good)), "credentialSubject", "verifiableCredential", 0, to=bad)
    wrapper("record-with-an-award-altered", made, clr, "INVALID", fails={"proof": "signature"}, inner=["INVALID"])
    made = sign(record("of-an-altered-award", bad))
    wrapper("record-around-an-award-altered-before", made, clr, inner=["INVALID"])
    wrapper(
        "record-revoked",
        sign(record("revoked", good, index=REVOKED)),
        clr,
        "REVOKED",
        fails={"status": "revoked"},
        inner=["VALID"],
    )
    name = "record-by-a-stranger"
    made = sign(record(name, good, base=STRANGE_BASE), EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    wrapper(name, made, clr, "UNTRUSTED ISSUER", fails={"issuer": "unknown-issuer"}, inner=["VALID"])
    made = sign(record("forged", good), EVIL_KEY, by=method())
    wrapper("record-signed-by-another-key", made, clr, "INVALID", fails={"proof": "signature"}, inner=["VALID"])
    wrapper(
        "record-unsigned",
        record("unsigned", good),
        clr,
        "INVALID",
        fails={"document": "proof-missing"},
        inner=["VALID"],
    )
    made = record(
        "extended",
        good,
        base=STRANGE_BASE,
        **{"@context": [*RECORD_CONTEXT, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]},
    )
    made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    wrapper(
        "record-with-extensions", made, clr, "UNTRUSTED ISSUER", fails={"issuer": "unknown-issuer"}, inner=["VALID"]
    )
    made = jcs_only(record("badge-contexts", good, **{"@context": CONTEXT}))
    wrapper(
        "record-with-contexts-of-a-badge", made, clr, "INVALID", fails={"document": "unknown-context"}, inner=["VALID"]
    )
    made = jcs_only(altered(record("nested", good), "credentialSubject", "association", 0, "@context", to=CONTEXT))
    wrapper(
        "record-with-a-context-inside", made, clr, "INVALID", fails={"document": "unknown-context"}, inner=["VALID"]
    )
    made = jcs_only(record("no-did", good, issuer={"id": "https://issuers.example/7"}))
    wrapper(
        "record-of-an-issuer-that-is-no-did",
        made,
        clr,
        "INDETERMINATE",
        stuck={"issuer": "issuer-unreachable", "proof": "no-key", "status": "no-key"},
        inner=["VALID"],
    )
    made = jcs_only(record("nothing", credentialSubject={"type": ["ClrSubject"]}))
    wrapper("record-of-nothing", made, clr, "INVALID", fails={"document": "subject"}, inner=[])
    add_preview()
    add_presentations(good, gone, bad)


def add_preview():
    """A record of a preview proves nothing, however well everything fits."""
    base, by = addresses.PREVIEW_BASE, did.from_base(addresses.PREVIEW_BASE)
    publish("preview", did_address(base), did_document(KEY, by=by))
    publish("preview", addresses.keys(base), keys_document(by))
    publish("preview", list_address(base=base), a_list(SET, base=base, by=method(by=by)))
    made = sign(record("of-a-preview", an_award("in-a-preview"), base=base), by=method(by=by))
    wrapper(
        "record-of-a-preview", made, "ClrCredential", "INDETERMINATE",
        inner=["INDETERMINATE"], web=["preview"], trusted=[by],
    )  # fmt: skip


def add_presentations(good, gone, bad):
    kind = "VerifiablePresentation"
    wrapper("presentation", presentation(good, gone, bad), kind, inner=["VALID", "REVOKED", "INVALID"])  # C-24
    wrapper("presentation-of-one", presentation(verifiableCredential=good), kind, inner=["VALID"])
    wrapper("presentation-of-nothing", presentation(), kind, inner=[])
    wrapper("presentation-without-credentials", {"type": kind}, kind, inner=[])
    others = [endorsement("unsigned"), {"@context": CONTEXT[:1], "type": "EnvelopedVerifiableCredential"}, 7]
    wrapper("presentation-of-other-things", presentation(*others), kind, inner=["INDETERMINATE"] * 3)
    held = of_agency("presented")
    wrapper("presentation-of-an-endorsement", presentation(held), kind, inner=["UNTRUSTED ISSUER"])  # C-24
    held = sign(record("presented", good))
    wrapper("presentation-of-a-record", presentation(held), kind, inner=["INDETERMINATE"])
    wrapper("presentation-of-two-hundred", presentation(*[{}] * 200), kind, inner=["INDETERMINATE"] * 200)
    many = presentation(*[{}] * 201)
    wrapper("presentation-of-too-many", many, kind, "INDETERMINATE", stuck={"document": "too-many"}, inner=[])
