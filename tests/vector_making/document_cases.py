"""Files that are refused before any request: not JSON, another context, another shape."""

from testamur.credentials import addresses
from testamur.proofs import jcs
from vector_making.cases import could_not_read, refused
from vector_making.sample_credentials import BASE, CONTEXT, DID, an_award, document, id_of, jcs_only, with_both_proofs
from vector_making.sample_web import HTML, a_list


def add():
    text = jcs.canonicalize(an_award("not-json"))
    for name, data in {
        "not-json-trailing-comma": text[:-1] + b",}",  # C-20
        "not-json-comment": b"{/* genuine */" + text[1:],  # C-20
        "not-json-single-quotes": text.replace(b'"', b"'"),  # C-20
        "not-json-two-values": text + text,  # C-20
        "not-json-too-deep": text[:-1] + b',"x":' + b"[" * 70 + b"]" * 70 + b"}",  # C-20
        "not-json-empty": b"",  # C-20
        "not-json-web-page": HTML,  # C-20
        "not-json-lone-surrogate": text.replace(b"Harbour Institute", b"Harbour \\ud800"),  # C-23
        "not-json-nan": text.replace(b'"creditsAvailable":2', b'"creditsAvailable":NaN'),
        # C-23
        "not-json-number-too-large": text.replace(b'"creditsAvailable":2', b'"creditsAvailable":9007199254740993'),
        "not-json-minus-zero": text.replace(b'"creditsAvailable":2', b'"creditsAvailable":-0'),  # C-23
        "not-json-latin-1": text.replace("Zoë".encode(), "Zoë".encode("latin-1")),
    }.items():
        could_not_read(name, data, "not-json")
    twice = text.replace(b'"credentialSubject":', b'"credentialSubject":{"achievement":{}},"credentialSubject":')
    could_not_read("member-twice", twice, "duplicate-member")  # C-21
    proto = text[:-1] + b',"__proto__":{"validUntil":"2099-01-01T00:00:00Z"}}'
    refused("member-called-proto", proto, "unknown-member")  # C-22
    for name, contexts in {
        "context-appended": [*CONTEXT, "https://evil.example/context.json"],  # C-03
        "context-in-another-order": CONTEXT[::-1],  # C-04
        "context-one-only": CONTEXT[:1],  # C-04
        "context-over-http": [CONTEXT[0].replace("https", "http"), CONTEXT[1]],  # C-04
        "context-with-a-slash-more": [CONTEXT[0] + "/", CONTEXT[1]],  # C-04
        "context-as-text": CONTEXT[0],  # C-04
        "context-as-object": {"@vocab": "https://evil.example/"},  # C-04
    }.items():
        refused(name, jcs_only(document(name, **{"@context": contexts})), "unknown-context")
    made = document("context-nested")
    made["credentialSubject"]["achievement"]["@context"] = {"name": "https://schema.org/description"}
    refused("context-nested", jcs_only(made), "unknown-context")  # C-04
    made = document("context-nested-that-is-ours")
    made["credentialSubject"]["achievement"]["@context"] = CONTEXT
    refused("context-nested-that-is-ours", jcs_only(made), "unknown-context")  # C-04
    # What an RDF proof says stays the same, and each of the two texts is shown under the other's name: C-32.
    award = an_award("context-that-swaps-two-terms")
    achievement = award["credentialSubject"]["achievement"]
    achievement |= {"name": achievement["description"], "description": achievement["name"]}
    achievement["@context"] = {"name": "https://schema.org/description", "description": "https://schema.org/name"}
    refused("context-that-swaps-two-terms", award, "unknown-context")
    add_other_shapes()
    add_proof_shapes()


def add_other_shapes():
    made = with_both_proofs(document("status-entry-missing", credentialStatus=None))  # L-12
    refused("status-entry-missing", made, "status-missing")
    for name, code, changes in (
        ("dates-contradict-each-other", "contradictory-dates", {"validUntil": "2026-05-14T22:59:59Z"}),  # C-18
        ("date-without-zone", "date", {"validUntil": "2029-05-14T22:59:59"}),
        ("date-impossible", "date", {"validUntil": "2029-02-29T22:59:59Z"}),
        ("date-with-a-24th-hour", "date", {"validUntil": "2029-05-14T24:00:00Z"}),
        ("date-missing", "date", {"validFrom": None}),
        ("date-before-the-calendar", "date", {"validFrom": "0001-01-01T00:00:00+14:00"}),
        ("issuer-is-a-list", "issuer", {"issuer": [{"id": DID}]}),  # C-09
        ("issuer-without-id", "issuer", {"issuer": {"name": "Harbour Institute"}}),  # C-09
        ("issuer-with-a-fragment", "issuer", {"issuer": {"id": f"{DID}#x"}}),  # C-09
        ("issuer-in-upper-case", "issuer", {"issuer": {"id": DID.replace("harbour", "Harbour")}}),  # C-09, D-02
        ("issuer-that-climbs", "issuer", {"issuer": {"id": DID.replace(":issuer", ":..:issuer")}}),  # D-02
        # D-02
        ("issuer-that-climbs-in-disguise", "issuer", {"issuer": {"id": DID.replace(":issuer", "%2F..:issuer")}}),
        ("issuer-with-an-empty-part", "issuer", {"issuer": {"id": DID.replace(":issuer", "::issuer")}}),  # D-02
        # D-02
        ("issuer-with-a-user", "issuer", {"issuer": {"id": DID.replace("badges", "badges.evil.example@badges")}}),
        ("issuer-with-a-query", "issuer", {"issuer": {"id": f"{DID}?service=x"}}),  # C-09
        ("issuer-with-an-encoded-point", "issuer", {"issuer": {"id": DID.replace("badges.", "badges%2e")}}),  # C-09
        ("issuer-that-is-a-number", "issuer", {"issuer": {"id": 7}}),
        ("id-is-no-address", "id", {"id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01"}),
        ("two-subjects", "subject", {"credentialSubject": [{}, {}]}),
        ("type-of-another-kind", "not-supported", {"type": ["VerifiableCredential", "EmploymentCredential"]}),  # C-24
        ("type-beside-ours", "type", {"type": ["VerifiableCredential", "OpenBadgeCredential", "Diploma"]}),
    ):
        # Without a name of an issuer that is known here, nobody is accused.
        say = could_not_read if code == "issuer" else refused
        say(name, jcs_only(document(name, **changes)), code)
    for name, kinds in {
        "presentation": ["VerifiablePresentation"],  # C-24
        "open-badges-2-assertion": "Assertion",  # C-24
        "learner-record": ["VerifiableCredential", "ClrCredential"],
    }.items():
        could_not_read(name, jcs_only(document(name, type=kinds)), "not-supported")
    could_not_read("list-instead-of-credential", a_list(), "not-supported")
    award = an_award("address-of-another-award")
    # C-29
    refused("address-of-another-award", award, "address-mismatch", address=addresses.award(BASE, id_of("valid")))


def add_proof_shapes():
    award = an_award("proof")
    rdfc, ours = award["proof"]
    circle = [
        {**rdfc, "id": "urn:uuid:1", "previousProof": "urn:uuid:2"},
        {**ours, "id": "urn:uuid:2", "previousProof": "urn:uuid:1"},
    ]
    for name, code, proofs in (
        ("proof-missing", "proof-missing", None),  # C-13
        ("proof-empty-list", "proof-missing", []),  # C-13
        ("proof-empty-object", "proof-missing", {}),  # C-13
        ("proof-null-in-list", "proof-missing", [None]),  # C-13
        ("proof-jcs-removed", "proof-missing", [rdfc]),  # C-05
        ("proof-twice", "proof-shape", [rdfc, ours, ours]),  # C-13
        ("proof-a-thousand-times", "proof-shape", [ours] * 1000),  # C-13
        ("proof-jcs-removed-and-term-added", "proof-missing", [rdfc]),  # C-05
        ("proof-in-a-circle", "proof-shape", circle),  # C-13
        ("proof-in-a-chain", "proof-shape", [rdfc, {**ours, "previousProof": "urn:uuid:1"}]),  # C-13
        ("proof-of-an-older-kind", "proof-shape", [{**ours, "type": "Ed25519Signature2020"}]),  # C-12
        ("proof-without-cryptosuite", "proof-shape", [{k: v for k, v in ours.items() if k != "cryptosuite"}]),  # C-12
        ("proof-of-an-unknown-cryptosuite", "proof-missing", [{**ours, "cryptosuite": "ecdsa-sd-2023"}]),  # C-12
        ("proof-of-many-cryptosuites", "proof-shape", [{**ours, "cryptosuite": ["eddsa-jcs-2022"]}]),  # C-12
        ("proof-of-no-type", "proof-shape", [{k: v for k, v in ours.items() if k != "type"}]),
        ("proof-created-on-no-day", "date", [rdfc, {**ours, "created": "2026-02-30T09:30:00Z"}]),  # C-15
        ("proof-created-at-a-number", "date", [rdfc, {**ours, "created": 1780306200}]),
    ):
        made = {
            member: value
            for member, value in {**award, "proof": proofs}.items()
            if member != "proof" or proofs is not None
        }
        if name.endswith("-and-term-added"):
            made["credentialSubject"] = {**made["credentialSubject"], "honours": "summa cum laude"}
        refused(name, made, code, index=False)
    refused("proof-null", {**award, "proof": None}, "proof-missing", index=False)  # C-13
