"""Awards of Open Badges 2.0, looked up at their own address or signed, and ways to spoil each."""

import hashlib
import json

from testamur.pictures import png
from vector_making import rsa_keys, sample_tokens
from vector_making.cases import case, could_not_read
from vector_making.picture_cases import DRAWING, a_picture
from vector_making.sample_credentials import altered
from vector_making.sample_web import HTML, publish

CONTEXT = "https://w3id.org/openbadges/v2"
SALT = "deadsea"
UNANSWERED = {"issuer": "not-run", "proof": "issuer-unreachable", "status": "not-run"}
EMPTY_PEM = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
LEARNER = f"sha256${hashlib.sha256(f'zoe@learner.example{SALT}'.encode()).hexdigest()}"


def add():
    add_hosted()
    add_hosted_that_differ()
    add_scopes()
    add_pictures()
    add_signed()
    add_spoilt_signatures()
    add_other_documents()


def at(name, file):
    return f"https://older.example/{name}/{file}.json"


def assertion(name, *, way="HostedBadge", **changes):
    made = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": at(name, "award"),
        "recipient": {"type": "email", "hashed": True, "salt": SALT, "identity": LEARNER},
        "badge": at(name, "badge"),
        "issuedOn": "2026-05-14T12:00:00Z",
        "verification": {"type": way},
    }
    return without_none({**made, **changes})


def badge(name, **changes):
    made = {"@context": CONTEXT, "type": "BadgeClass", "id": at(name, "badge"), "name": "Data Analysis"}
    return without_none({**made, "issuer": at(name, "issuer"), **changes})


def profile(name, **changes):
    made = {"@context": CONTEXT, "type": "Issuer", "id": at(name, "issuer"), "name": "An Older Institute"}
    return without_none({**made, **changes})


def without_none(made):
    return {member: value for member, value in made.items() if value is not None}


def web(name, **documents):
    for file, document in documents.items():
        if document is not None:
            publish(name, at(name, file), document)


def found(name, given, verdict="UNTRUSTED ISSUER", *, fails=None, stuck=None, trusted=(), **more):
    unknown = {} if trusted or "issuer" in (stuck or {}) else {"issuer": "unknown-issuer"}
    outcomes = {"fails": {**unknown, **(fails or {})}, "stuck": stuck}
    data = given if isinstance(given, bytes) else json.dumps(given).encode()
    case(name, data, verdict, **outcomes, foreign=True, web=(name,), trusted=trusted, goes_on=True, **more)


def hosted(name, verdict="UNTRUSTED ISSUER", *, given=None, served=None, of_badge=None, of_issuer=None, **more):
    """A hosted award: what is given, and what its address, its badge's and its issuer's say."""
    served = assertion(name) if served is None else served
    web(name, award=served, badge=of_badge or badge(name), issuer=of_issuer or profile(name))
    found(name, served if given is None else given, verdict, **more)


def add_hosted():
    hosted("older-hosted")
    name = "older-hosted-and-trusted"
    hosted(name, "VALID", trusted=(at(name, "issuer"),))
    name = "older-hosted-and-expired"
    hosted(name, served=assertion(name, expires="2026-10-01T00:00:00Z"), fails={"validity": "expired"})
    name = "older-hosted-trusted-and-expired"
    ended = assertion(name, expires="2026-10-01T00:00:00Z")
    hosted(name, "EXPIRED", served=ended, fails={"validity": "expired"}, trusted=(at(name, "issuer"),))
    name = "older-hosted-of-tomorrow"
    hosted(name, served=assertion(name, issuedOn="2026-11-02T00:00:00Z"), fails={"validity": "not-yet-valid"})
    name = "older-hosted-and-revoked"
    withdrawn = {"revoked": True, "revocationReason": "Issued by mistake"}
    hosted(name, served={**assertion(name), **withdrawn}, given=assertion(name), fails={"status": "revoked"})
    name = "older-hosted-and-no-more-than-revoked"
    short = {"@context": CONTEXT, "type": "Assertion", "id": at(name, "award"), "revoked": True}
    revoked = {"status": "revoked"}
    hosted(name, "REVOKED", served=short, given=assertion(name), fails=revoked, trusted=(at(name, "issuer"),))
    name = "older-hosted-and-gone"
    web(name, badge=badge(name), issuer=profile(name))
    found(name, assertion(name), gone=[at(name, "award")], fails={"status": "revoked"})
    name = "older-hosted-as-it-was-called-before"
    hosted(name, served=assertion(name, verification=None, verify={"type": "hosted"}))
    name = "older-hosted-with-its-badge-inside"
    hosted(name, served=assertion(name, badge=badge(name)))
    name = "older-hosted-with-all-inside"
    hosted(name, served=assertion(name, badge=badge(name, issuer=profile(name))))
    name = "older-hosted-over-http"
    over_http = {"id": at(name, "award").replace("https", "http"), "badge": at(name, "badge").replace("https", "http")}
    hosted(name, served=assertion(name, **over_http))
    name = "older-hosted-to-a-name"
    hosted(
        name, served=assertion(name, recipient={"type": "email", "hashed": False, "identity": "zoe@learner.example"})
    )


def add_hosted_that_differ():
    counts = {"document": "differs"}
    for name, changes in {
        "older-given-to-another": {"recipient": {"type": "email", "hashed": False, "identity": "eve@learner.example"}},
        "older-given-as-another-badge": {"badge": "https://older.example/doctorate.json"},
        "older-given-without-its-end": {},
        "older-given-with-other-evidence": {"evidence": "https://older.example/thesis.html"},
    }.items():
        served = assertion(name, expires="2027-10-01T00:00:00Z")
        given = {**assertion(name), **changes}
        hosted(name, served=served, given=given, stuck=counts)
    name = "older-given-to-another-of-a-trusted-issuer"
    given = assertion(name, recipient={"type": "email", "hashed": False, "identity": "eve@learner.example"})
    hosted(name, "INDETERMINATE", given=given, stuck=counts, trusted=(at(name, "issuer"),))
    name = "older-given-with-another-picture"
    same = {"image": "https://older.example/other.png", "issuedOn": "2026-05-14T14:00:00+02:00"}
    hosted(name, served=assertion(name, evidence="https://older.example/essay.html"), given=assertion(name, **same))
    for name, served in {
        "older-address-is-a-page": HTML,
        "older-address-has-another-award": assertion("x"),
        "older-address-has-a-badge": badge("x", id=at("older-address-has-a-badge", "award")),
    }.items():
        web(name, award=served, badge=badge(name), issuer=profile(name))
        found(name, assertion(name), "INDETERMINATE", stuck=UNANSWERED)
    name = "older-address-that-nobody-has"
    publish(name, at(name, "nothing"), {})
    found(name, assertion(name), "INDETERMINATE", stuck=UNANSWERED)
    name = "older-address-that-nobody-has-of-an-expired-award"
    publish(name, at(name, "nothing"), {})
    ended = assertion(name, expires="2026-10-01T00:00:00Z")
    found(name, ended, "INDETERMINATE", stuck=UNANSWERED, fails={"validity": "expired"})
    name = "older-address-has-one-that-is-signed"
    web(name, award=assertion(name, way="SignedBadge"), badge=badge(name), issuer=profile(name))
    could_not(name, assertion(name), "verification")
    name = "older-whose-id-is-no-address"
    could_not(name, assertion(name, id="urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01"), "id")
    name = "older-whose-id-has-a-password"
    could_not(name, assertion(name, id="https://you@older.example/award.json"), "id")


def could_not(name, given, code):
    publish(name, at(name, "nothing"), {})
    could_not_read(name, json.dumps(given).encode(), code, web=(name,), trusted=())


def add_scopes():
    def scope(name, policy, *, fits, **changes):
        of_issuer = profile(name, verification={"type": "VerificationObject", **policy}, **changes)
        more = {} if fits else {"verdict": "INDETERMINATE", "stuck": {"issuer": "not-in-scope"}}
        hosted(name, of_issuer=of_issuer, **more)

    for name, policy, fits in (
        ("older-scope-by-host", {"allowedOrigins": "OLDER.example"}, True),
        ("older-scope-by-hosts", {"allowedOrigins": ["a.example", "older.example"]}, True),
        ("older-scope-of-other-hosts", {"allowedOrigins": ["a.example"]}, False),
        ("older-scope-of-no-host", {"allowedOrigins": []}, False),
        (
            "older-scope-by-beginning",
            {"startsWith": ["https://a.example/", "https://older.example/older-scope-by"]},
            True,
        ),
        ("older-scope-of-other-beginnings", {"startsWith": "https://older.example/a/"}, False),
        ("older-scope-of-an-empty-beginning", {"startsWith": ""}, False),
    ):
        scope(name, policy, fits=fits)
    # Whoever has a host could else award in the name of every issuer.
    name = "older-badge-in-the-name-of-another"
    other = "https://issuer.example/profile.json"
    publish(name, other, profile(name, id=other))
    inside = profile(name, id=other, verification={"allowedOrigins": ["older.example"]})
    served = assertion(name, badge=badge(name, issuer=inside))
    hosted(name, "INDETERMINATE", served=served, stuck={"issuer": "not-in-scope"}, trusted=(other,))
    for name, changes in {
        "older-badge-of-nobody": {"of_badge": badge("older-badge-of-nobody", issuer=None)},
        "older-badge-elsewhere": {"of_badge": badge("older-badge-elsewhere", id="https://a.example/badge.json")},
        "older-badge-is-an-issuer": {"of_badge": profile("older-badge-is-an-issuer")},
        "older-issuer-is-a-page": {"of_issuer": HTML},
        "older-issuer-of-another-host": {"of_issuer": profile("x", id="https://a.example/issuer.json")},
    }.items():
        hosted(name, "INDETERMINATE", **changes, stuck={"issuer": "issuer-unreachable"})
    name = "older-issuer-by-another-name-of-its-host"
    hosted(name, of_issuer=profile(name, id="https://older.example/us"))


def add_pictures():
    def bake(text, kind=b"iTXt"):
        data = b"openbadges\0" + (b"\0\0\0\0" if kind == b"iTXt" else b"") + text
        header, *rest = png.read(a_picture()).chunks
        return png.write([header, png.Chunk(0, kind, data), *rest])

    def element(name, text, verify):
        inner = f'<b:assertion xmlns:b="http://openbadges.org" verify="{verify}">{text}</b:assertion><path'
        return DRAWING.replace(b"<path", inner.encode())

    name = "older-in-a-png"
    hosted(name, given=bake(json.dumps(assertion(name)).encode()), kind="png")
    name = "older-by-its-address-in-a-png"
    hosted(name, given=bake(at(name, "award").encode(), b"tEXt"), kind="png")
    name = "older-in-an-svg"
    inside = f"<![CDATA[{json.dumps(assertion(name))}]]>"
    hosted(name, given=element(name, inside, at(name, "award")), kind="svg")
    name = "older-by-its-address-in-an-svg"
    hosted(name, given=element(name, "", at(name, "award")), kind="svg")
    for name, picture, kind in (
        ("older-nothing-in-a-png", bake(b"{}"), "png"),
        ("older-cut-off-in-a-png", bake(b"https://")[:-1] + b"", "png"),
        ("older-nothing-in-an-svg", element("x", "", "javascript:alert(1)"), "svg"),
    ):
        could_not_read(name, picture, "no-credential", kind=kind)


def signed_award(name, **changes):
    return assertion(name, verification={"type": "SignedBadge", "creator": at(name, "key")}, **changes)


def key(name, signer=rsa_keys.SOUND, **changes):
    made = {"@context": CONTEXT, "type": "CryptographicKey", "id": at(name, "key"), "owner": at(name, "issuer")}
    return without_none({**made, "publicKeyPem": rsa_keys.pem_of(signer), **changes})


def revoked_list(name, *entries, **changes):
    made = {"@context": CONTEXT, "type": "RevocationList", "id": at(name, "revoked")}
    return {**made, "revokedAssertions": list(entries), **changes}


def signed(name, verdict="UNTRUSTED ISSUER", *, token=None, of_key=None, of_list=None, of_issuer=None, **more):
    """A signed award, its key, its issuer and its list of withdrawn ones."""
    of_issuer = of_issuer or profile(name, publicKey=at(name, "key"), revocationList=at(name, "revoked"))
    web(name, badge=badge(name), issuer=of_issuer, key=of_key or key(name), revoked=of_list or revoked_list(name))
    found(name, token or rsa_keys.compact(signed_award(name)), verdict, **more)


def add_signed():
    signed("older-signed")
    name = "older-signed-and-trusted"
    signed(name, "VALID", trusted=(at(name, "issuer"),))
    for name, entry in {
        "older-signed-and-revoked": lambda name: {"id": at(name, "award"), "revocationReason": "Issued by mistake"},
        "older-signed-and-revoked-by-name": lambda name: at(name, "award"),
    }.items():
        signed(name, of_list=revoked_list(name, "urn:uuid:1", entry(name)), fails={"status": "revoked"})
    name = "older-signed-with-the-key-inside"
    signed(name, of_issuer=profile(name, publicKey=[key(name)], revocationList=at(name, "revoked")))
    for one in (sample_tokens.ED, sample_tokens.P256, sample_tokens.P384):
        name = f"older-signed-by-{one.alg.lower()}"
        token = sample_tokens.compact({"alg": one.alg}, signed_award(name), one.sign)
        signed(name, of_key=key(name, one.private), token=token)
        name = f"{name}-that-does-not-fit"
        wrong = sample_tokens.compact({"alg": one.alg}, signed_award(name, issuedOn="2020-05-14T12:00:00Z"), one.sign)
        parts = sample_tokens.compact({"alg": one.alg}, signed_award(name), one.sign).split(b".")
        spoilt = b".".join([*parts[:2], wrong.split(b".")[2]])
        ends = {"fails": {"proof": "signature"}, "stuck": {"status": "no-key"}}
        signed(name, "INVALID", of_key=key(name, one.private), token=spoilt, **ends)
    name = "older-signed-without-a-list"
    signed(name, of_issuer=profile(name, publicKey=at(name, "key")), stuck={"status": "status-missing"})
    name = "older-signed-and-the-list-gone"
    gone = profile(name, publicKey=at(name, "key"), revocationList=at(name, "none"))
    signed(name, of_issuer=gone, stuck={"status": "list-unreachable"})
    name = "older-signed-and-the-list-of-numbers"
    signed(name, of_list=revoked_list(name, 7), stuck={"status": "list-malformed"})
    name = "older-signed-and-expired"
    ended = signed_award(name, expires="2026-10-01T00:00:00Z")
    signed(name, token=rsa_keys.compact(ended), fails={"validity": "expired"})


def add_spoilt_signatures():
    nothing = {"status": "no-key"}
    name = "older-signed-and-altered"
    header, _, signature = rsa_keys.compact(signed_award(name)).split(b".")
    other = rsa_keys.compact(signed_award(name, issuedOn="2020-05-14T12:00:00Z")).split(b".")[1]
    signed(name, "INVALID", token=b".".join([header, other, signature]), fails={"proof": "signature"}, stuck=nothing)
    name = "older-signed-by-another"
    signed(
        name,
        "INVALID",
        token=rsa_keys.compact(signed_award(name), rsa_keys.SHORT),
        fails={"proof": "signature"},
        stuck=nothing,
    )
    name = "older-signed-with-a-key-that-is-not-listed"
    elsewhere = profile(name, publicKey=at(name, "other-key"))
    found_out = {"fails": {"issuer": "unknown-key"}, "stuck": {**nothing, "proof": "no-key"}}
    signed(name, "INVALID", of_issuer=elsewhere, **found_out)
    for name, code, header in (
        ("older-signed-by-nothing", "proof-not-supported", {"alg": "none"}),
        ("older-signed-by-hmac", "proof-not-supported", {"alg": "HS256"}),
        ("older-signed-by-another-kind-of-key", "algorithm", {"alg": "ES256"}),
        ("older-signed-with-more-to-understand", "proof-not-supported", {"crit": ["exp"]}),
    ):
        token = rsa_keys.compact(signed_award(name), **header)
        signed(name, "INDETERMINATE", token=token, stuck={**nothing, "proof": code})
    for name, code, changes in (
        ("older-key-of-somebody-else", "key-shape", {"owner": "https://a.example/issuer.json"}),
        ("older-key-of-nothing", "key-not-supported", {"publicKeyPem": EMPTY_PEM}),
        ("older-key-that-is-none", "key-not-supported", {"publicKeyPem": 7}),
        ("older-key-too-short", "key-not-supported", {"publicKeyPem": rsa_keys.pem_of(rsa_keys.SHORT)}),
        ("older-key-by-another-name", "issuer-unreachable", {"id": "https://older.example/a-key.json"}),
    ):
        stuck = {**nothing, "issuer": code, "proof": "no-key"}
        signed(name, "INDETERMINATE", of_key=key(name, **changes), stuck=stuck)
    name = "older-signed-by-an-issuer-without-keys"
    stuck = {**nothing, "issuer": "no-key", "proof": "no-key"}
    signed(name, "INDETERMINATE", of_issuer=profile(name), stuck=stuck)
    name = "older-signed-without-a-signature"
    web(name, badge=badge(name), issuer=profile(name))
    could_not(name, signed_award(name), "proof-missing")


def add_other_documents():
    for name, kind in {
        "older-badge-alone": "BadgeClass",
        "older-issuer-alone": "Profile",
        "older-endorsement": "Endorsement",
    }.items():
        could_not(name, assertion(name, type=kind), "no-credential")
    name = "older-of-no-kind"
    could_not(name, assertion(name, type="Extension"), "not-supported")
    name = "older-still"
    verify = {"type": "hosted", "url": at(name, "award")}
    could_not(
        name, assertion(name, **{"@context": None, "type": None}, verification=None, verify=verify), "not-supported"
    )
    name = "older-of-the-version-between"
    could_not(name, assertion(name, **{"@context": "https://w3id.org/openbadges/v1"}), "not-supported")
    name = "older-with-a-context-of-its-own"
    could_not(name, assertion(name, **{"@context": [CONTEXT, {"badge": "https://a.example/"}]}), "unknown-context")
    for name, code, changes in (
        ("older-of-a-day", "date", {"issuedOn": "2026-05-14"}),
        ("older-without-a-badge", "badge", {"badge": 7}),
        ("older-without-a-way", "verification", {"verification": {"type": "trust"}}),
        ("older-of-both-ways", "verification", {"verification": {"type": ["hosted", "signed"]}}),
    ):
        could_not(name, altered(assertion(name), "narrative", to="x") | changes, code)
