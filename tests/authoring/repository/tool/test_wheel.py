import io
import zipfile

import pytest

from testamur import __version__
from testamur.authoring.repository.tool import wheel
from testamur.errors import UsageError

INFO = f"testamur-{__version__}.dist-info"
FILES = {"testamur/a.py": b"a = 1\n", f"{INFO}/METADATA": b"Name: testamur\n"}


def names(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


@pytest.fixture
def packages(tmp_path):
    """A folder of packages, as an installer leaves it."""
    with zipfile.ZipFile(io.BytesIO(wheel.packed(FILES))) as archive:
        archive.extractall(tmp_path)
    for name in ("INSTALLER", "REQUESTED", "direct_url.json"):
        (tmp_path / INFO / name).write_text("pip")
    (tmp_path / "testamur/__pycache__").mkdir()
    (tmp_path / "testamur/__pycache__/a.cpython-311.pyc").write_bytes(b"x")
    with (tmp_path / INFO / "RECORD").open("a") as record:
        record.write("../../../bin/testamur,sha256=x,1\ntestamur/__pycache__/a.cpython-311.pyc,,\n")
        record.writelines(f"{INFO}/{name},sha256=x,3\n" for name in ("INSTALLER", "REQUESTED", "direct_url.json"))
    return tmp_path


def test_the_wheel_of_an_installation_is_the_one_that_was_installed(packages):
    assert wheel.packed(wheel.recorded(packages)) == wheel.packed(FILES)


def test_a_file_changed_since_it_was_installed_makes_no_wheel(packages):
    (packages / "testamur/a.py").write_text("a = 2\n")
    with pytest.raises(UsageError, match=r"a\.py is not as it was installed: install Testamur anew"):
        wheel.recorded(packages)


def test_a_file_gone_since_it_was_installed_makes_no_wheel(packages):
    (packages / "testamur/a.py").unlink()
    with pytest.raises(UsageError, match=r"a\.py is gone since it was installed"):
        wheel.recorded(packages)


def test_without_a_record_there_is_no_wheel(packages):
    (packages / INFO / "RECORD").unlink()
    with pytest.raises(UsageError, match="RECORD cannot be read"):
        wheel.recorded(packages)


def test_a_record_cannot_take_a_file_from_elsewhere(packages):
    with (packages / INFO / "RECORD").open("a") as record:
        record.write("testamur/../../secret,sha256=x,1\n")
    assert set(wheel.recorded(packages)) == set(FILES)


def test_the_order_of_the_files_makes_no_other_wheel():
    assert wheel.packed(dict(reversed(FILES.items()))) == wheel.packed(FILES)


def test_the_record_is_last_and_names_every_file():
    data = wheel.packed(FILES)
    assert names(data)[-1] == f"{INFO}/RECORD"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        record = archive.read(f"{INFO}/RECORD").decode()
    listed = [line.partition(",")[0] for line in record.splitlines()]
    assert listed == [f"{INFO}/METADATA", "testamur/a.py", f"{INFO}/RECORD"]


def test_the_wheel_of_this_tool_has_its_lock():
    assert "testamur/requirements.lock" in names(wheel.own())
