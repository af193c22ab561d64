"""A refusal of GitHub's is a sentence with the remedy."""

import pytest

from testamur.github.client import Answer
from testamur.github.setting_up import refusals


def said(status, message="", **headers):
    answer = Answer(status, {"message": message}, {name.replace("_", "-"): value for name, value in headers.items()})
    return str(refusals.refusal(answer, "Pages"))


@pytest.mark.parametrize(
    ("status", "message", "headers", "cause", "remedy"),
    [
        (401, "Bad credentials", {}, "the token is wrong", "Make a new one: https://github.com/settings/tokens/new"),
        (403, "Upgrade to GitHub Pro or make this public", {}, "the plan does not have it", "Choose a paid plan"),
        (403, "Forbidden", {"x_ratelimit_remaining": "0"}, "GitHub asks us to wait", "In an hour, run this again"),
        (403, "You have exceeded a secondary rate limit", {}, "GitHub asks us to wait", "In an hour, run this again"),
        (429, "", {}, "GitHub asks us to wait", "In an hour, run this again"),
        (403, "Forbidden", {"retry_after": "60"}, "GitHub asks us to wait", "In a minute, run this again"),
        (429, "", {"retry_after": "61"}, "GitHub asks us to wait", "In 2 minutes, run this again"),
        (429, "", {"retry_after": "soon"}, "GitHub asks us to wait", "In an hour, run this again"),
        (403, "Forbidden", {"x_github_sso": "required; url=x"}, "single sign-on", "Configure SSO"),
        (
            403,
            "Resource not accessible by personal access token",
            {"x_accepted_github_permissions": "pages=write"},
            "lacks a permission: pages=write",
            "scopes repo and workflow",
        ),
        (403, "Must have admin rights", {}, "“Must have admin rights”", "Let an administrator"),
        (404, "Not Found", {}, "may not change it, or the plan does not have it", "Let an administrator"),
        (409, "Conflict", {}, "a rule of the organization", "Let an owner allow it"),
        (422, "Validation Failed", {}, "“Validation Failed”", "Mend what it names"),
        (502, "", {}, "a fault of its own", "Wait some minutes"),
        (418, "", {}, "this answer was not expected", "by hand"),
    ],
)
def test_each_refusal_has_its_cause_and_remedy(status, message, headers, cause, remedy):
    sentence = said(status, message, **headers)
    assert sentence.startswith("Pages: ")
    assert cause in sentence
    assert remedy in sentence


def test_what_github_says_stays_on_one_line():
    assert "\n" not in said(422, "one\n::error::two\x1b[31m")


@pytest.mark.parametrize("value", [None, [], "text", {"message": 7}, {"errors": {"a": 1}}, {"errors": [None, 7, {}]}])
def test_an_answer_of_another_shape_has_no_words(value):
    assert refusals.message_of(value) == ""
