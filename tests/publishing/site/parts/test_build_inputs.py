"""What a site is made from: each change shows, and is named."""

import shutil

import pytest

import every_state
from testamur import installed
from testamur.errors import PublishingError
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site.parts import build_inputs
from testamur.publishing.views import site_info
from testamur.records import registry


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    return every_state.make(tmp_path_factory.mktemp("registry"))


@pytest.fixture
def place(issued, tmp_path):
    shutil.copytree(issued, tmp_path / "registry")
    return tmp_path / "registry"


def add(path, text=" "):
    path.write_bytes(path.read_bytes() + text.encode())


def all_inputs(place, now=every_state.NOW, theme=None):
    records = registry.load(place / "credentials", today=now.date())
    published = publication.read(records, Ledger(place / "ledger"), now=now)
    return build_inputs.all_inputs(
        published,
        settings=place / "pelicanconf.py",
        prose=place / "content",
        theme=theme or installed.shipped_folder("theme"),
        sites=site_info.sites(records.issuer, now=now),
    )


def test_the_same_files_elsewhere_are_the_same_inputs(place, issued):
    assert all_inputs(place) == all_inputs(issued)


def test_every_input_has_words(place):
    assert all_inputs(place).keys() == build_inputs.NAMES.keys()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("records", lambda place: add(place / "credentials" / "learners" / "l-2.yml", "# looked at\n")),
        ("ledger", lambda place: add(place / "ledger" / "achievements" / "visit" / "x.json")),
        ("settings", lambda place: add(place / "pelicanconf.py", "X = 1\n")),
        ("prose", lambda place: add(place / "content" / "pages" / "about.md", "More.\n")),
    ],
)
def test_a_change_shows_in_its_input_and_in_no_other(place, issued, name, change):
    if name == "ledger":
        (place / "ledger" / "achievements" / "visit" / "x.json").write_bytes(b"{}")
    change(place)
    before, after = all_inputs(issued), all_inputs(place)
    assert [one for one in before if before[one] != after[one]] == [name]


def test_another_theme_shows(place, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(installed.shipped_folder("theme"), theme)
    assert all_inputs(place, theme=theme) == all_inputs(place)
    add(theme / "templates" / "award.html")
    assert all_inputs(place, theme=theme)["theme"] != all_inputs(place)["theme"]


def test_the_engine_and_its_packages_are_named(place):
    inputs = all_inputs(place)
    assert inputs["engine"].partition(" ")[2].startswith("sha256:")
    assert inputs["packages"].startswith("python 3.")


def test_what_differs_is_said_in_words():
    with pytest.raises(PublishingError, match=r"^there has other prose\. Do this$"):
        build_inputs.refuse_others({"prose": "1"}, {"prose": "2"}, where="there", remedy="Do this")


def test_instants_that_differ_are_both_said():
    with pytest.raises(PublishingError, match=r"there has another day or instant \(b, and not a\)\. Do this"):
        build_inputs.refuse_others({"instant": "a"}, {"instant": "b"}, where="there", remedy="Do this")


def test_the_same_inputs_are_not_refused():
    build_inputs.refuse_others({"prose": "1"}, {"prose": "1", "theme": "2"}, where="there", remedy="Do this")


def test_what_changed_while_a_site_was_built_is_named():
    before = {"engine": "1", "records": "a", "ledger": "b"}
    build_inputs.refuse_changes(before, {**before, "theme": "x"})
    with pytest.raises(PublishingError, match="the records and the ledger changed while the site was built"):
        build_inputs.refuse_changes(before, {"engine": "1", "records": "z", "ledger": "y"})
