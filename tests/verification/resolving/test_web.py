import contextlib
import datetime
import gzip
import socket
import time

import httpx
import pytest

from paths import ROOT
from testamur.verification.resolving.resolver import NotFound, Unavailable
from testamur.verification.resolving.web import WebResolver

URL = "https://badges.harbour.example/issuer/did.json"
PUBLIC = "93.184.216.34"


def web(answer, address=PUBLIC, **more):
    return WebResolver(transport=httpx.MockTransport(answer), addresses=lambda host, port: [address], **more)


def never(request):
    raise AssertionError(f"{request.url} was asked")


def refusal(resolver, url=URL, limit=100):
    with pytest.raises(Unavailable) as caught:
        resolver.fetch(url, limit=limit)
    return str(caught.value)


def test_a_request_reveals_nothing_about_the_client():
    asked = []

    def answer(request):
        asked.append(request)
        return httpx.Response(200, content=b"{}", headers={"Set-Cookie": "who=you; Path=/"})

    resolver = web(answer)
    assert [resolver.fetch(URL, limit=2) for _ in range(2)] == [b"{}", b"{}"]
    assert {name for request in asked for name in request.headers} == {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
        "cache-control",
    }
    assert asked[1].headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "::10.0.0.1",
        "2002:a00:1::",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
    ],
)
def test_private_addresses_are_not_contacted(address):  # C-27
    assert "is not a public host" in refusal(web(never, address))


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1::1", f"::ffff:{PUBLIC}", f"64:ff9b::{PUBLIC}"])
def test_public_addresses_are_contacted(address):
    assert web(lambda request: httpx.Response(200, content=b"{}"), address).fetch(URL, limit=2) == b"{}"


def test_a_host_with_one_private_address_is_not_contacted():
    resolver = WebResolver(transport=httpx.MockTransport(never), addresses=lambda host, port: [PUBLIC, "10.0.0.1"])
    assert "is not a public host" in refusal(resolver)


def test_an_unknown_host_is_reported():
    def unknown(host, port):
        raise OSError("no such host")

    assert "cannot be found" in refusal(WebResolver(transport=httpx.MockTransport(never), addresses=unknown))


@pytest.mark.parametrize(
    "url",
    [
        "http://badges.harbour.example/",
        "file:///etc/hostname",
        "https://you:secret@badges.harbour.example/",
        "https://",
        "",
        "https://a\nb/",
        "https://xn--a/",
        "https://xn--a.example/x",
        "https://[::1",
    ],
)
def test_only_plain_https_addresses_are_fetched(url):  # C-27, D-05
    refusal(web(never), url)


def test_a_redirect_on_the_same_host_is_followed():
    def answer(request):
        return (
            httpx.Response(200, content=b"{}")
            if request.url.path == "/new"
            else httpx.Response(301, headers={"Location": "/new"})
        )

    assert web(answer).fetch(URL, limit=2) == b"{}"


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("https://evil.example/", "another host"),
        ("https://badges.harbour.example:22/", "another host"),
        ("https://badges.harbour.example.evil.example/", "another host"),
        ("//evil.example/", "another host"),
        ("http://badges.harbour.example/", "not a plain https address"),
        ("https://[", ""),
        ("/again", "more than 3 times"),
    ],
)
def test_other_redirects_are_not_followed(location, told):  # D-05, L-10
    assert told in refusal(web(lambda request: httpx.Response(302, headers={"Location": location})))


@pytest.mark.parametrize("status", [204, 304, 403, 404, 500])
def test_a_status_other_than_success_is_reported(status):  # L-10
    resolver = web(lambda request: httpx.Response(status))
    assert f"answered {status}" in refusal(resolver)
    with pytest.raises(Unavailable) as error:
        resolver.fetch(URL, limit=100)
    assert error.value.status == status


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (httpx.ConnectTimeout("slow"), "did not answer within"),
        (httpx.ConnectError("refused"), "could not be reached (ConnectError)"),
        (httpx.RemoteProtocolError("?"), "could not be reached"),
    ],
)
def test_a_failed_connection_is_reported_in_words(error, told):  # L-10
    def answer(request):
        raise error

    assert told in refusal(web(answer))


@pytest.mark.parametrize(("status", "is_known"), [(404, True), (410, True), (403, False), (429, False), (503, False)])
def test_only_a_host_that_says_so_has_no_such_document(status, is_known):
    with pytest.raises(Unavailable) as caught:
        web(lambda request: httpx.Response(status)).fetch(URL, limit=100)
    assert isinstance(caught.value, NotFound) is is_known


@pytest.mark.parametrize(("error", "is_known"), [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False)])
def test_only_a_name_that_does_not_exist_has_no_documents(error, is_known):
    def unknown(host, port):
        raise socket.gaierror(error, "no")

    with pytest.raises(Unavailable, match="cannot be found") as caught:
        WebResolver(transport=httpx.MockTransport(never), addresses=unknown).fetch(URL, limit=100)
    assert isinstance(caught.value, NotFound) is is_known


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Date": "Sun, 01 Nov 2026 12:00:00 GMT"}, 0),
        ({"Date": "Sun, 01 Nov 2026 12:00:00 GMT", "Age": "90"}, 90),
        ({"Date": "yesterday"}, None),
        ({"Date": "Sun, 01 Nov 2026 12:00:00 GMT", "Age": "old"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [200, 404])
def test_the_hosts_clock_is_read_from_any_answer(headers, seconds, status):
    resolver = web(lambda request: httpx.Response(status, headers=headers))
    with contextlib.suppress(Unavailable):
        resolver.fetch(URL, limit=100)
    noon = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)
    assert resolver.date == (None if seconds is None else noon + datetime.timedelta(seconds=seconds))


def test_reading_stops_at_the_limit():  # D-05
    read = []

    def parts():
        for number in range(1000):
            read.append(number)
            yield b"x" * 1000

    assert "larger than 5,000 bytes" in refusal(web(lambda request: httpx.Response(200, content=parts())), limit=5000)
    assert len(read) < 200


def test_a_compressed_document_is_not_unpacked():
    bomb = gzip.compress(bytes(10_000_000))
    resolver = web(
        lambda request: httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(bomb))
    )
    assert "packed, which was not asked for" in refusal(resolver)


def test_a_slow_host_is_abandoned_after_the_time_limit():  # L-10
    def parts():
        for _ in range(100):
            time.sleep(0.1)
            yield b"x"

    before = time.monotonic()
    assert "did not answer within" in refusal(web(lambda request: httpx.Response(200, content=parts()), seconds=0.1))
    assert time.monotonic() - before < 5


def test_only_the_web_resolver_and_the_github_client_open_connections():
    engine = ROOT / "plugins" / "testamur"
    using = [path.relative_to(engine).as_posix() for path in engine.rglob("*.py") if "import httpx" in path.read_text()]
    assert sorted(using) == ["github/client.py", "verification/resolving/web.py"]
