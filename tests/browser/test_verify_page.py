"""The page "Check an award" in a real browser: every way to give it something, one at a time and many at once."""

import csv
import io
import json

import pytest

import award_link_table
import make_samples
import verifying
from award_link_table import ID
from demo_site import BASE, awards, open_page
from vector_making import sample_credentials

ANYBODY = {"access-control-allow-origin": "*"}


@pytest.fixture(scope="module")
def good(site):
    return awards(site)


@pytest.fixture
def page(browser, host):
    page = open_page(browser, host, "verify/", width=1100, accept_downloads=True)
    page.wait_for_selector("#desk[data-ready]")
    yield page
    page.context.close()


def give(page, text):
    page.locator("#subject").fill(text)
    page.locator("#desk [type=submit]").click()


def result(page):
    page.wait_for_selector("#results .result")
    made = page.locator("#results .result")
    return made.get_attribute("data-verdict"), made.inner_text()


def upload(page, *files):
    kinds = {
        "json": "application/json",
        "png": "image/png",
        "svg": "image/svg+xml",
        "csv": "text/csv",
        "jwt": "text/plain",
    }
    page.locator("#file").set_input_files(
        [{"name": name, "mimeType": kinds[name.rpartition(".")[2]], "buffer": data} for name, data in files]
    )


def test_the_samples_are_as_they_are_made():
    assert make_samples.differing() == []


def test_every_sample_has_the_verdict_of_its_name(page):
    for sample in page.locator("[data-sample]").all():
        name = sample.get_attribute("data-sample").removesuffix(".json")
        sample.click()
        page.wait_for_function(
            "(name) => document.querySelector('.result')?.dataset.verdict?.toLowerCase().replaceAll(' ', '-') === name",
            arg=name,
        )
        assert page.locator(".result h2").inner_text().startswith("Sample: ")


LINKS = [link.replace(ID, "{id}") for link in award_link_table.THE_SAME.values() if ID in link]
NOT_OPENED = (
    "http://badges.harbour.example/awards/x/",
    "https://u:p@badges.harbour.example/awards/x/",
    "javascript:alert(1)",
    "ftp://x",
)


@pytest.mark.parametrize("typed", ["{id}", "{upper}", " {spaced} "])
def test_an_id_and_a_link_are_understood_as_people_write_them(page, good, typed):
    award = good[0]
    give(page, typed.format(id=award, upper=award.upper(), spaced=award.replace("-", "  ")))
    verdict, said = result(page)
    assert verdict == "VALID"
    assert "Genuine and current" in said


def test_links_are_understood_as_people_write_them(page, good):
    for link in LINKS:
        give(page, link.format(id=good[0]))
        page.wait_for_selector("#results .result[data-verdict=VALID]")
        page.evaluate("document.querySelector('#results').replaceChildren()")


def test_a_link_that_leads_elsewhere_is_never_the_award(page, good):
    for link, _ in award_link_table.ELSEWHERE.values():
        if "x" * 2000 not in link and link:
            give(page, link.replace(ID, good[0]))
            page.wait_for_selector("#results :is(.result, tr)[data-verdict=INDETERMINATE]")
            page.evaluate("document.querySelector('#results').replaceChildren()")


@pytest.mark.parametrize("typed", ["{id}", f"{BASE}/awards/{{id}}/", f"{BASE}/fr/awards/{{id}}?utm_source=x"])
def test_a_mistyped_id_is_called_that(page, good, typed):
    wrong = good[0][:-1] + ("0" if good[0][-1] != "0" else "1")
    give(page, typed.format(id=wrong))
    _, said = result(page)
    assert "this id is mistyped: its last character does not fit the others" in said


@pytest.mark.parametrize("text", NOT_OPENED)
def test_nothing_but_plain_https_is_opened(page, host, text):  # B-10
    host.asked.clear()
    give(page, text)
    result(page)
    assert not [url for url in host.asked if not url.startswith(f"{BASE}/theme/")]


@pytest.mark.parametrize("name", ["credential.json", "badge.png", "badge.svg"])
def test_every_file_of_an_award_can_be_given(page, site, good, name):  # B-06
    upload(page, (name, (site / "awards" / good[0] / name).read_bytes()))
    verdict, said = result(page)
    assert verdict == "VALID"
    assert ("The picture itself proves nothing" in said) is not name.endswith("json")


def test_a_genuine_credential_in_a_misleading_picture_is_valid_and_the_picture_is_not_shown(page, site, good):  # B-06
    credential = (site / "awards" / good[0] / "credential.json").read_text("utf-8")
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        f"<openbadges:credential><![CDATA[{credential}]]></openbadges:credential><text>Doctor of Medicine</text></svg>"
    )
    upload(page, ("diploma.svg", picture.encode()))
    verdict, said = result(page)
    assert verdict == "VALID"
    assert "The picture itself proves nothing" in said
    assert "Doctor of Medicine" not in said
    assert page.locator("#results img, #results object, #results iframe").count() == 0


@pytest.mark.parametrize(("name", "real"), [("badge.json", "badge.png"), ("credential.png", "credential.json")])
def test_a_file_is_read_by_what_is_in_it_whatever_its_name(page, site, good, name, real):  # B-12
    upload(page, (name, (site / "awards" / good[0] / real).read_bytes()))
    assert result(page)[0] == "VALID"


DROP = """([name, megabytes, text]) => {
  const part = new Blob([new Uint8Array(2 ** 20)]);
  const dropped = new DataTransfer();
  for (const one of name.split(" ")) {
    dropped.items.add(new File(megabytes ? Array(megabytes).fill(part) : [text], one, { type: "application/json" }));
  }
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, cancelable: true }));
}"""


@pytest.mark.parametrize(
    ("row", "is_read"),
    [
        ("Zoe,https://older.example/assertions/7", True),
        ("Zoe,https://older.example/assertions/7,https://older.example/evidence", False),
    ],
)
def test_the_only_link_of_a_row_is_its_award_whatever_it_ends_in(page, row, is_read):
    page.route("https://older.example/**", lambda route: route.fulfill(status=404, headers=ANYBODY))
    upload(page, ("list.csv", f"name,link\n{row}\n{row.replace('Zoe', 'Ada')}\n".encode()))
    page.wait_for_selector("#results table")
    lines = page.locator("#results tbody tr").all_inner_texts()
    assert ["older.example" in line for line in lines] == [is_read, is_read]


def test_of_two_files_that_are_dropped_each_is_a_line(page, site, good):  # B-12
    page.evaluate(DROP, ["a.json b.json", 0, (site / "awards" / good[0] / "credential.json").read_text("utf-8")])
    page.wait_for_selector("#results table")
    verdicts = [line.get_attribute("data-verdict") for line in page.locator("#results tbody tr").all()]
    assert verdicts == ["VALID", "VALID"]


def test_a_file_of_200_mb_is_called_too_large(page):  # B-12
    page.evaluate(DROP, ["large.json", 200, ""])
    verdict, said = result(page)
    assert verdict == "INDETERMINATE"
    assert "larger than 10 MB" in said


SCAN = """async ([root, texts, base]) => {
  const { scan } = await import(root + "theme/verify/camera.js");
  const place = document.createElement("div");
  place.innerHTML = "<video></video><p></p><button></button>";
  navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
  HTMLMediaElement.prototype.play = async () => {};
  Object.defineProperty(HTMLMediaElement.prototype, "paused", { get: () => false });
  const left = [...texts];
  const notes = [];
  globalThis.BarcodeDetector = class {
    async detect() {
      notes.push(place.querySelector("p").textContent);
      if (!left.length) place.querySelector("button").click();
      return left.length ? [{ rawValue: left.shift() }] : [];
    }
  };
  const found = await scan(place, base, { text: String });
  return { found, notes: notes.slice(1) };
}"""
ELSEWHERE = {
    "https://badges.harbour.example.evil.example/awards/x/": "leads to badges.harbour.example.evil.example",
    "https://badges.harbour.example@evil.example/": "leads to evil.example",
    "https://badges.harbour.example:8443/awards/x/": "leads to badges.harbour.example:8443",
    "http://badges.harbour.example/awards/x/": "was not opened",
    "javascript:alert(1)": "not a link",
    "tel:+353": "not a link",
    f"{BASE}/{'x' * 4096}": "was not opened",
}


def test_a_code_that_leads_elsewhere_is_not_opened_and_its_host_is_shown(page, host):  # B-10
    host.asked.clear()
    scanned = page.evaluate(SCAN, [f"{BASE}/", list(ELSEWHERE), BASE])
    assert scanned["found"] == ""
    for words, note in zip(ELSEWHERE.values(), scanned["notes"], strict=True):
        assert words in note
    assert {url.split("/")[2] for url in host.asked} == {"badges.harbour.example"}


def test_a_code_of_this_registry_is_read(page):  # B-09
    address = f"{BASE}/awards/7k3q-9c2m-4t8x-0v6p/"
    assert page.evaluate(SCAN, [f"{BASE}/", [address], BASE])["found"] == address


def test_a_credential_can_be_pasted(page, site, good):
    give(page, (site / "awards" / good[0] / "credential.json").read_text(encoding="utf-8"))
    assert result(page)[0] == "VALID"


def test_a_pasted_credential_that_was_altered_is_not_believed(page, site, good):
    text = (site / "awards" / good[0] / "credential.json").read_text(encoding="utf-8")
    give(page, text.replace("Harbour Institute", "Harvard University"))
    assert result(page)[0] == "INVALID"


def test_a_token_can_be_pasted(page):
    give(page, verifying.case("token-of-a-did-key-of-p-256")[0].decode())
    verdict, said = result(page)
    assert verdict == "UNTRUSTED ISSUER"
    assert "nothing says whose key that is" in said


def test_a_token_can_be_given_as_a_file(page):
    upload(page, ("award.jwt", verifying.case("key-of-nobody-that-does-not-fit")[0]))
    assert result(page)[0] == "INVALID"


def test_a_stranger_is_shown_by_its_identifier_before_its_own_name(page):  # C-08
    page.locator("[data-sample='untrusted-issuer.json']").click()
    verdict, said = result(page)
    assert verdict == "UNTRUSTED ISSUER"
    assert said.index("did:web:stranger.invalid:issuer") < said.index("It calls itself")


LIST = f"{BASE}/issuer/known/known-issuers.json"


def give_a_strangers_award(page, host):
    """Give the vector `known-issuer`, whose issuer answers in the web as it did then; return the answer."""
    data, expected = verifying.case("known-issuer")
    web = verifying.Web(expected["web"]).documents
    page.route(
        "https://*.evil.example/**",
        lambda route: route.fulfill(body=web[route.request.url], headers={"Access-Control-Allow-Origin": "*"}),
    )
    page.clock.set_fixed_time(expected["now"])
    host.asked.clear()
    upload(page, ("award.json", data))
    return result(page)


def test_an_issuer_on_the_registrys_list_is_known_to_the_institution(page, host):
    _, expected = verifying.case("known-issuer")
    host.instead["issuer/known/known-issuers.json"] = json.dumps(expected["known"]).encode()
    verdict, said = give_a_strangers_award(page, host)
    assert verdict == "VALID"
    assert "Known to Harbour Institute as North Quay since 20 April 2026; confirmed by the registrar’s office." in said
    assert "is-green" in page.locator(".result").get_attribute("class")


def test_an_issuer_who_is_not_on_the_list_stays_unknown(page, host):
    verdict, said = give_a_strangers_award(page, host)
    assert verdict == "UNTRUSTED ISSUER"
    assert "Known to" not in said
    assert LIST in host.asked


@pytest.mark.parametrize("answer", [None, 404, b"{}", b"<html>"])
def test_where_the_list_cannot_be_read_the_page_says_so(page, host, answer):
    host.instead["issuer/known/known-issuers.json"] = answer
    verdict, said = give_a_strangers_award(page, host)
    assert verdict == "UNTRUSTED ISSUER"
    assert "The list of the issuers that are known here could not be read" in said


def test_for_the_registrys_own_awards_the_list_is_not_asked(page, host, good):
    host.asked.clear()
    give(page, good[0])
    assert result(page)[0] == "VALID"
    assert not [url for url in host.asked if "known" in url]


def test_an_issuer_elsewhere_that_cannot_be_asked_is_not_judged(page, host):  # L-10
    made = make_samples.credentials()["valid"]
    upload(page, ("elsewhere.json", json.dumps(made).encode()))
    verdict, said = result(page)
    assert verdict == "INDETERMINATE"
    assert "issuer’s keys could not be read" in said


def test_a_page_that_is_no_credential_is_called_what_it_is(page):  # B-12
    upload(page, ("page.json", b"<!doctype html><title>x</title>"))
    assert "web page" in result(page)[1]


def test_text_of_a_stranger_changes_no_markup(page):
    hostile = '<img src=x onerror="document.title=1">\u202e'
    made = make_samples.credentials()["valid"]
    made["credentialSubject"]["achievement"]["name"] = hostile
    upload(page, ("x.json", json.dumps(made).encode()))
    result(page)
    assert page.locator("#results img").count() == 0


def test_what_a_stranger_signed_is_shown_as_text_in_its_own_direction(page, host):  # C-28
    hostile = '<img src=x onerror="document.title=1">\u202e[x](javascript:alert(1))'
    made = make_samples.sample("hostile", base=make_samples.STRANGER, key=sample_credentials.EVIL_KEY)
    made = sample_credentials.award_body(made)
    made["issuer"]["name"] = made["name"] = made["credentialSubject"]["achievement"]["name"] = hostile
    made["credentialSubject"]["identifier"][0]["identityHash"] = hostile
    by = made["issuer"]["id"] + "#" + sample_credentials.multibase_of(sample_credentials.EVIL_KEY)
    signed = sample_credentials.sign(made, sample_credentials.EVIL_KEY, by=by)
    host.instead["theme/samples/untrusted-issuer.json"] = json.dumps(signed).encode()
    page.locator("[data-sample='untrusted-issuer.json']").click()
    assert result(page)[0] == "UNTRUSTED ISSUER"
    shown = page.locator("#results bdi", has_text="<img src=x onerror=").all()
    assert len(shown) >= 3
    for one in shown:
        assert one.locator("*").count() == 0
    assert page.locator("#results img, #results a[href^='javascript:']").count() == 0
    assert page.title() != "1"


def test_many_are_checked_at_once_and_names_are_compared(page, site, good):  # M-13
    names = {}
    for award in good[:3]:
        document = json.loads((site / "awards" / award / "credential.json").read_bytes())
        names[award] = document["credentialSubject"]["identifier"][0]["identityHash"]
    rows = [["Link", "Name"], *([f"{BASE}/awards/{award}/", name.upper()] for award, name in names.items())]
    rows[-1][1] = "=Somebody Else"
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    upload(page, ("applicants.csv", text.getvalue().encode("utf-8-sig")))
    page.wait_for_selector("#results table")
    lines = page.locator("#results tbody tr").all_inner_texts()
    assert len(lines) == 3
    # A name that differs is a finding of its own, before what is good.
    assert ["Another name" in line for line in lines] == [True, False, False]
    assert ["Genuine and current" in line for line in lines] == [False, True, True]
    assert ["The name fits" in line for line in lines] == [False, True, True]
    assert page.locator("tr.is-mismatch").count() == 1
    assert page.locator("tr.is-mismatch.is-green").count() == 0
    with page.expect_download() as started:
        page.get_by_role("link", name="Save the results").click()
    kept = list(csv.reader(io.StringIO(started.value.path().read_text("utf-8-sig"))))
    assert len(kept) == 4
    assert kept[3][1] == "'=Somebody Else"


def wrapped(site, awards):
    held = [json.loads((site / "awards" / award / "credential.json").read_bytes()) for award in awards]
    held.append({**held[0], "name": "Altered"})
    return json.dumps({"type": ["VerifiablePresentation"], "verifiableCredential": held})


@pytest.mark.parametrize("way", [give, lambda page, text: upload(page, ("presentation.json", text.encode()))])
def test_of_what_wraps_credentials_each_is_a_result_of_its_own(page, site, good, way):
    way(page, wrapped(site, good[:2]))
    page.wait_for_selector("#results .result")
    cards = page.locator("#results .result").all()
    assert [card.get_attribute("data-verdict") for card in cards] == ["", "VALID", "VALID", "INVALID"]
    assert [card.locator(".note").first.inner_text() for card in cards[1:]] == [
        f"Credential {number} of 3" for number in (1, 2, 3)
    ]
    assert "Who presents it is not checked" in cards[0].inner_text()
    assert "is-green" not in cards[0].get_attribute("class")


def test_a_learner_record_of_a_stranger_is_checked_itself_and_opened(page):
    data, _ = verifying.case("record", "wrappers")
    upload(page, ("record.json", data))
    page.wait_for_selector("#results .result")
    record, *inner = page.locator("#results .result").all()
    assert record.get_attribute("data-wrapper") == "ClrCredential"
    assert record.get_attribute("data-verdict") not in ("", "VALID")
    assert record.locator(".checks li").count() == 6
    assert len(inner) == 2


def test_a_wrapper_of_many_is_a_table(page):
    data, _ = verifying.case("presentation-of-two-hundred", "wrappers")
    upload(page, ("presentation.json", data))
    page.wait_for_selector("#results table")
    assert page.locator("#results .result").count() == 1
    assert page.locator("#results tbody tr").count() == 200


def test_wrappers_among_others_are_lines_of_the_table(page, site, good):
    one = (site / "awards" / good[0] / "credential.json").read_bytes()
    upload(page, ("presentation.json", wrapped(site, good[:1]).encode()), ("credential.json", one))
    page.wait_for_selector("#results table")
    verdicts = [line.get_attribute("data-verdict") for line in page.locator("#results tbody tr").all()]
    assert verdicts == ["INVALID", "", "VALID", "VALID"]


def test_an_endorsement_says_what_it_endorses(page):
    data, _ = verifying.case("endorsement", "verification")
    upload(page, ("endorsement.json", data))
    _, said = result(page)
    assert "It endorses" in said
    assert "https://badges.harbour.example/achievements/data-analysis-foundations/" in said
    assert "would hire who passed" in said


def test_several_ids_can_be_pasted_one_a_line(page, good):
    give(page, "\n".join([*good[:2], "7k3q-9c2m-4t8x-0v6q"]))
    page.wait_for_selector("#results table")
    lines = page.locator("#results tbody tr").all_inner_texts()
    assert ["this id is mistyped" in line for line in lines] == [True, False, False]


@pytest.mark.parametrize("fragment", ["#<img src=x>", "#javascript:alert(1)", "#" + "a" * 1_000_000, "#subject=x&id=y"])
def test_what_stands_behind_the_hash_is_ignored(browser, host, fragment):  # B-11
    page = open_page(browser, host, f"verify/{fragment}")
    page.wait_for_selector("#desk[data-ready]")
    assert page.locator("#results").inner_text() == ""


def test_without_a_script_the_page_says_what_else_there_is(browser, host):
    page = open_page(browser, host, "verify/", java_script_enabled=False)
    assert "needs JavaScript" in page.locator("main").inner_text()
    assert "testamur verify --trust" in page.locator("main").inner_text()


def test_nothing_that_is_given_leaves_the_device(page, host, site, good):  # V-04
    host.asked.clear()
    upload(page, ("credential.json", (site / "awards" / good[0] / "credential.json").read_bytes()))
    result(page)
    assert not [url for url in host.asked if "?" in url or good[0] in url]
