"""The drill of the stolen key, offline, from bundles: what was entered before stays good, and nothing forged does."""

from dataclasses import replace

import orjson
import pytest

from issuing import KEY, NOW, OTHER_KEY, make_award, make_registry, method
from logged import BASE, DID, NEXT_WEEK, Web, act, issue, with_log
from published_files import publish
from testamur.cli.commands.site import verify_copies
from testamur.credentials import addresses, did
from testamur.ledger.registering import checkpoints
from testamur.ledger.store import Ledger
from testamur.proofs import data_integrity, jcs
from testamur.verification import examination
from testamur.verification.bundle import anchors, collecting, examining
from testamur.verification.bundle.container import Bundle, credential_name, proof_name
from testamur.verification.resolving.resolver import LeftOut

GENUINE = [make_award(number) for number in range(1, 11)]
NEW = make_award(200)


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """Ledger and site, once a stolen key was revoked and another one had signed."""
    folder = tmp_path_factory.mktemp("theft") / "ledger"
    begun = with_log(make_registry(*GENUINE))
    issue(begun, folder)
    acts = (
        act("key-add", OTHER_KEY, now=NEXT_WEEK),
        act("key-revoke", KEY, now=NEXT_WEEK, trusted_below=len(checkpoints.leaves(folder))),
    )
    after = make_registry(*GENUINE, NEW, methods=(method(KEY, state="compromised", to=NOW.date()), method(OTHER_KEY)))
    log = replace(begun.issuer.log, acts=(*begun.issuer.log.acts, *acts))
    after = replace(after, issuer=replace(after.issuer, log=log))
    issue(after, folder, signer=OTHER_KEY, now=NEXT_WEEK, seed=1)
    return folder, publish(after, folder, NEXT_WEEK)


def bundle_of(life, award):
    folder, site = life
    credential = Ledger(folder).current_credential(award.id, Ledger(folder).state(award.id))
    return collecting.collect(BASE, award.id, credential, Web(site), NEXT_WEEK)[0]


def judged(life, bundle):
    _issuer, anchor = anchors.of_file(life[1][f"{BASE}/log/vkey"], "by a file that was given here")
    examined = examining.examine(bundle, anchor=anchor, now=NEXT_WEEK)
    return examined.verdict.value, examined.checks[-1].code


def test_what_was_entered_before_the_theft_stays_good(life):
    assert {judged(life, bundle_of(life, award)) for award in GENUINE} == {("VALID", "")}


def test_an_award_by_the_new_key_is_good(life):
    assert judged(life, bundle_of(life, NEW)) == ("VALID", "")


def forged(life, number, year):
    """What the thief signs, and the parts of a genuine bundle around it."""
    model = orjson.loads(bundle_of(life, GENUINE[0]).credential)
    award = make_award(number).id
    unsigned = {name: value for name, value in model.items() if name != "proof"}
    unsigned |= {"id": addresses.award(BASE, award), "awardedDate": f"{year}-05-14T00:00:00Z"}
    by = did.verification_method(DID, KEY.public_key_multibase)
    signed = data_integrity.add_proofs(unsigned, KEY, created="2026-10-20T12:00:00Z", verification_method=by)
    genuine = bundle_of(life, GENUINE[0]).parts
    parts = {name: data for name, data in genuine.items() if not name.startswith("awards/")}
    return Bundle(BASE, award, {**parts, credential_name(award): jcs.canonicalize(signed)})


@pytest.mark.parametrize(("number", "year"), [(901, 2020), (902, 2026), (903, 2026)])
def test_nothing_that_the_thief_signed_is_good(life, number, year):
    bundle = forged(life, number, year)
    assert judged(life, bundle) == ("INVALID", "not-registered")


def test_nor_is_it_with_the_proof_of_a_genuine_award(life):
    bundle = forged(life, 901, 2020)
    proof = bundle_of(life, GENUINE[0]).parts[proof_name(GENUINE[0].id)]
    with_proof = Bundle(BASE, bundle.award, {**bundle.parts, proof_name(bundle.award): proof})
    assert judged(life, with_proof) == ("INVALID", "not-registered")


def test_nor_is_it_where_the_thief_says_that_the_key_is_good(life):
    bundle = forged(life, 901, 2020)
    listed = did.document(BASE, (method(KEY), method(OTHER_KEY)), with_log(make_registry(*GENUINE)).issuer.log)
    parts = {**bundle.parts, "issuer/did.json": jcs.canonicalize(listed)}
    assert judged(life, Bundle(BASE, bundle.award, parts))[0] == "INDETERMINATE"


class Partial(Web):
    """A copy of what was published that leaves awards out, and says so."""

    def fetch(self, url, *, limit):
        if url not in self.files and f"{BASE}/awards/" in url:
            raise LeftOut(f"{url} was left out")
        return super().fetch(url, limit=limit)


@pytest.mark.parametrize(("web", "verdict"), [(Web, "INVALID"), (Partial, "INDETERMINATE")])
def test_a_proof_that_a_copy_leaves_out_accuses_nobody(life, web, verdict):
    """Only who has all that was published knows that there is no proof."""
    bundle = bundle_of(life, GENUINE[0])
    files = {url: data for url, data in life[1].items() if not url.endswith(proof_name(bundle.award))}
    found = examination.examine(bundle.credential, resolver=web(files), now=NEXT_WEEK, trusted={DID})
    assert found.verdict.value == verdict


def test_a_new_key_needs_no_proof_where_a_copy_leaves_it_out(life):
    bundle = bundle_of(life, NEW)
    files = {url: data for url, data in life[1].items() if not url.endswith(proof_name(bundle.award))}
    found = examination.examine(bundle.credential, resolver=Partial(files), now=NEXT_WEEK, trusted={DID})
    assert found.verdict.value == "VALID"


def sealed(life, award):
    """What lies on the web where an award was sealed before its key was lost."""
    bundle = bundle_of(life, award)
    files = {url: data for url, data in life[1].items() if f"/awards/{award.id}/" not in url}
    return bundle, {**files, f"{BASE}/awards/{award.id}/award.sealed": b"sealed"}


def test_a_file_of_a_sealed_award_accuses_nobody(life):
    """Its proof lies in its sealed file, which opens with the whole link only."""
    bundle, files = sealed(life, GENUINE[0])
    found = examination.examine(bundle.credential, resolver=Web(files), now=NEXT_WEEK, trusted={DID})
    assert found.verdict.value == "INDETERMINATE"
    assert "this award is sealed: give its whole link" in found.checks[-1].detail


def test_the_bundle_of_a_sealed_award_brings_its_proof(life):
    bundle, files = sealed(life, GENUINE[0])
    resolver = verify_copies.Beside(Web(files), bundle)
    found = examination.examine(bundle.credential, resolver=resolver, now=NEXT_WEEK, trusted={DID})
    assert (found.verdict.value, found.checks[-1].outcome) == ("VALID", "passed")


def test_a_bundle_brings_no_proof_where_the_site_says_that_there_is_none(life):
    bundle = bundle_of(life, GENUINE[0])
    files = {url: data for url, data in life[1].items() if f"/awards/{bundle.award}/" not in url}
    resolver = verify_copies.Beside(Web(files), bundle)
    found = examination.examine(bundle.credential, resolver=resolver, now=NEXT_WEEK, trusted={DID})
    assert found.verdict.value == "INVALID"
