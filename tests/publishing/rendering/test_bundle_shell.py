"""The page of a bundle: every script that it needs is inside, in a reader's language, and nothing is fetched."""

import base64
import json
import re

import pytest

from page_samples import sample_site
from testamur.publishing.rendering import bundle_shell
from testamur.verification.bundle import container
from testamur.verification.bundle.container import Bundle, credential_name

AWARD = "7k3q-9c2m-4t8x-0v6p"
STATIC, LATER = re.compile(r'\bfrom "([^"]+)"'), re.compile(r'\bimport\("(testamur/[^"]+)"\)')


@pytest.fixture(scope="module")
def page():
    return bundle_shell.shell(sample_site()).decode()


@pytest.fixture(scope="module")
def modules(page):
    """The scripts inside, by the names under which they import each other."""
    addresses = json.loads(re.search(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)[1])["imports"]
    prefix = "data:text/javascript;base64,"
    assert all(address.startswith(prefix) for address in addresses.values())
    return {name: base64.b64decode(address.removeprefix(prefix)).decode() for name, address in addresses.items()}


def test_every_script_that_is_needed_at_once_is_inside(modules):
    needed = {name for source in modules.values() for name in STATIC.findall(source)}
    assert needed <= modules.keys()


def test_what_is_needed_later_is_inside_unless_it_is_for_awards_of_others(modules):
    needed = {name for source in modules.values() for name in LATER.findall(source)}
    missing = {name.removeprefix("testamur/") for name in needed - modules.keys()}
    assert missing <= bundle_shell._OF_OTHERS


def test_the_names_that_are_left_out_are_names_of_scripts():
    folder = bundle_shell.installed.shipped_folder("theme") / "static" / "verifier"
    there = {path.name for path in folder.glob("*.js")} | {path.name for path in folder.parent.glob("*.js")}
    assert there >= bundle_shell._OF_OTHERS


def test_no_script_inside_is_read_from_anywhere(modules):
    assert not [name for name, source in modules.items() if re.search(r'(?:\bfrom |await import\()"\.', source)]


def test_the_policy_of_the_page_forbids_every_connection(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none';")
    assert "connect-src" not in policy
    assert "http" not in policy


def test_a_reader_is_spoken_to_in_the_language_of_the_page():
    page = bundle_shell.shell(sample_site(language="fr")).decode()
    words = json.loads(re.search(r'id="testamur-words">(.*?)</script>', page, re.DOTALL)[1])
    assert words["Everything in this file fits together"] == "Tout concorde dans ce fichier"
    assert "Ce fichier contient une attestation" in page


def test_the_container_is_empty_until_it_is_filled_and_then_holds_the_parts(page):
    bundle = Bundle("https://badges.harbour.example", AWARD, {credential_name(AWARD): b'{"a":"</script><b>"}'})
    filled = bundle_shell.fill(page.encode(), bundle)
    assert container.find(filled) == bundle
    assert filled.count(b"</script>") == page.count("</script>")
