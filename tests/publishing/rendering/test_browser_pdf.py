"""A document becomes a PDF by a browser that is here, in its time, without a network and without our secrets."""

import stat
from pathlib import Path

import pytest

import tools
from testamur.errors import PublishingError
from testamur.publishing.rendering import browser_pdf

TWO_PAGES = "<!doctype html><title>x</title><p>one<p style='break-before: page'>two"


@pytest.fixture
def program(tmp_path):
    """A program in place of a browser; its last argument but one says where the PDF goes."""

    def write(script):
        path = tmp_path / "browser"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return write


def make(browser, folder, **options):
    return browser_pdf.make(TWO_PAGES, browser=browser, folder=folder, **{"pages": 2, **options})


def test_a_document_becomes_a_pdf_with_its_pages(tmp_path):
    assert make(tools.chromium(), tmp_path).startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []


def test_another_number_of_pages_is_no_certificate(tmp_path):
    with pytest.raises(PublishingError, match="a PDF of 2 pages, where there should be 4"):
        make(tools.chromium(), tmp_path, pages=4)


def test_a_browser_that_takes_too_long_is_ended_with_all_its_processes(tmp_path, program):
    with pytest.raises(PublishingError, match="took more than 0 seconds"):
        make(program(f"sleep 60 & echo $! >{tmp_path}/child; wait"), tmp_path, seconds=0.3)
    child = int((tmp_path / "child").read_text())
    # A process that was ended may still be there for whoever started it to see.
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z"


def test_what_is_no_pdf_is_not_taken(tmp_path, program):
    with pytest.raises(PublishingError, match="made no PDF"):
        make(program("exit 0"), tmp_path)


def test_a_browser_that_cannot_be_run_is_a_sentence(tmp_path):
    with pytest.raises(PublishingError, match="cannot be run"):
        make(str(tmp_path / "nothing"), tmp_path)


def test_a_browser_is_told_no_secret(tmp_path, program, monkeypatch):
    monkeypatch.setenv("TESTAMUR_SIGNING_KEY", "secret")
    with pytest.raises(PublishingError):
        make(program(f"env >{tmp_path}/env"), tmp_path)
    assert "secret" not in (tmp_path / "env").read_text()


def test_a_browser_has_no_network(tmp_path, program):
    with pytest.raises(PublishingError):
        make(program(f'echo "$@" >{tmp_path}/arguments'), tmp_path)
    said = (tmp_path / "arguments").read_text()
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in said
    assert "--proxy-bypass-list=<-loopback>" in said
    assert "file://" in said.split()[-1]
