"""The page "Check an award" with a statement code: what it says of one, and without a network once it is kept."""

import functools
import http.server
import re
import shutil
from dataclasses import replace

import pytest

import coded_site
import demo_site
import local_servers
import tools
import verifying
from coded_site import address, code, named, statement
from demo_site import BASE, open_page
from paths import ROOT
from testamur.credentials.statement_codes import statement_code
from testamur.proofs.cose import sign1


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return coded_site.build(tmp_path_factory)


@pytest.fixture
def host(folder):
    return demo_site.Host(folder / "site")


@pytest.fixture
def opened(browser, host):
    """A function that opens the page by the address of a code."""
    pages = []

    def open_code(data):
        page = open_page(browser, host, address(data).removeprefix(f"{BASE}/"), width=1100)
        pages.append(page)
        page.wait_for_selector("#results .result")
        return page

    yield open_code
    for page in pages:
        page.context.close()


def altered(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def cards(page):
    return [
        (
            card.get_attribute("data-stated") or card.get_attribute("data-verdict"),
            "is-green" in card.get_attribute("class"),
        )
        for card in page.locator("#results .result").all()
    ]


def test_a_code_is_called_signed_and_its_award_is_checked(opened, folder):
    page = opened(code(folder, named(folder)))
    page.wait_for_selector("#results .result.is-green")
    assert cards(page) == [("SIGNED", False), ("VALID", True)]


def test_a_code_says_what_only_the_network_can_say(opened, folder):
    said = opened(code(folder, named(folder))).locator(".result").first.inner_text()
    assert "Signed by badges.harbour.example; whether it still stands, only the network can say." in said


def test_what_is_signed_does_not_stay_in_the_address(opened, folder):
    assert opened(code(folder, named(folder))).url == f"{BASE}/verify/"


def test_nothing_of_a_code_is_sent_to_anybody(opened, host, folder):
    data = code(folder, named(folder))
    opened(data)
    assert not [url for url in host.asked if address(data).partition("#")[2] in url]


def test_an_altered_code_is_not_to_be_relied_on(opened, folder):
    page = opened(altered(code(folder, named(folder))))
    assert cards(page) == [("INVALID", False)]
    assert statement(folder, named(folder)).name not in page.locator("#results").inner_text()


def test_an_award_that_cannot_be_reached_leaves_the_code_alone(opened, host, folder):
    award_id = named(folder)
    host.instead[f"awards/{award_id}/credential.json"] = None
    page = opened(code(folder, award_id))
    page.wait_for_selector(".result .facts")
    assert cards(page) == [("SIGNED", False)]
    assert page.locator(".result a").get_attribute("href") == f"{BASE}/awards/{award_id}/"


def test_what_lies_at_the_page_of_an_award_is_a_finding_of_its_own(opened, host, folder):
    first, second = named(folder), demo_site.awards(folder / "site")[-1]
    assert first != second
    data = code(folder, first)
    # What lies at its address is not of it: the check of the award says so, and the code stays signed.
    host.instead[f"awards/{first}/credential.json"] = (folder / "site/awards" / second / "credential.json").read_bytes()
    page = opened(data)
    page.wait_for_selector("#results .result + .result")
    assert [verdict for verdict, _ in cards(page)] == ["SIGNED", "INVALID"]


def test_a_code_with_another_name_beside_a_genuine_digest_is_not_to_be_relied_on(opened, folder):
    # As whoever has the key can sign: the digest of every award is in the index.
    forged = replace(statement(folder, named(folder)), name="Eve Mallory")
    page = opened(sign1.sign(statement_code.encode(forged), demo_site.KEY))
    page.wait_for_selector("#results .result + .result")
    assert cards(page) == [("INVALID", False), ("VALID", True)]
    assert "Eve Mallory" not in page.locator("#results").inner_text()


def test_a_code_of_another_registry_makes_nobody_be_asked(opened, host):
    data, _ = verifying.code("signed-by-a-stranger")
    page = opened(data)
    assert cards(page) == [("INDETERMINATE", False)]
    assert "which was not asked" in page.locator(".result").inner_text()
    assert {url for url in host.asked if not url.startswith(f"{BASE}/")} == set()


def test_a_name_that_is_not_in_the_code_is_compared_with_the_paper(opened, host, folder):
    award_id = named(folder, is_named=False)
    host.instead[f"awards/{award_id}/credential.json"] = None
    page = opened(code(folder, award_id))
    for name, fits in (("Somebody Else", "false"), (learner(folder, award_id), "true")):
        page.locator(".recipient input").fill(name)
        page.locator(".recipient button").click()
        page.wait_for_selector(f".recipient[data-fits={fits}]")


def learner(folder, award_id):
    page = (folder / "site/awards" / award_id / "credential.json").read_text("utf-8")
    return re.search(r'"identityHash":"([^"]+)"', page)[1]


def test_a_second_code_is_checked_in_the_page_that_is_open(opened, folder):
    page = opened(code(folder, named(folder)))
    page.wait_for_selector("#results .result.is-green")
    page.evaluate(
        "(hash) => { location.hash = hash; }", address(altered(code(folder, named(folder)))).partition("#")[2]
    )
    page.wait_for_selector(".result[data-stated=INVALID]")


def test_a_code_can_be_pasted_and_given_as_a_file(opened, folder):
    data = code(folder, named(folder))
    page = opened(altered(data))
    page.locator("#subject").fill(address(data))
    page.locator("#desk [type=submit]").click()
    page.wait_for_selector(".result[data-stated=SIGNED]")
    page.locator("#file").set_input_files([{"name": "a.cbor", "mimeType": "application/cbor", "buffer": altered(data)}])
    page.wait_for_selector(".result[data-stated=INVALID]")


@pytest.mark.parametrize("path", ["verify/", "ar/verify/"])
def test_the_page_breaks_no_policy_of_its_own(browser, host, path):
    page = open_page(browser, host, path)
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.reload()
    page.wait_for_selector("#desk[data-ready]")
    assert [one for one in told if "Content Security Policy" in one] == []
    page.context.close()


@pytest.fixture
def site(folder, tmp_path):
    """The site, to be changed by a test."""
    return shutil.copytree(folder / "site", tmp_path / "site")


@pytest.fixture
def served(browser, site, tmp_path):
    """A browser of its own to which the registry's host is a server of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=site)
    with local_servers.serving(handler, tls=local_servers.self_signed()) as url:
        port = url.rpartition(":")[2]
        rules = [
            f"--host-resolver-rules=MAP badges.harbour.example:443 127.0.0.1:{port}",
            "--ignore-certificate-errors",
        ]
        options = [option for option in tools.CHROMIUM_OPTIONS if option != "--headless"]
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=tools.chromium(),
            args=[*options, *rules],
            viewport={"width": 1100, "height": 900},
        )
        yield context
        context.close()


def kept(context, path="verify/"):
    page = context.new_page()
    page.goto(f"{BASE}/{path}")
    page.locator("#keep-page button").click()
    page.wait_for_selector("#keep-page[data-kept=true]")
    return page


def test_a_kept_page_checks_a_code_without_a_network(served, folder):
    kept(served).close()
    served.set_offline(True)
    page = served.new_page()
    page.goto(address(code(folder, named(folder))))
    page.wait_for_selector(".result .facts")
    assert cards(page) == [("SIGNED", False)]
    said = page.locator(".result").inner_text()
    assert "Its keys are those of" in said
    assert statement(folder, named(folder)).title in said
    page.goto(address(altered(code(folder, named(folder)))))
    page.wait_for_selector(".result[data-stated=INVALID]")


@pytest.mark.parametrize("name", ["issuer/did.json", "issuer/keys.json"])
def test_what_a_host_has_in_place_of_its_keys_takes_the_place_of_none(served, site, name):
    page = kept(served)
    stored = (
        "Object.entries(localStorage).filter(([name]) => name.startsWith('testamur:keys:')).map(([, text]) => text)"
    )
    before = page.evaluate(stored)
    (site / name).write_text('{"keys": "A page of a host that fails"}')
    page.reload()
    page.wait_for_selector("#keep-page[data-kept=true]")
    assert page.evaluate(stored) == before
    assert len(before) == 1


def test_a_page_that_nobody_kept_is_not_there_without_a_network(served, folder):
    page = served.new_page()
    page.goto(f"{BASE}/verify/")
    page.wait_for_selector("#desk[data-ready]")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_what_is_kept_are_the_files_of_the_page_and_nothing_of_an_award(served, folder):
    page = kept(served)
    page.goto(f"{BASE}/awards/{named(folder)}/")
    page.wait_for_selector(".status.is-green, .is-green")
    page.goto(address(code(folder, named(folder))))
    page.wait_for_selector("#results .result.is-green")
    script = """async () => {
      const found = [];
      for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()));
      return found.map(({ url }) => url);
    }"""
    paths = {url.removeprefix(f"{BASE}/").partition("/")[0] for url in page.evaluate(script)}
    assert paths <= {"verify", "theme", "images"}


def versions(page, number):
    """The versions of the page's files that are kept, once there are as many."""
    script = """async (number) => {
      for (let names; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
        names = await caches.keys();
        const { installing } = await navigator.serviceWorker.getRegistration();
        if (names.length === number && !installing) return names.map((name) => name.split(":").at(-1));
      }
    }"""
    return page.evaluate(script, number)


def test_a_new_version_takes_the_place_of_the_old_one(served, site):
    page = kept(served)
    (old,) = versions(page, 1)
    worker = site / "verify/offline.js"
    worker.write_bytes(worker.read_bytes().replace(old.encode(), b"another"))
    page.reload()
    assert set(versions(page, 2)) == {old, "another"}
    # The old one goes once no page of it is open.
    page.close()
    page = served.new_page()
    page.goto(f"{BASE}/verify/")
    assert versions(page, 1) == ["another"]


def test_a_page_that_is_removed_leaves_nothing(served):
    page = kept(served)
    page.locator("#keep-page button").click()
    page.wait_for_selector("#keep-page[data-kept=false]")
    left = page.evaluate(
        "async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length, "
        "Object.keys(localStorage).filter((name) => name.startsWith('testamur:keys:')).length]"
    )
    assert left == [0, 0, 0]


def test_the_site_has_no_other_service_worker():
    sources = {path: path.read_text("utf-8") for path in (ROOT / "theme" / "static").rglob("*.js")}
    assert [path.name for path, text in sources.items() if "serviceWorker.register" in text] == ["kept_page.js"]
