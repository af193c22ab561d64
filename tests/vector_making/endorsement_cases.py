"""Endorsements, alone and inside an award."""

from testamur.credentials import addresses, did, status_list
from vector_making.cases import case, refused
from vector_making.sample_credentials import (
    BASE,
    CONTEXT,
    CREATED,
    DID,
    EVIL_KEY,
    FREE,
    HELD,
    REVOKED,
    STRANGE_BASE,
    STRANGER,
    altered,
    an_award,
    document,
    id_of,
    jcs_only,
    method,
    sign,
)

ENDORSED = addresses.achievement(BASE, "data-analysis-foundations")


def endorsement(name, *, base=STRANGE_BASE, index=FREE, endorsed=ENDORSED, **changes):
    """An endorsement, unsigned. A change to None removes a member."""
    made = {
        "@context": CONTEXT,
        "id": addresses.endorsement(base, name),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement of Data Analysis Foundations",
        "issuer": {"id": did.from_base(base), "type": ["Profile"], "name": "Agency of Quality"},
        "validFrom": CREATED,
        "credentialSubject": {
            "id": endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": "We looked at the projects, and would hire who passed.",
        },
        "credentialStatus": status_list.entry(base, list_number=1, list_index=index),
    }  # fmt: skip
    made.update(changes)
    return {member: value for member, value in made.items() if value is not None}


def of_agency(name, **changes):
    return sign(endorsement(name, **changes), EVIL_KEY, by=method(EVIL_KEY, STRANGER))


def add():
    def ours(name, verdict="VALID", *, change=lambda made: made, **more):
        changes = {one: more.pop(one) for one in ("index", "validUntil") if one in more}
        made = change(sign(endorsement(name, base=BASE, **changes)))
        case(name, made, verdict, foreign=True, **more)

    ours("endorsement")
    ours("endorsement-all-proofs", allProofs=True)
    made = sign(endorsement("endorsement-with-its-rdfc-proof-removed", base=BASE))
    refused("endorsement-with-its-rdfc-proof-removed", {**made, "proof": made["proof"][1:]}, "proof-missing")
    change = lambda made: altered(made, "proof", 0, "proofValue", to=made["proof"][1]["proofValue"])  # noqa: E731
    ours("endorsement-with-another-rdfc-proof", "INVALID", change=change, fails={"proof": "signature"})
    change = lambda made: altered(made, "proof", 0, "expires", to="2030-01-01T00:00:00Z")  # noqa: E731
    ours("endorsement-with-an-rdfc-proof-that-says-more", "INVALID", change=change, fails={"proof": "signature"})
    ours("endorsement-revoked", "REVOKED", index=REVOKED, fails={"status": "revoked"})
    ours("endorsement-on-hold", "SUSPENDED", index=HELD, fails={"status": "suspended"})
    name = "endorsement-expired"
    ours(name, "EXPIRED", validUntil="2026-10-01T22:59:59Z", fails={"validity": "expired"})
    comment = ("credentialSubject", "endorsementComment")
    change = lambda made: altered(made, *comment, to="Whoever passed, hire them.")  # noqa: E731
    ours("endorsement-altered", "INVALID", change=change, fails={"proof": "signature"})
    change = lambda made: altered(made, "credentialSubject", "id", to=f"{ENDORSED}x/")  # noqa: E731
    ours("endorsement-moved-to-another-achievement", "INVALID", change=change, fails={"proof": "signature"})
    name = "endorsement-by-a-stranger"
    case(
        name, of_agency(name), "UNTRUSTED ISSUER",
        fails={"issuer": "unknown-issuer"}, foreign=True, web=("stranger",),
    )  # fmt: skip
    for name, code, changes in (
        ("endorsement-of-nothing", "subject", {"credentialSubject": {"type": ["EndorsementSubject"]}}),
        ("endorsement-of-two", "subject", {"credentialSubject": [{"id": ENDORSED}, {"id": DID}]}),
        (
            "endorsement-that-is-an-award",
            "type",
            {"type": ["VerifiableCredential", "EndorsementCredential", "OpenBadgeCredential"]},
        ),
        ("endorsement-with-another-context", "unknown-context", {"@context": [*CONTEXT, "https://evil.example/"]}),
    ):
        refused(name, jcs_only(endorsement(name, base=BASE, **changes)), code)
    made = sign(endorsement("endorsement-at-an-award", base=BASE))
    refused("endorsement-at-an-award", made, "address-mismatch", address=addresses.award(BASE, id_of("valid")))
    add_endorsed_awards()


def endorsed(name, *of_achievement, of_issuer=(), **changes):
    """An award with endorsements inside, unsigned."""
    made = document(name, **changes)
    if of_achievement:
        made["credentialSubject"]["achievement"]["endorsement"] = list(of_achievement)
    if of_issuer:
        made["issuer"] = {**made["issuer"], "endorsement": list(of_issuer)}
    return made


def add_endorsed_awards():
    one, two = of_agency("one"), of_agency("two", endorsed=DID)
    name = "valid-with-endorsements"
    case(name, sign(endorsed(name, one, of_issuer=[two])))
    name = "valid-with-endorsements-and-all-proofs"
    case(name, sign(endorsed(name, one, of_issuer=[two])), allProofs=True)
    name = "valid-with-an-endorsement-as-an-object"
    made = endorsed(name)
    made["credentialSubject"]["achievement"]["endorsement"] = one
    case(name, sign(made))
    name = "endorsement-inside-altered"
    made = sign(endorsed(name, one, of_issuer=[two]))
    made = altered(made, "issuer", "endorsement", 0, "credentialSubject", "endorsementComment", to="The best.")
    case(name, made, "INVALID", fails={"proof": "signature"})
    name = "endorsement-inside-removed"
    made = sign(endorsed(name, one, of_issuer=[two]))
    made = altered(made, "issuer", "endorsement", to=[])
    case(name, made, "INVALID", fails={"proof": "signature"})
    other = altered(one, "@context", to=[*CONTEXT, {"name": "https://schema.org/description"}])
    subject = altered(one, "credentialSubject", "@context", to=CONTEXT)
    proofs = altered(one, "proof", 1, "@context", to=CONTEXT[:1])
    deeper = altered(one, "issuer", "endorsement", to=[two])
    no_endorsement = altered(one, "type", to=["VerifiableCredential", "OpenBadgeCredential"])
    for name, held in {
        "endorsement-inside-with-another-context": other,
        "endorsement-inside-with-a-context-inside": subject,
        "endorsement-inside-with-a-proof-of-another-context": proofs,
        "endorsement-inside-an-endorsement": deeper,
        "endorsement-inside-that-is-none": no_endorsement,
    }.items():
        refused(name, jcs_only(endorsed(name, held)), "unknown-context")
        refused(f"{name}-on-the-issuer", jcs_only(endorsed(name, of_issuer=[held])), "unknown-context")
    for name, path in {
        "endorsement-inside-the-document": (),
        "endorsement-inside-the-subject": ("credentialSubject",),
        "endorsement-inside-the-criteria": ("credentialSubject", "achievement", "criteria"),
    }.items():
        made = altered(document(name), *path, "endorsement", to=[one])
        refused(name, jcs_only(made), "unknown-context")
    name = "credential-inside-as-of-a-learner-record"
    made = altered(document(name), "credentialSubject", "verifiableCredential", to=[an_award("valid")])
    refused(name, jcs_only(made), "unknown-context")
