"""Listing the files of the records: no link is followed, no pipe is waited for, no file is ignored silently."""

import contextlib
import os
import socket
import time
from pathlib import Path

import pytest

from issuing import an_id
from testamur.errors import UnlistedRecordsError, UsageError
from testamur.records.parsing import files
from testamur.records.parsing.kinds import BY_FOLDER

AWARD, OTHER = an_id(1), an_id(2)


@pytest.fixture
def records(tmp_path):
    folder = tmp_path / "credentials"
    for name in ("issuer.yml", "achievements/visit.yml", "learners/l-1.yml", f"awards/2026/{AWARD}.yml"):
        write(folder / name)
    return folder


def write(path, text="a: 1\n"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def problems(records):
    return [(problem.code, problem.file) for problem in files.walk(records).problems]


def test_files_are_sorted_by_kind(records):
    write(records / "achievements" / "images" / "visit.svg")
    listing = files.walk(records)
    assert (listing.issuer, listing.problems) == (records / "issuer.yml", [])
    assert [
        path.name
        for path in (
            *listing.records["achievement"],
            *listing.records["learner"],
            *listing.records["award"],
            *listing.images,
        )
    ] == [
        "visit.yml",
        "l-1.yml",
        f"{AWARD}.yml",
        "visit.svg",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "awards/x.yaml",
        "awards/x.yml.txt",
        "awards/.hidden.yml",
        f"awards/{AWARD}.YML",
        "notes.txt",
        "achievements/a/b.yml",
        "images/a b.png",
        "images/x.jpg",
        "learners/-rf",
        "learners/...yml",
    ],
)
def test_an_unexpected_file_is_a_problem(records, name):  # P-11
    write(records / name)
    assert [code for code, _ in problems(records)] == ["unexpected-file"]


def test_every_problem_with_a_path_has_a_reason_and_a_remedy_without_raw_characters(records):  # P-12
    for stem in (
        "x\ny",
        "x\ty",
        "x\u202ey",
        "::error::",
        "$(id)",
        "-rf",
        "x'\"y",
        "\x1b[2J",
        "а-1",
        "Visit",
        "con",
        "",
    ):
        write(records / "achievements" / f"{stem}.yml")
    found = files.walk(records).problems
    assert len(found) == 13  # and Visit and visit are one name
    for problem in found:
        assert str(problem).replace("\N{HAIR SPACE}", "").isprintable()
        assert len(problem.reason) > 15
        assert len(problem.remedy) > 8


def test_a_letter_of_another_alphabet_in_a_file_name_is_named(records):  # P-07
    write(records / "achievements" / "а-1.yml")
    assert "U+0430 CYRILLIC SMALL LETTER A" in files.walk(records).problems[0].reason


def test_a_name_that_is_not_text_is_refused(records):
    write(Path(os.fsdecode(os.fsencode(records) + b"/achievements/x\xff.yml")))
    (problem,) = files.walk(records).problems
    assert (problem.code, problem.file.isprintable()) == ("id-format", True)


def test_files_left_by_the_operating_system_are_named_as_such(records):
    write(records / "awards" / ".DS_Store")
    assert "a computer made it" in files.walk(records).problems[0].remedy


@pytest.mark.parametrize(
    "folder", ["Awards", "awards/a b", "awards/.git", ".git", "notes", "learners/2026", "awards/\u202e"]
)
def test_an_unexpected_folder_is_reported_and_not_entered(records, folder):
    write(records / folder / "x.yml")
    assert [code for code, _ in problems(records)] == ["unexpected-file"]


def test_awards_may_be_up_to_eight_folders_deep(records):
    deep = records / "awards" / "/".join("abcdefg")
    write(deep / f"{OTHER}.yml")
    assert problems(records) == []
    write(deep / "h" / f"{an_id(3)}.yml")
    assert [code for code, _ in problems(records)] == ["unexpected-file"]


def test_a_record_that_is_too_long_is_refused_with_both_sizes_and_not_opened(records, monkeypatch):  # Y-23
    write(records / "learners" / "l-2.yml", "x" * 300_000)
    monkeypatch.setattr(os, "open", None)
    (problem,) = files.walk(records).problems
    assert (problem.code, "300,000" in problem.reason, "262,144" in problem.reason) == ("size", True, True)


def test_a_folder_that_cannot_be_read_is_a_problem(records, monkeypatch):
    scandir = os.scandir

    def refuse(folder):
        if Path(folder).name == "learners":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = files.walk(records)
    assert [(problem.code, problem.file) for problem in listing.problems] == [("unreadable", "credentials/learners")]
    assert listing.unread.covers("learners", "l-1")


def test_a_socket_is_refused(records):  # P-09
    with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(records / "learners"):
        listening.bind("l-2.yml")
    assert problems(records) == [("not-a-regular-file", "credentials/learners/l-2.yml")]


def test_a_picture_that_is_a_link_is_refused_and_not_listed(records):  # P-08
    (records / "images").mkdir()
    (records / "images" / "logo.svg").symlink_to("/proc/self/environ")
    listing = files.walk(records)
    assert [problem.code for problem in listing.problems] == ["symlink"]
    assert listing.images == []


@pytest.mark.parametrize("name", ["README.md", ".gitkeep", "awards/.gitkeep"])
def test_a_few_other_files_are_tolerated(records, name):
    write(records / name)
    assert problems(records) == []


@pytest.mark.parametrize(
    "stem",
    [
        "A-1", "a_b", "a--b", "а-1", "a b", "a'b", "$(id)", "a" * 81, "a\nb", "a\u202eb", "a?b", "a#b", "a&b", "a%b",
        "a:b", "a.", "a\\..\\b",
    ],
)  # fmt: skip
def test_a_file_name_that_is_not_a_slug_is_refused(records, stem):  # P-01, P-03, P-05
    write(records / "achievements" / f"{stem}.yml")
    (problem,) = files.walk(records).problems
    assert problem.code == "id-format"
    assert problem.file.isprintable()


@pytest.mark.parametrize("stem", ["con", "nul", "aux", "com1", "index", "verify", "status", "issuer", "log", "static"])
def test_a_name_reserved_by_windows_or_by_the_site_is_refused(records, stem):  # P-05, P-06
    write(records / "achievements" / f"{stem}.yml")
    assert [code for code, _ in problems(records)] == ["id-reserved"]


@pytest.mark.parametrize("stem", sorted(BY_FOLDER))
def test_the_folder_of_each_kind_of_record_is_no_name_of_one(records, stem):  # P-06
    write(records / "achievements" / f"{stem}.yml")
    assert [code for code, _ in problems(records)] == ["id-reserved"]


@pytest.mark.parametrize(
    "stem", ["7k3q", "7k3q-9c2m-4t8x-0v6", "7K3Q-9C2M-4T8X-0V6P", "7k3q9c2m4t8x0v6p", "ilou-9c2m-4t8x-0v6p"]
)
def test_an_award_file_must_be_named_by_an_award_id(records, stem):  # P-01
    write(records / "awards" / f"{stem}.yml")
    assert [code for code, _ in problems(records)] == ["id-format"]


def test_the_same_award_in_two_folders_is_refused_naming_both(records):  # S-07
    write(records / "awards" / "2027" / f"{AWARD}.yml")
    (problem,) = files.walk(records).problems
    assert problem.code == "duplicate-id"
    assert f"awards/2026/{AWARD}.yml" in problem.reason


@pytest.mark.parametrize("target", ["/etc/hostname", "nowhere"])
def test_a_symbolic_link_is_refused_and_not_read(records, target):  # P-08
    (records / "learners" / "l-2.yml").symlink_to(target)
    (problem,) = files.walk(records).problems
    assert (problem.code, target in problem.reason) == ("symlink", True)


def test_a_symbolic_link_to_a_folder_is_not_entered(records):
    (records / "awards" / "more").symlink_to("/etc")
    assert [code for code, _ in problems(records)] == ["symlink"]


def test_the_folder_of_records_must_not_be_a_symbolic_link(records, tmp_path):
    (tmp_path / "linked").symlink_to(records)
    with pytest.raises(UsageError, match="symbolic link"):
        files.walk(tmp_path / "linked")


def test_a_pipe_is_refused_without_waiting(records):  # P-09
    os.mkfifo(records / "learners" / "l-2.yml")
    assert problems(records) == [("not-a-regular-file", "credentials/learners/l-2.yml")]
    with pytest.raises(UsageError):
        files.read(records / "learners" / "l-2.yml", 10)


def test_reading_does_not_follow_a_link(records):
    (records / "learners" / "l-2.yml").symlink_to(records / "issuer.yml")
    with pytest.raises(OSError, match="symbolic"):
        files.read(records / "learners" / "l-2.yml", 10)


def test_reading_stops_one_byte_past_the_limit(records):
    write(records / "learners" / "l-2.yml", "x" * 100)
    assert len(files.read(records / "learners" / "l-2.yml", 10)) == 11


def test_the_time_to_list_files_grows_linearly(tmp_path):  # P-13
    def walked(count):
        folder = tmp_path / str(count) / "credentials"
        for number in range(count):
            write(folder / "learners" / f"l-{number}.yml")
        times = []
        for _ in range(3):
            begun = time.process_time()
            assert len(files.walk(folder).records["learner"]) == count
            times.append(time.process_time() - begun)
        return min(times)

    assert walked(3000) < 50 * walked(300)  # quadratic growth would be a hundred times


@pytest.mark.parametrize("stem", ["CON", "aux.txt", "Com1", "skills", ".well-known"])
def test_a_reserved_name_is_refused_in_any_spelling(records, stem):  # P-05, P-06
    write(records / "achievements" / f"{stem}.yml")
    assert [code for code, _ in problems(records)] == ["id-reserved"]


def test_names_that_differ_only_in_case_are_refused_naming_both(records):  # P-04
    write(records / "achievements" / "Visit.yml")
    found = {problem.code: problem for problem in files.walk(records).problems}
    assert set(found) == {"id-format", "id-case-collision"}
    collision = found["id-case-collision"]
    assert {collision.file.rpartition("/")[2], collision.reason.split()[0]} == {"visit.yml", "Visit.yml"}


def test_a_hard_link_is_refused(records, tmp_path):  # P-09
    os.link(records / "issuer.yml", tmp_path / "elsewhere.yml")
    assert problems(records) == [("not-a-regular-file", "credentials/issuer.yml")]


def test_an_executable_record_is_read_like_any_other(records):  # P-10
    (records / "issuer.yml").chmod(0o755)
    assert problems(records) == []


def test_a_file_ending_in_yaml_is_refused_with_the_right_name(records):
    write(records / "achievements" / "dive.yaml")
    assert "dive.yml" in files.walk(records).problems[0].remedy


def test_reading_a_folder_is_refused_and_leaves_nothing_open(records):
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(3):
        with pytest.raises(UsageError):
            files.read(records / "awards", 10)
    assert len(list(Path("/dev/fd").iterdir())) == before


def unlisted(records):
    with pytest.raises(UnlistedRecordsError) as error:
        files.walk(records)
    return [(problem.code, problem.file) for problem in error.value.problems]


@pytest.fixture
def limited(records, monkeypatch):
    """Records of which no kind may have more than four, with five learners."""
    monkeypatch.setattr(files, "MAX_RECORDS", 4)
    for number in range(2, 6):
        write(records / "learners" / f"l-{number}.yml")
    return records


def test_more_files_of_a_kind_than_the_limit_are_told_once_and_alone(limited):  # P-13
    write(limited / "achievements" / "Visit.yml")
    assert unlisted(limited) == [("size", "credentials/learners")]


def test_each_kind_of_record_has_the_limit_for_itself(records, monkeypatch):
    monkeypatch.setattr(files, "MAX_RECORDS", 4)  # there are four entries in the folder of all
    for number in (2, 3, 4):
        write(records / "learners" / f"l-{number}.yml")
        write(records / "awards" / "2026" / f"{an_id(number)}.yml", "")
    (records / "awards" / "2026" / f"{AWARD}.yml").unlink()
    assert problems(records) == []


def test_files_in_folders_of_a_folder_count_together(records, monkeypatch):
    monkeypatch.setattr(files, "MAX_RECORDS", 6)
    for number in range(2, 7):
        write(records / "awards" / f"{2020 + number}" / f"{an_id(number)}.yml")
    assert unlisted(records) == [("size", "credentials/awards")]


@pytest.mark.parametrize("kind", ["stray", "link"])
def test_more_refused_files_than_anybody_mends_are_told_once_with_a_reason(records, monkeypatch, kind):
    monkeypatch.setattr(files, "MAX_REFUSED", 2)
    for number in range(3):
        path = records / "learners" / f"l-{number + 2}.yaml"
        if kind == "stray":
            write(path)
        else:
            path.symlink_to("/etc/hostname")
    assert unlisted(records) == [("size", "credentials/learners")]


def test_a_folder_of_records_that_cannot_be_listed_is_told_alone(records, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert unlisted(records) == [("unreadable", "credentials")]


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11])
def test_a_file_is_read_whole_or_to_one_byte_past_the_limit(records, size):
    path = records / "learners" / "l-2.yml"
    write(path, "x" * size)
    assert files.read(path, 10) == b"x" * size


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(records, monkeypatch):
    path = records / "learners" / "l-2.yml"
    write(path, "x" * 8)
    fstat = os.fstat

    def of_before(handle):
        return os.stat_result([*fstat(handle)[:6], 4, *fstat(handle)[7:10]])

    monkeypatch.setattr(os, "fstat", of_before)
    assert files.read(path, 100) == b"x" * 8


def test_a_file_without_a_size_of_its_own_is_read_to_its_end():
    assert files.read("/proc/self/status", 10**6).startswith(b"Name:")
