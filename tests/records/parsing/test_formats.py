"""The formats of texts: addresses, e-mail, time zones, languages, countries."""

import time

import pytest

from testamur.records.parsing.formats import FORMATS, FormatError
from testamur.text import codes


def refusal(format_name, text):
    with pytest.raises(FormatError) as error:
        FORMATS[format_name](text)
    return error.value


NO_PUBLIC_ADDRESS = {
    "S-14 http": "http://work.example/",
    "S-14 ftp": "ftp://work.example/",
    "S-14 a script": "javascript:alert(1)",
    "S-14 a script in large letters": "JaVaScRiPt:alert(1)//https://x.example/",
    "S-14 data": "data:text/html,<b>",
    "S-14 a file": "file:///etc/passwd",
    "S-14 no scheme": "work.example/report",
    "S-14 two slashes only": "//work.example/",
    "S-14 a password": "https://user:pw@work.example/",
    "S-14 a user": "https://user@work.example/",
    "S-14 an empty user": "https://@work.example/",
    "S-14 10.0.0.1": "https://10.0.0.1/",
    "S-14 loopback": "https://127.1/",
    "S-14 in one number": "https://2130706433/",
    "S-14 hexadecimal": "https://0x7f.0x0.0x0.0x1/",
    "S-14 octal": "https://0177.0.0.1/",
    "S-14 IPv6": "https://[::1]/",
    "S-14 IPv4 in IPv6": "https://[::ffff:10.0.0.1]/",
    "S-14 metadata of a cloud": "https://169.254.169.254/latest",
    "S-14 localhost": "https://localhost/",
    "S-14 below localhost": "https://x.localhost/",
    "S-14 a name of this network": "https://printer.local/",
    "S-14 one word": "https://intranet/",
    "S-14 .test": "https://work.test/",
    "S-14 .invalid": "https://work.invalid/",
    "S-14 a newline": "https://work.example/\nx",
    "S-14 a space": "https://work.example/a b",
    "S-14 a tab": "https://work.example/\tx",
    "S-14 backslashes": "https:\\\\work.example\\x",
    "S-14 a bracket that never closes": "https://[::1/",
    "S-14 a port that is none": "https://work.example:99999/",
    "S-14 port 0": "https://work.example:0/",
    "S-14 no host": "https:///x",
    "S-14 a dot at the end": "https://work.example./",
    "S-14 two dots": "https://work..example/",
    "S-15 other letters": "https://münchen.example/",
    "S-15 a long host": "https://" + "a." * 200 + "example/",
    "an empty text": "",
}


@pytest.mark.parametrize("text", NO_PUBLIC_ADDRESS.values(), ids=NO_PUBLIC_ADDRESS)
def test_an_address_that_is_not_public_https_is_refused(text):
    found = refusal("testamur-https-address", text)
    assert found.code == "url"
    assert found.remedy


@pytest.mark.parametrize(
    "text",
    [
        "https://work.example",
        "https://work.example:8443/a?b=c#d",
        "HTTPS://Work.Example/%C3%A9",
        "https://xn--mnchen-3ya.example/",
        "https://1and1.example/",
        "https://a-b.co.uk/~ada/(x)",
    ],
)
def test_public_https_addresses_are_accepted(text):
    FORMATS["testamur-https-address"](text)


def test_a_password_is_not_repeated():
    found = refusal("testamur-https-address", "https://ada:s3cret@work.example/x")
    assert "s3cret" not in found.reason + found.remedy + found.shown
    assert found.shown == "https://…@work.example"


def test_a_host_in_other_letters_is_refused_with_its_ascii_spelling():
    assert "xn--mnchen-3ya.example" in refusal("testamur-https-address", "https://münchen.example/x").remedy


def test_the_address_of_a_skill_may_be_http():
    FORMATS["testamur-web-address"]("http://data.europa.eu/esco/skill/1")
    assert refusal("testamur-web-address", "ftp://data.europa.eu/").code == "url"


@pytest.mark.parametrize(
    "text",
    [
        "http://x.example",
        "x.example",
        "https://",
        "https://X.example",
        "https://x.example/",
        "https://x.example//a",
        "https://x.example/a/",
        "https://x.example/./a",
        "https://x.example/a/../b",
        "https://x.example/.well-known",
        "https://x.example/a%2fb",
        "https://x.example?a",
        "https://x.example#a",
        "https://x.example:443",
        "https://x.example:",
        "https://user:pw@x.example",
        "https://localhost:8000",
        "https://preview.invalid",
        "https://münchen.example",
    ],
)
def test_the_address_of_a_site_must_be_plain(text):  # F-02
    found = refusal("testamur-base", text)
    assert (found.code, bool(found.remedy)) == ("base", True)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("http://x.example", "Write it like https://badges.harbour.example"),
        ("https://10.0.0.1", "Write it like https://badges.harbour.example"),
        ("https://münchen.example", "Write the host as xn--mnchen-3ya.example"),
        ("https://user:pw@x.example", "Leave out what stands before the @"),
    ],
)
def test_what_is_wrong_with_the_address_of_a_site_has_its_own_remedy(text, remedy):
    assert refusal("testamur-base", text).remedy.startswith(remedy)


@pytest.mark.parametrize("text", ["https://x.example", "https://x.example:8443", "https://user.github.io/My_repo.v2"])
def test_the_address_of_a_site_may_have_a_port_and_a_path(text):
    FORMATS["testamur-base"](text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Dublin", "Europe/Dublin"),
        ("europe/dublin", "Europe/Dublin"),
        ("new york", "America/New_York"),
        ("../../etc/passwd", "e.g."),
        ("/etc/localtime", "e.g."),
        ("Europe/Dublin\n", "Europe/Dublin"),
        ("", "e.g."),
    ],
)
def test_an_unknown_time_zone_is_refused_with_a_suggestion(text, meant):
    found = refusal("testamur-time-zone", text)
    assert (found.code, meant in found.remedy) == ("time-zone", True)


@pytest.mark.parametrize("text", ["Europe/Dublin", "UTC", "America/Argentina/Buenos_Aires"])
def test_time_zones_of_the_database_are_accepted(text):
    FORMATS["testamur-time-zone"](text)


LANGUAGES = [
    ("english", "en"), ("gb", "en"), ("jp", "ja"), ("eng", "en"), ("français", "fr"), ("en_US", "en-US"), ("EN", "en"),
    ("pt-br", "pt-BR"), ("en-", None), ("xx", None), ("e", None), ("", None), ("en-english-english", None),
    ("en\n", None), ("klingon", None), ("e\u0301n", None), ("-en", None), ("zh-hant", "zh-Hant"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), LANGUAGES)
def test_an_invalid_language_tag_is_refused_with_a_suggestion(text, meant):  # S-18
    found = refusal("testamur-language", text)
    assert (found.code, f"mean {meant}?" in found.remedy) == ("language-tag", meant is not None)


@pytest.mark.parametrize("text", ["en", "fr", "pt-BR", "zh-Hant", "es-419", "sr-Latn-RS", "ca-valencia", "gsw", "ga"])
def test_language_tags_are_accepted(text):
    FORMATS["testamur-language"](text)


@pytest.mark.parametrize(("text", "meant"), [("UK", "GB"), ("ie", "IE"), ("Ireland", None), ("ZZ", None), ("", None)])
def test_an_invalid_country_code_is_refused_with_a_suggestion(text, meant):
    found = refusal("testamur-country", text)
    assert (found.code, f"mean {meant}?" in found.remedy) == ("country", meant is not None)


def test_norways_code_is_accepted():  # Y-07
    FORMATS["testamur-country"]("NO")


def test_country_codes_equal_those_of_the_locale_data():
    from babel import Locale

    known = Locale("en")
    assert {code for code in known.languages if len(code) == 2} == codes.LANGUAGES
    assert known.territories.keys() >= codes.COUNTRIES
    assert {"FR", "IE", "NO", "XK"} <= codes.COUNTRIES


@pytest.mark.parametrize("text", ["registrar@harbour.example", "o'brien+x@mail.harbour.example"])
def test_email_addresses_are_accepted(text):
    FORMATS["testamur-email"](text)


@pytest.mark.parametrize(
    "text",
    ["x", "a@b", "Ada <a@b.example>", "a@b.example,c@d.example", "a@b.example\n", "<script>@b.example", "a@@b.c"],
)
def test_an_invalid_email_address_is_refused(text):
    assert refusal("testamur-email", text).code == "email"


@pytest.mark.parametrize(
    "text",
    [
        "did:web:Northquay.example",
        "did:web:",
        "did:key:",
        "did:key:z6Mk0OIl",
        "did:jwk:e30=",
        "did:",
        "urn:uuid:1",
        "7",
    ],
)
def test_what_names_no_issuer_is_refused(text):
    assert refusal("testamur-issuer", text).code in {"did", "url"}


HOSTILE = ["a", "a-", "0x", "a.", "/a", "-a", "1.", "%41", "é", " ", "@", "0x1."]


@pytest.mark.parametrize("format_name", FORMATS)
def test_long_texts_are_checked_quickly_against_every_format(format_name):  # S-20
    begun = time.process_time()
    for part in HOSTILE:
        for start in ("", "https://", "a@", "2026-05-14T"):
            with pytest.raises(FormatError):
                FORMATS[format_name](start + part * 50_000 + "!\x00")
    assert time.process_time() - begun < 10
