"""`pelican -r` and `-l` beside a registry: an edit of a record alone is seen, and a mistake ends nothing."""

import contextlib
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from blogs import ENVIRONMENT, MOUNTED, command, make_blog, write


@pytest.fixture
def place(tmp_path):
    return make_blog(tmp_path)


def waited(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def started(place, *options):
    write(place, "pelicanconf.py", MOUNTED)
    return subprocess.Popen(
        command(*options, "-s", "pelicanconf.py", "-o", "out"),
        cwd=place, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def test_autoreload_sees_an_edit_in_the_records_alone_and_outlives_a_mistake(place):
    process = started(place, "-r")
    issuer, page = place / "credentials/issuer.yml", place / "out/badges/issuer/index.html"
    written = issuer.read_text()
    try:
        assert waited(page.is_file)
        time.sleep(1)  # Pelican begins to watch after it wrote.
        issuer.write_text(f"{written}contact: [\n")
        time.sleep(2)
        issuer.write_text(written.replace("registrar@harbour.example", "office@harbour.example"))
        assert waited(lambda: "office@harbour.example" in page.read_text())
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(20)
    assert (place / "out/day-1.html").is_file()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def served(address):
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
        return answer.read().decode()
    return ""


@pytest.mark.long
def test_what_is_served_while_it_is_made_again_has_the_edit_of_a_record(place):
    port = free_port()
    process = started(place, "-r", "-l", "-p", str(port))
    address, issuer = f"http://127.0.0.1:{port}/badges/issuer/", place / "credentials" / "issuer.yml"
    try:
        assert waited(lambda: "registrar@harbour.example" in served(address))
        time.sleep(1)  # Pelican begins to watch after it wrote.
        issuer.write_text(issuer.read_text().replace("registrar@harbour.example", "office@harbour.example"))
        assert waited(lambda: "office@harbour.example" in served(address))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
