import base64
import csv
import hashlib
import io
import tarfile
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


def test_what_is_no_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    link = tarfile.TarInfo("testamur/a.py")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(build_backend.FILES, "w:xz") as files:
        files.addfile(link)
    with pytest.raises(ValueError, match=r"testamur/a\.py is no file"):
        build_backend.build_wheel(str(tmp_path))
