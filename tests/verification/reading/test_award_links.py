"""Links to awards: what counts as one address, and what does not."""

import pytest

from award_link_table import BASE, ELSEWHERE, ID, PAGE, THE_SAME
from testamur.verification.reading.award_links import read_link, unwrapped


@pytest.mark.parametrize("text", THE_SAME.values(), ids=THE_SAME)
def test_a_link_to_an_award_is_the_address_that_is_signed(text):
    assert read_link(text, BASE).pages == (PAGE,)


@pytest.mark.parametrize(("text", "elsewhere"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_link_that_leads_elsewhere_is_no_link_to_the_award(text, elsewhere):
    found = read_link(text, BASE)
    assert (found is None) is (elsewhere is None)
    assert found is None or PAGE not in found.pages


@pytest.mark.parametrize("name", ["badge.png", "badge.svg", "credential.json"])
def test_a_file_beside_the_page_is_asked_for_itself(name):
    assert read_link(f"{PAGE}{name.upper()}", BASE).file == name


def test_of_another_registry_both_readings_of_a_path_are_told_the_likelier_first():
    other = "https://other.example"
    assert read_link(f"{other}/fr/awards/{ID}/", BASE).pages == (
        f"{other}/fr/awards/{ID}/",
        f"{other}/awards/{ID}/",
    )
    assert read_link(f"{other}/badges/awards/{ID}/", BASE).pages == (f"{other}/badges/awards/{ID}/",)


def test_the_path_of_a_registry_is_no_language_of_it():
    base = "https://host.example/bdg"
    assert read_link(f"{base}/awards/{ID}/", base).pages == (f"{base}/awards/{ID}/",)
    assert read_link(f"{base}/fr/awards/{ID}/", base).pages == (f"{base}/awards/{ID}/",)
    assert (
        read_link(f"https://host.example/BDG/awards/{ID}/", base).pages[0] == f"https://host.example/BDG/awards/{ID}/"
    )


def test_other_links_are_taken_out_of_the_text_around_them_too():
    assert unwrapped(" <https://other.example/a.json?x=(1)>. ") == "https://other.example/a.json?x=(1)"
