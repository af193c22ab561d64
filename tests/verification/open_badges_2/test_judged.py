"""Awards of Open Badges 2.0 that openbadgeslib signed and baked; and what it says of those that were altered."""

import base64
import datetime
import json

import pytest
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob2 import models, signer, verifier

from testamur.verification import examination
from testamur.verification.resolving.resolver import Unavailable
from testamur.verification.verdict import Verdict
from vector_making import picture_cases, rsa_keys, sample_tokens
from vector_making.open_badges_2_cases import assertion as hosted_assertion

PLACE = "https://older.example/"
NOW = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)
PEM = rsa_keys.pem_of(rsa_keys.SOUND)
ISSUER, KEY, BADGE, REVOKED = (f"{PLACE}{name}.json" for name in ("issuer", "key", "badge", "revoked"))


class Web:
    """What older.example answers, as openbadgeslib writes it."""

    def __init__(self, *revoked):
        profile = models.Profile(id=ISSUER, name="An Older Institute", public_key=[KEY], revocation_list=REVOKED)
        key = models.CryptographicKey(id=KEY, owner=ISSUER, public_key_pem=PEM)
        badge = models.BadgeClass(BADGE, "Data", "Join data.", f"{PLACE}b.png", f"{PLACE}criteria", ISSUER)
        listed = models.RevocationList(id=REVOKED, issuer=ISSUER, revoked_assertions=list(revoked))
        self.documents = {one.id: json.dumps(one.to_dict()).encode() for one in (profile, key, badge, listed)}

    def fetch(self, url, *, limit):
        if url not in self.documents:
            raise Unavailable(f"{url} is not there")
        return self.documents[url]

    def download(self, url):
        return self.documents[url]


def made(**changes):
    issued = {"issued_on": datetime.datetime(2026, 5, 14, tzinfo=datetime.UTC), "id": "urn:uuid:1", **changes}
    recipient = models.IdentityObject.create("zoe@learner.example", "deadsea")
    return models.Assertion(recipient, BADGE, models.Verification("SignedBadge", KEY), **issued)


def token(algorithm="RS256", **changes):
    return signer.OB2Signer(rsa_keys.SOUND, algorithm).sign(made(**changes))


def examined(data, web=None, **more):
    return examination.examine(data, resolver=web or Web(), now=NOW, trusted=frozenset({ISSUER}), **more)


def theirs(signed, web=None):
    return verifier.OB2Verifier(download=(web or Web()).download).verify(signed, check_revocation=True)


def test_what_it_signs_is_valid():
    found = examined(token().encode())
    assert found.verdict is Verdict.VALID
    assert theirs(token()).id == "urn:uuid:1"


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_what_it_bakes_is_found(kind):
    signs = signer.OB2Signer(rsa_keys.SOUND)
    picture = picture_cases.a_picture() if kind == "png" else b'<?xml version="1.0"?>' + picture_cases.DRAWING
    baked = signs.sign_into_png(made(), picture) if kind == "png" else signs.sign_into_svg(made(), picture)
    assert examined(baked).verdict is Verdict.VALID


def test_what_it_calls_withdrawn_is_withdrawn():
    web = Web("urn:uuid:1")
    assert examined(token().encode(), web).verdict is Verdict.REVOKED
    with pytest.raises(LibOpenBadgesException):
        theirs(token(), web)


def test_what_is_altered_neither_takes():
    header, payload, signature = token().split(".")
    body = json.loads(base64.urlsafe_b64decode(payload + "=="))
    body["recipient"]["identity"] = "sha256$" + "0" * 64
    other = base64.urlsafe_b64encode(json.dumps(body).encode()).rstrip(b"=").decode()
    forged = f"{header}.{other}.{signature}"
    assert examined(forged.encode()).verdict is Verdict.INVALID
    with pytest.raises(LibOpenBadgesException):
        theirs(forged)


@pytest.mark.parametrize("key", [sample_tokens.P256, sample_tokens.ED], ids=["ES256", "EdDSA"])
def test_what_it_signs_with_other_kinds_of_keys_is_valid(key):
    web = Web()
    listed = models.CryptographicKey(id=KEY, owner=ISSUER, public_key_pem=rsa_keys.pem_of(key.private))
    web.documents[KEY] = json.dumps(listed.to_dict()).encode()
    signed = signer.OB2Signer(key.private, key.alg).sign(made())
    assert examined(signed.encode(), web).verdict is Verdict.VALID
    assert theirs(signed, web).id == "urn:uuid:1"


def test_what_it_signs_otherwise_is_not_called_forged():
    assert examined(token("RS512").encode()).verdict is Verdict.INDETERMINATE


def test_its_hash_of_an_address_fits():
    recipient = examined(token().encode()).recipient
    assert recipient is not None
    assert recipient.identity == made().recipient.identity


def test_a_hosted_award_that_differs_from_its_address_neither_takes():
    name = "judged"
    served = hosted_assertion(name, badge=BADGE, id=f"{PLACE}award.json")
    web = Web()
    web.documents[served["id"]] = json.dumps(served).encode()
    given = {**served, "recipient": {**served["recipient"], "identity": "sha256$" + "0" * 64}}
    judge = verifier.OB2Verifier(download=web.download)
    assert judge.verify_hosted(served).id == served["id"]
    assert examined(json.dumps(served).encode(), web).verdict is Verdict.VALID
    assert examined(json.dumps(given).encode(), web).verdict is Verdict.INDETERMINATE
    with pytest.raises(LibOpenBadgesException):
        judge.verify_hosted(given)
