"""Statement codes are signed with the awards, once, anew where they have to be, and never left behind."""

from dataclasses import replace

import pytest

from issuing import KEY, NOW, OTHER_KEY, an_id, line, make_award, make_registry, method, run, tree
from testamur.authoring.issuing import planned
from testamur.credentials.statement_codes import statement_code
from testamur.errors import LedgerError
from testamur.ledger.statement_codes import kept_codes
from testamur.ledger.store import Ledger
from testamur.proofs.cose import sign1
from testamur.records.model.certificates import CertificateDesign

CODES = CertificateDesign(statement_code=True)


def registry(*awards, certificate=CODES, **more):
    return make_registry(*awards, certificate=certificate, **more)


def codes(folder):
    return {name: data for name, data in tree(folder).items() if name.startswith("codes/")}


def statement(folder, number):
    return statement_code.decode(sign1.read(codes(folder)[kept_codes.name_of(an_id(number))]).payload)


def state(folder, number):
    return Ledger(folder).state(an_id(number))


def test_an_award_gets_its_code_with_its_credential(folder):
    outcome = run(registry(make_award(1)), folder)
    assert outcome.statement_codes == [an_id(1)]
    assert statement(folder, 1).digest == state(folder, 1).current.digest


def test_a_registry_without_the_setting_has_none(folder):
    run(make_registry(make_award(1)), folder)
    assert codes(folder) == {}


def test_without_the_setting_the_ledger_is_the_same(tmp_path):
    run(make_registry(make_award(1)), tmp_path / "without")
    run(registry(make_award(1)), tmp_path / "with")
    left = {name: data for name, data in tree(tmp_path / "with").items() if not name.startswith("codes/")}
    assert left == tree(tmp_path / "without")


def test_older_awards_get_codes_with_the_next_run(folder):
    run(make_registry(make_award(1), make_award(2)), folder)
    outcome = run(registry(make_award(1), make_award(2)), folder)
    assert sorted(outcome.statement_codes) == sorted([an_id(1), an_id(2)])
    assert outcome.entries == 0


def test_a_run_without_changes_signs_none(folder):
    run(registry(make_award(1)), folder)
    before = tree(folder)
    assert run(registry(make_award(1)), folder).statement_codes == []
    assert tree(folder) == before


def test_a_code_is_the_same_whether_it_was_signed_with_its_award_or_later(tmp_path):
    run(registry(make_award(1)), tmp_path / "at once")
    run(make_registry(make_award(1)), tmp_path / "later")
    run(registry(make_award(1)), tmp_path / "later")
    assert codes(tmp_path / "at once") == codes(tmp_path / "later")


def test_several_processes_sign_the_same_codes(tmp_path):
    awards = [make_award(number) for number in range(120)]
    run(registry(*awards), tmp_path / "one")
    run(registry(*awards), tmp_path / "two", jobs=2)
    assert codes(tmp_path / "one") == codes(tmp_path / "two")
    assert len(codes(tmp_path / "one")) == 120


def test_a_correction_gets_another_code(folder):
    run(registry(make_award(1)), folder)
    corrected = make_award(1, history=(line("corrected", reason="a typing mistake"),))
    outcome = run(registry(corrected, name="Ada Okafor-Lind"), folder)
    assert outcome.statement_codes == [an_id(1)]
    assert (statement(folder, 1).name, statement(folder, 1).digest) == (
        "Ada Okafor-Lind",
        state(folder, 1).current.digest,
    )


def test_a_public_award_has_its_name_in_the_code(folder):
    run(registry(make_award(1), make_award(2, visibility="unlisted")), folder)
    assert [statement(folder, number).name for number in (1, 2)] == ["Ada Okafor", ""]
    assert statement(folder, 2).is_of("Ada Okafor")


def test_an_award_that_is_public_no_longer_gets_a_code_without_its_name(folder):
    run(registry(make_award(1)), folder)
    assert run(registry(make_award(1, visibility="unlisted")), folder).statement_codes == [an_id(1)]
    assert statement(folder, 1).name == ""


def test_a_private_award_has_no_code(folder):
    run(registry(make_award(1, visibility="private")), folder)
    assert codes(folder) == {}


@pytest.mark.parametrize("visibility", ["private", "sealed"])
def test_the_code_of_an_award_that_is_private_since_goes(folder, visibility):
    run(registry(make_award(1)), folder)
    run(registry(make_award(1, visibility=visibility)), folder)
    assert codes(folder) == {}


def test_the_code_of_an_erased_award_goes_with_its_credential(folder):
    run(registry(make_award(1)), folder)
    erased = make_award(1, history=(line("erased"),))
    run(registry(erased), folder)
    assert codes(folder) == {}


def test_a_withdrawn_award_needs_no_other_code(folder):
    run(registry(make_award(1)), folder)
    (folder / kept_codes.name_of(an_id(1))).unlink()
    revoked = make_award(1, history=(line("revoked", reason="fraud"),))
    assert run(registry(revoked), folder).statement_codes == []


def test_a_code_by_a_lost_key_is_signed_anew(folder):
    run(registry(make_award(1)), folder)
    lost = replace(method(), to=NOW.date(), state="compromised")
    keys = (lost, method(OTHER_KEY))
    run(registry(make_award(1), methods=keys), folder, signer=OTHER_KEY)
    signed = sign1.read(codes(folder)[kept_codes.name_of(an_id(1))])
    assert (signed.is_by(OTHER_KEY.public_key), signed.is_by(KEY.public_key)) == (True, False)


def test_a_dry_run_counts_the_codes_that_older_awards_would_get(folder):
    run(make_registry(make_award(1)), folder)
    assert planned.outcome(registry(make_award(1)), folder, (), NOW).statement_codes == [an_id(1)]


def current(folder, loaded, number=1):
    award = loaded.awards[an_id(number)]
    return kept_codes.current(folder, award, state(folder, number), loaded.issuer)


def test_the_code_that_a_certificate_has_is_that_of_the_ledger(folder):
    loaded = registry(make_award(1))
    run(loaded, folder)
    assert current(folder, loaded) == codes(folder)[kept_codes.name_of(an_id(1))]


def test_an_award_whose_code_is_of_another_copy_has_none(folder):
    loaded = registry(make_award(1), make_award(2))
    run(loaded, folder)
    (folder / kept_codes.name_of(an_id(1))).write_bytes(codes(folder)[kept_codes.name_of(an_id(2))])
    assert current(folder, loaded) is None


def test_a_code_that_somebody_changed_is_not_printed(folder):
    loaded = registry(make_award(1))
    run(loaded, folder)
    file = folder / kept_codes.name_of(an_id(1))
    file.write_bytes(file.read_bytes().replace(b"Ada Okafor", b"Eve Okafor"))
    with pytest.raises(LedgerError, match="is not what was signed"):
        current(folder, loaded)


def test_an_address_that_is_too_long_stops_the_run(folder):
    base = f"https://badges.harbour.example/{'p' * 120}"
    with pytest.raises(LedgerError, match="statementCode out of"):
        run(registry(make_award(1), base=base), folder)
