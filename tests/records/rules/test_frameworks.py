"""Frameworks of skills: each is found by all of its names, and its own examples are right."""

import pytest

from testamur.records.rules.frameworks import FRAMEWORKS, find, probably_meant


@pytest.mark.parametrize("one", FRAMEWORKS, ids=lambda one: one.name)
def test_the_examples_in_remedies_are_valid_codes(one):
    assert one.form_of(one.example) is not None
    assert all(find(name) is one for name in (one.name, *one.also))
    if one.address:
        assert one.form_of(one.code_in(one.address)) is not None
        assert one.is_at(one.address) or not one.hosts


@pytest.mark.parametrize(("name", "address", "meant"), [
    ("Ecso", "", "ESCO"), ("CTLD", "", "CTDL"), ("NQF", "", ""), ("Harbour skills", "https://www.harbour.example/", ""),
    ("The EU skills", "http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f", "ESCO"),
])  # fmt: skip
def test_a_name_that_is_nearly_a_frameworks_is_probably_meant(name, address, meant):
    assert find(name) is None
    assert probably_meant(name, address) == meant
