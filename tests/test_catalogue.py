"""Every row of the catalogue of hostile inputs that applies has a test that names it, and the table says which do."""

import re

import pytest

import catalogue_table
import reference

# Rows that nothing here can be tried with, and why.
DOES_NOT_APPLY = {
    "T": "there is no transparency log yet",
    "K-14": "only a log can tell genuine awards of a stolen key from forged ones",
}


def test_the_table_in_the_threat_model_is_as_the_tests_are():
    page = catalogue_table.PAGE.read_text(encoding="utf-8")
    assert page == catalogue_table.written(page), "write it anew: python tests/catalogue_table.py"


def rows():
    """The numbers of the catalogue, which is no part of this repository."""
    (catalogue,) = reference.FOLDER.parent.glob("HOSTILE*.md")
    return re.findall(r"^\| ([A-Z]-[0-9]{2}) \|", catalogue.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.reference("the catalogue of hostile inputs")
def test_every_row_of_the_catalogue_has_a_test():
    named = catalogue_table.named()
    assert len(rows()) > 200
    assert [row for row in rows() if DOES_NOT_APPLY.keys().isdisjoint({row[0], row}) and row not in named] == []


@pytest.mark.reference("the catalogue of hostile inputs")
def test_no_test_names_a_row_that_the_catalogue_does_not_have():
    assert set(catalogue_table.named()) - set(rows()) == set()
