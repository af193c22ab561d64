import base64
import csv
import hashlib
import io
import zipfile

import pytest

from testamur import __version__
from testamur.authoring.repository.tool import archive, build_backend
from tool_archives import FILES, INFO, wheel_of


@pytest.fixture
def wheel(tmp_path):
    with zipfile.ZipFile(wheel_of(archive.packed(FILES), tmp_path)) as opened:
        yield opened


def test_the_wheel_has_the_files_that_were_packed(wheel):
    assert {name: wheel.read(name) for name in wheel.namelist() if name != f"{INFO}/RECORD"} == FILES


def test_the_record_is_last_and_has_every_file_with_its_hash(wheel):
    assert wheel.namelist()[-1] == f"{INFO}/RECORD"
    rows = list(csv.reader(io.StringIO(wheel.read(f"{INFO}/RECORD").decode())))
    expected = [
        [name, "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("="), str(len(data))]
        for name, data in sorted(FILES.items(), key=lambda item: item[0].startswith(INFO))
    ]
    assert rows == [*expected, [f"{INFO}/RECORD", "", ""]]


def test_the_wheel_has_the_name_that_pip_expects(tmp_path):
    assert wheel_of(archive.packed(FILES), tmp_path).name == f"testamur-{__version__}-py3-none-any.whl"


@pytest.mark.parametrize(
    "files", [{}, {"a": b""}, {"a": b"\n\xff", "b/c": b"{}\n", "\N{LATIN SMALL LETTER E WITH ACUTE}": b"x"}]
)
def test_files_that_were_joined_are_split_again(files):
    assert build_backend.split(build_backend.joined(files)) == files


@pytest.mark.parametrize("data", [b'{"a":2}\nx', b'{"a":2}\nxyz'])
def test_what_is_not_as_long_as_it_says_is_refused(data):
    with pytest.raises(ValueError, match=r"its first line speaks of 2"):
        build_backend.split(data)
