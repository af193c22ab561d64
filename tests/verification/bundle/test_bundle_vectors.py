"""Every bundle of the vectors gets its expected verdict, outcomes and codes. The browser's verifier runs the same."""

import pytest

import verifying


@pytest.mark.parametrize("name", [path.name for path in verifying.BUNDLES])
def test_each_bundle_gets_its_expected_verdict_and_checks(name):
    data, expected = verifying.bundle_case(name)
    examined = verifying.examine_bundle(data, expected)
    found = {
        "verdict": examined.verdict.value,
        "checks": {check.name: check.outcome for check in examined.checks},
        "codes": {check.name: check.code for check in examined.checks if check.code},
    }
    assert found == {part: expected[part] for part in found}, [check.detail for check in examined.checks]


def test_a_third_of_the_bundles_at_most_is_valid():
    verdicts = [verifying.bundle_case(path.name)[1]["verdict"] for path in verifying.BUNDLES]
    assert len(verdicts) > 40
    assert verdicts.count("VALID") * 3 < len(verdicts)


@pytest.mark.parametrize("name", [path.name for path in verifying.BUNDLES if "nobody-known" in path.name])
def test_a_bundle_of_whose_issuer_nothing_is_known_is_never_valid(name):
    assert verifying.examine_bundle(*verifying.bundle_case(name)).verdict.value in {"INDETERMINATE", "INVALID"}
