"""Files that are refused before any request: not JSON, another context, another shape."""

from testamur.credentials import addresses
from testamur.proofs import jcs
from vector_making.cases import could_not_read, refused
from vector_making.sample_credentials import BASE, CONTEXT, DID, an_award, document, id_of, jcs_only, with_both_proofs
from vector_making.sample_web import HTML, a_list


def add():
    text = jcs.canonicalize(an_award("not-json"))
    for name, data in {
        "not-json-trailing-comma": text[:-1] + b",}",
        "not-json-comment": b"{/* genuine */" + text[1:],
        "not-json-single-quotes": text.replace(b'"', b"'"),
        "not-json-two-values": text + text,
        "not-json-byte-order-mark": b"\xef\xbb\xbf" + text,
        "not-json-too-deep": text[:-1] + b',"x":' + b"[" * 70 + b"]" * 70 + b"}",
        "not-json-empty": b"",
        "not-json-web-page": HTML,
        "not-json-lone-surrogate": text.replace(b"Harbour Institute", b"Harbour \\ud800"),
        "not-json-nan": text.replace(b'"creditsAvailable":2', b'"creditsAvailable":NaN'),
        "not-json-number-too-large": text.replace(b'"creditsAvailable":2', b'"creditsAvailable":9007199254740993'),
        "not-json-latin-1": text.replace("Zoë".encode(), "Zoë".encode("latin-1")),
    }.items():
        refused(name, data, "not-json")
    twice = text.replace(b'"credentialSubject":', b'"credentialSubject":{"achievement":{}},"credentialSubject":')
    refused("member-twice", twice, "duplicate-member")
    proto = text[:-1] + b',"__proto__":{"validUntil":"2099-01-01T00:00:00Z"}}'
    refused("member-called-proto", proto, "unknown-member")
    for name, contexts in {
        "context-appended": [*CONTEXT, "https://evil.example/context.json"],
        "context-in-another-order": CONTEXT[::-1],
        "context-one-only": CONTEXT[:1],
        "context-over-http": [CONTEXT[0].replace("https", "http"), CONTEXT[1]],
        "context-with-a-slash-more": [CONTEXT[0] + "/", CONTEXT[1]],
        "context-as-text": CONTEXT[0],
        "context-as-object": {"@vocab": "https://evil.example/"},
    }.items():
        refused(name, jcs_only(document(name, **{"@context": contexts})), "unknown-context")
    made = document("context-nested")
    made["credentialSubject"]["achievement"]["@context"] = {"name": "https://schema.org/description"}
    refused("context-nested", jcs_only(made), "unknown-context")
    made = document("context-nested-that-is-ours")
    made["credentialSubject"]["achievement"]["@context"] = CONTEXT
    refused("context-nested-that-is-ours", jcs_only(made), "unknown-context")
    add_other_shapes()
    add_proof_shapes()


def add_other_shapes():
    made = with_both_proofs(document("status-entry-missing", credentialStatus=None))
    refused("status-entry-missing", made, "status-missing")
    for name, code, changes in (
        ("dates-contradict-each-other", "contradictory-dates", {"validUntil": "2026-05-14T22:59:59Z"}),
        ("date-without-zone", "date", {"validUntil": "2029-05-14T22:59:59"}),
        ("date-impossible", "date", {"validUntil": "2029-02-29T22:59:59Z"}),
        ("date-with-a-24th-hour", "date", {"validUntil": "2029-05-14T24:00:00Z"}),
        ("date-missing", "date", {"validFrom": None}),
        ("date-before-the-calendar", "date", {"validFrom": "0001-01-01T00:00:00+14:00"}),
        ("issuer-is-a-list", "issuer", {"issuer": [{"id": DID}]}),
        ("issuer-without-id", "issuer", {"issuer": {"name": "Harbour Institute"}}),
        ("issuer-with-a-fragment", "issuer", {"issuer": {"id": f"{DID}#x"}}),
        ("issuer-in-upper-case", "issuer", {"issuer": {"id": DID.replace("harbour", "Harbour")}}),
        ("issuer-that-climbs", "issuer", {"issuer": {"id": DID.replace(":issuer", ":..:issuer")}}),
        ("issuer-that-climbs-in-disguise", "issuer", {"issuer": {"id": DID.replace(":issuer", "%2F..:issuer")}}),
        ("issuer-with-an-empty-part", "issuer", {"issuer": {"id": DID.replace(":issuer", "::issuer")}}),
        ("issuer-with-a-user", "issuer", {"issuer": {"id": DID.replace("badges", "badges.evil.example@badges")}}),
        ("issuer-with-a-query", "issuer", {"issuer": {"id": f"{DID}?service=x"}}),
        ("issuer-that-is-a-number", "issuer", {"issuer": {"id": 7}}),
        ("id-is-no-address", "id", {"id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01"}),
        ("two-subjects", "subject", {"credentialSubject": [{}, {}]}),
        ("type-of-another-kind", "type", {"type": ["VerifiableCredential", "EmploymentCredential"]}),
        ("type-beside-ours", "type", {"type": ["VerifiableCredential", "OpenBadgeCredential", "Diploma"]}),
    ):
        refused(name, jcs_only(document(name, **changes)), code)
    for name, kinds in {
        "presentation": ["VerifiablePresentation"],
        "open-badges-2-assertion": "Assertion",
        "learner-record": ["VerifiableCredential", "ClrCredential"],
    }.items():
        could_not_read(name, jcs_only(document(name, type=kinds)), "not-supported")
    could_not_read("list-instead-of-credential", a_list(), "not-supported")
    award = an_award("address-of-another-award")
    refused("address-of-another-award", award, "address-mismatch", address=addresses.award(BASE, id_of("valid")))


def add_proof_shapes():
    award = an_award("proof")
    rdfc, ours = award["proof"]
    for name, code, proofs in (
        ("proof-missing", "proof-missing", None),
        ("proof-empty-list", "proof-missing", []),
        ("proof-empty-object", "proof-missing", {}),
        ("proof-null-in-list", "proof-missing", [None]),
        ("proof-jcs-removed", "proof-missing", [rdfc]),
        ("proof-twice", "proof-shape", [rdfc, ours, ours]),
        ("proof-a-thousand-times", "proof-shape", [ours] * 1000),
        ("proof-in-a-chain", "proof-shape", [rdfc, {**ours, "previousProof": "urn:uuid:1"}]),
        ("proof-of-an-older-kind", "proof-shape", [{**ours, "type": "Ed25519Signature2020"}]),
        ("proof-without-cryptosuite", "proof-shape", [{k: v for k, v in ours.items() if k != "cryptosuite"}]),
        ("proof-of-an-unknown-cryptosuite", "proof-missing", [{**ours, "cryptosuite": "ecdsa-sd-2023"}]),
        ("proof-of-many-cryptosuites", "proof-shape", [{**ours, "cryptosuite": ["eddsa-jcs-2022"]}]),
        ("proof-of-no-type", "proof-shape", [{k: v for k, v in ours.items() if k != "type"}]),
        ("proof-created-on-no-day", "date", [rdfc, {**ours, "created": "2026-02-30T09:30:00Z"}]),
        ("proof-created-at-a-number", "date", [rdfc, {**ours, "created": 1780306200}]),
    ):
        made = {
            member: value
            for member, value in {**award, "proof": proofs}.items()
            if member != "proof" or proofs is not None
        }
        refused(name, made, code, index=False)
