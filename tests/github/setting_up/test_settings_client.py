"""A list is read to its end, however GitHub cuts it into pages."""

import httpx
import pytest

from fake_repository_settings import REPOSITORY, TOKEN
from testamur.github import client
from testamur.github.setting_up.refusals import RefusedError
from testamur.github.setting_up.settings_client import SettingsClient

NEXT = {"Link": f'<https://api.github.com/repos/{REPOSITORY}/labels?page=2>; rel="next", <https://x>; rel="last"'}


def settings_client(*pages):
    """A client of a GitHub that answers with these pages: (entries, headers)."""

    def answer(request):
        entries, headers = pages[int(request.url.params["page"]) - 1]
        return httpx.Response(200, json=entries, headers=headers)

    transport = httpx.MockTransport(answer)
    hub = client.GitHub(repository=REPOSITORY, token=TOKEN, api="https://api.github.com", transport=transport)
    return SettingsClient(hub=hub, is_there=True)


def names(*pages):
    return [one["name"] for one in settings_client(*pages).read_list("labels", "the labels")]


def test_a_short_page_that_another_follows_does_not_end_a_list():
    """GitHub leaves out what an account may not see, and the page is shorter for it."""
    assert names(([{"name": "a"}], NEXT), ([{"name": "b"}], {})) == ["a", "b"]


def test_a_page_that_none_follows_ends_a_list():
    assert names(([{"name": "a"}], {})) == ["a"]


def test_a_full_page_is_followed_by_another_question():
    assert len(names(([{"name": "a"}] * 100, {}), ([{"name": "b"}], {}))) == 101


def test_a_list_without_an_end_is_left_to_a_person():
    with pytest.raises(RefusedError, match=r"more than 2,000\. Look at it by hand"):
        names(*[([], NEXT)] * 20)
