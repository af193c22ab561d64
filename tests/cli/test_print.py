import pytest

import tools
from registries import FILES, FIRST, REVOKED, SECOND, make_registry, run, secret
from testamur.publishing.rendering import browser_pdf

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 90"><path fill="#123" d="M9 70h200v9H9z"/></svg>'
SIGNED = (
    FILES["issuer.yml"]
    + """certificate:
  style: modern
  signatories:
    - {name: Bo <b>Rector</b>, office: Rector, signature: images/bo.svg}
"""
)


@pytest.fixture(autouse=True)
def without_a_browser(monkeypatch):
    monkeypatch.setattr(browser_pdf, "find_browser", lambda: "")


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    return tmp_path


def sheets(folder, name="certificates.html"):
    return (folder / name).read_text(encoding="utf-8").count('<section class="side front ')


def test_every_award_in_force_has_a_sheet_in_one_document(folder):
    done = run("print", "--all", folder=folder)
    assert (done.code, done.out) == (0, "certificates.html\n"), done.err
    assert done.err.startswith("2 certificates. ")
    assert sheets(folder) == 2


def test_awards_are_named_by_id_link_or_name_and_printed_once(folder):
    done = run("print", FIRST, f"https://badges.harbour.example/awards/{FIRST}/", "Ada Okafor", folder=folder)
    assert (done.code, sheets(folder)) == (0, 1), done.err


def test_the_document_fetches_nothing_and_runs_nothing(folder):
    run("print", "--all", folder=folder)
    text = (folder / "certificates.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert all(source.startswith("data:") for source in (part.split('"')[0] for part in text.split('src="')[1:]))


def test_the_certificate_is_as_the_issuer_has_it(tmp_path):
    make_registry(tmp_path, {"issuer.yml": SIGNED, "images/bo.svg": SVG})
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    done = run("print", FIRST, folder=tmp_path)
    text = (tmp_path / "certificates.html").read_text(encoding="utf-8")
    assert done.code == 0, done.err
    assert '<section class="side front modern"' in text
    assert "<bdi>Bo &lt;b&gt;Rector&lt;/b&gt;</bdi>" in text


def test_a_style_may_be_chosen_for_one_document(folder):
    run("print", FIRST, "--style", "modern", folder=folder)
    assert '<section class="side front modern"' in (folder / "certificates.html").read_text(encoding="utf-8")


def test_without_a_browser_there_is_html_alone(folder):
    done = run("print", "--all", folder=folder)
    assert done.out == "certificates.html\n"
    assert "Print it from a browser" in done.err
    assert not (folder / "certificates.pdf").exists()


def test_a_pdf_that_is_asked_for_needs_a_browser(folder):
    done = run("print", "--all", "--pdf", folder=folder)
    assert (done.code, done.out) == (2, "")
    assert "there is no Chromium, Chrome or Edge here" in done.err
    assert not (folder / "certificates.html").exists()


def test_with_a_browser_there_is_a_pdf_beside_it(folder, monkeypatch):
    monkeypatch.setattr(browser_pdf, "find_browser", tools.chromium)
    done = run("print", "--all", folder=folder)
    assert (done.code, done.out) == (0, "certificates.html\ncertificates.pdf\n"), done.err
    assert (folder / "certificates.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith("certificates")) == [
        "certificates.html",
        "certificates.pdf",
    ]


def test_a_browser_that_fails_leaves_the_html_and_says_why(folder, monkeypatch):
    monkeypatch.setattr(browser_pdf, "find_browser", lambda: "/bin/false")
    done = run("print", "--all", folder=folder)
    assert (done.code, done.out) == (0, "certificates.html\n")
    assert "There is no PDF: /bin/false failed" in done.err


def test_an_existing_pdf_is_not_overwritten(folder, monkeypatch):
    monkeypatch.setattr(browser_pdf, "find_browser", lambda: "/bin/false")
    (folder / "certificates.pdf").write_text("mine")
    assert run("print", "--all", folder=folder).code == 2
    assert not (folder / "certificates.html").exists()


def test_a_withdrawn_award_has_no_certificate(folder):
    make_registry(folder, {f"awards/2026/{FIRST}.yml": REVOKED})
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    done = run("print", FIRST, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert f"award {FIRST} has no certificate: it is withdrawn" in done.err
    assert run("print", "--all", folder=folder).err.startswith("1 certificate, 1 left out")
    assert sheets(folder) == 1


def test_an_award_not_yet_issued_has_no_certificate(tmp_path):
    make_registry(tmp_path)
    (tmp_path / "ledger").mkdir()
    done = run("print", SECOND, folder=tmp_path)
    assert done.code == 2
    assert "run testamur issue first" in done.err


def test_an_existing_file_is_not_overwritten(folder):
    (folder / "certificates.html").write_text("mine")
    assert run("print", "--all", folder=folder).code != 0
    assert (folder / "certificates.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name an award"),
        ((FIRST, "--all"), "not both"),
        (("--all", "--language", "xx"), "the site speaks"),
        (("--all", "--output", "out.pdf"), "this names the HTML"),
        (("--achievement", "none"), "there is no achievement of this name"),
    ],
)
def test_an_impossible_choice_of_awards_is_refused(folder, arguments, said):
    done = run("print", *arguments, folder=folder)
    assert done.code == 2
    assert said in done.err


def with_codes(tmp_path):
    make_registry(tmp_path, certificate="{statementCode: true}")
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    return tmp_path


def test_a_certificate_has_a_statement_code_where_the_institution_wishes_it(tmp_path):
    done = run("print", "--all", folder=with_codes(tmp_path))
    assert done.code == 0, done.err
    assert (tmp_path / "certificates.html").read_text(encoding="utf-8").count('<div class="code">') == 2


def test_without_the_setting_a_certificate_has_one_code(folder):
    run("print", "--all", folder=folder)
    assert '<div class="code">' not in (folder / "certificates.html").read_text(encoding="utf-8")


def test_an_award_that_has_no_statement_code_yet_waits_for_the_next_issue(folder):
    make_registry(folder, certificate="{statementCode: true}")
    done = run("print", FIRST, folder=folder)
    assert done.code == 1
    assert f"award {FIRST} has no statement code yet: run testamur issue, then print again" in done.err
    assert not (folder / "certificates.html").exists()


def test_a_statement_code_that_somebody_changed_is_not_printed(tmp_path):
    file = with_codes(tmp_path) / f"ledger/codes/{FIRST}.cbor"
    file.write_bytes(file.read_bytes().replace(b"Ada", b"Eva"))
    done = run("print", FIRST, folder=tmp_path)
    assert (done.code, "is not what was signed" in done.err) == (1, True)
