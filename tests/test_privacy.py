"""A byte search through everything that a registry publishes: addresses, names and ids appear only where intended."""

import base64
import hashlib
import subprocess
from urllib.parse import quote

import pytest

from issuing import an_id
from registries import FIRST, SECOND, make_registry, run, secret
from repositories import commit, git

PRIVATE = an_id(3)
EMAIL = "ada.okafor@mail.example"
NAMES = {FIRST: "Ada Okafor", SECOND: "Zoë Ní Cheallaigh", PRIVATE: "Grace Hopper"}
AWARD = "achievement: visit\nlearner: {learner}\nawardedDate: 2026-05-14\nvisibility: {visibility}\n"
CONSENT = "consent: {date: 2026-05-02, hashedEmail: true}\n"


def forms_of(text):
    """Every form in which a text could appear: plain, in other capitals, encoded, hashed."""
    data = text.encode()
    found = {data, data.lower(), data.upper(), quote(text).encode(), data.hex().encode(), text.encode("utf-16-le")}
    found |= {text.replace("@", mark).encode() for mark in ("&#64;", "%40", " (at) ", "[at]", "\\u0040")}
    found |= {hashlib.new(kind, data).hexdigest().encode() for kind in ("md5", "sha1", "sha256")}
    # In base64 a text has three forms, by where it begins; its middle is the same in each.
    found |= {base64.b64encode(b"x" * shift + data)[4 if shift else 0 : -4] for shift in range(3)}
    return found


def published(folder, shape):
    """Everything that a registry of that shape makes: its site, what jobs print, summaries, the preview artefact."""
    changes = {"publicNames": "true", "repository": "open"} if shape == "open" else {}
    email = f"email: {EMAIL}\n{CONSENT}" if shape == "closed" else ""
    third = "private" if shape == "closed" else "unlisted"
    make_registry(
        folder,
        {
            "learners/l-1.yml": f"name: {NAMES[FIRST]}\n{email}",
            "learners/l-2.yml": f"name: {NAMES[SECOND]}\n",
            "learners/l-3.yml": f"name: {NAMES[PRIVATE]}\n",
            f"awards/2026/{FIRST}.yml": AWARD.format(learner="l-1", visibility="public"),
            f"awards/2026/{SECOND}.yml": AWARD.format(learner="l-2", visibility="unlisted"),
            f"awards/2026/{PRIVATE}.yml": AWARD.format(learner="l-3", visibility=third),
        },
        **changes,
    )
    (folder / "content").mkdir()
    (folder / "pelicanconf.py").write_text('PATH = "content"\nPLUGINS = ["testamur"]\n')
    (folder / ".gitignore").write_text("/ledger/\n/output/\n/preview/\n/.output*\n/.preview*\n/log*\n/remote.git/\n")
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder / "remote.git")], check=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(folder / "remote.git"))
    base = commit(folder, "Begin")
    logs = [
        run("ci", "issue", folder=folder, TESTAMUR_SIGNING_KEY=secret()),
        run("ci", "build", folder=folder),
        run("ci", "check", folder=folder, TESTAMUR_BASE=base, GITHUB_STEP_SUMMARY=str(folder / "log-summary.md")),
        run("ci", "preview", "--output", "preview", folder=folder),
    ]
    files = {f"log-{number}": f"{one.out}{one.err}".encode() for number, one in enumerate(logs)}
    assert [one.code for one in logs] == [0, 0, 0, 0]
    for place in ("output", "log-summary.md", "preview", *(["ledger"] if shape == "open" else [])):
        for path in [folder / place, *(folder / place).rglob("*")]:
            if path.is_file() and ".git" not in path.parts:
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


@pytest.fixture(scope="module", params=["closed", "open"])
def shape(request, tmp_path_factory):
    return request.param, published(tmp_path_factory.mktemp(request.param), request.param)


def where(files, *texts):
    return {name for name, data in files.items() for text in texts if text in data}


def own(award):
    return (
        f"output/awards/{award}/",
        f"preview/awards/{award}/",
        f"ledger/credentials/{award}",
        f"ledger/awards/{award}",
    )


def test_the_searched_files_contain_public_pages(shape):
    _, files = shape
    assert f"output/awards/{FIRST}/index.html" in files
    assert where(files, NAMES[FIRST].encode())


def test_no_email_address_of_a_learner_appears_in_any_encoding(shape):  # V-03
    _, files = shape
    assert where(files, *forms_of(EMAIL)) == set()


def test_the_search_finds_an_email_address_in_each_encoding():
    for one in forms_of(EMAIL):
        assert where({"x": b"abc" + one + b"abc"}, *forms_of(EMAIL)) == {"x"}


def test_the_id_of_an_unlisted_award_appears_only_in_its_own_files(shape):  # V-01
    _, files = shape
    strange = {name for name in where(files, SECOND.encode()) if not name.startswith(own(SECOND))}
    assert strange == set()


def test_a_learners_name_appears_only_on_pages_meant_for_it(shape):  # V-01
    kind, files = shape
    for award, name in NAMES.items():
        found = where(files, name.encode())
        if kind == "closed" and award == PRIVATE:
            assert found == set()
        elif award != FIRST:
            assert {one for one in found if not one.startswith(own(award))} == set()


def test_a_private_award_is_published_only_as_hash_and_state(shape):
    kind, files = shape
    if kind == "closed":
        assert where(files, PRIVATE.encode()) == set()
        digest = hashlib.sha256(PRIVATE.encode()).hexdigest()
        index = f"index/{digest[:2]}.json"
        assert where(files, digest.encode()) == {f"output/{index}", f"preview/{index}"}


def test_the_public_award_is_listed(shape):
    _, files = shape
    assert {"output/feed.xml", "output/sitemap.xml"} <= where(files, FIRST.encode())


def test_the_signing_key_appears_nowhere(shape):  # K-07
    _, files = shape
    assert where(files, secret().encode(), b"PRIVATE KEY", b"testamur-ed25519-") == set()
