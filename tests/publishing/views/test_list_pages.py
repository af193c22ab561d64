"""Long lists are several pages, each with its neighbours; short ones are one."""

import pytest

from testamur.publishing.views.list_pages import list_pages
from testamur.publishing.views.site_info import Place


def pages(number, most=10):
    return list_pages(range(number), most=most, first="skills/", more="skills-")


def test_a_list_that_fits_is_one_page_with_no_neighbours():
    (page,) = pages(10)
    assert page.entries == tuple(range(10))
    assert (page.here, page.previous, page.next, page.later) == (Place("skills/"), None, None, ())


def test_an_empty_list_is_a_page_too():
    (page,) = pages(0)
    assert page.entries == ()


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 21, 95])
def test_the_pages_together_have_every_entry_once_and_in_order(number):
    assert [entry for page in pages(number) for entry in page.entries] == list(range(number))


def test_no_page_has_more_than_its_share():
    assert [len(page.entries) for page in pages(21)] == [10, 10, 1]


def test_every_page_leads_to_the_next_and_back():
    made = pages(25)
    assert [page.here.path for page in made] == ["skills/", "skills-2/", "skills-3/"]
    assert [page.next for page in made] == [made[1].here, made[2].here, None]
    assert [page.previous for page in made] == [None, made[0].here, made[1].here]


def test_a_script_is_told_the_way_to_all_later_pages():
    assert pages(25)[0].later == ("../skills-2/", "../skills-3/")
