"""Parts are joined where they fit together, and each thing that does not is told."""

from dataclasses import replace

import pytest

from issuing import tree
from testamur.errors import PublishingError
from testamur.publishing.site.parts import joining, manifest
from testamur.publishing.site.parts.build_inputs import NAMES
from testamur.publishing.site.parts.manifest import Manifest
from testamur.publishing.site.parts.shard import Shard

IDS = [f"award-{number}" for number in range(12)]
INPUTS = {name: name for name in NAMES}


def make_part(folder, shard, *, files=(), **changes):
    """Write a part with a file for each of its awards, and more files."""
    site = folder / manifest.SITE
    written = [award_id for award_id in IDS if shard.has(award_id)]
    for name in (*(f"awards/{award_id}/index.html" for award_id in written), *files):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    described = Manifest(
        shard=shard,
        base="https://badges.harbour.example",
        inputs=INPUTS,
        awards=manifest.awards_of_parts(IDS, shard.of),
        written=manifest.amount_of_awards(written),
        files=manifest.amount_of_files(site),
    )
    manifest.write(folder, replace(described, **changes))
    return folder


@pytest.fixture
def parts(tmp_path):
    return [make_part(tmp_path / f"part-{number}", Shard(number, 3)) for number in (1, 2, 3)]


def join(parts, site):
    site.mkdir()
    return joining.copy_files(joining.read_parts(parts), site)


def test_all_parts_together_have_all_files_and_no_manifest(parts, tmp_path):
    assert join(parts, tmp_path / "site") == len(IDS)
    assert set(tree(tmp_path / "site")) == {f"awards/{award_id}/index.html" for award_id in IDS}


def test_the_order_in_which_parts_are_named_does_not_matter(parts):
    assert joining.read_parts(parts[::-1]) == joining.read_parts(parts)


def test_the_parts_stay_as_they_are(parts, tmp_path):
    before = [tree(part) for part in parts]
    join(parts, tmp_path / "site")
    assert [tree(part) for part in parts] == before


def test_a_missing_part_is_named(parts):
    with pytest.raises(PublishingError, match=r"1 of 3 parts is missing: 2/3.*--shard 2/3"):
        joining.read_parts([parts[0], parts[2]])


def test_all_missing_parts_are_named(parts):
    with pytest.raises(PublishingError, match="2 of 3 parts are missing: 1/3, 3/3"):
        joining.read_parts(parts[1:2])


def test_a_part_that_is_there_twice_is_named(parts, tmp_path):
    again = make_part(tmp_path / "again", Shard(2, 3))
    with pytest.raises(PublishingError, match=r"part-2/ and .*again/ are both part 2/3"):
        joining.read_parts([*parts, again])


def test_parts_of_another_division_are_refused(parts, tmp_path):
    other = make_part(tmp_path / "other", Shard(2, 2))
    with pytest.raises(PublishingError, match=r"other/ is one of 2 parts, and .*part-1/ one of 3"):
        joining.read_parts([parts[0], other, parts[2]])


@pytest.mark.parametrize("name", NAMES)
def test_parts_that_were_made_from_something_else_are_refused(parts, name):
    make_part(parts[1], Shard(2, 3), inputs={**INPUTS, name: "another"})
    with pytest.raises(PublishingError, match=f"part-2/, beside .*part-1/, has {NAMES[name]}.*same commit"):
        joining.read_parts(parts)


@pytest.mark.parametrize("change", [{"base": "https://x.example"}, {"awards": manifest.awards_of_parts(["x"], 3)}])
def test_parts_that_do_not_agree_on_the_awards_are_refused(parts, change):
    make_part(parts[1], Shard(2, 3), **change)
    with pytest.raises(PublishingError, match="do not agree which awards there are"):
        joining.read_parts(parts)


def test_a_part_that_lacks_an_award_of_its_own_is_refused(parts):
    fewer = [award_id for award_id in IDS if Shard(2, 3).has(award_id)][1:]
    make_part(parts[1], Shard(2, 3), written=manifest.amount_of_awards(fewer))
    with pytest.raises(PublishingError, match=r"part-2/ does not have the awards of part 2/3.*--shard 2/3"):
        joining.read_parts(parts)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.unlink(),
        lambda file: file.write_text("other"),
        lambda file: file.rename(file.with_name("x")),
        lambda file: file.with_name("new").write_text(""),
    ],
    ids=["missing", "changed", "renamed", "new"],
)
def test_a_part_whose_files_are_not_those_that_were_built_is_refused(parts, tmp_path, change):
    change(next((parts[1] / manifest.SITE).rglob("index.html")))
    with pytest.raises(PublishingError, match=r"part-2/ has .* files, and they are not the .* that were built"):
        join(parts, tmp_path / "site")


def test_a_file_that_two_parts_have_is_named(parts, tmp_path):
    make_part(parts[0], Shard(1, 3), files=["feed.xml"])
    make_part(parts[1], Shard(2, 3), files=["feed.xml"])
    with pytest.raises(PublishingError, match=r"part-2/site/feed\.xml is in another part as well"):
        join(parts, tmp_path / "site")


def test_a_link_in_a_part_is_refused(parts, tmp_path):
    (parts[1] / manifest.SITE / "link").symlink_to("/etc")
    with pytest.raises(PublishingError, match="link is neither a file nor a folder"):
        join(parts, tmp_path / "site")
