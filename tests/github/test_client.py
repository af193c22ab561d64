"""GitHub's interface for programs: what is asked, page after page, and what each kind of failure says."""

import json

import httpx
import pytest

from testamur.errors import UsageError
from testamur.github import client

API = "https://api.github.com"
REPOSITORY = "port/registry"


class Asked:
    """Answers with `answers` in turn, and remembers what was asked."""

    def __init__(self, *answers):
        self.answers, self.requests = list(answers), []

    def __call__(self, request):
        self.requests.append(request)
        return self.answers.pop(0)

    @property
    def client(self):
        return self.client_at(API)

    def client_at(self, api):
        return client.GitHub(
            repository=REPOSITORY, token="job-token", api=api, graphql="", transport=httpx.MockTransport(self)
        )

    @property
    def addresses(self):
        return [
            f"{request.method} {str(request.url).removeprefix(f'{API}/repos/{REPOSITORY}/')}"
            for request in self.requests
        ]


def answer(value, status=200):
    return httpx.Response(status, json=value)


def test_a_question_names_the_repository_the_version_and_the_token():
    asked = Asked(answer({"number": 7}))
    assert asked.client.get("pulls/7") == {"number": 7}
    (request,) = asked.requests
    assert str(request.url) == f"{API}/repos/{REPOSITORY}/pulls/7"
    assert request.headers["Authorization"] == "Bearer job-token"
    assert request.headers["X-GitHub-Api-Version"] == "2022-11-28"


@pytest.mark.parametrize("method", ["post", "patch"])
def test_what_is_written_is_sent_as_json_and_the_answer_returned(method):
    asked = Asked(answer({"id": 1}, 201))
    assert getattr(asked.client, method)("issues/7/comments", {"body": "Ŵell"}) == {"id": 1}
    (request,) = asked.requests
    assert (request.method, json.loads(request.content)) == (method.upper(), {"body": "Ŵell"})


def test_what_is_not_there_is_none():
    assert Asked(answer({"message": "Not Found"}, 404)).client.get("pulls/7") is None
    assert Asked(answer({"message": "Not Found"}, 404)).client.every("pulls") == []


def test_a_list_is_read_page_after_page_until_one_is_not_full():
    asked = Asked(answer(list(range(100))), answer(list(range(100, 200))), answer([200]))
    assert asked.client.every("pulls?state=all") == list(range(201))
    assert asked.addresses == [f"GET pulls?state=all&per_page=100&page={page}" for page in (1, 2, 3)]


def test_a_full_last_page_is_followed_by_an_empty_one():
    asked = Asked(answer(list(range(100))), answer([]))
    assert len(asked.client.every("pulls")) == 100
    assert asked.addresses == ["GET pulls?per_page=100&page=1", "GET pulls?per_page=100&page=2"]


def test_a_list_without_end_is_given_up():
    asked = Asked(*(answer(list(range(100))) for _ in range(30)))
    with pytest.raises(client.GitHubError, match="more than 2,000 entries at pulls: look at it by hand"):
        asked.client.every("pulls")
    assert len(asked.requests) == 20


@pytest.mark.parametrize("status", [301, 404, 410])
def test_what_was_moved_or_deleted_is_not_there(status):
    asked = Asked(httpx.Response(status, headers={"Location": "https://evil.example/"}))
    assert asked.client.get("issues/7") is None
    assert len(asked.requests) == 1  # and the token was sent nowhere else


@pytest.mark.parametrize("status", [401, 403, 422, 500, 503])
@pytest.mark.parametrize("method", ["get", "post", "patch"])
def test_a_refusal_is_reported_with_its_number_and_what_was_asked(method, status):
    asked = Asked(httpx.Response(status, headers={"Location": "https://evil.example/"}))
    value = () if method == "get" else ({},)
    with pytest.raises(
        client.GitHubError, match=f"GitHub answered {status} to {method.upper()} issues/7: look whether"
    ):
        getattr(asked.client, method)("issues/7", *value)
    assert len(asked.requests) == 1  # and the token was sent nowhere else


@pytest.mark.parametrize("method", ["post", "patch"])
def test_nothing_can_be_written_where_nothing_is(method):
    with pytest.raises(client.GitHubError, match="answered 404"):
        getattr(Asked(answer({}, 404)).client, method)("issues/7", {})


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("pulls", r"tick \*Allow GitHub Actions to create and approve pull requests\*"),
        ("statuses/x", "permissions are as testamur init wrote them"),
    ],
)
def test_a_permission_that_github_denies_is_reported_with_the_setting_to_change(path, said):
    with pytest.raises(client.GitHubError, match=said):
        Asked(httpx.Response(403)).client.post(path, {})


def test_a_forge_below_a_path_is_asked_there():
    asked = Asked(answer({"number": 7}))
    asked.client_at("https://git.port.example/api/v3").get("pulls/7")
    assert str(asked.requests[0].url) == f"https://git.port.example/api/v3/repos/{REPOSITORY}/pulls/7"


def test_forgejo_is_not_asked_who_pushed_and_that_is_no_empty_list():
    asked = Asked()
    with pytest.raises(client.GitHubError, match=r"does not tell who pushed.*Sign and build where the key is"):
        list(asked.client_at("https://codeberg.org/api/v1").every_by_cursor("activity?ref=refs/heads/ledger"))
    assert asked.requests == []


def test_a_github_that_keeps_no_pushes_is_not_one_where_nobody_pushed():
    nothing = httpx.Response(404, json={"message": "Not Found"})
    asked = Asked(nothing, nothing)
    with pytest.raises(client.GitHubError, match="does not tell who pushed"):
        list(asked.client.every_by_cursor("activity?ref=refs/heads/ledger"))
    assert asked.addresses[1] == "GET activity?per_page=1"


def test_a_branch_that_is_not_there_has_no_pushes():
    asked = Asked(answer({"message": "Not Found"}, 404), answer([{"id": 1}]))
    assert list(asked.client.every_by_cursor("activity?ref=refs/heads/ledger")) == []


def test_a_forge_without_graphql_is_not_asked_by_it():
    asked = Asked()
    with pytest.raises(client.GitHubError, match="does not tell who pushed"):
        asked.client.query("query {}", {})
    assert asked.requests == []


@pytest.mark.parametrize(
    "refusal",
    [
        httpx.Response(429),
        httpx.Response(403, headers={"x-ratelimit-remaining": "0"}),
        httpx.Response(403, headers={"retry-after": "60"}),
    ],
    ids=["429", "used up", "too fast"],
)
def test_a_limit_of_requests_is_not_taken_for_a_lack_of_rights(refusal):
    with pytest.raises(client.GitHubError, match="run this job again in an hour") as error:
        Asked(refusal).client.post("pulls", {})
    assert not isinstance(error.value, client.PullsDeniedError)


def test_the_token_appears_in_no_message():
    def unreachable(request):
        raise httpx.ConnectError("no route for job-token")

    asked = client.GitHub(repository=REPOSITORY, token="job-token", api=API, transport=httpx.MockTransport(unreachable))
    with pytest.raises(client.GitHubError, match=r"could not be reached \(ConnectError\)") as error:
        asked.get("pulls")
    assert "job-token" not in str(error.value)


ENVIRONMENT = {"GITHUB_REPOSITORY": REPOSITORY, "TESTAMUR_GIT_TOKEN": "job-token", "GITHUB_API_URL": API}


def test_a_workflow_says_where_to_ask(monkeypatch):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    asked = Asked(answer({}))
    made = client.from_environment(httpx.MockTransport(asked))
    made.get("pulls")
    assert made.repository == REPOSITORY
    assert asked.addresses == ["GET pulls"]


@pytest.mark.parametrize(
    "changes",
    [
        {"GITHUB_REPOSITORY": ""},
        {"GITHUB_REPOSITORY": "port"},
        {"GITHUB_REPOSITORY": "port/registry/../other"},
        {"TESTAMUR_GIT_TOKEN": ""},
    ],
    ids=str,
)
def test_elsewhere_than_in_a_workflow_nobody_is_asked(monkeypatch, changes):
    for name, value in {**ENVIRONMENT, **changes}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match="this is a job of a GitHub workflow"):
        client.from_environment()
