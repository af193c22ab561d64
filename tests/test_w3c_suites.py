"""W3C's own suites: whatever fails is listed here, with the reason. They run where `make w3c` has fetched them."""

import pytest

import w3c_suites

pytestmark = pytest.mark.long

# Each by the end of its title.
EXPLAINED = {
    "eddsa": {
        # Chains are said to be not read (docs/verification.md).
        "Each value identifies another data integrity proof that MUST verify before the current proof is processed."
    },
    "ecdsa": {
        # Its vectors state a context of examples, whose terms are of no award: what it signs cannot be told here.
        "Required inputs are an secured data document (map securedDocument). "
        "This algorithm returns a verification result."
    },
    "status": set(),
}
LEAST = {"eddsa": 50, "ecdsa": 20, "status": 15}


@pytest.mark.parametrize("name", w3c_suites.SUITES)
def test_a_suite_of_w3c_passes_but_for_what_is_explained(name, tmp_path):
    suite = w3c_suites.SUITES[name]
    if not (suite.folder / "node_modules").is_dir():
        pytest.skip("W3C's suites are not here; `make w3c` fetches them from GitHub")
    passed, failed = w3c_suites.run(suite, tmp_path / "found.json")
    unexplained = [title for title in failed if not title.endswith(tuple(EXPLAINED[name]))]
    assert (unexplained, len(passed) >= LEAST[name]) == ([], True)
    assert len(failed) == len(EXPLAINED[name])
